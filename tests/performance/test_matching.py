"""Quantities in a scorecard's words, matched to its indicators and amounts; live links."""

from decimal import Decimal

import pytest

from disclosure.samples.changji_2023 import changji_2023
from finance.figures import Figures
from performance.live_links import LinkSource, UnknownLink, expand, expand_card, link, unknown_links, written_out
from performance.matching import Match, Role, card_figures, figure_matches, indicator_matches
from performance.scorecards import Indicator, IndicatorValue, Operator, Scorecards
from tests.performance.cards import make_card, make_indicator


def indicator(name: str, target: str, achieved: str, unit: str = "人") -> Indicator:
    return make_indicator(
        level3=name,
        target=IndicatorValue(Operator.AT_LEAST, target, unit),
        achieved=IndicatorValue(Operator.EQUAL, achieved, unit),
    )


TRAINED = indicator("培训人数", "200", "245")
FAIRS = indicator("举办“线上+线下”招聘会（场次）", "135", "301", "场次")
VISITED = indicator("慰问困难职工", "50", "60", "户")


def read(text: str, *indicators: Indicator, is_goal: bool = False) -> list[tuple[str, str, bool]]:
    """(quantity, indicator, agrees) for every match."""
    matches = indicator_matches(text, indicators, is_goal=is_goal)
    return [(match.quantity.text, match.indicator.level3, match.agrees) for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成培训245人", [("245人", "培训人数", True)]),
        ("实际培训人数达到２５４人。", [("２５４人", "培训人数", False)]),
        ("组织245人参加培训，举办线上、线下招聘会301场", [("301场", FAIRS.level3, True)]),
        ("举办线上、线下招聘会共计145场次", [("145场次", FAIRS.level3, False)]),
        ("慰问困难职工60人", [("60人", "慰问困难职工", True)]),
        ("慰问困难职工55家", [("55家", "慰问困难职工", False)]),
    ],
)
def test_result_is_matched_by_name_and_unit(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert read(text, TRAINED, FAIRS, VISITED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "上年培训180人",  # another year
        "培训人数较上年增加65人",  # a difference
        "其中培训120人",  # a part
        "培训近300人",  # vague
        "培训200余人",
        "每期培训40人",  # a ratio
        "平均每场招聘会培训50人",
        "培训3期",  # another thing counted
        "培训50学时",
        "培训经费5万元",
        "慰问困难职工50元",
        "计划下年培训400人",
        "第3次招聘会、2023年10月招聘会、新人社函〔2022〕266号",
    ],
)
def test_what_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert [match for match in read(text, TRAINED, FAIRS, VISITED) if not match[2]] == []


@pytest.mark.parametrize(
    "text",
    [
        "完成培训245人，其中线上培训120人",
        "举办线上招聘会100场次、线下招聘会201场次",
        "举办招聘会20期，线上线下招聘会共301场次",
        "全年培训目标200人，实际培训245人",
        "培训200人以上",
    ],
)
def test_parts_goals_and_bounds_agree(text: str) -> None:
    assert [match for match in read(text, TRAINED, FAIRS) if not match[2]] == []


def test_goal_speaks_of_targets() -> None:
    assert read("培训人数200人以上", TRAINED, is_goal=True) == [("200人", "培训人数", True)]
    assert read("培训人数245人", TRAINED, is_goal=True) == [("245人", "培训人数", False)]


def test_the_nearer_of_two_names_is_meant() -> None:
    one, other = indicator("档案信息化建设", "3200", "3950", "份"), indicator("档案基本信息录入", "3200", "3900", "份")
    text = "档案信息化建设已完成档案基本信息录入3900份，档案信息化建设3950份"
    assert read(text, one, other) == [("3900份", other.level3, True), ("3950份", one.level3, True)]


def test_ten_thousand_copies_are_1_wan() -> None:
    copies = indicator("宣传册份数", "10000", "10000", "份")
    assert read("发放宣传册1万份", copies) == [("1万份", "宣传册份数", True)]
    assert read("发放宣传册1.1万份", copies) == [("1.1万份", "宣传册份数", False)]


