"""A change of the corrected report for each scorecard check, the smallest that it must notice, and what it says."""

from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from finance.checks.registry import Severity
from finance.lines import CarryOverLine
from finance.terms import Fund, FundSource
from performance.scorecards import FundLine, Measure
from tests.performance.checking import (
    OVERALL,
    Change,
    card,
    figures,
    fund,
    row,
    text,
    together,
    value,
)

_OVERALL = "scorecards.overall"


def _project(number: int) -> str:
    return f"scorecards.projects.{number}"


def _row(number: int, position: int) -> str:
    return f"{_project(number)}.indicators.{position}" if number else f"{_OVERALL}.indicators.{position}"


def _reason(key: str, written: str) -> Change:
    return lambda account: (
        replace(account[0], reasons=MappingProxyType({**account[0].reasons, key: written})),
        account[1],
    )


def _notes(written: str) -> Change:
    return lambda account: (
        replace(account[0], texts=replace(account[0].texts, performance_results=(written,))),
        account[1],
    )


def _without_other_carry_over() -> Change:
    return figures(carry_over_lines=(CarryOverLine(Fund.NON_FISCAL, "", Decimal(0), Decimal(0)),))


@dataclass(frozen=True)
class Case:
    """A change of the corrected report, and what it must be found by: id, box, words of the message, severity."""

    check: str
    change: Change
    figure: str
    words: tuple[str, ...] = ()
    severity: Severity | None = None
    also: tuple[str, ...] = ()  # what follows from the same change: a part of a wrong total is wrong too


