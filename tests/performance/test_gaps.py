"""What a card lacks is named, and is exactly what its form prints as 【未填】."""

from dataclasses import replace
from decimal import Decimal

from disclosure.samples.changji_2023 import changji_2023
from finance.tables.sheet import UNFILLED
from performance.gaps import gaps_of
from performance.official_forms import forms_of
from performance.scorecards import IndicatorValue, Operator, ScorecardKind, Scorecards
from tests.performance.cards import make_card, make_indicator


def unfilled_figures(scorecards: Scorecards) -> set[str]:
    cells = [cell for grid in forms_of(scorecards, 2023) for row in grid.body for cell in row.cells]
    return {cell.figure for cell in cells if UNFILLED in cell.text}


def test_gaps_of_the_sample_are_none() -> None:
    assert gaps_of(changji_2023()[1]) == ()


def test_gap_of_a_score_says_why_it_cannot_be_computed() -> None:
    card = make_card(make_indicator(achieved=IndicatorValue(Operator.NONE, "已完成")))
    ((figure, words),) = gaps_of(Scorecards(None, (make_card(), card)))
    assert figure == "scorecards.projects.2.indicators.1.score"
    assert words == (
        "项目支出绩效自评表“某项目”第1个指标“次数”的得分（完成值“已完成”与指标值“10次”无法比较，须人工评定）"
    )


def test_gaps_of_an_empty_project_card_are_all_it_prints_as_unfilled() -> None:
    empty = IndicatorValue(Operator.NONE, "")
    card = make_card(
        make_indicator(target=empty, achieved=empty, level3=""),
        name="",
        goal="",
        result="",
        competent_department="",
        implementing_unit="",
        funds=(),
    )
    scorecards = Scorecards(replace(card, kind=ScorecardKind.OVERALL), (card,))
    totals = {"scorecards.projects.1.total_score"}  # follows from the scores, and is no gap of its own
    assert {figure for figure, _ in gaps_of(scorecards)} == unfilled_figures(scorecards) - totals
    assert len(gaps_of(scorecards)) == (3 + 1 + 4) + (5 + 1 + 4)


def test_overall_card_needs_no_department_above_it() -> None:
    card = make_card(kind=ScorecardKind.OVERALL, competent_department="", implementing_unit="")
    assert gaps_of(Scorecards(card)) == ()


def test_filed_score_closes_the_gap() -> None:
    card = make_card(
        make_indicator(achieved=IndicatorValue(Operator.NONE, "已完成"), filed_score=Decimal(0)),
    )
    assert gaps_of(Scorecards(None, (card,))) == ()
