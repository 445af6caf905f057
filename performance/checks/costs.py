"""成本指标 against the project's money: what they add up to, and 控制率 against 执行率."""

import re
from collections.abc import Iterator
from decimal import Decimal

from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.checks.words import pair_words
from finance.money import CENT, WAN, wan_text
from finance.reading.quantities import Quantity, quantities
from finance.reading.units import unit_named
from performance.checks.evaluation import Card, Evaluation, Row, check
from performance.matching import scaled
from performance.scorecards import IndicatorValue, Measure


@check("P321", Severity.WARNING, rules=(66,))
def cost_indicators_add_up_to_what_was_spent(e: Evaluation) -> Iterator[Found]:
    """成本指标的完成值之和不应超过项目全年执行数；指标值恰好分解全年预算数的，完成值之和应等于全年执行数。

    Rule 66; values are written to so many decimals, and what their rounding explains is left alone.
    """
    for card in e.projects:
        rows = [row for row in card.rows if _is_amount(row)]
        if not rows:
            continue
        goal, _ = _sum(rows, "target")
        spent, slack = _sum(rows, "achieved")
        slack += WAN * CENT / 2
        gap = spent - card.card.executed
        is_partition = len(rows) > 1 and abs(goal - card.card.adjusted_budget) <= slack
        if gap > slack or (is_partition and -gap > slack):
            parts = "＋".join(row.indicator.achieved.value for row in rows)
            first, second, difference = pair_words(spent, card.card.executed)
            because = (
                f"（各项指标值之和等于全年预算数{wan_text(card.card.adjusted_budget)}万元，完成值之和应等于全年执行数）"
                if is_partition
                else "，不应超过"
            )
            yield Found(
                f"{card.title}的成本指标完成值之和{parts}＝{first}，全年执行数{second}，相差{difference}{because}。"
                "请核对各成本指标的完成值。",
                (*(f"{row.figure}.achieved" for row in rows), f"{card.figure}.executed"),
            )


def _is_amount(row: Row) -> bool:
    """A cost in money for the whole project; 元/人 and the like are prices."""
    indicator = row.indicator
    both = (indicator.target, indicator.achieved)
    is_money = all(value.number is not None and unit_named(value.unit).is_money for value in both)
    return is_money and indicator.measure is Measure.COST and not _PRICE.search(indicator.level3)


_PRICE = re.compile(r"单价|标准|人均|每|平均|户均|均价|价格")


def _sum(rows: list[Row], column: str) -> tuple[Decimal, Decimal]:
    """元, and how much of it the rounding of the written values may hide."""
    values = [getattr(row.indicator, column) for row in rows]
    total = sum((scaled(value) or Decimal(0) for value in values), Decimal(0))
    slack = sum((_half_step(value) for value in values), Decimal(0))
    return total, slack


def _half_step(value: IndicatorValue) -> Decimal:
    """Half a unit of the last place as written: 90万元 may be 89.97."""
    places = len(value.value.partition(".")[2])
    return Decimal(5).scaleb(-places - 1) * unit_named(value.unit).factor


# What these percentages mean is 全年执行数 ÷ 全年预算数.
_EXECUTION_RATE = re.compile(r"预算执行率|资金执行率|资金支出率|预算支出率")
_CONTROL_RATE = re.compile(r"控制率")


@check("P322", Severity.ERROR, rules=(66,))
def cost_control_rate_is_the_execution_rate(e: Evaluation) -> Iterator[Found]:
    """预算成本控制率等按执行数与预算数之比计算的指标，完成值应等于预算执行率。

    Rule 66. Of a 控制率 that does not name 预算 the definition is not known: a warning.
    """
    for card in e.projects:
        for row in card.rows:
            name, achieved = row.indicator.level3, row.indicator.achieved
            is_rate = _EXECUTION_RATE.search(name)
            if not (is_rate or _CONTROL_RATE.search(name)) or not unit_named(achieved.unit).is_percent:
                continue
            written = quantities(f"{achieved.value}%")
            if not written or not card.card.adjusted_budget or _prints(written[0], card.card.execution_rate):
                continue
            severity = None if is_rate or "预算" in name else Severity.WARNING
            difference = abs(written[0].value - card.card.execution_rate)
            yield Found(
                f"{row.title}完成值{achieved.value}%，按全年执行数{wan_text(card.card.executed)}万元、"
                f"全年预算数{wan_text(card.card.adjusted_budget)}万元计算的执行率为{card.card.execution_rate}%，"
                f"相差{difference}个百分点。{_rate_cause(card, written[0])}请核对完成值。",
                (f"{row.figure}.achieved", f"{card.figure}.execution_rate"),
                severity,
            )


def _prints(written: Quantity, rate: Decimal) -> bool:
    """90.3 and 90.28 print 90.28; 90 does not unless it is 90.00: whole percents are meant exactly."""
    return written.value == rate or (written.places == 1 and written.may_print(rate))


def _rate_cause(card: Card, written: Quantity) -> str:
    achieved = [(row.indicator.level3, row.indicator.achieved) for row in card.rows]
    rates = [(name, value.number) for name, value in achieved if unit_named(value.unit).is_percent]
    neighbours = [(f"指标“{name}”", number) for name, number in rates if number]
    others = [pair for pair in neighbours if pair[1] != written.value]
    return with_cause(likely_cause(written.value, card.card.execution_rate, others, is_money=False))
