"""The second sample against the report as published: its text to the last character, its nine tables cell by cell."""

from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from disclosure.document import Report, complete_report
from disclosure.editions import edition
from disclosure.parts import Part, TableBlock
from disclosure.reports import final_report
from disclosure.samples.putuo_finance_2024 import putuo_finance_2024
from disclosure.text import part_text, to_text
from finance.models import FinalAccount
from finance.tables.grid import Grid, Row
from tests.disclosure.published import squeezed
from tests.disclosure.putuo_finance_2024_slips import CELL_SLIPS, LOST_ROW, TEXT_SLIPS

GOLDENS = Path(__file__).parent.parent / "goldens"
EDITION = "shanghai_2024_putuo"


@cache
def report() -> Report:
    return complete_report(*putuo_finance_2024(), edition(EDITION))


def corrected() -> str:
    """The published text without its tables, white space removed, each of its slips put right."""
    text = squeezed((GOLDENS / "putuo_finance_2024_published.txt").read_text("utf-8"))
    for slip in TEXT_SLIPS:
        assert text.count(slip.published) == 1, slip
        text = text.replace(slip.published, slip.ours)
    return text


def without_tables(text: str) -> str:
    """The document's text with only the heading left of the part that holds the tables."""
    for table in tables():
        text = text.replace(part_text(Part("", "", (table,))), "", 1)
    return squeezed(text)


def tables() -> list[TableBlock]:
    return [block for part in report().document.parts for block in part.blocks if isinstance(block, TableBlock)]


def test_text_of_the_sample_is_the_published_text() -> None:
    assert without_tables(to_text(report().document)) == corrected()


@pytest.mark.django_db
def test_text_read_from_the_database_is_the_published_text() -> None:
    said = StringIO()
    call_command("sample", "putuo_finance_2024", stdout=said)
    assert said.getvalue().splitlines()[-1] == "310107001 2024"
    account = FinalAccount.objects.get(unit__code="310107001", fiscal_year=2024)
    assert account.edition == EDITION
    assert to_text(final_report(account).document) == to_text(report().document)


def test_narrative_asks_for_exactly_the_words_given() -> None:
    assert {asked.key for asked in report().asked} == set(report().figures.reasons)


type Rows = list[tuple[str, ...]]


@cache
def published_tables() -> dict[str, Rows]:
    """Title → rows of cells, headings too, as published; a cell that rulings or page breaks cut is one cell."""
    tables: dict[str, Rows] = {}
    for line in (GOLDENS / "putuo_finance_2024_tables.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            tables[line[2:]] = []
        elif line:
            list(tables.values())[-1].append(tuple(line.split("\t")))
    return tables


def cells(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def our_tables() -> dict[str, Rows]:
    """The same of ours. 空表 differ in how many blank rows they leave: those are left out on both sides."""
    return {table.grid.title: [row for row in _rows(table.grid) if any(row)] for table in tables()}


def _rows(grid: Grid) -> Rows:
    return [(grid.money_unit,), *map(cells, grid.header), *map(cells, grid.body), *((note,) for note in grid.notes)]


def panels(rows: Rows) -> Rows:
    """公开06表 block by block: its blocks only share the page, and no row of one belongs to a row of the other."""
    left = [row[:4] for row in rows if len(row) == 8 and any(row[:4])]
    right = [row[4:] for row in rows if len(row) == 8 and any(row[4:])]
    return [*(row for row in rows if len(row) != 8), *left, *right]


def test_tables_are_the_published_nine_in_their_order() -> None:
    assert list(our_tables()) == list(published_tables())


@pytest.mark.parametrize("title", published_tables())
def test_table_is_as_published_cell_by_cell(title: str) -> None:
    published, ours = published_tables()[title], our_tables()[title]
    for slip in CELL_SLIPS:
        if slip.table == title:
            (place,) = (i for i, row in enumerate(published) if slip.row in row)
            assert slip.published in published[place]
            right = (slip.ours if cell == slip.published else cell for cell in published[place])
            published = [*published[:place], tuple(right), *published[place + 1 :]]
    if title == "一般公共预算财政拨款基本支出决算表":
        published, ours = panels(published), panels(ours)
        assert LOST_ROW in ours
        ours.remove(LOST_ROW)
    assert ours == published
