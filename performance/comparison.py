"""完成值 against 指标值: what was reached, measured the same way for every rule set."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from finance.money import percent
from performance.scorecards import Measure, Operator
from performance.values import Day, NotDone, Number, Range, Value, Wording, read, split_sign, tidy

_AT_MOST = (Operator.AT_MOST, Operator.LESS)
_ABSURD = Decimal(1_000_000)
_STRICT = (Operator.MORE, Operator.LESS)
_REACHED_WORDS = frozenset({"达成年度指标", "达成", "已达成", "完成", "已完成", "是"})
_ON_TIME_WORDS = frozenset({"按期完成", "按时完成", "及时完成", "如期完成", "按期", "按时", "及时"})
_MISSED_WORDS = frozenset({"否"})
# 定性指标 in three grades, each an interval of the points (财预〔2020〕10号): where in it, people must say.
_GRADE_WORDS = {
    "部分达成年度指标并具有一定效果": "80%–60%（含）",
    "部分达成": "80%–60%（含）",
    "未达成年度指标且效果较差": "60%–0",
    "未达成": "60%–0",
    "未完成": "60%–0",
}


class Reach(StrEnum):
    """How far the target was reached, before any rule is applied."""

    MEASURED = "measured"  # a ratio says how far
    REACHED = "reached"  # reached, and there is nothing to measure: a date, words, a range
    MISSED = "missed"  # nothing of it
    UNKNOWN = "unknown"  # cannot be told; the words say why


@dataclass(frozen=True)
class Comparison:
    """What comparing gave. `ratio` = 完成值 ÷ 指标值, exact, where both are numbers."""

    reach: Reach
    words: str = ""
    ratio: Decimal | None = None
    lower_is_better: bool = False  # 成本 and other <= indicators
    is_bounded: bool = False  # a percentage: it cannot be over-fulfilled (100/95)

    @cached_property
    def percent(self) -> Decimal:
        """The ratio in percent, two decimals, as it is printed; 0.00 where there is none."""
        return percent(self.ratio, Decimal(1)) if self.ratio is not None else Decimal("0.00")


def compare(measure: Measure, operator: Operator, target: str, achieved: str) -> Comparison:
    """Target and achievement as written, with units. A sign in the text counts where no operator is given."""
    written, _ = split_sign(target)
    direction = operator if operator is not Operator.NONE else written
    goal, done = read(target), read(achieved)
    match goal, done:
        case _ if not tidy(target) or not tidy(achieved):
            return Comparison(Reach.UNKNOWN, f"未填{'指标值' if not tidy(target) else '完成值'}")
        case Wording(), _ if _same_words(target, achieved):
            return Comparison(Reach.REACHED, "达到指标值")
        case NotDone(), NotDone() if tidy(target) == tidy(achieved) == "无":
            return Comparison(Reach.REACHED, "达到指标值")
        case NotDone(), _:
            return Comparison(Reach.UNKNOWN, f"指标值“{target}”无法用于计算")
        case _, NotDone():
            return Comparison(Reach.MISSED, "未开展")
        case Day(), Day():
            return _compare_days(goal, done, achieved)
        case Day(), Wording() if tidy(achieved) in _ON_TIME_WORDS:
            return Comparison(Reach.REACHED, "按期完成")
        case Number() | Range(), Number():
            return _compare_numbers(measure, direction, goal, done)
        case Wording(), _:
            return _compare_words(done, target, achieved)
        case _:
            return Comparison(Reach.UNKNOWN, f"完成值“{achieved}”与指标值“{target}”无法比较，须人工评定")


def _same_words(target: str, achieved: str) -> bool:
    return split_sign(target)[1] == split_sign(achieved)[1]


def _compare_days(goal: Day, done: Day, achieved: str) -> Comparison:
    """A deadline and the day of completion; …前 includes the day itself, as practice reads it."""
    _, deadline = goal.span(done.year)
    first, last = done.span(goal.year)
    if last <= deadline:
        return Comparison(Reach.REACHED, "按期完成")
    if first > deadline:
        late = (first - deadline).days
        return Comparison(Reach.UNKNOWN, f"逾期{late}日完成，规则未规定扣分办法，须人工评定")
    return Comparison(Reach.UNKNOWN, f"完成值“{achieved}”未写明日期，无法判断是否按期")


def _compare_words(done: Value, target: str, achieved: str) -> Comparison:
    words = tidy(achieved)
    if words in _REACHED_WORDS:
        return Comparison(Reach.REACHED, "达到指标值")
    if words in _MISSED_WORDS:
        return Comparison(Reach.MISSED, "未达到指标值")
    if isinstance(done, Number) and done.is_percent and done.value in (0, 100):
        return Comparison(Reach.REACHED, "完成100%") if done.value else Comparison(Reach.MISSED, "完成0%")
    if interval := _GRADE_WORDS.get(words):
        return Comparison(Reach.UNKNOWN, f"定性指标，按分值的{interval}区间人工评定")
    return Comparison(Reach.UNKNOWN, f"定性指标，完成值“{achieved}”与指标值“{target}”须人工评定")


def _compare_numbers(measure: Measure, operator: Operator, goal: Number | Range, done: Number) -> Comparison:
    low, high = (goal.low, goal.high) if isinstance(goal, Range) else (goal, goal)
    if refusal := _unlike(high, done):
        return Comparison(Reach.UNKNOWN, refusal)
    is_scaled = bool(high.unit and done.unit)
    floor, ceiling, actual = (n.scaled if is_scaled else n.value for n in (low, high, done))
    if measure is Measure.DATE and operator is not Operator.AT_LEAST and not high.is_percent:
        return _compare_durations(ceiling, actual)
    lower_is_better = operator in _AT_MOST or (measure is Measure.COST and operator in (Operator.NONE, Operator.EQUAL))
    is_bounded = measure is Measure.PERCENT or high.is_percent
    if isinstance(goal, Range) and floor <= actual <= ceiling:
        return Comparison(Reach.REACHED, "在指标值范围内")
    base = floor if actual < floor else ceiling
    if operator in _STRICT and actual == base:
        return Comparison(Reach.UNKNOWN, f"恰等于指标值，未达到“{operator.label}”的要求，须人工评定")
    is_reached = actual <= base if lower_is_better else actual >= base
    if base <= 0 or actual < 0:
        return _compare_around_zero(is_reached, actual == base or is_bounded or lower_is_better)
    ratio = actual / base
    if ratio > _ABSURD:
        return Comparison(Reach.UNKNOWN, "完成值与指标值相差过大，请核对数值和单位")
    return Comparison(Reach.MEASURED, "", ratio, lower_is_better, is_bounded)


def _compare_durations(allowed: Decimal, taken: Decimal) -> Comparison:
    """时限 as a length (12个月): early is on time."""
    if taken <= allowed:
        return Comparison(Reach.REACHED, "按期完成")
    return Comparison(Reach.UNKNOWN, "超过时限完成，规则未规定扣分办法，须人工评定")


def _compare_around_zero(is_reached: bool, is_full: bool) -> Comparison:
    """No ratio exists where the target is nothing or below it (安全事故<=0起, 增长率>=-2%)."""
    if is_reached and is_full:
        return Comparison(Reach.REACHED, "达到指标值")
    if is_reached:
        return Comparison(Reach.UNKNOWN, "指标值不大于零，无法计算超额比例，须人工评定")
    return Comparison(Reach.MISSED, "未达到指标值")


def _unlike(goal: Number, done: Number) -> str:
    """Why the two units cannot be compared, or nothing. 人 and 人次 can: clerks write either."""
    one, other = goal.plain_unit, done.plain_unit
    if not goal.unit or not done.unit:
        return ""
    if goal.is_percent and done.is_percent:
        return ""
    if goal.is_percent == done.is_percent and (one.startswith(other) or other.startswith(one)):
        return ""
    return f"完成值与指标值的单位不同（{done.unit}、{goal.unit}），无法比较"
