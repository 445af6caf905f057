"""Each check of the written report: a clean one gives nothing, the smallest change exactly its id."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from disclosure.checks import REPORT_CHECKS, Written
from disclosure.checks.unit_names import other_names
from disclosure.document import write_report
from disclosure.editions import edition
from finance.checks.registry import Finding, Severity
from finance.figures import Figures, Unit
from performance.checks import Evaluation
from performance.scorecards import Scorecard, Scorecards
from tests.finance.checking import ids, part, reasons, together
from tests.samples import SAMPLES, large_scorecards

KEY = "income_grand_total.previous"
YEAR_REASON = f"reasons.{KEY}"


def run(figures: Figures, scorecards: Scorecards | None = None) -> tuple[Finding, ...]:
    cards = scorecards or Scorecards()
    report = write_report(figures, cards, edition("xinjiang_2023"))
    return REPORT_CHECKS.run(Written(report, Evaluation(figures, cards)))


def without_reason(f: Figures) -> Figures:
    return replace(f, reasons=MappingProxyType({key: text for key, text in f.reasons.items() if key != KEY}))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "all_funds"])
def test_clean_report_gives_nothing(name: str) -> None:
    findings = [finding for finding in run(SAMPLES[name]()) if finding.check != "T103"]
    assert findings == []


def test_growth_from_nothing_is_information() -> None:
    findings = run(SAMPLES["all_funds"]())
    assert set(ids(findings)) == {"T103"}
    assert {finding.severity for finding in findings} == {Severity.INFORMATION}


CASES: tuple[tuple[str, Callable[[Figures], Figures], str, str, Severity], ...] = (
    ("T101", without_reason, YEAR_REASON, "未写主要原因", Severity.ERROR),
    ("T101", reasons({KEY: "  "}), YEAR_REASON, "未写主要原因", Severity.ERROR),
    ("T102", part("texts", other_vehicles=""), "texts.other_vehicles", "尚未填写", Severity.ERROR),
    (
        "T104",
        together(
            part("previous", agency_operating_costs=Decimal("165240.40")),
            reasons({"agency_operating_costs.previous": "严格执行预算"}),
        ),
        "reasons.agency_operating_costs.previous",
        "没有增减",
        Severity.INFORMATION,
    ),
    (
        "T105",
        reasons({"general_public_budget.2010101.expenditure.previous": "本年减少会议"}),
        "reasons.general_public_budget.2010101.expenditure.previous",
        "不会印出",
        Severity.INFORMATION,
    ),
    (
        "T201",
        reasons({KEY: "本年减少示例市商务事务中心的项目"}),
        YEAR_REASON,
        "“商务事务中心”",
        Severity.WARNING,
    ),
    ("T202", reasons({KEY: "2021年减少项目支出"}), YEAR_REASON, "“2021年”", Severity.WARNING),
    ("T202", reasons({KEY: "2022年减少会议"}), YEAR_REASON, "“2022年”", Severity.WARNING),
    ("T202", reasons({KEY: "截至2022年12月底减少"}), YEAR_REASON, "“截至2022年”", Severity.ERROR),
    (
        "T202",
        part("texts", performance_results=("2020年度完成任务",)),
        "texts.performance_results",
        "2020",
        Severity.ERROR,
    ),
    ("T203", reasons({KEY: "本年减少XX项目"}), YEAR_REASON, "“XX”", Severity.ERROR),
    ("T203", part("texts", other_notes="{其他说明}"), "texts.other_notes", "“{其他说明}”", Severity.ERROR),
    ("T203", part("profile", functions="负责____工作。"), "profile.functions", "“____”", Severity.ERROR),
    ("T204", reasons({KEY: "本年减少会议，，减少差旅"}), YEAR_REASON, "，，", Severity.INFORMATION),
    ("T204", reasons({KEY: "主要原因是：本年减少会议"}), YEAR_REASON, "“主要原因是：”", Severity.INFORMATION),
    (
        "T204",
        part("texts", official_reception="开支内容包括工作餐费"),
        "texts.official_reception",
        "“开支内容包括”",
        Severity.INFORMATION,
    ),
    (
        "T204",
        part("texts", performance_results=("一是完成任务",)),
        "texts.performance_results",
        "“一是”",
        Severity.INFORMATION,
    ),
    ("T204", reasons({KEY: "本年减少会议,减少差旅"}), YEAR_REASON, "会议,减少", Severity.INFORMATION),
)


def fell() -> Figures:
    """A name that another ending would make another unit's, and no 项 that is new."""
    f = SAMPLES["everything_fell"]()
    return replace(f, unit=Unit(f.unit.code, "示例市商务事务局", f.unit.kind))


