"""The published tables of 普陀区财政局 come in with every figure right and nothing typed, however they are laid out."""

import base64
import gzip
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from disclosure.intake.opening import open_workbook
from disclosure.intake.preview import Preview, Purpose, preview
from disclosure.intake.proposal import amount_cells
from disclosure.intake.workbook import Workbook
from finance.classification import classification_of
from finance.figures import Figures
from finance.tables import TableLayout
from finance.tables.layout import TABLE_KEYS
from finance.terms import BudgetStage
from tests.disclosure import putuo_2024
from tests.disclosure.exporting import office_all
from tests.disclosure.official_workbooks import Style, xlsx_of

EMPTY = Figures(unit=putuo_2024.UNIT, fiscal_year=2024, classification=classification_of(2024))
FILES = Path(__file__).parent / "files"
NATIONAL = ("t1", "t2", "t3", "t4", "t5", "t6", "t8", "t9", "t7")
STYLES = {
    "numbers": Style(is_rounded=True),
    "texts": Style(is_rounded=True, as_text=True, zero=None),
    "yuan": Style(is_rounded=True, unit="元", zero="-"),
    "numeric codes": Style(is_rounded=True, numeric_codes=True, blank_rows=True),
    "exact texts": Style(is_rounded=True, as_text=True, unit="元", sparse_codes=True),
    "merged repeated": Style(is_rounded=True, repeats_merged=True, left_columns=1),
}
LAYOUTS = {
    f"{form6}, {form7}, {form9}, {'split' if split else 'joined'}, {'numbered' if numbered else 'bare'}": TableLayout(
        order=TABLE_KEYS if form9 == "account" else NATIONAL,
        forms={"t5": "grouped" if numbered else "plain", "t6": form6, "t7": form7, "t9": form9},
        titles={"t6": "一般公共预算财政拨款基本支出决算明细表", "t9": "国有资本经营预算财政拨款支出决算表"}
        if form9 == "spent"
        else {},
        row_numbers=numbered,
        column_numbers=numbered,
        split_codes=split,
        class_rows=26 if split else 24,
        total_last=() if numbered else ("t5", "t8", "t9"),
        label="公开{number}表" if numbered else "",
        zero="0.00" if numbered else "",
        three_public_budget=BudgetStage.INITIAL,
    )
    for form6, form7, form9, split, numbered in product(
        ("three", "two"), ("by_stage", "by_item"), ("account", "spent"), (True, False), (True, False)
    )
}


def expected() -> dict[str, Decimal]:
    """Every cell that is not zero, 全年预算 of “三公” left out: the tables print one of the two."""
    cells = amount_cells(putuo_2024.figures())
    return {cell: value for cell, value in cells.items() if value and not cell.endswith("adjusted_budget")}


def taken(workbook: Workbook) -> Preview:
    return preview(workbook, EMPTY, Purpose.THIS_YEAR, BudgetStage.INITIAL)


def check(found: Preview) -> None:
    assert {d.address: d.new for d in found.comparison.differences if d.new} == expected()
    assert [remark for remark in found.remarks if remark.gravity.value != "note"] == []
    assert found.read.tables.keys() == set(TABLE_KEYS)
    assert all(d.proposed and d.proposed.places for d in found.comparison.differences if d.new)


def test_what_is_expected_is_what_was_published() -> None:
    """Guards the hand-made reading: the leaves add up to the published totals, but for the last hundredths."""
    figures = putuo_2024.figures()
    assert len(figures.income_lines) == len(figures.expenditure_lines) == 11
    assert len(figures.economic_lines) == 23
    for name, printed in (
        ("income.total", "2946.25"),
        ("expenditure.total", "2940.05"),
        ("basic_expenditure.personnel", "2152.26"),
        ("basic_expenditure.public_use", "184.65"),
        ("income_grand_total", "2995.39"),
    ):
        amount = figures.amount(name)
        assert amount is not None
        assert abs(amount - putuo_2024.wan(printed)) <= 200
    assert figures.amount("income.2010602.other") == Decimal("61900.00")


@pytest.mark.parametrize("workbook", [putuo_2024.published(), putuo_2024.one_sheet_a_table()], ids=["one", "nine"])
def test_tables_as_published_come_in(workbook: Workbook) -> None:
    found = taken(workbook)
    check(found)
    assert found.read.is_rounded
    assert all(d.proposed.is_printed for d in found.comparison.differences if d.proposed)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_in_every_layout_come_in(layout: str, style: str) -> None:
    styled = replace(STYLES[style], printed=putuo_2024.PRINTED)
    check(taken(putuo_2024.laid_out(LAYOUTS[layout], styled)))


@pytest.mark.parametrize("order", [reversed, sorted, lambda sheets: [*sheets[4:], *sheets[:4]]])
def test_order_of_the_sheets_is_of_no_matter(order: Any) -> None:
    sheets = putuo_2024.one_sheet_a_table().sheets
    ordered = [sheets[i] for i in order(list(range(len(sheets))))]
    check(taken(Workbook(tuple(ordered))))


def test_workbook_as_a_file_comes_in() -> None:
    check(taken(open_workbook(xlsx_of(putuo_2024.published()))))


def test_xls_comes_in() -> None:
    """The published tables, saved as Excel 97 by LibreOffice."""
    content = gzip.decompress(base64.b64decode((FILES / "putuo_published.xls.gz.b64").read_text(encoding="ascii")))
    check(taken(open_workbook(content)))


def test_layouts_come_in_as_xls_too(tmp_path: Path) -> None:
    """A third of them: each form, each width and each style is among them. What a layout is to the reading is seen
    above; here it is what the older format makes of the cells."""
    styles = [replace(style, printed=putuo_2024.PRINTED) for style in STYLES.values()]
    laid_out = [
        putuo_2024.laid_out(layout, styles[number % len(styles)])
        for number, layout in enumerate(list(LAYOUTS.values())[::3])
    ]
    for path in office_all([xlsx_of(workbook) for workbook in laid_out], "xlsx", "xls", tmp_path):
        check(taken(open_workbook(path.read_bytes())))
