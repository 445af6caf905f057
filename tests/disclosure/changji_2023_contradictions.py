"""The contradictions that really stand in the published report, found by reading it; written down before any check.

Each with the place in the report, the words and numbers a reader sees, and the check that must find it at that box.
What is listed here and not found is a missed contradiction; what is found and not listed is an accusation.
"""

from dataclasses import dataclass

from finance.checks.registry import Severity


@dataclass(frozen=True)
class Contradiction:
    """One contradiction: who finds it, where it is mended, and what the message must show."""

    check: str
    figure: str
    shown: tuple[str, ...]


def _card(number: int) -> str:
    return f"scorecards.projects.{number}"


_OVERALL = "scorecards.overall"

# 一–十: the explanation and the tables
ACCOUNT_WARNINGS = (
    # 六 lists 离休费; 二 says 离休人员0人
    Contradiction("F303", "basic_expenditure.30301.total", ("离休人员0人", "离休费")),
    # 十（一） 本年度人员增加; 五（三）2 单位本年人员减少
    Contradiction("F804", "reasons.agency_operating_costs.previous", ("人员增加", "人员减少")),
)

# 十一 and the nine 自评表
SCORECARD_ERRORS = (
    # 整体表 against the accounts
    Contradiction("P112", f"{_OVERALL}.executed", ("714.47", "712.47", "2.00")),
    Contradiction("P113", f"{_OVERALL}.region.adjusted_budget", ("546.40", "620.35", "73.95")),
    Contradiction("P113", f"{_OVERALL}.other.adjusted_budget", ("178.55", "104.60", "73.95")),
    Contradiction("P114", f"{_OVERALL}.region.executed", ("535.92", "620.35", "84.43")),
    Contradiction("P114", f"{_OVERALL}.other.executed", ("178.55", "92.12", "86.43")),
    # 整体表 against its own text: 执行率 99.86% where the cell has 98.55% (a score of 9.86 pasted as a rate)
    Contradiction("P403", f"{_OVERALL}.result", ("99.86%", "98.55%", "9.86")),
    # the eight projects against the whole
    Contradiction("P104", f"{_OVERALL}.other.adjusted_budget", ("402.15", "178.55", "223.60")),
    Contradiction("P104", f"{_OVERALL}.other.executed", ("244.87", "178.55", "66.32")),
    Contradiction("P121", f"{_card(1)}.executed", ("318.87", "196.34", "122.53")),
    Contradiction("P121", f"{_card(1)}.other.executed", ("244.87", "92.12", "152.75")),
    # 招聘会: >=135场次 on the 整体表, >=136场次 on the project's
    Contradiction("P301", f"{_card(2)}.indicators.5.target", ("135", "136", "1场次")),
    # what the text counts and what the row counts
    Contradiction("P401", f"{_card(2)}.result", ("735人", "700人", "35人")),
    Contradiction("P401", f"{_card(2)}.result", ("145场次", "301场次", "156场次")),
    Contradiction("P401", f"{_card(8)}.result", ("80人", "87家")),
    # 成本预算控制率 91.5% where 16.25 ÷ 18.00 is 90.28%
    Contradiction("P322", f"{_card(8)}.indicators.6.achieved", ("91.5%", "90.28%", "1.22")),
    # arithmetic in 偏差原因: 6.50 − 6.45, 18.00 − 16.25
    Contradiction("P411", f"{_card(1)}.indicators.7.deviation_reason", ("0.5万元", "0.05万元", "小数点")),
    Contradiction("P411", f"{_card(8)}.indicators.6.deviation_reason", ("1.74万元", "1.75万元", "0.01")),
    # all eight name 公共就业服务局, the cover 公共就业服务中心
    *(
        Contradiction("P501", f"{_card(number)}.implementing_unit", ("公共就业服务局", "公共就业服务中心"))
        for number in range(1, 9)
    ),
)
SCORECARD_WARNINGS = (
    # called 年中追加 in 四, with an 年初预算 on the card
    Contradiction("P103", f"{_card(2)}.initial_budget", ("年中追加", "16.00")),
    Contradiction("P103", f"{_card(5)}.initial_budget", ("年中追加", "31.00")),
    # 财政拨款项目支出 104.28, evaluated 74.00
    Contradiction("P122", "expenditure.project", ("104.28", "74.00", "30.28")),
    # said to be carried over into 2024, with no fiscal carry-over in the accounts
    Contradiction("P123", f"{_card(5)}.indicators.6.deviation_reason", ("4.63", "0.00")),
    Contradiction("P123", f"{_card(8)}.indicators.6.deviation_reason", ("1.75", "0.00")),
    # five scores that break the rule all others obey (scoring.md §3)
    Contradiction("P211", f"{_card(3)}.indicators.1.score", ("5.00", "2.85")),
    Contradiction("P211", f"{_card(3)}.indicators.2.score", ("5.00", "2.85")),
    Contradiction("P211", f"{_card(3)}.indicators.3.score", ("5.00", "1.45")),
    Contradiction("P211", f"{_card(6)}.indicators.1.score", ("0.00", "7.70")),
    Contradiction("P211", f"{_card(8)}.execution_score", ("10.00", "7.57")),
    # exceeded by more than 30% without a reason
    Contradiction("P214", f"{_card(3)}.indicators.1.deviation_reason", ("142.86%",)),
    Contradiction("P214", f"{_card(3)}.indicators.2.deviation_reason", ("142.86%",)),
    Contradiction("P214", f"{_card(3)}.indicators.3.deviation_reason", ("171.43%",)),
    # 10/40/20/30 without 满意度
    Contradiction("P221", f"{_card(7)}.total_points", ("效益30", "缺少满意度指标")),
    # >=20人次, done 49人
    Contradiction("P311", f"{_card(8)}.indicators.2.achieved", ("人次", "人")),
    # 2.18 + 6.67 + 6.45 = 15.30, spent 15.38
    Contradiction("P321", f"{_card(1)}.indicators.5.achieved", ("15.30", "15.38", "0.08")),
    # 第三方未开展满意度测评, done 0%
    Contradiction("P332", f"{_card(3)}.indicators.9.achieved", ("0%", "没有测评")),
    # 暖心煤20户 in the text, 人次 in the row
    Contradiction("P402", f"{_card(8)}.result", ("20户", "人次")),
    # 标识牌建设工作未开展, yet 2.09万元 paid and 70个 made
    Contradiction("P412", f"{_card(7)}.indicators.7.deviation_reason", ("未开展", "2.09万元", "70个")),
    # 创业创新大赛 for 创新创业大赛, 圆满计划 for 圆梦计划
    Contradiction("P505", f"{_card(3)}.result", ("昌吉州创业创新大赛",)),
    Contradiction("P505", f"{_card(6)}.goal", ("圆满计划",)),
)

CONTRADICTIONS = {
    Severity.ERROR: SCORECARD_ERRORS,
    Severity.WARNING: (*ACCOUNT_WARNINGS, *SCORECARD_WARNINGS),
}
