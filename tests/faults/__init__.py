"""make faults: consistent accounts, each broken in one place, to see which checks notice; harmless edits, to see that
none does.

What counts as a fault is settled here, before any check is run: a change of something that has a second source — the
other end of a fund's account, the economic side of basic expenditure, last year's account, a budget, a count beside
its amount, a scorecard beside the accounts, a text beside its indicator, a score beside its rule — and that is seen in
print. A leaf that nothing else constrains (the price of a house, a name that stands once) may be wrong, but it
contradicts nothing, and is not injected.
"""
