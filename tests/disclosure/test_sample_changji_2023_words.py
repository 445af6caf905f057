"""The words and scorecards of the sample changji_2023 against the report as published."""

import re
from decimal import Decimal

import pytest

from disclosure.samples.shorthand import value
from finance.money import to_wan
from performance.scorecards import Operator, Scorecard
from performance.scoring import execution_score, score_indicator
from tests.disclosure.published import published, sample, squeezed


def test_people_and_counts_are_published() -> None:
    f, _ = sample()
    assert (f.profile.staff, f.profile.on_duty, f.profile.honorary_retired, f.profile.retired) == (
        47,
        25,
        0,
        22,
    )
    assert (f.counts.vehicles_held, f.counts.reception_batches, f.counts.reception_people) == (2, 8, 72)
    assert (f.assets.vehicles, f.assets.other) == (2, 2)
    assert f"下设{len(f.profile.offices)}个处室，分别是：{'、'.join(f.profile.offices)}。" in published()
    assert squeezed(f.profile.functions) in published()


def test_every_reason_is_published() -> None:
    f, _ = sample()
    assert len(f.reasons) == 28
    for key, text in f.reasons.items():
        ends = "；" if key.startswith("three_public.") else "。"
        reason = squeezed(text)
        assert re.search(f"主要原因是[：:]{re.escape(reason)}[。{ends}]", published()), key
        figure, base = key.rsplit(".", 1)
        assert f.change(figure, base).has_base, key


def test_every_free_text_is_published() -> None:
    texts = sample()[0].texts
    numerals = "一二三"
    for points in (texts.performance_results, texts.performance_problems, texts.performance_measures):
        listed = "；".join(f"{numeral}是{point}" for numeral, point in zip(numerals, points, strict=False))
        assert f"：{squeezed(listed)}。" in published()
    assert f"。{texts.performance_suggestions}。具体项目自评情况附绩效自评表及自评报告。" in published()
    assert f"开支内容包括{texts.overseas_travel}。" in published()
    assert f"开支内容包括{texts.vehicle_running}。" in published()
    assert f"差异原因是：{texts.vehicle_difference}。" in published()
    assert f"开支内容包括{texts.official_reception}。" in published()
    assert f"其他用车主要是：{texts.other_vehicles}；" in published()


def indicator_text(card: Scorecard, *, is_overall: bool) -> str:
    """The indicator rows in reading order, group labels only where they change."""
    parts: list[str] = []
    before = ("", "")
    for row in card.indicators:
        if row.starts_group:
            before = ("", "")
        if row.level1 != before[0]:
            before = ("", "")
            parts.append(row.level1)
        if row.level2 != before[1]:
            parts.append(row.level2)
        before = (row.level1, row.level2)
        score = str(row.filed_score)
        if is_overall:
            parts += [row.level3, row.target.text, row.basis, str(row.points), row.achieved.text, score]
        else:
            parts += [row.level3, row.target.text, row.achieved.text, str(row.points), score]
            parts.append(row.deviation_reason)
    return squeezed("".join(parts))


def test_every_indicator_row_is_printed_as_published() -> None:
    _, scorecards = sample()
    assert scorecards.overall is not None
    assert indicator_text(scorecards.overall, is_overall=True) in published()
    for card in scorecards.projects:
        assert indicator_text(card, is_overall=False) in published(), card.name


def test_every_goal_and_result_is_published() -> None:
    _, scorecards = sample()
    assert scorecards.overall is not None
    for card in (scorecards.overall, *scorecards.projects):
        assert squeezed(card.goal) + squeezed(card.result) in published(), card.name


