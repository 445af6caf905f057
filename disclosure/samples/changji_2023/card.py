"""What the eight 项目支出绩效自评表 have in common."""

from decimal import Decimal

from disclosure.samples.shorthand import funds
from finance.terms import FundSource
from performance.scorecards import Indicator, Scorecard, ScorecardKind

_BUREAU = "昌吉回族自治州公共就业服务局"

# The five rows and the one execution score that break the rule set were published so: filed by hand.
AS_PUBLISHED = "自评表公开时按此得分填列"

# 一级指标 and 二级指标 (财预〔2021〕101号)
QUANTITY = ("产出指标", "数量指标")
QUALITY = ("产出指标", "质量指标")
TIMELINESS = ("产出指标", "时效指标")
COST = ("成本指标", "经济成本指标")
SOCIAL_BENEFIT = ("效益指标", "社会效益指标")
SATISFACTION = ("满意度指标", "满意度指标")

Money = tuple[str, str, str]
NOTHING: Money = ("0.00", "0.00", "0.00")


def project(
    name: str,
    *,
    fiscal: Money = NOTHING,
    other: Money = NOTHING,
    execution_score: str,
    goal: str,
    result: str,
    indicators: tuple[Indicator, ...],
    execution_score_reason: str = "",
) -> Scorecard:
    """A card; fiscal and other are 年初预算数, 全年预算数, 全年执行数 in 万元."""
    return Scorecard(
        kind=ScorecardKind.PROJECT,
        name=name,
        funds=(funds(FundSource.FISCAL, *fiscal), funds(FundSource.OTHER, *other)),
        goal=goal,
        result=result,
        indicators=indicators,
        competent_department=_BUREAU,
        implementing_unit=_BUREAU,
        filed_execution_score=Decimal(execution_score),
        execution_score_reason=execution_score_reason,
        rule_set="xj_2023",
    )
