"""绩效自评: scorecards and their indicators, as entered, and what follows from them. Amounts in 元."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from finance.money import ZERO, percent, total
from finance.terms import FundSource, Term

# Not what Decimal takes: NaN, 1e999 and 1_000 are slips, and a longer number is none either.
NUMBER = r"-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,13})(?:\.\d{1,6})?"


class ScorecardKind(Term):
    """Which of the two official forms."""

    OVERALL = "overall", "部门（单位）整体支出绩效目标自评表"
    PROJECT = "project", "项目支出绩效自评表"


# The sources each form prints, in its order.
FORM_SOURCES: Mapping[ScorecardKind, tuple[FundSource, ...]] = MappingProxyType(
    {
        ScorecardKind.OVERALL: (
            FundSource.CENTRAL,
            FundSource.REGION,
            FundSource.PREFECTURE,
            FundSource.COUNTY,
            FundSource.OTHER,
        ),
        ScorecardKind.PROJECT: (FundSource.FISCAL, FundSource.OTHER),
    }
)


class Measure(Term):
    """How an indicator is measured, which decides its scoring rule (scoring.md §5)."""

    COUNT = "count", "数量"
    PERCENT = "percent", "百分比"
    COST = "cost", "成本"
    DATE = "date", "时限"
    QUALITATIVE = "qualitative", "定性"


class Operator(Term):
    """指标方向. NONE: printed without a sign (7 县市, 长期)."""

    NONE = "none", ""
    EQUAL = "equal", "="
    AT_LEAST = "at_least", ">="
    AT_MOST = "at_most", "<="
    MORE = "more", ">"
    LESS = "less", "<"


@dataclass(frozen=True)
class IndicatorValue:
    """指标值 as the clerk wrote it: sign, value (a number, a date or words) and unit (条, 人, %, 万元 …)."""

    operator: Operator
    value: str
    unit: str = ""

    @property
    def text(self) -> str:
        """As printed: >=22300条."""
        return f"{self.operator.label}{self.value}{self.unit}"

    @cached_property
    def number(self) -> Decimal | None:
        """The value as a number, or None where it is a date or words."""
        return Decimal(self.value.replace(",", "")) if re.fullmatch(NUMBER, self.value) else None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """三级指标. A score filed by hand stands beside the computed one; neither replaces the other."""

    level1: str
    level2: str
    level3: str
    target: IndicatorValue
    achieved: IndicatorValue
    points: Decimal
    measure: Measure = Measure.COUNT
    basis: str = ""  # 指标值设定依据 (整体表 only)
    filed_score: Decimal | None = None
    score_reason: str = ""  # why the filed score differs from the computed one
    deviation_reason: str = ""  # 偏差原因分析及改进措施
    starts_group: bool = False  # a new cell in the 一级/二级 columns though the names repeat


@dataclass(frozen=True)
class FundLine:
    """资金 from one source: 年初预算数, 全年预算数, 全年执行数 (元)."""

    source: FundSource
    initial_budget: Decimal = ZERO
    adjusted_budget: Decimal = ZERO
    executed: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """One 自评表: 整体 or 项目."""

    kind: ScorecardKind
    name: str  # 部门（单位）名称 or 项目名称
    funds: tuple[FundLine, ...]
    goal: str  # 预期目标
    result: str  # 实际完成情况
    indicators: tuple[Indicator, ...]
    competent_department: str = ""  # 主管部门 (项目 only)
    implementing_unit: str = ""  # 实施单位 (项目 only)
    execution_points: Decimal = Decimal(10)
    filed_execution_score: Decimal | None = None
    execution_score_reason: str = ""
    rule_set: str = "manual"  # a name in performance.scoring.RULE_SETS

    @cached_property
    def initial_budget(self) -> Decimal:
        """年初预算数."""
        return total(line.initial_budget for line in self.funds)

    @cached_property
    def adjusted_budget(self) -> Decimal:
        """全年预算数."""
        return total(line.adjusted_budget for line in self.funds)

    @cached_property
    def executed(self) -> Decimal:
        """全年执行数."""
        return total(line.executed for line in self.funds)

    @property
    def execution_rate(self) -> Decimal:
        """预算执行率 = 全年执行数 ÷ 全年预算数, in percent."""
        return percent(self.executed, self.adjusted_budget)

    @property
    def total_points(self) -> Decimal:
        """分值合计, which must come to 100."""
        return sum((indicator.points for indicator in self.indicators), self.execution_points)


@dataclass(frozen=True)
class Scorecards:
    """All scorecards of an account."""

    overall: Scorecard | None = None
    projects: tuple[Scorecard, ...] = ()

    @property
    def all(self) -> tuple[Scorecard, ...]:
        """整体 first, then the projects: the order they are printed in."""
        return ((self.overall,) if self.overall else ()) + self.projects

    @property
    def initial_budget(self) -> Decimal:
        """项目年初预算数合计."""
        return total(card.initial_budget for card in self.projects)

    @property
    def adjusted_budget(self) -> Decimal:
        """项目全年预算数合计."""
        return total(card.adjusted_budget for card in self.projects)

    @property
    def executed(self) -> Decimal:
        """项目全年执行数合计."""
        return total(card.executed for card in self.projects)
