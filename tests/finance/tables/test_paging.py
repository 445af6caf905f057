"""Cutting a grid into pages: rectangles stay rectangles, nothing is lost, heads and labels are repeated."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.tables.grid import Cell, CellKind, Grid, Row
from finance.tables.paging import breakable, cut, place

WIDTH = 4


def head(*texts: str) -> Row:
    return Row(tuple(Cell(text=text, kind=CellKind.HEADER, scope="col") for text in texts))


def grid_of(*body: Row, header: tuple[Row, ...] = (), width: int = WIDTH) -> Grid:
    return Grid(
        key="t5",
        title="支出决算表",
        columns=(1.0,) * width,
        header=header,
        body=body,
        subtitle="（2023年度）",
        label="公开05表",
        prepared_by="编制单位：某单位",
        money_unit="金额单位：万元",
        notes=("注：本表反映支出情况。",),
    )


GROUPED = grid_of(
    head("一级", "二级", "三级", "得分"),
    Row((Cell(text="产出", rowspan=3), Cell(text="数量", rowspan=2), Cell(text="a"), Cell(text="1"))),
    Row((Cell(text="b"), Cell(text="2"))),
    Row((Cell(text="质量"), Cell(text="c"), Cell(text="3")), may_break_before=False),
    Row((Cell(text="总分", colspan=3), Cell(text="6"))),
)


def texts(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]


def table(rows: tuple[Row, ...], width: int = WIDTH) -> list[list[str]]:
    """What a reader sees at every row and column, merged cells spread out."""
    shown = [[""] * width for _ in rows]
    for placed in place(rows, width):
        for row in range(placed.row, placed.row + placed.cell.rowspan):
            for column in range(placed.column, placed.column + placed.cell.colspan):
                shown[row][column] = placed.cell.text
    return shown


def test_cut_within_a_group_repeats_its_labels_and_the_column_heads() -> None:
    first, second = cut(GROUPED, [2])
    assert texts(first.body) == [["一级", "二级", "三级", "得分"], ["产出", "数量", "a", "1"]]
    assert all(cell.rowspan == 1 for cell in first.body[1].cells)
    assert texts(second.header) == [["一级", "二级", "三级", "得分"]]
    assert texts(second.body) == [["产出", "数量", "b", "2"], ["质量", "c", "3"], ["总分", "6"]]
    assert [cell.rowspan for cell in second.body[0].cells] == [2, 1, 1, 1]


def test_cut_between_groups_repeats_no_label_that_has_ended() -> None:
    _, second = cut(GROUPED, [4])
    assert texts(second.body) == [["总分", "6"]]


def test_cut_through_a_group_three_times_labels_every_page() -> None:
    pages = cut(GROUPED, [2, 3, 4])
    assert [page.body[-1].cells[0].text for page in pages] == ["产出", "产出", "产出", "总分"]
    assert [page.key for page in pages] == ["t5", "t5-page-2", "t5-page-3", "t5-page-4"]


def test_cut_leaves_title_on_the_first_page_and_notes_on_the_last() -> None:
    first, second = cut(GROUPED, [2])
    assert (first.title, first.label, first.notes) == ("支出决算表", "公开05表", ())
    assert (second.title, second.label, second.money_unit) == ("", "", "")
    assert second.notes == GROUPED.notes


def test_cut_repeats_header_rows_once() -> None:
    header = (head("项目", "年初", "全年", "决算"),)
    pages = cut(grid_of(*[head("x", "1", "2", "3")] * 0, *GROUPED.body[1:], header=header), [1, 3])
    assert [texts(page.header) for page in pages] == [texts(header)] * 3


def test_cut_of_a_row_that_is_no_head_repeats_none() -> None:
    side = Row((Cell(text="资金", kind=CellKind.HEADER, scope="rowgroup"), *head("年初", "全年", "执行").cells))
    _, second = cut(grid_of(side, Row((Cell(text="1", colspan=4),))), [1])
    assert second.header == ()


def test_cut_nowhere_is_the_grid_itself() -> None:
    assert cut(GROUPED, []) == (GROUPED,)


def test_cut_in_any_order_and_twice_is_the_same() -> None:
    assert cut(GROUPED, [4, 2, 2]) == cut(GROUPED, [2, 4])


@pytest.mark.parametrize("at", [[0], [5], [-1], [2, 9]])
def test_cut_at_a_row_that_does_not_exist_is_refused(at: list[int]) -> None:
    with pytest.raises(ValueError, match="不能在第"):
        cut(GROUPED, at)


def test_breakable_leaves_out_rows_kept_with_the_one_above() -> None:
    assert breakable(GROUPED) == (1, 2, 4)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((Row((Cell(text="短", colspan=3),)),), "没有填满"),
        ((Row((Cell(text="长", colspan=5),)),), "超出表格宽度"),
        ((Row((Cell(text="深", colspan=4, rowspan=2),)),), "超出表格末行"),
        (
            (
                Row((Cell(colspan=2), Cell(rowspan=2), Cell())),
                Row((Cell(colspan=2), Cell(text="撞", colspan=2))),
            ),
            "超出表格宽度或互相重叠",
        ),
    ],
)
def test_place_refuses_rows_that_fill_no_rectangle(rows: tuple[Row, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        place(rows, WIDTH)


@st.composite
def tilings(draw: st.DrawFn) -> Grid:
    """A random rectangle of merged cells, every text different."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    taken = [[False] * width for _ in range(height)]
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            room = next((c for c in range(column, width) if taken[row][c]), width) - column
            colspan, rowspan = draw(st.integers(1, room)), draw(st.integers(1, height - row))
            for r in range(row, row + rowspan):
                taken[r][column : column + colspan] = [True] * colspan
            rows[row].append(Cell(text=f"{row}/{column}", colspan=colspan, rowspan=rowspan))
    return grid_of(*(Row(tuple(cells)) for cells in rows), width=width)


@given(tilings(), st.sets(st.integers(1, 8)))
def test_cut_pages_are_rectangles_and_show_what_the_grid_shows(grid: Grid, at: set[int]) -> None:
    width = len(grid.columns)
    pages = cut(grid, [row for row in at if row < len(grid.body)])
    assert [row for page in pages for row in table(page.body, width)] == table(grid.body, width)


@given(tilings())
def test_cut_before_every_row_leaves_no_rowspan(grid: Grid) -> None:
    pages = cut(grid, range(1, len(grid.body)))
    assert all(cell.rowspan == 1 for page in pages for row in page.body for cell in row.cells)
    assert replace(pages[0], body=(), notes=()) == replace(grid, body=(), notes=())
