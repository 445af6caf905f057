"""This year against the last: key figures, and every figure that moved, largest first, with the clerk's reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.passages import Passage
from finance.change import Change
from finance.figures import Figures
from finance.money import wan_text
from finance.names import label

KEY_FIGURES = (
    "income_grand_total",
    "income.total",
    "expenditure.total",
    "fiscal.income_grand_total",
    "general_public_budget.expenditure",
    "government_fund.expenditure",
    "three_public.total",
    "agency_operating_costs",
)
# Groups whose figures are money; of the others a change in 万元 would say nothing.
_MONEY = frozenset(
    (
        "income",
        "expenditure",
        "opening_carry_over",
        "closing_carry_over",
        "income_grand_total",
        "expenditure_grand_total",
        "surplus_used",
        "surplus_distributed",
        "general_public_budget",
        "government_fund",
        "state_capital_operations",
        "fiscal",
        "basic_expenditure",
        "three_public",
        "agency_operating_costs",
    )
)
_CALLED_OTHERWISE = {"fiscal.income_grand_total": "fiscal_income_grand_total"}  # in the base


@dataclass(frozen=True)
class Compared:
    """One figure. `href` leads to where it is printed."""

    name: str
    label: str
    change: Change
    reason: str
    href: str

    @property
    def current_text(self) -> str:
        return wan_text(self.change.current, thousands=True)

    @property
    def base_text(self) -> str:
        return wan_text(self.change.base or Decimal(0), thousands=True)

    @property
    def difference_text(self) -> str:
        """Signed, so that the sign is not only a colour."""
        text = wan_text(self.change.size, thousands=True)
        return f"{'+' if self.change.rose else '−'}{text}"

    @property
    def rate_text(self) -> str:
        rate = self.change.rate
        if rate is None:
            return "上年无"
        return f"{'+' if rate >= 0 else '−'}{abs(rate)}%"


@dataclass(frozen=True)
class LastYear:
    """The comparison. `is_own`: with last year's account in this system, else with what was typed in as 上年."""

    key: tuple[Compared, ...]
    moved: tuple[Compared, ...]
    unchanged: int
    is_own: bool


def compared_with_last_year(
    figures: Figures, before: Figures | None, passages: Sequence[Passage], ids: Mapping[str, str]
) -> LastYear:
    """Every amount that is printed and has one of last year. `ids`: figure → where it is printed."""
    names = dict.fromkeys(
        figure
        for passage in passages
        for line in passage.lines
        for figure in line.figures
        if figure.partition(".")[0] in _MONEY
    )
    found = list(_compared(figures, before, (*KEY_FIGURES, *names), ids))
    key = tuple(one for one in found if one.name in KEY_FIGURES)
    moved = [one for one in found if not one.change.prints_flat]
    moved.sort(key=lambda one: -one.change.size)
    return LastYear(key, tuple(moved), len(found) - len(moved), before is not None)


def _compared(
    figures: Figures, before: Figures | None, names: Sequence[str], ids: Mapping[str, str]
) -> Iterator[Compared]:
    for name in dict.fromkeys(names):
        current, base = _amount(figures, name), _base(figures, before, name)
        if current is None or base is None:
            continue
        reason = figures.reasons.get(f"{name}.previous", "")
        href = f"#{ids[name]}" if name in ids else ""
        yield Compared(name, _label(figures, name), Change(current, base), reason, href)


def _base(figures: Figures, before: Figures | None, name: str) -> Decimal | None:
    """What was typed in as 上年, for that is what the report prints; else what last year's own account says."""
    if figures.previous is not None:
        told = _amount(figures, f"previous.{_CALLED_OTHERWISE.get(name, name)}")
        if told is not None:
            return told
    return _amount(before, name) if before is not None else None


def _amount(figures: Figures, name: str) -> Decimal | None:
    try:
        return figures.amount(name)
    except AttributeError:
        return None


def _label(figures: Figures, name: str) -> str:
    try:
        return label(name, figures.classification)
    except KeyError:
        return name
