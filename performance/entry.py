"""The entry pages of the 自评表, as data: the official form's fields and columns, in its order."""

from dataclasses import dataclass

from finance.blocks import Column, Page
from performance.scorecards import FORM_SOURCES, ScorecardKind

_LEVELS = (Column("level1", "一级指标"), Column("level2", "二级指标"), Column("level3", "三级指标", is_wide=True))
_SCORING = (
    Column("measure", "指标类型"),
    Column("proposed", "按规则计算的得分", is_sum=True, is_wide=True),
    Column("score_reason", "得分不同的理由", is_wide=True),
    Column("starts_group", "另起一格"),
)

INDICATOR_COLUMNS = {
    ScorecardKind.OVERALL: (
        *_LEVELS,
        Column("target", "预期指标值"),
        Column("basis", "指标值设定依据", is_wide=True),
        Column("points", "分值权重"),
        Column("achieved", "实际完成指标值"),
        Column("filed_score", "得分"),
        *_SCORING,
    ),
    ScorecardKind.PROJECT: (
        *_LEVELS,
        Column("target", "年度指标值"),
        Column("achieved", "实际完成值"),
        Column("points", "分值"),
        Column("filed_score", "得分"),
        Column("deviation_reason", "偏差原因分析及改进措施", is_wide=True),
        *_SCORING,
    ),
}
FUND_COLUMNS = (
    Column("initial_budget", "年初预算数"),
    Column("adjusted_budget", "全年预算数"),
    Column("executed", "全年执行数"),
)
CARD_BOXES = {
    ScorecardKind.OVERALL: ("name", "rule_set"),
    ScorecardKind.PROJECT: ("name", "competent_department", "implementing_unit", "rule_set"),
}
EXECUTION_BOXES = ("execution_points", "filed_execution_score", "execution_score_reason")
GOAL_BOXES = ("goal", "result")

# What the official forms call their groups; offered while typing, anything else may stand there.
LEVEL1_NAMES = ("产出指标", "成本指标", "效益指标", "满意度指标")
LEVEL2_NAMES = (
    "数量指标",
    "质量指标",
    "时效指标",
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "满意度指标",
)


@dataclass(frozen=True)
class Cards:
    """自评表 of one kind: one card at a time, the others a click away."""

    kind: ScorecardKind
    template: str = "entry/cards.html"

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        return tuple((source.value, source.label) for source in FORM_SOURCES[self.kind])


OVERALL_SCORECARD = Page(
    "overall_scorecard",
    "整体支出绩效自评表",
    (Cards(ScorecardKind.OVERALL),),
    intro="栏目和正式的自评表一样，可以从自评表整块粘贴。得分空着，就用按规则计算的得分。",
)
PROJECT_SCORECARDS = Page(
    "project_scorecards",
    "项目支出绩效自评表",
    (Cards(ScorecardKind.PROJECT),),
    intro="一个项目一张表。栏目和正式的自评表一样，可以从自评表整块粘贴。得分空着，就用按规则计算的得分。",
)
PAGES = (OVERALL_SCORECARD, PROJECT_SCORECARDS)
