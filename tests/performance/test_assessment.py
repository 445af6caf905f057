"""得分 of a whole card: what is printed, what it sums to, and which rule set a published card follows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.samples.changji_2023 import changji_2023
from performance.assessment import EXECUTION, assess, infer
from performance.scorecards import IndicatorValue, Operator, Scorecard
from tests.performance.cards import make_card, make_indicator
from tests.performance.published_scores import OVERALL_SCORES, PROJECT_EXECUTION, PROJECT_SCORES

BROKEN = {
    3: ["服务业组织项目", "制造业组织项目", "创业创新大赛评审"],
    6: ["培训人数"],
    8: [EXECUTION],
}


def overall() -> Scorecard:
    card = changji_2023()[1].overall
    assert card is not None
    return card


def project(number: int) -> Scorecard:
    return changji_2023()[1].projects[number - 1]


def done(value: str) -> IndicatorValue:
    return IndicatorValue(Operator.EQUAL, value, "次")


def test_filed_score_is_printed_and_the_computed_one_kept() -> None:
    row = assess(make_card(make_indicator(achieved=done("8"), filed_score=Decimal("9.5")))).indicators[0]
    assert (row.printed, row.computed.value) == (Decimal("9.5"), Decimal("8.00"))
    assert (row.difference, row.is_overruled) == (Decimal("1.50"), True)


def test_computed_score_is_printed_where_none_is_filed() -> None:
    row = assess(make_card(make_indicator(achieved=done("8")))).indicators[0]
    assert (row.printed, row.difference, row.is_overruled) == (Decimal("8.00"), None, False)


def test_filed_score_equal_to_the_computed_one_overrules_nothing() -> None:
    row = assess(make_card(make_indicator(filed_score=Decimal(10)))).indicators[0]
    assert (row.difference, row.is_overruled) == (Decimal(0), False)


def test_filed_zero_is_a_score() -> None:
    assert assess(make_card(make_indicator(filed_score=Decimal(0)))).indicators[0].printed == 0


def test_total_sums_execution_and_indicators() -> None:
    card = make_card(make_indicator(), make_indicator(achieved=done("8")))
    assert assess(card).total == Decimal("23.00")  # 5.00 for half the budget, 10.00, 8.00


def test_total_is_unknown_while_a_score_is_missing() -> None:
    card = make_card(make_indicator(), make_indicator(achieved=done("全部")), rule_set="mof_2020")
    assert assess(card).total is None
    assert [row.name for row in assess(card).unscored] == ["次数"]


def test_total_of_a_manual_card_needs_every_score_filed() -> None:
    card = make_card(make_indicator(filed_score=Decimal(9)), rule_set="manual")
    assert assess(card).total is None
    assert assess(replace(card, filed_execution_score=Decimal(5))).total == 14


@pytest.mark.parametrize(
    ("achieved", "filed", "needs"),
    [("10", None, False), ("8", None, True), ("13", None, False), ("14", None, True), ("10", "9", True)],
)
def test_deviation_reason_is_due_below_the_points_and_far_above_the_target(
    achieved: str, filed: str | None, needs: bool
) -> None:
    score = Decimal(filed) if filed else None
    row = assess(make_card(make_indicator(achieved=done(achieved), filed_score=score))).indicators[0]
    assert row.needs_deviation_reason is needs


@pytest.mark.parametrize("number", range(1, 9))
def test_published_project_totals_as_printed(number: int) -> None:
    assert assess(project(number)).total == Decimal(PROJECT_EXECUTION[number - 1].total)


def test_published_rows_stand_in_the_sample_with_their_scores() -> None:
    rows = [row for n in range(1, 9) for row in assess(project(n)).indicators]
    assert [(row.points, row.printed) for row in rows] == [(r.points, r.printed) for r in PROJECT_SCORES]
    assert [row.computed.value for row in rows] == [r.expected for r in PROJECT_SCORES]
    assert [row.printed for row in assess(overall()).indicators] == [row.printed for row in OVERALL_SCORES]


@pytest.mark.parametrize("number", range(1, 9))
def test_infer_names_the_rows_that_break_the_rule_set(number: int) -> None:
    fit = next(fit for fit in infer(project(number)) if fit.rule_set == "xj_2023")
    assert [row.name for row in fit.breaks] == BROKEN.get(number, [])
    assert not fit.unchecked
    assert len(fit.fits) + len(fit.breaks) == len(project(number).indicators) + 1


def test_infer_finds_the_rule_set_of_all_projects_and_the_five_rows_that_break_it() -> None:
    best, second, *_ = infer(*changji_2023()[1].projects)
    assert (best.rule_set, len(best.fits), len(best.breaks), best.unchecked) == ("xj_2023", 71, 5, ())
    assert [row.name for row in best.breaks] == [name for names in BROKEN.values() for name in names]
    assert {row.card for row in best.breaks} == {project(number).name for number in BROKEN}
    assert len(second.breaks) > 2 * len(best.breaks)


def test_infer_puts_the_rule_set_a_card_names_first_where_two_fit_equally() -> None:
    first, second, *_ = infer(project(6))
    assert (len(first.breaks), len(second.breaks)) == (1, 1)
    assert first.rule_set == "xj_2023"


def test_infer_finds_the_overall_rule_set_without_a_break() -> None:
    fits = {fit.rule_set: fit for fit in infer(overall())}
    assert fits["xj_2023_overall"].is_perfect
    assert [row.name for row in fits["xj_2023"].breaks] == [
        EXECUTION,
        "发布用工信息",
        "就业宣传资料发（发放）",
        "举办“线上+线下”招聘会（场次）",
    ]


def test_infer_does_not_depend_on_the_rule_set_the_card_names() -> None:
    filed = replace(
        project(1),
        rule_set="manual",
        filed_execution_score=Decimal(10),
        indicators=tuple(
            replace(i, filed_score=row.printed)
            for i, row in zip(project(1).indicators, assess(project(1)).indicators, strict=True)
        ),
    )
    assert infer(filed)[0].rule_set == "xj_2023"
    assert infer(filed)[0].is_perfect


def test_infer_leaves_out_rows_without_a_score_and_sets_apart_those_no_rule_scores() -> None:
    card = make_card(
        make_indicator(achieved=done("全部")),
        make_indicator(achieved=done("全部"), filed_score=Decimal(10)),
        rule_set="manual",
    )
    for fit in infer(card):
        assert (fit.fits, fit.breaks) == ((), ())
        assert [(row.index, row.printed) for row in fit.unchecked] == [(2, Decimal(10))]
        assert not fit.is_perfect
