"""The tables as a workbook: every printed number is there, exact, and every formula agrees with the server."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS
from disclosure.exports.subject import IncompleteTables
from disclosure.exports.sums import sums_of
from disclosure.exports.xlsx import sheet_name, to_xlsx
from finance.figures import Figures
from finance.money import WAN, total
from finance.tables import TableLayout, build_all
from finance.tables.grid import CellKind, Grid, Orientation
from finance.tables.paging import place
from tests.disclosure.exporting import changji, made, office, renamed, subject_of, workbook
from tests.factories import make_account
from tests.finance.random_tables import figures as any_figures
from tests.finance.random_tables import layouts
from tests.samples import SAMPLES


def written(figures: Figures, layout: TableLayout) -> bytes:
    return to_xlsx(build_all(figures, layout), layout, title="标题", author="某某局", fiscal_year=2023)


def first_row(sheet: Any, grid: Grid) -> int:
    """The row, from 1, of the first header row: below title, subtitle, label and the line of unit and 金额单位."""
    return 1 + sum(map(bool, (grid.title, grid.subtitle, grid.label, grid.prepared_by or grid.money_unit)))


def compare(sheet: Any, grid: Grid) -> int:
    """Every cell of the grid stands in its place, as text or as exact 万元. How many numbers there were."""
    top = first_row(sheet, grid)
    numbers = 0
    for offset, rows in ((0, grid.header), (len(grid.header), grid.body)):
        for placed in place(rows, len(grid.columns)):
            cell, found = placed.cell, sheet.cell(top + offset + placed.row, placed.column + 1)
            if cell.kind is CellKind.NUMBER and cell.text and cell.amount is not None:
                assert found.data_type == "n"
                assert Decimal(repr(found.value)).quantize(Decimal("0.000001")) == cell.amount / WAN, cell.figure
                numbers += 1
            elif cell.kind is CellKind.ORDINAL:
                assert str(found.value or "") == cell.text
            elif cell.kind is not CellKind.NUMBER:
                assert (found.value or "") == cell.text
    return numbers


@pytest.mark.parametrize("name", ["changji_2023", *SAMPLES])
def test_every_cell_of_the_tables_stands_in_the_workbook(name: str) -> None:
    subject = changji() if name == "changji_2023" else subject_of(SAMPLES[name]())
    book = workbook(made(name, "xlsx"))
    grids = subject.tables
    assert len(book.sheetnames) == len(grids) == 9
    numbers = sum(compare(sheet, grid) for sheet, grid in zip(book, grids, strict=True))
    assert numbers >= 150


def test_sheet_is_laid_out_as_the_table() -> None:
    book = workbook(made("changji_2023", "xlsx"))
    assert book.sheetnames[0] == "公开01表 收入支出决算总表"
    assert book.sheetnames[8] == "公开09表 国有资本经营预算财政拨款收入支出决算表"
    sheet = book.worksheets[1]
    assert sheet["A1"].value == "收入决算表"
    assert sheet["A1"].font.name == "宋体"
    assert sheet["A3"].value == "编制单位：昌吉回族自治州公共就业服务中心"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:I1", "A4:B4", "C4:C5"} <= merged  # title; 项目 over two columns; a leaf down to the last header row
    assert sheet["C7"].number_format == "#,##0.00_ "
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$6"
    assert re.fullmatch(r"'.*'!\$A\$1:\$I\$\d+", sheet.print_area)
    assert sheet.freeze_panes == "A7"


def test_orientation_is_the_tables_own() -> None:
    book = workbook(made("changji_2023", "xlsx"))
    for sheet, grid in zip(book, changji().tables, strict=True):
        assert sheet.page_setup.orientation in (grid.orientation.value, "portrait")
        assert (sheet.page_setup.orientation == "landscape") == (grid.orientation is Orientation.LANDSCAPE)


def test_totals_are_formulas_over_what_they_sum() -> None:
    book = workbook(made("changji_2023", "xlsx"), formulas=True)
    sheet = book["公开02表 收入决算表"]
    rows = {sheet.cell(row, 1).value: row for row in range(7, sheet.max_row)}
    assert sheet.cell(rows["合计"], 4).value.startswith("=SUM(D")
    line = rows["2080101"]
    assert sheet.cell(line, 3).value == f"=SUM(D{line},E{line},F{line},G{line},H{line},I{line})"
    assert sheet.cell(rows["21011"], 4).value == f"=SUM(D{rows['2101101']}:D{rows['2101199']})"
    assert not str(sheet.cell(rows["2080101"], 4).value).startswith("=")


@settings(max_examples=60, deadline=None)
@given(figures=any_figures)
def test_formula_is_only_written_where_its_parts_come_to_the_total(figures: Figures) -> None:
    for grid in build_all(figures, TableLayout()):
        amounts = {c.figure: c.amount for row in grid.body for c in row.cells if c.figure and c.amount is not None}
        for figure, parts in sums_of(grid).items():
            assert total(amounts[part] for part in parts) == amounts[figure]
            assert figure not in parts


@settings(max_examples=25, deadline=None)
@given(figures=any_figures, layout=layouts)
def test_any_tables_in_any_layout_stand_in_the_workbook(figures: Figures, layout: TableLayout) -> None:
    book = workbook(written(figures, layout))
    for sheet, grid in zip(book, build_all(figures, layout), strict=True):
        compare(sheet, grid)


def test_zero_that_prints_nothing_shows_nothing() -> None:
    layout = TableLayout(zero="")
    sheet = workbook(written(SAMPLES["all_funds"](), layout)).worksheets[1]
    formats = {cell.number_format for row in sheet.iter_rows(min_row=7) for cell in row if cell.data_type == "n"}
    assert "#,##0.00_ ;-#,##0.00_ ;" in formats


@pytest.mark.parametrize("name", ["=1+1", "+局", "-局", "@局", '=HYPERLINK("http://x","y")', "{=1}"])
def test_text_that_looks_like_a_formula_stays_text(name: str) -> None:
    layout = TableLayout(prepared_by="{unit}")
    figures = renamed(changji(), name).figures
    for sheet in workbook(written(figures, layout), formulas=True):
        assert sheet["A3"].value == name
        assert sheet["A3"].data_type == "s"
        assert sheet["A3"].hyperlink is None


def test_same_tables_give_the_same_bytes() -> None:
    assert FORMATS["xlsx"].make(changji()) == made("changji_2023", "xlsx")


def test_sheet_name_is_one_that_excel_takes() -> None:
    assert sheet_name("[公开/01表]: " + "很长的名字" * 10) == "公开01表 " + ("很长的名字" * 10)[:25]
    assert sheet_name("'引号'") == "引号"


@pytest.mark.django_db
def test_table_with_a_gap_is_not_exported() -> None:
    with pytest.raises(IncompleteTables) as refused:
        FORMATS["xlsx"].make(exported(make_account()))
    assert "《财政拨款“三公”经费支出决算表》：因公出国（境）费" in str(refused.value)


@pytest.mark.parametrize("name", ["changji_2023", "all_funds"])
def test_libreoffice_computes_what_the_server_computed(name: str, tmp_path: Path) -> None:
    subject = changji() if name == "changji_2023" else subject_of(SAMPLES[name]())
    opened = workbook(office(made(name, "xlsx"), "xlsx", "xlsx", tmp_path).read_bytes())
    for sheet, grid in zip(opened, subject.tables, strict=True):
        compare(sheet, grid)