@pytest.mark.parametrize(("check", "change", "figure", "words", "severity"), CASES)
def test_smallest_change_gives_exactly_its_check(
    check: str, change: Callable[[Figures], Figures], figure: str, words: str, severity: Severity
) -> None:
    findings = run(change(fell()))
    assert set(ids(findings)) == {check}, [finding.message for finding in findings]
    assert (findings[0].figures[0], findings[0].severity) == (figure, severity)
    assert words in findings[0].message


@pytest.mark.parametrize("figure", ["three_public.vehicle_running", "procurement.goods", "previous.income_grand_total"])
def test_missing_figure_is_an_error(figure: str) -> None:
    """A document with a hole is not submitted: nobody need know the figure to know that it is not there."""
    findings = run(replace(fell(), missing=frozenset({figure})))
    assert Severity.ERROR in {f.severity for f in findings if f.check == "T102" and f.figures == (figure,)}
    assert "尚未填写" in next(f.message for f in findings if f.check == "T102")


def test_every_check_of_the_report_has_a_case() -> None:
    assert {check.id for check in REPORT_CHECKS.checks} == {"T103", *(case[0] for case in CASES)}


@pytest.mark.parametrize(
    "text",
    [
        "较2022年减少会议",
        "2022年结转资金减少",
        "根据《关于2020年度预算的通知》（财预〔2020〕10号）减少支出",
        "“十四五”时期（2021—2025年）规划项目减少",
        "部分项目资金结转至2024年支付，本年支出减少",
        "自2019年起逐年减少",
        "2023年减少会议",
        "机关事务服务中心会议减少，服务处理效率提高",
        "压减一般性支出…… 减少（含差旅）",
    ],
)
def test_words_that_are_in_order_are_left_alone(text: str) -> None:
    assert run(reasons({KEY: text})(fell())) == ()


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("公共就业服务局承办", ("公共就业服务局",)),
        ("昌吉州公共就业服务中心承办", ()),
        ("公共就业中心承办", ()),  # two characters short: another name
        ("公共就业服中心承办", ("公共就业服中心",)),
        ("公共就业服物中心承办", ("公共就业服物中心",)),
        ("公共就业服务务中心承办", ("公共就业服务务中心",)),
        ("公共就业服务中心和公共就业服务站承办", ("公共就业服务站",)),
        ("开展公共就业服务活动，公共就业服务处理及时", ()),
        ("人才服务中心承办", ()),
    ],
)
def test_other_names_of_the_unit(text: str, others: tuple[str, ...]) -> None:
    assert other_names("昌吉回族自治州公共就业服务中心", text) == others


@pytest.mark.parametrize("name", ["示例市财政局", "示例县第一中学", "示例市示例街道办事处", "某某"])
def test_short_names_and_numbers_accuse_nobody(name: str) -> None:
    assert other_names(name, "财政厅、财政所、第二中学、街道办、某某局、示例县第二中学") == ()


def test_words_of_scorecards_are_read_too() -> None:
    cards = large_scorecards()
    first, *rest = cards.projects

    def said(card: Scorecard) -> list[tuple[str, str]]:
        found = run(SAMPLES["large"](), replace(cards, projects=(card, *rest)))
        return [(finding.check, finding.figures[0]) for finding in found if finding.check.startswith("T2")]

    assert said(first) == []
    assert said(replace(first, goal="完成XX任务")) == [("T203", "scorecards.projects.1.goal")]
    assert said(replace(first, goal="完成{指标:任务}")) == []  # a live link has a check of its own
    indicator = replace(first.indicators[0], deviation_reason="沿用2020年的指标值")
    assert said(replace(first, indicators=(indicator, *first.indicators[1:]))) == [
        ("T202", "scorecards.projects.1.indicators.1.deviation_reason")
    ]