CASES = (
    Case(
        "P101",
        fund(2, FundSource.FISCAL, adjusted_budget=Decimal("337269.13")),
        f"{_project(2)}.fiscal.executed",
        ("0.01元",),
    ),
    Case(
        "P102",
        fund(5, FundSource.OTHER, initial_budget=Decimal("-0.01")),
        f"{_project(5)}.other.initial_budget",
        ("负数",),
    ),
    Case(
        "P102",
        card(1, funds=lambda lines: (*lines, FundLine(FundSource.COUNTY, initial_budget=Decimal(100)))),
        f"{_project(1)}.county.initial_budget",
        ("没有这一行",),
    ),
    Case(
        "P103",
        fund(2, FundSource.FISCAL, initial_budget=Decimal(100)),
        f"{_project(2)}.initial_budget",
        ("年中追加", "公共就业服务专项业务经费"),
    ),
    Case(
        "P104",
        fund(3, FundSource.OTHER, initial_budget=Decimal(4_000_000)),
        f"{_OVERALL}.other.initial_budget",
        ("其他资金的年初预算数合计446.50万元", "402.15万元", "44.35万元"),
    ),
    Case(
        "P111",
        fund(OVERALL, FundSource.PREFECTURE, adjusted_budget=Decimal("6049723.74")),
        f"{_OVERALL}.adjusted_budget",
        ("7249492.54元", "51.47元"),
        also=("P113",),
    ),
    Case(
        "P112",
        fund(OVERALL, FundSource.OTHER, executed=Decimal("941216.51")),
        f"{_OVERALL}.executed",
        ("714.47万元", "712.47万元", "2.00万元"),
        also=("P114", "P403", "P403"),  # its text quotes the amount and the rate
    ),
    Case(
        "P113",
        together(
            fund(OVERALL, FundSource.REGION, adjusted_budget=Decimal(163800)),
            fund(OVERALL, FundSource.OTHER, adjusted_budget=Decimal("1036020.27")),
        ),
        f"{_OVERALL}.region.adjusted_budget",
        ("决算财政拨款收入总计", "1.00万元"),
        also=("P113",),
    ),
    Case(
        "P114",
        together(
            fund(OVERALL, FundSource.REGION, executed=Decimal(143800)),
            fund(OVERALL, FundSource.OTHER, executed=Decimal("931216.51")),
        ),
        f"{_OVERALL}.region.executed",
        ("619.35万元", "620.35万元", "1.00万元"),
        also=("P114",),
    ),
    Case(
        "P121",
        fund(3, FundSource.OTHER, executed=Decimal(530000), adjusted_budget=Decimal(530000)),
        f"{_project(1)}.other.executed",
        ("92.12万元",),
        also=("P104", "P121"),
    ),
    Case(
        "P115",
        fund(OVERALL, FundSource.PREFECTURE, initial_budget=Decimal(5310400)),
        f"{_OVERALL}.region.initial_budget",
    ),
    Case(
        "P122",
        fund(8, FundSource.FISCAL, executed=Decimal("287700.00"), adjusted_budget=Decimal("318650.00")),
        "expenditure.project",
        ("0.03万元",),
    ),
    Case(
        "P123",
        card(5, result=text("提升档案服务", "部分资金结转下年，提升档案服务")),
        f"{_project(5)}.result",
        ("4.63万元", "0.00万元"),
    ),
    Case(
        "P201",
        row(1, 1, points=Decimal("10.01")),
        f"{_project(1)}.total_points",
        ("100.01分", "多0.01分"),
    ),
    Case("P202", row(1, 1, filed_score=Decimal("10.01")), f"{_row(1, 1)}.score", ("10.01分", "多0.01分")),
    Case(
        "P202",
        together(row(OVERALL, 1, points=Decimal(0)), row(OVERALL, 2, points=Decimal(40))),
        f"{_row(OVERALL, 1)}.points",
        ("大于零",),
    ),
    Case("P211", row(1, 6, filed_score=Decimal("1.41")), f"{_row(1, 6)}.score", ("1.41分", "1.40分", "72%", "0.01分")),
    Case(
        "P211",
        card(5, filed_execution_score=Decimal("8.51"), execution_score_reason="按比例"),
        f"{_project(5)}.execution_score",
        ("6.27分", "按比例"),
    ),
    Case("P212", row(3, 6, achieved=value("2023年10月8日")), f"{_row(3, 6)}.score", ("逾期8日",)),
    Case("P212", card(4, rule_set="manual"), f"{_project(4)}.total_score", ("人工评分",)),
    Case("P213", row(2, 1, deviation_reason=""), f"{_row(2, 1)}.deviation_reason", ("4.40", "没有填写偏差原因")),
    Case(
        "P214",
        row(1, 4, target=value(">=70", "%")),
        f"{_row(1, 4)}.deviation_reason",
        ("142.86%", ">=70%"),
    ),
    Case(
        "P221",
        together(row(1, 4, points=Decimal(9)), row(1, 9, points=Decimal(11))),
        f"{_project(1)}.total_points",
        ("产出39", "满意度11"),
    ),
    Case("P221", row(7, 10, level1="效益指标"), f"{_project(7)}.total_points", ("缺少满意度指标",)),
    Case("P301", row(2, 5, target=value(">=136", "场次")), f"{_row(2, 5)}.target", ("135场次", "136场次", "相差1场次")),
    Case("P302", row(2, 2, target=value("=700", "人")), f"{_row(2, 2)}.target", ("指标方向",)),
    Case(
        "P302",
        row(2, 5, target=value(">=135", "场"), achieved=value("=301", "场")),
        f"{_row(2, 5)}.achieved",
        ("计量单位",),
    ),
    Case("P311", row(8, 2, achieved=value("=49", "人")), f"{_row(8, 2)}.achieved", ("“人次”", "“人”")),
    Case(
        "P311",
        together(row(1, 9, level3="群众满意度（%）", target=value(">=95", "分"), achieved=value("=95.5", "分"))),
        f"{_row(1, 9)}.target",
        ("“%”", "分"),
    ),
    Case("P312", row(1, 9, target=value("<=95.5", "%")), f"{_row(1, 9)}.target", ("指标方向",)),
    Case(
        "P321",
        row(1, 5, achieved=value("=2.29", "万元")),
        f"{_row(1, 5)}.achieved",
        ("15.41万元", "15.38万元", "0.03万元"),
    ),
    Case("P322", row(2, 8, achieved=value("=99.99", "%")), f"{_row(2, 8)}.achieved", ("99.99%", "100.00%", "0.01")),
    Case(
        "P322",
        row(2, 8, level3="成本控制率", achieved=value("=99", "%"), deviation_reason="部分费用下年支付。"),
        f"{_row(2, 8)}.achieved",
        ("99%",),
        Severity.WARNING,
    ),
    Case("P331", row(1, 4, measure=Measure.QUALITATIVE, target=value("较高")), f"{_row(1, 4)}.target", ("无法衡量",)),
    Case(
        "P332",
        row(3, 9, achieved=value("=0", "%"), deviation_reason="第三方未开展满意度测评"),
        f"{_row(3, 9)}.achieved",
        ("没有测评",),
    ),
    Case(
        "P401",
        card(2, result=text("700人", "701人")),
        f"{_project(2)}.result",
        ("701人", "700人", "相差1人", "自动引用"),
    ),
    Case("P401", card(1, goal=text("社区行活动2次", "社区行活动3次")), f"{_project(1)}.goal", ("3次", "指标值")),
    Case("P402", card(8, result=text("87家", "87人")), f"{_project(8)}.result", ("87人", "“家”")),
    Case(
        "P403",
        card(OVERALL, result=text("执行率为98.28%", "执行率为98.29%")),
        f"{_OVERALL}.result",
        ("98.29%", "98.28%", "0.01个百分点"),
    ),
    Case(
        "P403",
        card(OVERALL, result=text("全年执行数为712.47万元", "全年执行数为7124688.78万元")),
        f"{_OVERALL}.result",
        ("元与万元混用",),
    ),
    Case(
        "P411",
        row(8, 1, deviation_reason="工作队实际慰问户数比计划多8家。"),
        f"{_row(8, 1)}.deviation_reason",
        ("8家", "应为7家", "相差1家"),
    ),
    Case(
        "P411",
        row(6, 1, deviation_reason="昌吉州圆梦计划实际培训人数254人，超出预算人数200人。"),
        f"{_row(6, 1)}.deviation_reason",
        ("254人", "应为245人", "颠倒"),
    ),
    Case(
        "P411",
        row(5, 6, deviation_reason="剩余资金3.63万元已交回财政。"),
        f"{_row(5, 6)}.deviation_reason",
        ("3.63万元", "4.63万元", "个别数字"),
    ),
    Case(
        "P411",
        row(5, 6, deviation_reason="剩余资金1.20万元已交回财政，其余用于支付质保金。"),
        f"{_row(5, 6)}.deviation_reason",
        ("1.20万元", "4.63万元"),
        Severity.WARNING,
    ),
    Case(
        "P412",
        row(7, 7, deviation_reason="全州标准化标识牌建设工作未开展。"),
        f"{_row(7, 7)}.deviation_reason",
        ("未开展", "4.5万元", "70个"),
    ),
    Case(
        "P413",
        row(2, 1, deviation_reason="发布用工信息较计划减少。"),
        f"{_row(2, 1)}.deviation_reason",
        ("25000条高于指标值>=22300条", "减少"),
    ),
    Case(
        "P421",
        _notes("全年收入总计724.96万元，保障有力"),
        "texts.performance_results",
        ("724.96万元", "724.95万元", "0.01万元"),
    ),
    Case(
        "P421",
        _notes("实有人数48人，在职人员25人"),
        "texts.performance_results",
        ("48人", "47人", "相差1人"),
    ),
    Case(
        "P421",
        _reason("fiscal.income_grand_total.previous", "本年度收入总计742.95万元，项目支出20万元用于购置设备"),
        "reasons.fiscal.income_grand_total.previous",
        ("742.95万元", "724.95万元", "颠倒"),
    ),
    Case(
        "P501",
        card(3, implementing_unit="昌吉州公共就业服务中心"),
        f"{_project(3)}.implementing_unit",
        ("昌吉州公共就业",),
    ),
    Case("P501", card(OVERALL, name="昌吉州公共就业服务中心"), f"{_OVERALL}.name", ("封面",)),
    Case(
        "P501",
        card(3, competent_department="昌吉回族自治州公共就业服务局"),
        f"{_project(3)}.competent_department",
        ("主管部门",),
        Severity.WARNING,
    ),
    Case(
        "P501",
        card(3, implementing_unit="示例文化传播有限公司"),
        f"{_project(3)}.implementing_unit",
        ("确为其他单位的请说明",),
        Severity.WARNING,
    ),
    Case("P503", row(3, 6, target=value("2024年9月30日")), f"{_row(3, 6)}.target", ("2024年9月30日", "2023年")),
    Case(
        "P504",
        card(6, name="昌吉州创新创业大赛", goal="培训人数200人以上。", result="培训245人。"),
        f"{_project(6)}.name",
        ("两张",),
    ),
    Case("P505", card(6, goal=text("圆梦计划", "圆满计划")), f"{_project(6)}.goal", ("圆满计划",)),
    Case(
        "P511",
        card(1, goal=text("2次、公共就业服务业务", "{指标:没有的}次、公共就业服务业务")),
        f"{_project(1)}.goal",
        ("{指标:没有的}", "没有这个指标"),
    ),
    Case("P512", row(1, 4, achieved=value("=100", "%%")), f"{_row(1, 4)}.achieved", ("%%",)),
)
