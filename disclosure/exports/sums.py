"""Which cells of a table add up to which: what the workbook's formulas say. Pure.

A formula is only proposed where its parts, in 元, come to the total exactly: it cannot disagree with the server.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from finance.figures import PERSONNEL_CLASSES, PUBLIC_USE_CLASSES
from finance.money import total
from finance.tables.grid import Grid
from finance.terms import FISCAL_FUNDS, ExpenditureKind, IncomeSource

_FUNDS = tuple(fund.value for fund in FISCAL_FUNDS)
_SOURCES = tuple(source.value for source in IncomeSource)

# A total's last step → the last steps of its parts, under the same beginning.
_ACROSS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "income.total": (("fiscal_appropriation", *_SOURCES[3:]), _SOURCES),
    "expenditure.total": (tuple(kind.value for kind in ExpenditureKind),),
    "three_public.total": (("overseas_travel", "vehicles", "official_reception"),),
    "three_public.vehicles": (("vehicle_purchase", "vehicle_running"),),
    **{f"{fund}.expenditure": (("basic", "project"),) for fund in _FUNDS},
    **{f"{fund}.income_grand_total": (("income", "opening"),) for fund in (*_FUNDS, "fiscal")},
    **{f"{fund}.expenditure_grand_total": (("expenditure", "closing"),) for fund in (*_FUNDS, "fiscal")},
}
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "income_grand_total": ("income.total", "surplus_used", "opening_carry_over.total"),
    "expenditure_grand_total": ("expenditure.total", "surplus_distributed", "closing_carry_over.total"),
    "basic_expenditure.personnel": tuple(f"basic_expenditure.{code}.total" for code in PERSONNEL_CLASSES),
    "basic_expenditure.public_use": tuple(f"basic_expenditure.{code}.total" for code in PUBLIC_USE_CLASSES),
}


def sums_of(grid: Grid) -> dict[str, tuple[str, ...]]:
    """Figure → the figures of the same table that add up to it; a figure that is no sum is left out."""
    amounts = {
        cell.figure: cell.amount
        for row in grid.body
        for cell in row.cells
        if cell.figure and cell.amount is not None and cell.text
    }
    below = _by_parent(amounts)
    return {figure: parts for figure in amounts if (parts := _parts(figure, amounts, below))}


type _Place = tuple[tuple[str, ...], str]  # a name's steps with "*" for the code, and a code


def _by_parent(amounts: Mapping[str, Decimal]) -> dict[_Place, list[str]]:
    """The names under each: 类 under none, 款 under their 类, 项 under their 款."""
    found: dict[_Place, list[str]] = {}
    for name in amounts:
        steps, code = _without_code(name)
        if code:
            found.setdefault((steps, code[:-2] if len(code) > 3 else ""), []).append(name)
    return found


def _without_code(name: str) -> _Place:
    """income.20801.total → income.*.total and 20801; a name without a code gets its place after the first step."""
    steps = name.split(".")
    at = next((i for i, step in enumerate(steps) if step.isdigit()), None)
    if at is None:
        return (steps[0], "*", *steps[1:]), ""
    return (*steps[:at], "*", *steps[at + 1 :]), steps[at]


def _parts(figure: str, amounts: Mapping[str, Decimal], below: Mapping[_Place, list[str]]) -> tuple[str, ...]:
    for parts in _present(figure, amounts, below):
        if total(amounts[name] for name in parts) == amounts[figure]:
            return parts
    return ()


def ways(figures: Mapping[str, Decimal]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every figure with each way in which it should be the sum of others of the same table."""
    below = _by_parent(figures)
    for figure in figures:
        yield from ((figure, parts) for parts in _present(figure, figures, below))


def _present(
    figure: str, amounts: Mapping[str, Decimal], below: Mapping[_Place, list[str]]
) -> Iterator[tuple[str, ...]]:
    for candidate, is_whole in _candidates(figure, below):
        parts = tuple(name for name in candidate if name in amounts and name != figure)
        if is_whole and len(parts) < len(candidate):
            continue
        if len(parts) > 1 or (parts and _is_narrower(parts[0], figure)):
            yield parts


def _candidates(figure: str, below: Mapping[_Place, list[str]]) -> Iterator[tuple[Sequence[str], bool]]:
    """The ways in which this figure may be a sum, the likeliest first; whether all of its parts must be there (codes
    without amounts are not)."""
    yield below.get(_without_code(figure), ()), False
    yield _WHOLE.get(figure, ()), not figure.startswith("basic_expenditure")
    steps = figure.split(".")
    plain = [step for step in steps if not step.isdigit()]
    for parts in _ACROSS.get(".".join(plain[-2:]), ()):
        yield [".".join((*steps[:-1], part)) for part in parts], True
    if steps[0] == "fiscal":
        yield [".".join((fund, *steps[1:])) for fund in _FUNDS], True


def _is_narrower(part: str, figure: str) -> bool:
    """Whether one part alone is a sum worth writing: the only 款 of a 类."""
    return sum(step.isdigit() for step in part.split(".")) > 0 and part.count(".") >= figure.count(".")
