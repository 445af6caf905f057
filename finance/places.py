"""Where a figure is typed in: from its dotted name to its box, and from a box back to the name.

A total has no box: it stands on the page where what it sums is typed.
"""

from finance.cells import Address
from finance.terms import FISCAL_FUNDS, BudgetStage, ExpenditureKind, Fund, IncomeSource, ThreePublicItem

_FISCAL = tuple(fund.value for fund in FISCAL_FUNDS)
_SOURCES = tuple(source.value for source in IncomeSource)
_KINDS = tuple(kind.value for kind in ExpenditureKind)
_ITEMS = tuple(item.value for item in ThreePublicItem)
_STAGES = tuple(stage.value for stage in BudgetStage)
_BASES = (*_STAGES, "previous", "purpose")
_WHOLE = (Fund.GENERAL_PUBLIC_BUDGET.value, Fund.NON_FISCAL.value)  # carried as one sum, not by 项
_ENDS = ("opening", "closing")

_ACCOUNT = ("surplus_used", "surplus_distributed", "agency_operating_costs_filed")
_SUMS = ("staff", "total", "vehicles", "evaluated_projects")
_PREVIOUS = {
    "previous.income_grand_total": "income_grand_total",
    "previous.fiscal.income_grand_total": "fiscal_income_grand_total",
    "previous.agency_operating_costs": "agency_operating_costs",
}


def box_of(figure: str) -> str:
    """The box a figure of finance is typed into; empty for a total, and for a name that is none. Of a
    difference or rate against a base, the box of its reason: the reasons page shows both."""
    if figure.rpartition(".")[2] in _BASES and not figure.startswith("reasons."):
        return f"reasons/{figure}/text"
    if figure in _ACCOUNT:
        return f"account//{figure}"
    first, *rest = figure.split(".")
    return _boxed(figure, first, rest)


def _boxed(figure: str, first: str, rest: list[str]) -> str:
    """The place of a figure that has a box of its own."""
    code, last = (rest[0] if rest else ""), (rest[-1] if rest else "")
    match first:
        case "profile" | "counts" | "procurement" | "assets" | "performance" if len(rest) == 1 and last not in _SUMS:
            return f"{first}//{last}"
        case "income" if len(rest) == 2 and len(code) == 7 and last in _SOURCES:
            return f"income_lines/{code}/{last}"
        case "basic_expenditure" if len(rest) == 2 and len(code) == 5 and last == "total":
            return f"economic_lines/{code}/amount"
        case "three_public" if last in _ITEMS:
            return f"three_public_items/{last}/actual"
        case "opening_carry_over" | "closing_carry_over" if last in _WHOLE:
            return f"carry_over_lines/{last}-/{first.partition('_')[0]}"
        case "texts":
            return f"texts//{last}"
        case "reasons":
            return f"reasons/{'.'.join(rest)}/text"
        case "initial_budget" | "adjusted_budget" | "previous":
            return _compared(figure, first, rest)
        case _ if first in _FISCAL:
            return _of_fund(first, rest)
    return ""


def _compared(figure: str, base: str, rest: list[str]) -> str:
    """A figure of 年初预算, 全年预算 or 上年."""
    if figure in _PREVIOUS:
        return f"previous_year//{_PREVIOUS[figure]}"
    if rest and rest[0] == "three_public":
        return f"three_public_items/{rest[1]}/{base}" if rest[1:] and rest[1] in _ITEMS else ""
    match rest:
        case [fund, code, _] if fund in Fund and len(code) == 7:
            row = f"{fund}-{code}"
        case [fund, "expenditure"] if fund in Fund:  # one sum, not by 科目; where it is by 科目, no such row is there
            row = f"{fund}-"
        case _:
            return ""
    return f"previous_lines/{row}/amount" if base == "previous" else f"budget_lines/{row}/{base}"


def _of_fund(fund: str, rest: list[str]) -> str:
    """A figure of one fiscal budget."""
    match rest:
        case [code, last] if len(code) == 7 and last in ("basic", "project"):
            return f"expenditure_lines/{code}-{fund}/{last}"
        case [code, "income"] if len(code) == 7:
            return f"income_lines/{code}/{fund}"
        case [code, end] if len(code) == 7 and end in _ENDS:
            return f"carry_over_lines/{fund}-{code}/{end}"
        case [end] if end in _ENDS and fund == Fund.GENERAL_PUBLIC_BUDGET:
            return f"carry_over_lines/{fund}-/{end}"
    return ""


_OF_THREE_PUBLIC = {"actual": "three_public", "previous": "previous.three_public"} | {
    stage: f"{stage}.three_public" for stage in _STAGES
}


def figure_of(cell: str) -> str:
    """The dotted name of what a box holds; empty where the figure is no single box's."""
    address = Address.read(cell)
    section, row, column = address
    fund, _, code = row.partition("-")
    match section:
        case "account":
            return column if column in _ACCOUNT else f"unit.{column.removeprefix('unit_')}"
        case "income_lines":
            return f"income.{row}.{column}"
        case "expenditure_lines":
            code, _, fund = row.partition("-")
            is_fiscal = fund in _FISCAL and column in ("basic", "project")
            return f"{fund}.{code}.{column}" if is_fiscal else ""
        case "carry_over_lines":
            if fund == Fund.NON_FISCAL:
                return f"{column}_carry_over.{fund}"
            return f"{fund}.{code}.{column}" if code else f"{fund}.{column}"
        case "budget_lines":
            return f"{column}.{fund}.{code}.expenditure" if code else f"{column}.{fund}.expenditure"
        case "previous_lines":
            return f"previous.{fund}.{code}.expenditure" if code else f"previous.{fund}.expenditure"
        case "economic_lines":
            return f"basic_expenditure.{row}.total"
        case "three_public_items":
            return f"{_OF_THREE_PUBLIC[column]}.{row}"
        case "previous_year":
            return next(figure for figure, name in _PREVIOUS.items() if name == column)
        case "reasons":
            return f"reasons.{row}"
        case "profile" | "counts" | "procurement" | "assets" | "performance" | "texts":
            return f"{section}.{column}"
    return ""
