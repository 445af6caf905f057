"""A proposal held against what the account has: cell by cell, old → new. Pure.

Printed 万元 that an amount known to the 分 rounds to are no news: the exact amount stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.intake.official.derived import HALF_A_HUNDREDTH
from disclosure.intake.proposal import Cells, Proposal, Proposed, row_of, scope_of
from finance.money import ZERO, total


@dataclass(frozen=True)
class Difference:
    """A cell that would change. `new` None: its row would go."""

    address: str
    old: Decimal | None
    new: Decimal | None
    proposed: Proposed | None = None


@dataclass(frozen=True)
class Comparison:
    """What would change, which rows would go, and how many cells are as they are."""

    differences: tuple[Difference, ...]
    gone: tuple[str, ...]
    unchanged: int


def compare(proposal: Proposal, old: Cells) -> Comparison:
    """The whole proposal against the account's amounts."""
    proposal = _without_finer_rows(proposal, old)
    differences, unchanged = [], 0
    for address, proposed in proposal.cells.items():
        before = old.get(address)
        if is_the_same(before, proposed):
            unchanged += bool(before)
            continue
        if before is None and not proposed.value and not _may_be_unfilled(address):
            continue  # a row that is not there, and would hold nothing
        differences.append(Difference(address, before, proposed.value, proposed))
    gone = proposal.gone(old)
    rows = set(gone)
    kept = (difference for difference in differences if row_of(difference.address) not in rows)
    return Comparison((*kept, *_losses(rows, old)), gone, unchanged)


def is_the_same(old: Decimal | None, proposed: Proposed) -> bool:
    """Equal, or, where only printed amounts are known, as near as rounding goes."""
    if old is None:
        return False
    difference = abs(old - proposed.value)
    return not difference or (proposed.is_printed and difference <= HALF_A_HUNDREDTH * max(len(proposed.places), 1))


def _may_be_unfilled(address: str) -> bool:
    """Single amounts: not filled in is not the same as zero."""
    return address.startswith(("three_public_items/", "previous_year/"))


def _losses(rows: set[str], old: Cells) -> Iterator[Difference]:
    yield from (Difference(a, value, None) for a, value in old.items() if value and row_of(a) in rows)


def _without_finer_rows(proposal: Proposal, old: Cells) -> Proposal:
    """一般公共预算 and 非财政拨款 carry over as one sum in the tables. An account that has them by 项, and comes to
    the same sum, is left as it is."""
    cells, scopes = dict(proposal.cells), dict(proposal.scopes)
    for scope in [scope for scope in scopes if scope.startswith("carry_over_lines/")]:
        sums = {end: cells.get(f"{scope}-/{end}") for end in ("opening", "closing")}
        rows = {row_of(a) for a, value in old.items() if value and scope_of(row_of(a)) == scope}
        if rows <= {f"{scope}-"} or not any(sums.values()):
            continue
        come_to = {
            end: total(value or ZERO for a, value in old.items() if row_of(a) in rows and a.endswith(f"/{end}"))
            for end in sums
        }
        if all(proposed is None or is_the_same(come_to[end], proposed) for end, proposed in sums.items()):
            for end in sums:
                cells.pop(f"{scope}-/{end}", None)
            del scopes[scope]
    return Proposal(cells, scopes, proposal.unsure)