def test_card_amounts_are_matched_by_their_own_names_only() -> None:
    card = make_card(make_indicator())  # 2.00 budgeted, 1.00 spent
    figures = card_figures(card, "card")

    def told(text: str) -> list[tuple[str, bool]]:
        return [(match.figure, match.agrees) for match in figure_matches(text, figures, (card.name,))]

    assert told("某项目全年预算数为2.00万元，实际执行1.00万元，预算执行率50%。") == [
        ("card.adjusted_budget", True),
        ("card.executed", True),
        ("card.execution_rate", True),
    ]
    assert told("执行数10000元，执行率为50.01%") == [("card.executed", True), ("card.execution_rate", False)]
    assert told("其中培训费全年预算数为3万元，上年执行率为90%，计划执行率100%") == []


def test_published_texts_are_read_whole() -> None:
    """Every quantity of the published results that counts an indicator is matched to it."""
    _, cards = changji_2023()
    assert cards.overall is not None
    matches = [
        indicator_matches(text, card.indicators, is_goal=is_goal)
        for card in (cards.overall, *cards.projects)
        for text, is_goal in ((card.goal, True), (card.result, False))
    ]
    assert [len(found) for found in matches] == [0, 5, 3, 3, 3, 4, 4, 4, 2, 0, 2, 3, 2, 1, 3, 3, 0, 4]


@pytest.fixture
def source() -> LinkSource:
    figures, cards = changji_2023()
    return LinkSource(figures, cards, "scorecards.projects.2", cards.projects[1])


def test_links_print_what_stands_in_the_figures(source: LinkSource) -> None:
    text = (
        "{指标:发布用工信息}、{indicator:就业宣传资料发(发放)}，目标{指标值:发布用工信息}；{overall.execution_rate}、"
    )
    text += "{card.executed}、{projects.1.adjusted_budget}、{scorecards.overall.executed}、"
    text += "{income.total}、{profile.staff}人"
    assert expand(text, source) == (
        "25000条、20000份，目标22300条；98.55%、16.00万元、15.38万元、714.47万元、716.46万元、47人"
    )


@pytest.mark.parametrize(
    "placeholder",
    [
        "指标:没有的",
        "指标:工作完成率",
        "没有的",
        "projects.99.executed",
        "card.funds",
        "income.__class__",
        "分数:发布用工信息",
    ],
)
def test_link_that_leads_nowhere_is_refused_by_name(placeholder: str, source: LinkSource) -> None:
    text = f"完成{{{placeholder}}}。"
    with pytest.raises(UnknownLink, match="无法取数"):
        expand(text, source)
    assert expand(text, source, keep_unknown=True) == text
    assert [error.placeholder for error in unknown_links(text, source)] == [placeholder]


def test_a_match_becomes_a_link_that_prints_the_right_number(source: LinkSource) -> None:
    card = source.card
    assert card is not None
    matches = indicator_matches(card.result, card.indicators, is_goal=False)
    wrong = next(match for match in matches if not match.agrees)
    assert isinstance(wrong, Match)
    assert wrong.role is Role.ACHIEVED
    linked = link(card.result, wrong)
    assert "{指标:求职登记、职业指导}" in linked
    assert expand(linked, source) == card.result.replace("735人", "700人")


def test_a_rate_becomes_a_link(source: LinkSource) -> None:
    overall = source.scorecards.overall
    assert overall is not None
    rate = figure_matches(overall.result, card_figures(overall, "scorecards.overall"), (overall.name,))[2]
    linked = link(overall.result, rate)
    assert expand(linked, source) == overall.result.replace("99.86%", "98.55%")


def test_cards_are_written_out_for_print(source: LinkSource) -> None:
    card = make_card(
        make_indicator(deviation_reason="完成{指标:次数}"), goal="{指标值:次数}", result="执行{card.execution_rate}"
    )
    figures: Figures = source.figures
    printed = written_out(figures, Scorecards(None, (card,))).projects[0]
    assert (printed.goal, printed.result, printed.indicators[0].deviation_reason) == ("10次", "执行50.00%", "完成10次")
    assert card.goal == "{指标值:次数}"


def test_card_without_links_is_the_same_card(source: LinkSource) -> None:
    card = make_card(make_indicator(points=Decimal(90)))
    assert expand_card(card, source) is card
