"""Totals as sums over boxes: what a formula of the workbook adds up, by the dotted name of the figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from finance.cells import Address
from finance.figures import PERSONNEL_CLASSES, PUBLIC_USE_CLASSES
from finance.money import ZERO
from finance.places import box_of
from finance.sections import SECTIONS, LineSection
from finance.terms import FISCAL_FUNDS, ExpenditureKind, Fund, IncomeSource, ThreePublicItem, VehicleKind

TOTAL = "total"  # a column of a grid that adds up the others of its row
EVERY = "*"


@dataclass(frozen=True)
class Term:
    """One summand: a single box, or a column of a grid, of all its rows or of those of a fund and under a code."""

    section: str
    column: str
    row: str | None = None  # None: all rows; 57-*: all indicators of scorecard 57
    fund: str = ""
    code: str = ""
    sign: int = 1

    @property
    def address(self) -> str:
        return f"{self.section}/{self.row}/{self.column}"


@dataclass(frozen=True)
class Expression:
    """A sum of terms. `instead`: a box that, once filled in, stands instead of the sum."""

    terms: tuple[Term, ...]
    instead: str = ""

    def __add__(self, other: "Expression") -> "Expression":
        return Expression(self.terms + other.terms)

    def __neg__(self) -> "Expression":
        return Expression(tuple(replace(term, sign=-term.sign) for term in self.terms))


type Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]  # section → row → column → value


def total(expressions: Iterator[Expression]) -> Expression:
    return Expression(tuple(term for expression in expressions for term in expression.terms))


def box(address: str) -> Expression:
    """What stands in one box."""
    section, row, column = Address.read(address)
    return Expression((Term(section, column, row),))


class Sums:
    """What expressions come to with these rows; each term is worked out once."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._known: dict[Term, Decimal] = {}
        self._by_class: dict[str, dict[str, list[_Line]]] = {}

    def of(self, expression: Expression) -> Decimal:
        if expression.instead:
            section, key, column = Address.read(expression.instead)
            if (filled := self.rows[section].get(key, {}).get(column)) is not None:
                return Decimal(filled)
        return sum((term.sign * self._term(term) for term in expression.terms), ZERO)

    def _term(self, term: Term) -> Decimal:
        if term not in self._known:
            self._known[term] = sum((amount for row in self._rows(term) for amount in _amounts(term.column, row)), ZERO)
        return self._known[term]

    def _rows(self, term: Term) -> Iterator[Mapping[str, Any]]:
        """Those of the term."""
        found = self.rows.get(term.section, {})
        if term.row is None:
            yield from (line.columns for line in self._lines(term.section, term.code[:3]) if line.is_of(term))
        elif term.row.endswith(EVERY):
            yield from (columns for key, columns in found.items() if key.startswith(term.row[:-1]))
        elif term.row in found:
            yield found[term.row]

    def _lines(self, section: str, class_code: str) -> list["_Line"]:
        """The lines of a section under a 类; all of them for an empty one."""
        if section not in self._by_class:
            by_class: dict[str, list[_Line]] = {"": []}
            for key, columns in self.rows.get(section, {}).items():
                line = _line(section, key, columns)
                by_class[""].append(line)
                if line.code:
                    by_class.setdefault(line.code[:3], []).append(line)
            self._by_class[section] = by_class
        return self._by_class[section].get(class_code, [])


@dataclass(frozen=True)
class _Line:
    """A row of a line section."""

    fund: str
    code: str
    columns: Mapping[str, Any]

    def is_of(self, term: Term) -> bool:
        return (not term.fund or self.fund == term.fund) and self.code.startswith(term.code)


def _line(section: str, key: str, columns: Mapping[str, Any]) -> _Line:
    kept = SECTIONS[section]
    assert isinstance(kept, LineSection)
    values = dict(zip(kept.key_names, key.split("-"), strict=True))
    return _Line(values.get("fund", ""), values[kept.code_name], columns)


def _amounts(column: str, row: Mapping[str, Any]) -> Iterator[Decimal]:
    for name in row if column == TOTAL else (column,):
        if row.get(name) is not None:
            yield Decimal(row[name])


# From a figure's name ---