def test_scorecards_carry_the_published_money_and_scores() -> None:
    _, scorecards = sample()
    money = [
        (card.name, str(to_wan(card.adjusted_budget)), str(to_wan(card.executed)), str(card.execution_rate))
        for card in scorecards.projects
    ]
    assert money == [
        ("23年自治区就业补助资金", "15.38", "15.38", "100.00"),
        ("公共就业服务专项业务经费", "16.00", "16.00", "100.00"),
        ("昌吉州创新创业大赛", "48.10", "48.10", "100.00"),
        ("昌吉州标准化流动人员人事档案室建设项目", "74.05", "0.00", "0.00"),
        ("昌吉州流动人员人事档案信息化建设", "31.00", "26.37", "85.06"),
        ("昌吉州高校毕业生圆梦计划", "30.00", "30.00", "100.00"),
        ("机构运行经费", "250.00", "166.77", "66.71"),
        ("2023年“为民办实事”工作补助经费", "18.00", "16.25", "90.28"),
    ]
    scores = [total_score(card) for card in scorecards.projects]
    assert scores == [Decimal(x) for x in ("91.21", "93.7", "85", "0", "84.2", "90", "79.21", "89.85")]
    assert (str(to_wan(scorecards.adjusted_budget)), str(to_wan(scorecards.executed))) == ("482.53", "318.87")


def total_score(card: Scorecard) -> Decimal:
    scores = [card.filed_execution_score, *(row.filed_score for row in card.indicators)]
    return sum((score for score in scores if score is not None), Decimal(0))


def test_overall_scorecard_carries_the_published_money() -> None:
    f, scorecards = sample()
    card = scorecards.overall
    assert card is not None
    amounts = (card.initial_budget, card.adjusted_budget, card.executed)
    assert [str(to_wan(amount)) for amount in amounts] == ["948.55", "724.95", "714.47"]
    assert (str(card.execution_rate), str(card.filed_execution_score)) == ("98.55", "9.86")
    assert card.adjusted_budget == f.income_grand_total
    assert card.name == f.unit.name
    rows = [
        "".join(str(to_wan(x)) for x in (line.initial_budget, line.adjusted_budget, line.executed))
        for line in card.funds
    ]
    assert rows == [
        "0.000.000.00",
        "15.3815.3815.38",
        "531.02531.02520.54",
        "0.000.000.00",
        "402.15178.55178.55",
    ]


def test_weights_of_every_scorecard_come_to_one_hundred() -> None:
    _, scorecards = sample()
    assert scorecards.overall is not None
    assert {card.total_points for card in (scorecards.overall, *scorecards.projects)} == {Decimal(100)}


def test_five_published_scores_break_the_rule_set_and_say_so() -> None:
    _, scorecards = sample()
    assert scorecards.overall is not None
    breaking: dict[tuple[str, str], bool] = {}
    for card in (scorecards.overall, *scorecards.projects):
        computed = execution_score(card.rule_set, card.executed, card.adjusted_budget, card.execution_points)
        if computed.value != card.filed_execution_score:
            breaking[card.name, "预算执行率"] = bool(card.execution_score_reason)
        for row in card.indicators:
            if score_indicator(card.rule_set, row).value != row.filed_score:
                breaking[card.name, row.level3] = bool(row.score_reason)
    assert breaking == {
        ("昌吉州创新创业大赛", "服务业组织项目"): True,
        ("昌吉州创新创业大赛", "制造业组织项目"): True,
        ("昌吉州创新创业大赛", "创业创新大赛评审"): True,
        ("昌吉州高校毕业生圆梦计划", "培训人数"): True,
        ("2023年“为民办实事”工作补助经费", "预算执行率"): True,
    }


@pytest.mark.parametrize(
    ("written", "operator", "number", "unit"),
    [
        (">=22300 条", Operator.AT_LEAST, "22300", "条"),
        ("<=6.50 万元", Operator.AT_MOST, "6.50", "万元"),
        ("=100 %%", Operator.EQUAL, "100", "%%"),
        ("7 县市", Operator.NONE, "7", "县市"),
        ("长期", Operator.NONE, "长期", ""),
        ("2023年10月30日前", Operator.NONE, "2023年10月30日前", ""),
        ("/", Operator.NONE, "/", ""),
    ],
)
def test_indicator_value_is_read_from_short_hand(written: str, operator: Operator, number: str, unit: str) -> None:
    read = value(written)
    assert (read.operator, read.value, read.unit) == (operator, number, unit)
    assert read.text == squeezed(written)


def test_indicator_value_without_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="无法识别"):
        value(">= 条 多")
