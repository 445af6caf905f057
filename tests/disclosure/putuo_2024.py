"""上海市普陀区财政局 2024 年度部门决算: its nine tables as published, and as workbooks in every variant.

tests/goldens/putuo_finance_2024_tables.tsv holds the cells of the published PDF, row by row. What is expected of the
intake is read off it here by hand rules of its own, not by the reader under test.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from disclosure.intake.workbook import Sheet, Workbook
from finance.classification import classification_of
from finance.figures import Figures, Unit
from finance.funds import Base, ThreePublic
from finance.lines import (
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import from_wan
from finance.tables import TableLayout, build_all
from finance.terms import Fund, UnitKind
from tests.disclosure.official_workbooks import Style, workbook_of

ROWS = Path(__file__).parent.parent / "goldens" / "putuo_finance_2024_tables.tsv"
GENERAL = Fund.GENERAL_PUBLIC_BUDGET
UNIT = Unit("310107", "上海市普陀区财政局", UnitKind.ADMINISTRATIVE)
# Printed totals that are not what their printed parts come to: the publication kept 元 behind them.
PRINTED = {
    name: Decimal(wan)
    for wan, names in {
        "2940.05": "t1/income.general_public_budget t1/expenditure.total t2/income.fiscal_appropriation"
        " t3/expenditure.total t4/general_public_budget.income t4/fiscal.income t4/general_public_budget.expenditure"
        " t4/fiscal.expenditure t5/general_public_budget.expenditure",
        "2946.25": "t1/income.total t2/income.total",
        "2995.39": "t1/income_grand_total t1/expenditure_grand_total",
        "326.71": "t1/expenditure.208.total t4/general_public_budget.208.expenditure t4/fiscal.208.expenditure",
        "2336.91": "t3/expenditure.basic t5/general_public_budget.basic",
        "2961.68": "t4/fiscal.income_grand_total t4/fiscal.expenditure_grand_total"
        " t4/general_public_budget.expenditure_grand_total",
        "2082.85": "t6/basic_expenditure.301.total",
        "171.07": "t6/basic_expenditure.302.total",
        "2152.26": "t6/basic_expenditure.personnel",
        "184.65": "t6/basic_expenditure.public_use",
    }.items()
    for name in names.split()
}


def rows() -> list[list[str]]:
    return [line.split("\t") for line in ROWS.read_text(encoding="utf-8").splitlines()]


def published() -> Workbook:
    """All nine tables below one another on one sheet, cell by cell as the PDF has them."""
    return Workbook((Sheet("全部", tuple(tuple(cell or None for cell in row) for row in rows())),))


def one_sheet_a_table() -> Workbook:
    """The same, a sheet for each."""
    sheets: list[list[list[str]]] = []
    for row in rows():
        if len(row) == 1 and row[0].endswith("表"):
            sheets.append([])
        sheets[-1].append(row)
    return Workbook(
        tuple(
            Sheet(f"Sheet{n}", tuple(tuple(cell or None for cell in row) for row in found))
            for n, found in enumerate(sheets, 1)
        )
    )


def _table(title: str) -> list[list[str]]:
    found = rows()
    start = next(i for i, row in enumerate(found) if row == [title])
    end = next(
        (i for i, row in enumerate(found[start + 1 :], start + 1) if len(row) == 1 and row[0].endswith("表")), None
    )
    return [[*row, *[""] * (12 - len(row))] for row in found[start + 1 : end]]


def items(title: str) -> Iterator[tuple[str, list[Decimal]]]:
    """项 code and its amounts in 元, of a table with 类 款 项 in columns of their own."""
    for row in _table(title):
        if all(part.isdigit() for part in row[:3]):
            yield "".join(row[:3]), [wan(cell) for cell in row[4:]]


def _economic() -> Iterator[tuple[str, Decimal]]:
    for row in _table("一般公共预算财政拨款基本支出决算表"):
        for first in (0, 4):
            if row[first].isdigit() and row[first + 1].isdigit() and row[first + 3]:
                yield row[first] + row[first + 1], wan(row[first + 3])


def wan(text: str) -> Decimal:
    return from_wan(text.replace(",", "") or "0")


def figures() -> Figures:
    """The published leaves, in 元 as printed."""
    return Figures(
        unit=UNIT,
        fiscal_year=2024,
        classification=classification_of(2024),
        income_lines=tuple(
            IncomeLine(code, IncomeAmounts(general_public_budget=amounts[1], other=amounts[6]))
            for code, amounts in items("收入决算表")
        ),
        expenditure_lines=tuple(
            ExpenditureLine(code, GENERAL, ExpenditureAmounts(basic=amounts[1], project=amounts[2]))
            for code, amounts in items("一般公共预算财政拨款支出决算表")
        ),
        carry_over_lines=(
            CarryOverLine(GENERAL, "", wan("21.63"), wan("21.63")),
            CarryOverLine(Fund.NON_FISCAL, "", wan("49.14") - wan("21.63"), wan("55.34") - wan("21.63")),
        ),
        initial_budget=Base(three_public=ThreePublic(official_reception=wan("0.95"))),
        adjusted_budget=Base(three_public=ThreePublic(official_reception=wan("0.95"))),
        economic_lines=tuple(EconomicLine(code, amount) for code, amount in sorted(_economic())),
    )


def laid_out(layout: TableLayout, style: Style) -> Workbook:
    """The published numbers in another layout; `style` is given the printed totals."""
    return workbook_of(build_all(figures(), layout), style)
