"""偏差原因 against the deviation it explains: its arithmetic, its direction, and what it says was never begun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.money import HUNDRED
from finance.reading.quantities import Quantity, quantities
from finance.reading.similarity import resemblance
from finance.reading.units import unit_named
from performance.checks.evaluation import Evaluation, Row, check, said
from performance.checks.texts import quote
from performance.matching import scaled
from performance.scorecards import Measure
from performance.scoring import plain

# Right before a number: it is a difference. Those of the first group say so alone, the others need a comparison.
_BEYOND = re.compile(r"(?:超出|超过|超额|超支|超|高出)(?:了|约|达|为)?$")
_DIFFERS = re.compile(r"(?:多出|多|少|相差|差|增加|减少|节约|节省|节支)(?:了|约|达|为)?$")
_COMPARED = re.compile(r"(?:比|较|与|同).{0,12}(?:计划|预算|目标|指标|预期|预设|原定|年初)")
_LAST_YEAR = re.compile(r"上年|去年|同期|往年")
# The nearest of these words within a few characters says which value a number is.
_VALUE = re.compile(
    r"(?:(?P<target>计划|预算|目标|指标|预期|预设|原定)|(?P<achieved>实际|完成|达到|支出))"
    r"(?:(?!计划|预算|目标|指标|预期|预设|原定|实际|完成|达到|支出)[^，。；、]){0,6}$"
)
_OFF = re.compile(r"超|高于|低于|少于|大于|小于|多于|不足")
_LEFT = re.compile(r"结转|未支付|未执行|未拨付|未使用|剩余|结余|收回")
_RATE = re.compile(r"(?:(?P<execution>执行率|支出率)|(?P<completion>完成率|完成|达到))(?:仅|为|达|达到|约)?$")
_MEANT = 0.6  # of an indicator's name before a number: it is surely meant


@dataclass(frozen=True)
class _Claim:
    """What a number in a 偏差原因 is said to be."""

    source: str  # what it is computed from
    allowed: tuple[Decimal, ...]  # in the scale's first unit
    is_firm: bool = True  # else it may be a part only


@check("P411", Severity.ERROR, rules=(67,))
def arithmetic_in_deviation_reasons_is_right(e: Evaluation) -> Iterator[Found]:
    """偏差原因中写到的数（比计划多、少多少，结转多少，实际完成多少）应与指标值、完成值和资金相符。

    Rule 67: recomputed. Where the number may be a part of the deviation only: a warning.
    """
    for row in e.rows:
        reason = row.indicator.deviation_reason
        for quantity in quantities(reason) if reason else ():
            claim = None if quantity.is_vague else _claim(row, quantity)
            if claim is None or any(_is(quantity, value) for value in claim.allowed):
                continue
            right = min(claim.allowed, key=lambda value: abs(value - quantity.scaled))
            cause = likely_cause(quantity.scaled, right, is_money=quantity.unit.is_money)
            yield Found(
                f"{row.title}的偏差原因写“{quote(quantity)}”，按{claim.source}计算应为{_written(right, quantity)}，"
                f"相差{_written(abs(right - quantity.scaled), quantity)}。{with_cause(cause)}请改正。",
                (f"{row.figure}.deviation_reason", f"{row.figure}.achieved", f"{row.figure}.target"),
                None if claim.is_firm or cause else Severity.WARNING,
            )


def _is(quantity: Quantity, value: Decimal) -> bool:
    """A percentage may be rounded as it is written, and so may an amount with two decimals or more."""
    may_round = quantity.unit.is_percent or (quantity.unit.is_money and quantity.places >= 2)
    return quantity.scaled == value or (may_round and quantity.may_print(value))


def _written(value: Decimal, quantity: Quantity) -> str:
    places = Decimal(1).scaleb(-max(quantity.places, 2))
    return f"{plain((value / quantity.unit.factor).quantize(places))}{quantity.unit.name}"


def _claim(row: Row, quantity: Quantity) -> _Claim | None:
    """What the words around a number say it is; None where they do not say, or speak of another year."""
    goal, done = scaled(row.indicator.target), scaled(row.indicator.achieved)
    if _LAST_YEAR.search(quantity.clause):
        return None
    if quantity.unit.is_money and _LEFT.search(quantity.clause[-8:] + quantity.after):
        return _left_over(row, goal, done)
    if goal is None or done is None:
        return None
    if quantity.unit.is_percent:
        return _rate(row, quantity, goal, done)
    if not quantity.unit.may_stand_for(unit_named(row.indicator.achieved.unit)):
        return None
    values = f"指标值{said(row.indicator.target)}、完成值{said(row.indicator.achieved)}"
    if _BEYOND.search(quantity.clause):  # 超过200人: by 200, or the 200 that were planned
        return _Claim(values, (abs(done - goal), goal))
    if _DIFFERS.search(quantity.clause):
        return _Claim(values, (abs(done - goal),)) if _COMPARED.search(quantity.clause) else None
    return _value(row, quantity, goal, done)


def _value(row: Row, quantity: Quantity, goal: Decimal, done: Decimal) -> _Claim | None:
    found = _VALUE.search(quantity.clause)
    if found is None:
        return None
    is_firm = resemblance(row.indicator.level3, quantity.clause) >= _MEANT
    if found["achieved"]:
        return _Claim(f"完成值{said(row.indicator.achieved)}", (done,), is_firm)
    # 超出预算人数200人: beyond the 200 planned, or by 200: only the clerk knows.
    both = (goal, abs(done - goal)) if _OFF.search(quantity.clause) else (goal,)
    return _Claim(f"指标值{said(row.indicator.target)}", both, is_firm)


def _rate(row: Row, quantity: Quantity, goal: Decimal, done: Decimal) -> _Claim | None:
    is_percent = unit_named(row.indicator.achieved.unit).is_percent
    values = f"指标值{said(row.indicator.target)}、完成值{said(row.indicator.achieved)}"
    ratio = (done * HUNDRED / goal,) if goal else ()
    if found := _RATE.search(quantity.clause):
        if found["execution"]:
            return _Claim("全年执行数与全年预算数", (row.card.card.execution_rate,))
        return _Claim(values, (*ratio, done)) if is_percent or ratio else None
    if _BEYOND.search(quantity.clause) or _DIFFERS.search(quantity.clause):
        points = (abs(done - goal), goal) if is_percent else ()
        return _Claim(values, (*(abs(value - HUNDRED) for value in ratio), *points), is_firm=False)
    return None


def _left_over(row: Row, goal: Decimal | None, done: Decimal | None) -> _Claim | None:
    """What was not spent: of the indicator, of the card, of one of its sources. Part of it may have another fate."""
    card = row.card.card
    values = [card.adjusted_budget - card.executed]
    values += [line.adjusted_budget - line.executed for line in card.funds]
    units = (row.indicator.target.unit, row.indicator.achieved.unit)
    if goal is not None and done is not None and all(unit_named(unit).is_money for unit in units):
        values.append(goal - done)
    allowed = tuple(value for value in values if value > 0) or (Decimal(0),)
    return _Claim("全年预算数减全年执行数", allowed, is_firm=False)


_NOT_BEGUN = re.compile(r"(?:未|没有|没)(?:有)?(?:开展|实施|启动|开工|动工)")
_IN_PART = re.compile(
    r"部分|个别|有的|其余|剩余|余下|全部|后续|[\d一二两三四五六七八九]+[次场个项家批期轮]|满意度|测评|调查"
)
_NAMED = 0.35  # of the indicator's name beside 未开展


@check("P412", Severity.WARNING, rules=(67,))
def what_was_done_is_not_called_undone(e: Evaluation) -> Iterator[Found]:
    """偏差原因称工作未开展的，该指标不应已有完成值。

    Rule 67.
    """
    for row in e.rows:
        done = row.indicator.achieved.number
        clause = _undone(row) if done else ""
        if not clause:
            continue
        others = [o for o in row.card.rows if o is not row and _shares_a_name(o, row) and o.indicator.achieved.number]
        beside = "".join(f"，指标“{o.indicator.level3}”完成{said(o.indicator.achieved)}" for o in others)
        yield Found(
            f"{row.title}的偏差原因称“{clause}”，该指标的完成值却是{said(row.indicator.achieved)}{beside}。"
            "请核对偏差原因和完成值。",
            (f"{row.figure}.deviation_reason", *(f"{r.figure}.achieved" for r in (row, *others))),
        )


def _undone(row: Row) -> str:
    """The clause that calls all of an indicator's work undone, or nothing."""
    for clause in re.split(r"[，。；;,]", row.indicator.deviation_reason):
        found = _NOT_BEGUN.search(clause)
        if found and not _IN_PART.search(clause):
            subject = clause[: found.start()]
            is_whole = len(subject) <= 5 or resemblance(row.indicator.level3, subject) >= _NAMED
            if is_whole:
                return clause
    return ""


