"""Which figures are only known as printed: those the account says so of, and groups that can be seen to be.

Figures copied from a published report are 万元 to two decimals, so in 元 every one of them ends in 00. Real accounts
do not: of eight amounts that are kept to the 分, hardly one does. Amounts rounder than 万元 prints (budgets in whole
thousands, made-up examples) say nothing either way, so most must use the last printed digit.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from finance.figures import Figures
from finance.funds import Base

_STEP = Decimal(100)  # 元 in the last digit of 万元 that is printed
_COARSER_STEP = _STEP * 10
_LEAST = 8  # amounts; fewer may end in 00 by chance

# Groups of names that are entered together, from one source.
_ACCOUNT = frozenset(
    {
        "income",
        "expenditure",
        "opening_carry_over",
        "closing_carry_over",
        "surplus_used",
        "surplus_distributed",
        "three_public",
        "procurement",
        "assets",
    }
)


def is_printed_only(f: Figures, name: str) -> bool:
    """Only the printed 万元 of this figure, or of the group it belongs to, are known."""
    if any(name == known or name.startswith(f"{known}.") for known in f.printed_only):
        return True
    group = name.split(".")[0]
    return looks_printed(_amounts(f, group))


def looks_printed(amounts: Iterable[Decimal]) -> bool:
    """All end in 00 元, though most are not rounder than that."""
    count = fine = 0
    for amount in amounts:
        if amount % _STEP:
            return False
        count += bool(amount)
        fine += bool(amount % _COARSER_STEP)
    return count >= _LEAST and fine * 2 > count


def _amounts(f: Figures, group: str) -> Iterator[Decimal]:
    """What was entered together with this group."""
    if group == "basic_expenditure":
        yield from (line.amount for line in f.economic_lines)
    elif group in ("previous", "initial_budget", "adjusted_budget"):
        yield from (line.amount for line in (getattr(f, group) or Base()).lines)
    elif group in _ACCOUNT:
        for received in f.income_lines:
            yield from vars(received.amounts).values()
        for spent in f.expenditure_lines:
            yield from vars(spent.amounts).values()
        for carried in f.carry_over_lines:
            yield from (carried.opening, carried.closing)
