"""Tables and scorecards on paper: nothing over an edge, nothing cut off, heads repeated, merged cells kept whole."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from disclosure.pdf.pieces import in_pieces
from disclosure.pdf.sizing import AREAS, Size, Sizing, lines, split_lines
from disclosure.rendering import to_pdf
from finance.tables.grid import CellKind, Grid, Orientation
from finance.tables.paging import place
from tests.disclosure.printed import MM, bare, pages_of
from tests.disclosure.synthetic import (
    HUGE,
    LONG_NAME,
    SENTENCE,
    document,
    hostile,
    scorecard,
    table_part,
    tree,
)

SMALLEST = Size(7.5, 0.2)


@pytest.fixture(scope="module")
def hostile_pages() -> list[Any]:
    return pages_of(to_pdf(hostile()))


def test_hostile_words_stay_within_the_text_area(hostile_pages: list[Any]) -> None:
    for page in hostile_pages:
        left, right = (20 * MM, 190 * MM) if page.page_number == 1 else (28 * MM, page.width - 26 * MM)
        top = (37 if page.height > page.width else 22) * MM
        foot = page.height - (20 if page.height > page.width else 8) * MM
        for char in page.chars:
            assert left - 1 <= char["x0"], (page.page_number, char["text"])
            assert char["x1"] <= right + 1, (page.page_number, char["text"])
            assert top - 3 <= char["top"], (page.page_number, char["text"])
            assert char["bottom"] <= foot, (page.page_number, char["text"])


def test_hostile_cells_hold_their_text_and_no_two_overlap(hostile_pages: list[Any]) -> None:
    tables = 0
    for page in hostile_pages:
        for table in page.find_tables():
            tables += 1
            cells = [row_cell for row in table.rows for row_cell in row.cells if row_cell]
            inside = [c for c in page.chars if table.bbox[1] <= middle(c) <= table.bbox[3]]
            for char in inside:
                assert any(holds(cell, char) for cell in cells), (page.page_number, char["text"])
            for a, b in combinations(inside, 2):
                assert not overlap(a, b), (page.page_number, a["text"], b["text"])
    assert tables > 8


def middle(char: Any) -> float:
    return float(char["top"] + char["bottom"]) / 2


def holds(cell: tuple[float, float, float, float], char: Any) -> bool:
    x0, top, x1, bottom = cell
    return x0 <= char["x0"] and char["x1"] <= x1 and top <= middle(char) <= bottom


def overlap(a: Any, b: Any) -> bool:
    """Two glyphs on top of one another (they may touch by a hair)."""
    across = min(a["x1"], b["x1"]) - max(a["x0"], b["x0"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return bool(across > 0.5 and down > 3)


def test_hostile_words_are_all_there(hostile_pages: list[Any]) -> None:
    text = bare("".join(page.extract_text() for page in hostile_pages))
    assert bare("<script>alert(1)</script>&amp;") in text
    assert "喆堃㎡⑳" in text
    assert text.count("a" * 28) >= 6
    assert text.count(LONG_NAME) + text.count(LONG_NAME[:10]) > 4


def test_huge_amounts_are_not_broken_where_a_smaller_type_has_room_for_them() -> None:
    [page] = pages_of(to_pdf(document(table_part(tree(5)))))
    assert page.extract_text().count(HUGE) == 6 * 6


@pytest.mark.parametrize("length", [5, 50, 200])
@pytest.mark.parametrize("orientation", list(Orientation))
def test_unit_of_money_stays_on_one_line_clear_of_a_long_name(length: int, orientation: Orientation) -> None:
    name = "编制单位：" + (LONG_NAME * 5)[:length]
    grid = replace(tree(5, amounts=2, amount="1.00", orientation=orientation), prepared_by=name)
    [page] = pages_of(to_pdf(document(table_part(grid))))
    [table] = page.find_tables()
    chars = [c for c in page.crop((0, 0, page.width, table.bbox[1])).chars if c["size"] < 12]
    unit = chars[-len(grid.money_unit) :]
    assert "".join(c["text"] for c in unit) == grid.money_unit
    assert len({round(c["top"]) for c in unit}) == 1
    assert unit[-1]["x1"] == pytest.approx(table.bbox[2], abs=1)
    assert max(c["x1"] for c in chars[: -len(unit)] if c["text"] not in "公开03表") < unit[0]["x0"] - 5
    assert "".join(c["text"] for c in chars[: -len(unit)]).endswith(name)


def test_amounts_stand_right_aligned_in_their_column() -> None:
    [page] = pages_of(to_pdf(document(table_part(tree(3, amount="5.00", amounts=2)))))
    ends = {round(word["x1"], 1) for word in page.extract_words() if word["text"] == "5.00"}
    assert len(ends) == 2


def test_long_table_repeats_its_head_and_ends_with_its_notes() -> None:
    pages = pages_of(to_pdf(document(table_part(tree(200, amount="1,234.56")))))
    texts = [page.extract_text() for page in pages]
    assert len(pages) > 4
    assert all("科目编码" in text and "支出6" in text for text in texts)
    assert ["公开03表" in text for text in texts] == [True] + [False] * (len(pages) - 1)
    assert ["注：1." in text for text in texts] == [False] * (len(pages) - 1) + [True]
    codes = [line.split()[0] for text in texts for line in text.split("\n") if line.startswith("200")]
    assert codes == [f"20{row:05}" for row in range(200)]


@pytest.mark.parametrize("grid", [scorecard(6), scorecard(14), tree(20), tree(24, amounts=4)])
def test_table_that_fits_a_page_in_some_size_takes_one(grid: Grid) -> None:
    assert len(pages_of(to_pdf(document(table_part(grid))))) == 1


def test_table_takes_the_largest_type_that_fits() -> None:
    def size_of_type(rows: int) -> float:
        [page] = pages_of(to_pdf(document(table_part(tree(rows, amount="1.00", amounts=3)))))
        return next(float(c["size"]) for c in page.chars if c["text"] == "2")

    sizes = [size_of_type(rows) for rows in (3, 20, 26)]
    assert sizes[0] == pytest.approx(10.5)
    assert sizes == sorted(sizes, reverse=True)
    assert 7.5 <= sizes[-1] < 10.5


def test_scorecard_over_several_pages_breaks_between_indicators_under_its_labels() -> None:
    pages = pages_of(to_pdf(document(table_part(scorecard(40, reason=SENTENCE), "scorecard"))))
    texts = [bare(page.extract_text()) for page in pages]
    assert len(pages) > 2
    assert all("数量" in text and "指标" in text and "三级指标" in text for text in texts)
    for page in pages:
        [table] = page.find_tables()
        assert table.bbox[3] < 262 * MM
    assert "总分" in texts[-1]
    found = [n for n in range(1, 41) for text in texts if f"职业指导{n}>=" in text or f"指导{n}" in text]
    assert set(found) == set(range(1, 41))


@pytest.mark.parametrize(
    "grid",
    [
        scorecard(60),
        scorecard(4, goal=SENTENCE * 60),
        scorecard(5, reason=SENTENCE * 30),
        scorecard(1, goal="字" * 5000, reason="a" * 3000),
    ],
)
@pytest.mark.parametrize("size", [Size(10.5, 2.6), SMALLEST])
def test_pieces_fit_their_page_and_lose_no_word(grid: Grid, size: Size) -> None:
    pieces = in_pieces(grid, Orientation.PORTRAIT, size, 0.97)
    assert len(pieces) > 1
    for piece in pieces:
        place(piece.body, len(piece.columns))  # raises unless the cells fill a rectangle
        assert Sizing(piece, Orientation.PORTRAIT).height(size) <= AREAS[Orientation.PORTRAIT][1]
    assert characters(*pieces) == characters(grid)


def characters(*grids: Grid) -> Counter[str]:
    """What is entered in the bodies: heads are left out, for they are repeated."""
    cells = (cell for grid in grids for row in grid.body for cell in row.cells)
    return Counter("".join(cell.text for cell in cells if cell.kind is not CellKind.HEADER))


def test_pieces_of_a_table_that_fits_are_the_table() -> None:
    grid = scorecard(3)
    assert in_pieces(grid, Orientation.PORTRAIT, Size(9, 1), 0.97) == (grid,)


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("rows", [6, 20])
def test_estimated_height_is_what_layout_makes_of_it(rows: int, orientation: Orientation) -> None:
    grid = tree(rows, amounts=4, amount="1.00", orientation=orientation)
    sizing = Sizing(grid, orientation)
    first = next(sizing.fitting())
    [page] = pages_of(to_pdf(document(table_part(grid))))
    [table] = page.find_tables()
    body = sum(sizing.row_heights(first)) + sizing.head_height(first)
    assert table.bbox[3] - table.bbox[1] == pytest.approx(body, rel=0.03)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 5, 1),
        ("字" * 10, 5, 2),
        ("字" * 11, 5, 3),
        ("字字字字716.46", 5, 2),
        ("1" * 25, 5, 3),
        ("一\n二\n三", 5, 3),
    ],
)
def test_lines_are_counted_as_they_break(text: str, room: float, expected: int) -> None:
    assert lines(text, room) == expected


def test_split_lines_keeps_every_character() -> None:
    text = "字" * 12 + "716.46" * 4 + "\n" + "文" * 7
    for count in range(1, 12):
        first, rest = split_lines(text, 5, count)
        assert lines(first, 5) <= count
        assert (first + rest).replace("\n", "") == text.replace("\n", "")


def test_words_that_no_column_holds_are_known() -> None:
    assert not Sizing(tree(1, amounts=12), Orientation.LANDSCAPE).holds_words(SMALLEST)
    assert Sizing(tree(1, amounts=6), Orientation.LANDSCAPE).holds_words(Size(8, 1))
