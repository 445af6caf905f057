"""The short hand that samples are written in: amounts as lists, indicators as one line each."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from finance.money import from_wan
from finance.terms import FundSource
from performance.scorecards import FundLine, Indicator, IndicatorValue, Measure, Operator

_VALUE = re.compile(r"(?P<sign>>=|<=|=|>|<|)(?P<value>[^ ]+)(?: (?P<unit>[^ ]+))?")


def value(written: str) -> IndicatorValue:
    """指标值 as written: an optional sign, the value, and after a space its unit (">=22300 条", "长期")."""
    match = _VALUE.fullmatch(written)
    if match is None:
        raise ValueError(f"指标值“{written}”无法识别")
    return IndicatorValue(_operator(match["sign"]), match["value"], match["unit"] or "")


def _operator(sign: str) -> Operator:
    return next(operator for operator in Operator if operator.label == sign)


def row(
    level3: str,
    target: str,
    achieved: str,
    points: int,
    score: str,
    measure: Measure = Measure.COUNT,
    *,
    basis: str = "",
    deviation: str = "",
    score_reason: str = "",
) -> Indicator:
    """三级指标; its 一级 and 二级 come from the group it stands in."""
    return Indicator(
        level1="",
        level2="",
        level3=level3,
        target=value(target),
        achieved=value(achieved),
        points=Decimal(points),
        measure=measure,
        basis=basis,
        filed_score=Decimal(score),
        score_reason=score_reason,
        deviation_reason=deviation,
    )


def group(labels: tuple[str, str], *rows: Indicator, starts_group: bool = False) -> tuple[Indicator, ...]:
    """三级指标 under one 一级 and 二级指标. starts_group: print the labels again though they repeat."""
    level1, level2 = labels
    first, *others = (replace(indicator, level1=level1, level2=level2) for indicator in rows)
    return (replace(first, starts_group=starts_group), *others)


def together(*groups: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """All groups of a card, in order."""
    return tuple(indicator for members in groups for indicator in members)


def funds(source: FundSource, initial: str, adjusted: str, executed: str) -> FundLine:
    """One source's 年初预算数, 全年预算数, 全年执行数, written in 万元."""
    return FundLine(source, from_wan(initial), from_wan(adjusted), from_wan(executed))
