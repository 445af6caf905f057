"""The rule sets against every score of a published report, and against the cases the report does not show."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.scorecards import Indicator, IndicatorValue, Measure, Operator
from performance.scoring import RULE_SETS, RULES, Score, execution_score, score, score_indicator
from tests.performance.published_scores import (
    OVERALL_SCORES,
    PROJECT_EXECUTION,
    PROJECT_SCORES,
    PublishedExecution,
    PublishedScore,
)

COMPUTING = [name for name, rules in RULE_SETS.items() if not rules.is_manual]


def scored(
    rule_set: str,
    target: str,
    achieved: str,
    points: str = "10",
    measure: Measure = Measure.COUNT,
    operator: Operator = Operator.NONE,
) -> Score:
    return score(rule_set, measure, operator, target, achieved, Decimal(points))


@pytest.mark.parametrize("row", PROJECT_SCORES, ids=lambda row: f"{row.card}-{row.name}")
def test_score_of_every_published_project_row(row: PublishedScore) -> None:
    result = scored("xj_2023", row.target, row.achieved, str(row.points), row.measure)
    assert result.value == row.expected
    assert result.rule == (row.rule or "X3")
    assert not result.is_presumed


@pytest.mark.parametrize("row", PROJECT_EXECUTION, ids=lambda row: row.card)
def test_execution_score_of_every_published_project(row: PublishedExecution) -> None:
    result = execution_score("xj_2023", row.executed, row.budget, Decimal(10))
    assert (result.value, result.rule) == (row.expected, "X1")
    assert f"{row.rate}%" in result.words


@pytest.mark.parametrize("row", OVERALL_SCORES, ids=lambda row: row.name)
def test_score_of_every_published_overall_row(row: PublishedScore) -> None:
    result = scored("xj_2023_overall", row.target, row.achieved, str(row.points), row.measure)
    assert (result.value, result.rule) == (row.expected, row.rule)


def test_execution_score_of_the_published_overall_card() -> None:
    result = execution_score("xj_2023_overall", Decimal("714.47"), Decimal("724.95"), Decimal(10))
    assert (result.value, result.rule) == (Decimal("9.86"), "X7")
    assert result.words == "预算执行率98.55% → 10×98.55%=9.86"


def test_seventy_one_published_rows_obey_and_five_break() -> None:
    rows: list[PublishedScore | PublishedExecution] = [*PROJECT_SCORES, *PROJECT_EXECUTION]
    broken = [row for row in rows if not row.rule]
    assert (len(rows), len(rows) - len(broken), len(broken)) == (76, 71, 5)
    assert all(row.printed != row.expected for row in broken)


@pytest.mark.parametrize(
    ("measure", "target", "achieved", "points", "words"),
    [
        (Measure.COUNT, ">=22300条", "=25000条", "5", "完成112.11%，超出12% → 5×(1−0.12)=4.40"),
        (Measure.COUNT, ">=136场次", "=301场次", "5", "完成221.32%，超出121%，达到或超过100% → 0.00"),
        (Measure.COST, "<=3.88万元", "=6.67万元", "5", "完成171.91%，超支72% → 5×(1−0.72)=1.40"),
        (
            Measure.COST,
            "<=100%",
            "=85.06%",
            "20",
            "完成85.06%，60%起计分 → 20×(85.06%−60%)÷40%=12.53",
        ),
        (Measure.COST, "<=5万元", "=2.18万元", "5", "完成43.60%，未超过60% → 0.00"),
        (Measure.PERCENT, ">=95%", "=98%", "20", "完成103.16%，百分比指标超额不扣分 → 满分20.00"),
        (Measure.DATE, "2023年9月30日", "2023年8月25日", "10", "按期完成 → 满分10.00"),
        (Measure.QUALITATIVE, "长期", "长期", "20", "达到指标值 → 满分20.00"),
        (Measure.DATE, "2023年11月30日", "/", "10", "未开展 → 0.00"),
        (Measure.COUNT, ">=10次", "8次", "10", "完成80.00%，60%起计分 → 10×(80.00%−60%)÷40%=5.00（推定）"),
    ],
)
def test_words_write_the_rule_out(measure: Measure, target: str, achieved: str, points: str, words: str) -> None:
    assert scored("xj_2023", target, achieved, points, measure).words == words


@pytest.mark.parametrize(
    ("target", "achieved", "measure", "value", "rule"),
    [
        (">=10", "8", Measure.COUNT, "8.00", "M3"),
        (">=10", "10", Measure.COUNT, "10.00", "M2"),
        (">=10", "25", Measure.COUNT, "10.00", "M2"),
        (">=95%", "47.5%", Measure.PERCENT, "5.00", "M3"),
        ("<=5万元", "2.18万元", Measure.COST, "10.00", "M2"),
        ("<=5万元", "10万元", Measure.COST, "5.00", "M4"),
        ("<=3%", "4%", Measure.PERCENT, "7.50", "M4"),
        ("2023年9月30日前", "/", Measure.DATE, "0.00", "M5"),
        ("2023年9月30日前", "2023-09-30", Measure.DATE, "10.00", "M2"),
        ("长期", "达成年度指标", Measure.QUALITATIVE, "10.00", "M2"),
        ("5~7次", "6次", Measure.COUNT, "10.00", "M2"),
        ("5-7次", "4次", Measure.COUNT, "8.00", "M3"),
        ("<=0起", "0起", Measure.COUNT, "10.00", "M2"),
        ("<=0起", "1起", Measure.COUNT, "0.00", "M5"),
    ],
)
def test_ministry_rule_set(target: str, achieved: str, measure: Measure, value: str, rule: str) -> None:
    result = scored("mof_2020", target, achieved, "10", measure)
    assert (result.value, result.rule) == (Decimal(value), rule)


def test_ministry_rule_set_flags_what_is_far_over() -> None:
    assert "应分析原因" in scored("mof_2020", ">=10", "14").words
    assert "应分析原因" not in scored("mof_2020", ">=10", "13").words


@pytest.mark.parametrize(
    ("executed", "budget", "value"),
    [("66.71", "100", "6.67"), ("0", "100", "0.00"), ("120", "100", "10.00"), ("90.28", "100", "9.03")],
)
def test_ministry_execution_score_is_proportional(executed: str, budget: str, value: str) -> None:
    assert execution_score("mof_2020", Decimal(executed), Decimal(budget), Decimal(10)).value == Decimal(value)


@pytest.mark.parametrize("rule_set", COMPUTING)
@pytest.mark.parametrize(
    ("target", "achieved", "measure", "why"),
    [
        ("2023年9月30日前", "2023年10月2日", Measure.DATE, "逾期2日"),
        ("2023年9月15日前", "2023年9月", Measure.DATE, "未写明日期"),
        ("2023年9月前", "2023年9月5日", Measure.DATE, "逾期5日"),
        ("长期", "略有提升", Measure.QUALITATIVE, "须人工评定"),
        ("长期", "部分达成", Measure.QUALITATIVE, "80%–60%"),
        (">=10公里", "10000平方米", Measure.COUNT, "单位不同"),
        (">=95%", "10人", Measure.PERCENT, "单位不同"),
        (">=10次", "已完成", Measure.COUNT, "无法比较"),
        (">10次", "10次", Measure.COUNT, "恰等于指标值"),
        (">=0次", "3次", Measure.COUNT, "不大于零"),
        (">=1元", "50000000万元", Measure.COUNT, "相差过大"),
        ("<=12个月", "14个月", Measure.DATE, "超过时限"),
        ("", "3次", Measure.COUNT, "未填指标值"),
        (">=3次", "", Measure.COUNT, "未填完成值"),
        ("/", "3次", Measure.COUNT, "无法用于计算"),
    ],
)
def test_score_is_not_checkable_and_says_why(
    rule_set: str, target: str, achieved: str, measure: Measure, why: str
) -> None:
    result = scored(rule_set, target, achieved, "10", measure)
    assert result.value is None
    assert not result.is_checkable
    assert why in result.words


def test_execution_without_budget_is_not_checkable() -> None:
    result = execution_score("xj_2023", Decimal(0), Decimal(0), Decimal(10))
    assert result.value is None
    assert "全年预算数为零" in result.words


def test_manual_rule_set_computes_nothing() -> None:
    assert scored("manual", ">=1", "1").value is None
    assert execution_score("manual", Decimal(1), Decimal(1), Decimal(10)).value is None


def test_unknown_rule_set_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="没有名为“xj_1999”的评分规则"):
        scored("xj_1999", ">=1", "1")
    with pytest.raises(ValueError, match="xj_1999"):
        execution_score("xj_1999", Decimal(1), Decimal(1), Decimal(10))


def test_operator_given_counts_more_than_one_in_the_text() -> None:
    saved = scored("xj_2023", "10万元", "8万元", operator=Operator.AT_MOST)
    assert (saved.value, saved.is_presumed) == (Decimal("5.00"), False)
    assert scored("mof_2020", ">=10", "20", operator=Operator.AT_MOST).value == Decimal("5.00")


def test_excess_is_rounded_half_up_to_whole_percent() -> None:
    assert scored("xj_2023", ">=80", "87").value == Decimal("9.10")  # 8.75% → 9%
    assert scored("xj_2023", ">=200", "245").value == Decimal("7.70")  # 22.5% → 23%
    assert scored("xj_2023", ">=1000", "1084.9").value == Decimal("9.20")  # 8.49% → 8%


def test_early_duration_is_on_time_and_saves_nothing() -> None:
    assert scored("xj_2023", "<=12个月", "6个月", measure=Measure.DATE).value == Decimal("10.00")


def test_score_indicator_reads_the_row_and_ignores_its_filed_score() -> None:
    indicator = Indicator(
        level1="产出指标",
        level2="数量指标",
        level3="培训人数",
        target=IndicatorValue(Operator.AT_LEAST, "200", "人"),
        achieved=IndicatorValue(Operator.EQUAL, "245", "人"),
        points=Decimal(10),
        filed_score=Decimal(0),
    )
    assert score_indicator("xj_2023", indicator).value == Decimal("7.70")


@given(
    rule_set=st.sampled_from(COMPUTING),
    measure=st.sampled_from(Measure),
    operator=st.sampled_from(Operator),
    target=st.decimals(-100, 100_000, places=2).map(str) | st.text(max_size=12),
    achieved=st.decimals(-100, 100_000, places=2).map(str) | st.text(max_size=12),
    unit=st.sampled_from(["", "%", "万元", "人"]),
    points=st.decimals(0, 100, places=2),
)
def test_score_stays_between_nothing_and_the_points(
    rule_set: str,
    measure: Measure,
    operator: Operator,
    target: str,
    achieved: str,
    unit: str,
    points: Decimal,
) -> None:
    result = score(rule_set, measure, operator, target + unit, achieved + unit, points)
    assert result.words
    assert result.rule in RULES
    if result.value is not None:
        assert 0 <= result.value <= points
        assert result.value == round(result.value, 2)


@given(
    rule_set=st.sampled_from(COMPUTING),
    executed=st.decimals(0, 10**10, places=2),
    budget=st.decimals(0, 10**10, places=2),
    points=st.decimals(0, 100, places=2),
)
def test_execution_score_stays_between_nothing_and_the_points(
    rule_set: str, executed: Decimal, budget: Decimal, points: Decimal
) -> None:
    result = execution_score(rule_set, executed, budget, points)
    assert result.value is None if budget == 0 else 0 <= (result.value or 0) <= points
