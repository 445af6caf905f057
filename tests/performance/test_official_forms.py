"""The two official forms: they read as the published ones, and every merged cell is where it belongs."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from disclosure.samples.changji_2023 import changji_2023
from finance.tables.grid import Cell, CellKind, Grid, Row
from finance.tables.paging import breakable, place
from finance.tables.sheet import UNFILLED
from finance.terms import FundSource
from performance.official_forms import forms_of, overall_form, paginate, project_form
from performance.scorecards import (
    FundLine,
    IndicatorValue,
    Operator,
    Scorecard,
    ScorecardKind,
    Scorecards,
)
from tests.performance.cards import make_card, make_indicator

PUBLISHED = Path(__file__).parent.parent / "goldens" / "changji_2023_published.txt"
TITLE = r"部门（单位）整体支出绩效目标自评表（2023年度）|项目支出绩效自评表（2023年度）"


@cache
def published() -> list[str]:
    """The nine forms as published, without white space: the overall one, then the projects in their order."""
    text = "".join(PUBLISHED.read_text(encoding="utf-8").split())
    text = text[re.search(TITLE, text).start() : text.index("十二、其他需说明的事项无其他说明事项")]  # type: ignore[union-attr]
    starts = [match.start() for match in re.finditer(TITLE, text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def reading(grid: Grid) -> str:
    """The grid read aloud, cell by cell, without white space."""
    cells = (cell.text for row in (*grid.header, *grid.body) for cell in row.cells)
    return "".join("".join([grid.title, grid.subtitle, *cells]).split())


def sample() -> Scorecards:
    return changji_2023()[1]


def sample_forms() -> tuple[Grid, ...]:
    return forms_of(sample(), 2023)


def rows_with(grid: Grid, text: str) -> list[Row]:
    return [row for row in grid.body if any(cell.text == text for cell in row.cells)]


def cell_named(grid: Grid, figure: str) -> Cell:
    (found,) = [cell for row in grid.body for cell in row.cells if cell.figure == figure]
    return found


@pytest.mark.parametrize("index", range(9), ids=["overall", *(f"project-{n}" for n in range(1, 9))])
def test_form_reads_as_published(index: int) -> None:
    assert reading(sample_forms()[index]) == published()[index]


def test_forms_are_named_for_their_place() -> None:
    assert [grid.key for grid in sample_forms()] == ["overall", *(f"project-{n}" for n in range(1, 9))]


def test_forms_of_an_account_without_scorecards_are_none() -> None:
    assert forms_of(Scorecards(), 2023) == ()


def test_forms_computed_where_nothing_is_filed_differ_in_the_five_broken_rows_alone() -> None:
    cards = sample()
    computed = Scorecards(
        replace(unfiled(cards.overall), rule_set="xj_2023_overall") if cards.overall else None,
        tuple(replace(unfiled(project), rule_set="xj_2023") for project in cards.projects),
    )
    differing = [
        (cell.figure, cell.text, other.text)
        for grid, recomputed in zip(sample_forms(), forms_of(computed, 2023), strict=True)
        for row, other_row in zip(grid.body, recomputed.body, strict=True)
        for cell, other in zip(row.cells, other_row.cells, strict=True)
        if cell != other
    ]
    assert differing == [
        ("scorecards.projects.3.indicators.1.score", "5.00", "2.85"),
        ("scorecards.projects.3.indicators.2.score", "5.00", "2.85"),
        ("scorecards.projects.3.indicators.3.score", "5.00", "1.45"),
        ("scorecards.projects.3.total_score", "85分", "77.15分"),
        ("scorecards.projects.6.indicators.1.score", "0.00", "7.70"),
        ("scorecards.projects.6.total_score", "90分", "97.7分"),
        ("scorecards.projects.8.execution_score", "10.00", "7.57"),
        ("scorecards.projects.8.total_score", "89.85分", "87.42分"),
    ]


def unfiled(card: Scorecard) -> Scorecard:
    indicators = tuple(replace(i, filed_score=None) for i in card.indicators)
    return replace(card, filed_execution_score=None, indicators=indicators)


@pytest.mark.parametrize("grid", sample_forms(), ids=lambda grid: grid.key)
def test_form_fills_a_rectangle(grid: Grid) -> None:
    assert place(grid.body, len(grid.columns))


@pytest.mark.parametrize("grid", sample_forms(), ids=lambda grid: grid.key)
def test_form_cut_anywhere_fills_rectangles_and_says_the_same(grid: Grid) -> None:
    for row in breakable(grid):
        pages = paginate(grid, [row])
        assert all(place(page.body, len(page.columns)) for page in pages)
        figures = [cell.figure for page in pages for line in page.body for cell in line.cells if cell.figure]
        assert figures == [cell.figure for line in grid.body for cell in line.cells if cell.figure]


def test_form_continued_repeats_indicator_heads_and_labels() -> None:
    grid = project_form(make_card(make_indicator(), make_indicator(level3="人数")), 2023, 1)
    second_indicator = next(i for i, row in enumerate(grid.body) if row in rows_with(grid, "人数"))
    assert second_indicator in breakable(grid)
    _, page = paginate(grid, [second_indicator])
    assert [cell.text for row in page.header for cell in row.cells][1:4] == [
        "一级指标",
        "二级指标",
        "三级指标",
    ]
    assert [cell.text for cell in page.body[0].cells][:4] == [
        "年度绩效指标完成情况",
        "产出指标",
        "数量指标",
        "人数",
    ]


def test_form_breaks_before_an_indicator_but_not_before_the_first_nor_the_total() -> None:
    grid = project_form(make_card(make_indicator(), make_indicator(level3="人数")), 2023, 1)
    first, total = rows_with(grid, "次数")[0], rows_with(grid, "总分")[0]
    assert not first.may_break_before
    assert not total.may_break_before


def test_levels_are_merged_over_equal_names_that_follow_one_another() -> None:
    grid = project_form(
        make_card(
            make_indicator(),
            make_indicator(),
            make_indicator(level2="质量指标"),
            make_indicator(level1="效益指标", level2="质量指标"),
            make_indicator(),
        ),
        2023,
        1,
    )
    levels = [
        (cell.text, cell.rowspan)
        for row in grid.body
        for cell in row.cells
        if cell.scope == "rowgroup" and cell.text.endswith("指标")
    ]
    assert levels == [
        ("产出指标", 3),
        ("数量指标", 2),
        ("质量指标", 1),
        ("效益指标", 1),
        ("质量指标", 1),
        ("产出指标", 1),
        ("数量指标", 1),
    ]


def test_levels_start_anew_where_the_clerk_says_so() -> None:
    grid = overall_form(
        make_card(make_indicator(), make_indicator(), make_indicator(starts_group=True), kind=ScorecardKind.OVERALL),
        2023,
    )
    spans = [cell.rowspan for row in rows_with(grid, "产出指标") for cell in row.cells if cell.text == "产出指标"]
    assert spans == [2, 1]


def test_header_cells_have_scopes_and_numbers_know_their_figures() -> None:
    for grid in sample_forms():
        cells = [cell for row in grid.body for cell in row.cells]
        assert all(cell.scope for cell in cells if cell.kind is CellKind.HEADER)
        assert all(cell.figure for cell in cells if cell.kind is CellKind.NUMBER)
        figures = [cell.figure for cell in cells if cell.figure]
        assert len(figures) == len(set(figures))


def test_amount_cells_keep_yuan() -> None:
    cell = cell_named(project_form(make_card(make_indicator()), 2023, 4), "scorecards.projects.4.other.adjusted_budget")
    assert (cell.text, cell.amount) == ("2.00", Decimal(20_000))


def test_sources_without_money_are_printed_as_zero() -> None:
    grid = overall_form(make_card(make_indicator(), kind=ScorecardKind.OVERALL), 2023)
    assert cell_named(grid, "scorecards.overall.central.executed").text == "0.00"


def test_source_the_form_does_not_print_is_refused() -> None:
    with pytest.raises(ValueError, match="没有资金来源“中央安排”"):
        project_form(make_card(funds=(FundLine(FundSource.CENTRAL, Decimal(1)),)), 2023, 1)


def test_missing_score_and_total_are_printed_as_unfilled() -> None:
    late = make_indicator(achieved=IndicatorValue(Operator.NONE, "已完成"))
    grid = project_form(make_card(late), 2023, 1)
    assert cell_named(grid, "scorecards.projects.1.indicators.1.score").text == UNFILLED
    assert cell_named(grid, "scorecards.projects.1.total_score").text == UNFILLED


def test_project_without_indicators_still_is_a_form() -> None:
    grid = project_form(make_card(), 2023, 1)
    assert place(grid.body, len(grid.columns))
    assert "年度绩效指标完成情况" not in reading(grid)