def _shares_a_name(one: Row, other: Row) -> bool:
    """昌吉州标准化建设标识牌总数 and 昌吉州标准化建设标识牌费用."""
    a, b = one.indicator.level3, other.indicator.level3
    return len(a) > 3 and a[:-2] == b[:-2]


_SAYS_OVER = re.compile(r"超出|超过|超额|超支|大于|多于|高于|高出|增加|增长|上升|提高|上涨|扩大|多(?=[。，；]|$|\d|出)")
_SAYS_UNDER = re.compile(r"少于|低于|小于|减少|下降|降低|压减|节约|节省|不足|未完成|未达|少(?=[。，；]|$|\d)")


@check("P413", Severity.WARNING, rules=(53, 67))
def deviation_reasons_point_the_way_of_the_deviation(e: Evaluation) -> Iterator[Found]:
    """偏差原因的方向应与完成值一致：完成值高于指标值的不应只说减少，低于的不应只说超出。

    Rules 53 and 67: such a reason was written for other figures.
    """
    for row in e.rows:
        indicator = row.indicator
        goal, done = scaled(indicator.target), scaled(indicator.achieved)
        if goal is None or done is None or indicator.measure in (Measure.DATE, Measure.QUALITATIVE):
            continue
        over, under = (pattern.search(indicator.deviation_reason) for pattern in (_SAYS_OVER, _SAYS_UNDER))
        wrong = over if done < goal and not under else under if done > goal and not over else None
        if wrong:
            side = "高于" if done > goal else "低于"
            yield Found(
                f"{row.title}完成值{said(indicator.achieved)}{side}指标值{said(indicator.target)}，"
                f"偏差原因却说“{wrong[0]}”。可能原因：原因没有随数据更新。请核对。",
                (f"{row.figure}.deviation_reason", f"{row.figure}.achieved", f"{row.figure}.target"),
            )