_SOURCES = tuple(source.value for source in IncomeSource)
_KINDS = tuple(kind.value for kind in ExpenditureKind)
_FISCAL = tuple(fund.value for fund in FISCAL_FUNDS)
_FUNDS = tuple(fund.value for fund in Fund)
_STAGES = ("initial_budget", "adjusted_budget")
_SINGLE_SUMS = {
    "profile.staff": ("on_duty", "honorary_retired", "retired"),
    "procurement.total": ("goods", "works", "services"),
    "assets.vehicles": tuple(kind.value for kind in VehicleKind),
    "performance.evaluated_projects": ("excellent", "good", "passed", "failed"),
}
_GRAND = {
    "income_grand_total": ("income.total", "surplus_used", "opening_carry_over.total"),
    "expenditure_grand_total": ("expenditure.total", "surplus_distributed", "closing_carry_over.total"),
}
_FUND_GRAND = {"income_grand_total": ("opening", "income"), "expenditure_grand_total": ("expenditure", "closing")}
_VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE.value, ThreePublicItem.VEHICLE_RUNNING.value)


def expression_of(figure: str) -> Expression:
    """The boxes that add up to a figure. KeyError for a figure that is no sum of boxes."""
    if figure in _SINGLE_SUMS:
        section = figure.partition(".")[0]
        return Expression(tuple(Term(section, column, "") for column in _SINGLE_SUMS[figure]))
    if figure in _GRAND:
        return total(expression_of(part) for part in _GRAND[figure])
    if figure == "agency_operating_costs":
        return replace(expression_of("basic_expenditure.public_use"), instead="account//agency_operating_costs_filed")
    first, *rest = figure.split(".")
    terms = tuple(_terms(figure, first, [step for step in rest if not step.isdigit()]))
    code = next((step for step in rest if step.isdigit()), "")
    if terms:
        return Expression(tuple(_narrowed(term, code) for term in terms))
    if address := box_of(figure):
        return box(address)
    raise KeyError(figure)


def _narrowed(term: Term, code: str) -> Term:
    """Under the code; a class of 人员经费 or 公用经费 stands in its term already."""
    return replace(term, code=code) if code and not term.code else term


def _terms(figure: str, first: str, rest: list[str]) -> Iterator[Term]:
    match [first, *rest]:
        case ["income", column]:
            names = _FISCAL if column == "fiscal_appropriation" else (column,)
            yield from (Term("income_lines", name) for name in names)
        case ["expenditure", column]:
            yield Term("expenditure_lines", column)
        case ["opening_carry_over" | "closing_carry_over", part]:
            end = first.partition("_")[0]
            funds = {"total": _FUNDS, "fiscal": _FISCAL}.get(part, (part,))
            yield from (Term("carry_over_lines", end, fund=fund) for fund in funds)
        case ["basic_expenditure", part]:
            yield from _of_basic_expenditure(figure, part)
        case ["three_public", step]:
            yield from _of_three_public("actual", step)
        case [("initial_budget" | "adjusted_budget" | "previous") as base, "three_public", step]:
            yield from _of_three_public(base, step)
        case [("initial_budget" | "adjusted_budget" | "previous") as base, fund, "expenditure"]:
            section, column = ("previous_lines", "amount") if base == "previous" else ("budget_lines", base)
            funds = _FISCAL if fund == "fiscal" else (fund,)
            yield from (Term(section, column, fund=one) for one in funds)
        case [("fiscal" | "general_public_budget" | "government_fund" | "state_capital_operations") as fund, part]:
            for one in _FISCAL if fund == "fiscal" else (fund,):
                yield from _of_fund(one, part)


def _of_basic_expenditure(figure: str, part: str) -> Iterator[Term]:
    classes = {
        "personnel": PERSONNEL_CLASSES,
        "public_use": PUBLIC_USE_CLASSES,
        "total": PERSONNEL_CLASSES + PUBLIC_USE_CLASSES,
    }[part]
    codes = ("",) if any(step.isdigit() for step in figure.split(".")) else classes
    yield from (Term("economic_lines", "amount", code=code) for code in codes)


def _of_three_public(column: str, step: str) -> Iterator[Term]:
    items = {"total": tuple(item.value for item in ThreePublicItem), "vehicles": _VEHICLES}.get(step, (step,))
    yield from (Term("three_public_items", column, item) for item in items)


def _of_fund(fund: str, part: str) -> Iterator[Term]:
    match part:
        case "income":
            yield Term("income_lines", fund)
        case "expenditure" | "basic" | "project":
            yield Term("expenditure_lines", TOTAL if part == "expenditure" else part, fund=fund)
        case "opening" | "closing":
            yield Term("carry_over_lines", part, fund=fund)
        case _ if part in _FUND_GRAND:
            for one in _FUND_GRAND[part]:
                yield from _of_fund(fund, one)
