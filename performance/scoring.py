"""绩效自评 scoring: named rule sets, pure functions from 完成 to 得分, with the rule written out in words.

Sources: 财预〔2020〕10号, 财预〔2021〕101号; xj_2023 is inferred from a published report (every row is
verified in the tests). A score is proposed, never imposed: a score filed by hand stands beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from finance.money import CENT, HUNDRED, ZERO, percent
from performance.comparison import Comparison, Reach, compare
from performance.scorecards import Indicator, Measure, Operator

ONE = Decimal(1)
FLOOR = Decimal(60)  # 及格门槛, percent
_SPAN = HUNDRED - FLOOR
MUCH_OVER = Decimal("1.3")  # beyond it an over-achievement wants a reason (scoring.md §5)

RULES = MappingProxyType(
    {
        "X1": "预算执行率60%起计分，(执行率−60%)÷40%",
        "X2": "未达到指标值的，60%起计分，(完成率−60%)÷40%；成本指标节约也按此计分",
        "X3": "数量指标超额、成本指标超支，每偏离1%扣分值的1%",
        "X4": "百分比指标超过指标值不扣分",
        "X5": "达到指标值、按期完成、定性达成，得满分",
        "X6": "未开展，不得分",
        "X7": "预算执行率×分值",
        "X8": "整体支出指标达到或超过指标值，得满分",
        "M1": "预算执行率×分值，不超过分值",
        "M2": "达到指标值，得满分",
        "M3": "未达到指标值，按完成值与指标值的比例计分",
        "M4": "成本等反向指标超过指标值，按指标值与完成值的比例计分",
        "M5": "未完成，不得分",
        "?": "无法按规则计分",
    }
)


@dataclass(frozen=True)
class Score:
    """得分 as a rule gives it. value None: not checkable, and the words say why."""

    value: Decimal | None
    rule: str  # a key of RULES
    words: str  # 完成112.11%，超出12% → 5×(1−0.12)=4.40
    ratio: Decimal | None = None  # 完成值 ÷ 指标值
    is_presumed: bool = False  # the rule is not borne out by any published row

    @property
    def is_checkable(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class RuleSet:
    """评分规则 by name. Without its functions it scores nothing: manual."""

    name: str
    label: str
    description: str
    execution: Callable[[Decimal, Decimal], Score] | None = None  # (execution rate in percent, points)
    indicator: Callable[[Comparison, Decimal], Score] | None = None
    departures: tuple[str, ...] = ()  # where it departs from 财预〔2020〕10号; shown to the clerk

    @property
    def is_manual(self) -> bool:
        return self.indicator is None


def score(rule_set: str, measure: Measure, operator: Operator, target: str, achieved: str, points: Decimal) -> Score:
    """得分 of one indicator. Target and achieved as written, with their units.

    Raises:
        ValueError: there is no such rule set.
    """
    rules = rule_set_named(rule_set)
    if rules.indicator is None:
        return _by_hand()
    comparison = compare(measure, operator, target, achieved)
    if comparison.reach is Reach.UNKNOWN:
        return Score(None, "?", comparison.words)
    return _told(rules.indicator(comparison, points))


def score_indicator(rule_set: str, indicator: Indicator) -> Score:
    """得分 of one row of a scorecard; a filed score plays no part."""
    target, achieved = indicator.target, indicator.achieved
    return score(
        rule_set,
        indicator.measure,
        target.operator,
        target.value + target.unit,
        achieved.value + achieved.unit,
        indicator.points,
    )


def execution_score(rule_set: str, executed: Decimal, budget: Decimal, points: Decimal) -> Score:
    """预算执行率得分, from the rate as printed (two decimals). Amounts in 元.

    Raises:
        ValueError: there is no such rule set.
    """
    rules = rule_set_named(rule_set)
    if rules.execution is None:
        return _by_hand()
    if budget <= 0:
        return Score(None, "?", "全年预算数为零，无法计算预算执行率")
    return _told(rules.execution(percent(executed, budget), points))


def rule_set_named(name: str) -> RuleSet:
    """The rule set; an unknown name is refused by name."""
    if name not in RULE_SETS:
        raise ValueError(f"没有名为“{name}”的评分规则，可用的有：{'、'.join(RULE_SETS)}")
    return RULE_SETS[name]


def plain(value: Decimal) -> str:
    """A number without trailing zeros: 20, 93.7."""
    return f"{value.normalize():f}"


def _told(scored: Score) -> Score:
    """A presumed rule says so in its words."""
    return replace(scored, words=f"{scored.words}（推定）") if scored.is_presumed else scored


def _by_hand() -> Score:
    return Score(None, "?", "人工评分，由填报人填写得分并说明理由")


def _points(value: Decimal, points: Decimal) -> Decimal:
    """Half up to two decimals, never below nothing or above the points."""
    return min(max(value.quantize(CENT, ROUND_HALF_UP), ZERO), points.quantize(CENT))


def _full(words: str, points: Decimal, rule: str, ratio: Decimal | None = None, presumed: bool = False) -> Score:
    value = _points(points, points)
    return Score(value, rule, f"{words} → 满分{value}", ratio, presumed)


def _nothing(words: str, rule: str, ratio: Decimal | None = None, presumed: bool = False) -> Score:
    return Score(ZERO, rule, f"{words} → {ZERO}", ratio, presumed)


def _from_floor(subject: str, rate: Decimal, points: Decimal, rule: str, presumed: bool = False) -> Score:
    """w × (r − 60%) ÷ 40%, nothing at 60% or below."""
    ratio = rate / HUNDRED
    words = f"{subject}{rate}%"
    if rate <= FLOOR:
        return _nothing(f"{words}，未超过60%", rule, ratio, presumed)
    value = _points(points * (rate - FLOOR) / _SPAN, points)
    formula = f"{plain(points)}×({rate}%−60%)÷40%={value}"
    return Score(value, rule, f"{words}，60%起计分 → {formula}", ratio, presumed)


def _in_proportion(subject: str, rate: Decimal, points: Decimal, rule: str, presumed: bool = False) -> Score:
    """w × r."""
    ratio = rate / HUNDRED
    if rate > HUNDRED:
        return _full(f"{subject}{rate}%，超过100%", points, rule, ratio, presumed)
    value = _points(points * ratio, points)
    return Score(value, rule, f"{subject}{rate}% → {plain(points)}×{rate}%={value}", ratio, presumed)


def _inversely(c: Comparison, points: Decimal, rule: str, presumed: bool = False) -> Score:
    """w ÷ r, for what should have stayed below its target."""
    assert c.ratio is not None
    value = _points(points * HUNDRED / c.percent, points)
    words = f"为指标值的{c.percent}% → {plain(points)}÷{c.percent}%={value}"
    return Score(value, rule, words, c.ratio, presumed)


def _cut_by_excess(c: Comparison, points: Decimal) -> Score:
    """w × (1 − d), d the excess in whole percent, half up."""
    assert c.ratio is not None
    excess = ((c.ratio - ONE) * HUNDRED).quantize(ONE, ROUND_HALF_UP)
    words = f"完成{c.percent}%，{'超支' if c.lower_is_better else '超出'}{excess}%"
    if excess >= HUNDRED:
        return _nothing(f"{words}，达到或超过100%", "X3", c.ratio)
    value = _points(points * (HUNDRED - excess) / HUNDRED, points)
    share = (excess / HUNDRED).quantize(CENT)
    return Score(value, "X3", f"{words} → {plain(points)}×(1−{share})={value}", c.ratio)


def _xj_execution(rate: Decimal, points: Decimal) -> Score:
    if rate > HUNDRED:
        return _full(f"预算执行率{rate}%，超过100%", points, "X1", rate / HUNDRED, True)
    return _from_floor("预算执行率", rate, points, "X1")


def _xj_indicator(c: Comparison, points: Decimal) -> Score:
    if c.reach is Reach.MISSED:
        return _nothing(c.words, "X6", c.ratio)
    if c.reach is Reach.REACHED or c.ratio == ONE:
        return _full(c.words or f"完成{c.percent}%", points, "X5", c.ratio)
    assert c.ratio is not None
    if c.ratio == 0 and not c.lower_is_better:
        return _nothing(f"完成{c.percent}%，未开展", "X6", c.ratio)
    if c.ratio < ONE:
        # No published row shows a count short of its target; the rule for costs is presumed for it.
        return _from_floor("完成", c.percent, points, "X2", presumed=not c.lower_is_better)
    if c.is_bounded and not c.lower_is_better:
        return _full(f"完成{c.percent}%，百分比指标超额不扣分", points, "X4", c.ratio)
    return _cut_by_excess(c, points)


def _overall_execution(rate: Decimal, points: Decimal) -> Score:
    return _in_proportion("预算执行率", rate, points, "X7")


def _overall_indicator(c: Comparison, points: Decimal) -> Score:
    if c.reach is Reach.MISSED:
        return _nothing(c.words, "X6", c.ratio)
    if c.reach is Reach.REACHED:
        return _full(c.words, points, "X8")
    assert c.ratio is not None
    if c.lower_is_better:  # no published row: the ministry's rule is presumed
        is_over = c.ratio > ONE
        return _inversely(c, points, "M4", True) if is_over else _met(c, points, "M2", presumed=True)
    if c.ratio < ONE:
        return _in_proportion("完成", c.percent, points, "M3", presumed=True)
    return _met(c, points, "X8")


def _met(c: Comparison, points: Decimal, rule: str, presumed: bool = False) -> Score:
    assert c.ratio is not None
    words = f"完成{c.percent}%，{'未超过' if c.lower_is_better else '达到'}指标值"
    if c.ratio > MUCH_OVER:
        words += "（超出30%以上，应分析原因）"
    return _full(words, points, rule, c.ratio, presumed)


def _mof_execution(rate: Decimal, points: Decimal) -> Score:
    return _in_proportion("预算执行率", rate, points, "M1")


def _mof_indicator(c: Comparison, points: Decimal) -> Score:
    if c.reach is Reach.MISSED:
        return _nothing(c.words, "M5", c.ratio)
    if c.reach is Reach.REACHED:
        return _full(c.words, points, "M2")
    assert c.ratio is not None
    if c.lower_is_better and c.ratio > ONE:
        return _inversely(c, points, "M4")
    if not c.lower_is_better and c.ratio < ONE:
        return _in_proportion("完成", c.percent, points, "M3")
    return _met(c, points, "M2")


RULE_SETS = MappingProxyType(
    {
        rules.name: rules
        for rules in (
            RuleSet(
                "mof_2020",
                "财政部（财预〔2020〕10号）",
                "完成指标值得满分；未完成的按比例计分；执行率按比例计分。",
                _mof_execution,
                _mof_indicator,
            ),
            RuleSet(
                "xj_2023",
                "新疆2023（项目支出）",
                "执行率和成本60%起计分；数量指标超额按偏离度扣分；百分比指标超额不扣分。",
                _xj_execution,
                _xj_indicator,
                (
                    "成本指标有节约也扣分；财政部办法为达到指标值即得满分，节约应说明原因。",
                    "预算执行率60%以下不得分；财政部办法按比例计分。",
                    "数量指标凡超额即扣分；财政部办法仅在指标值设定明显偏低时适度调减。",
                ),
            ),
            RuleSet(
                "xj_2023_overall",
                "新疆2023（整体支出）",
                "执行率按比例计分；指标达到或超过指标值得满分。",
                _overall_execution,
                _overall_indicator,
            ),
            RuleSet("manual", "人工评分", "系统不计算得分，由填报人填写得分并说明理由。"),
        )
    }
)
