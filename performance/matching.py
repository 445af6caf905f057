"""Quantities in a scorecard's own words, matched to the indicators and amounts they speak of.

`735人` in 实际完成情况 is the 完成值 of 求职登记、职业指导 by name and unit; `99.86%` behind 总预算执行率 is
the card's 执行率. What a text says of something else (上年, 其中, 人均) is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from finance.money import HUNDRED, ZERO
from finance.reading.quantities import Bound, Quantity, quantities
from finance.reading.similarity import may_resemble, pairs_around, resemblance, stands_alone, tightness
from finance.reading.units import Unit, unit_named
from performance.scorecards import Indicator, IndicatorValue, Scorecard

ENOUGH = 0.6  # of a name, to be spoken of at all
SURE = 0.75  # of a name, to be spoken of without doubt
_LOOSE_MARGIN = 0.1
_MOST_PARTS = 6
_HALF_STEP = Decimal(50)  # 元: half of 0.01万元


class Role(StrEnum):
    """Which value of an indicator a text speaks of."""

    TARGET = "target"
    ACHIEVED = "achieved"


@dataclass(frozen=True)
class Match:
    """A quantity that speaks of an indicator's 指标值 or 完成值."""

    quantity: Quantity
    position: int  # of the indicator on its card, from 0
    indicator: Indicator
    role: Role
    resemblance: float
    same_unit: bool

    @property
    def value(self) -> IndicatorValue:
        return self.indicator.target if self.role is Role.TARGET else self.indicator.achieved

    @property
    def is_sure(self) -> bool:
        """The name stands there nearly whole; one of two characters (培训) must stand there alone."""
        return self.resemblance >= SURE and stands_alone(self.indicator.level3, self.quantity.clause)

    @property
    def agrees(self) -> bool:
        """The text's number is the indicator's, as precisely as the text states it."""
        return agrees(self.quantity, self.value)


@dataclass(frozen=True)
class FigureMatch:
    """A quantity that speaks of an amount or a rate by its name."""

    quantity: Quantity
    named: "NamedFigure"

    @property
    def figure(self) -> str:
        """Its dotted name."""
        return self.named.figure

    @property
    def value(self) -> Decimal:
        """元, percent or a count."""
        return self.named.value

    @property
    def agrees(self) -> bool:
        return any(_says(self.quantity, value) for value in (self.value, *self.named.also))

    @property
    def is_rounding(self) -> bool:
        """It does not agree, but the rounding of what the figure is summed from explains it."""
        difference = abs(self.quantity.scaled - self.value)
        return not self.agrees and difference <= self.quantity.half_step + self.named.slack


@dataclass(frozen=True)
class NamedFigure:
    """An amount a text may speak of: its dotted name, its value, how it is written."""

    figure: str
    value: Decimal
    names: tuple[str, ...]
    unit: str = "元"  # what the value is kept in: 元, % or a counter
    slack: Decimal = ZERO  # how far the rounding of its own parts may have moved it
    also: tuple[Decimal, ...] = ()  # what the same name may mean as well


def agrees(quantity: Quantity, value: IndicatorValue) -> bool:
    """Whether a written quantity and an indicator's value are the same number."""
    exact = scaled(value)
    if exact is None or quantity.scaled == exact:
        return True
    # A counted thing is told exactly: 300人 is not 300.4.
    return _says(quantity, exact) if quantity.bound is not Bound.EXACT or not quantity.unit.is_counter else False


def _says(quantity: Quantity, exact: Decimal) -> bool:
    """The exact value is what is written, or lies where 以上 and 以内 leave room for it."""
    if quantity.bound is Bound.AT_LEAST and exact > quantity.scaled:
        return True
    if quantity.bound is Bound.AT_MOST and exact < quantity.scaled:
        return True
    return quantity.may_print(exact)


def scaled(value: IndicatorValue) -> Decimal | None:
    """The value in the first unit of its scale (元, 个, %); None for a date or words."""
    return None if value.number is None else value.number * unit_named(value.unit).factor


# What a number behind these words counts is not the indicator itself, unless its own name has the word.
_ASIDE = re.compile(
    r"(?:(?P<word>上年|去年|往年|历年|同期|同比|较上|比上|以前年度|其中|每|人均|平均|户均|分别|另有|拟|下一步|下年|明年|"
    r"增加|减少|新增|下降|提高|高出|增长)[^，。；、]{0,6}|(?P<more>多|少|超|不足|超出|超过|高于|低于)[了出达]?)$"
)
_PLANNED = re.compile(r"(?:计划|目标|预期|预算|指标|任务|原定|应)[^，。；、]{0,8}$")
_OF_THE_PLAN = ("的目标", "的任务", "的计划", "的指标", "目标任务", "年度任务", "任务目标")
_DONE = re.compile(r"(?:实际|已完成|完成了?)[^，。；、]{0,10}$")


def role_in(text_is_goal: bool, quantity: Quantity) -> Role:
    """A goal speaks of targets and a result of what was achieved, unless the words say otherwise."""
    if quantity.after.startswith(_OF_THE_PLAN):
        return Role.TARGET
    if not text_is_goal and _PLANNED.search(quantity.clause) and not _DONE.search(quantity.clause):
        return Role.TARGET
    return Role.TARGET if text_is_goal else Role.ACHIEVED


def indicator_matches(text: str, indicators: Sequence[Indicator], *, is_goal: bool) -> tuple[Match, ...]:
    """What a text says of indicators. Of several numbers for one indicator one that is right will do, for the
    others are its parts; a number in another unit counts only where none has the indicator's own."""
    found = quantities(text, _units_of(indicators))
    kept: list[Match] = []
    by_value: dict[tuple[int, Role], list[Match]] = {}
    for quantity in found:
        if quantity.is_vague or (quantity.unit.is_money and not indicators) or _ASIDE.search(quantity.clause):
            continue
        match = _best(quantity, indicators, role_in(is_goal, quantity))
        if match is not None:
            by_value.setdefault((match.position, match.role), []).append(match)
    for matches in by_value.values():
        own = [match for match in matches if match.same_unit] or matches
        right = [match for match in own if match.agrees]
        kept += right or [match for match in own if not _explained(match, found)]
    return tuple(sorted(kept, key=lambda match: match.quantity.start))


def _explained(match: Match, found: Sequence[Quantity]) -> bool:
    """Whether the text gives the indicator's value otherwise: in parts that follow one another
    (线上100场次、线下201场次), or in its own unit where the number at hand has another (20期，共145场次)."""
    exact = scaled(match.value)
    if exact is None:
        return True
    alike = [quantity for quantity in found if match.quantity.unit.is_same(quantity.unit)]
    here = alike.index(match.quantity)
    for start in range(max(0, here - _MOST_PARTS), here + 1):
        for end in range(here + 1, min(len(alike), here + _MOST_PARTS) + 1):
            if end - start > 1 and sum(quantity.scaled for quantity in alike[start:end]) == exact:
                return True
    if match.same_unit:
        return False
    return any(_is_same_unit(q.unit, match.indicator) and q.scaled == exact for q in found)


def _units_of(indicators: Sequence[Indicator]) -> frozenset[str]:
    return frozenset(
        value.unit for i in indicators for value in (i.target, i.achieved) if value.unit and value.number is not None
    )


def _best(quantity: Quantity, indicators: Sequence[Indicator], role: Role) -> Match | None:
    """The indicator whose name stands nearest the number; none where two are equally near."""
    ranked = sorted(_candidates(quantity, indicators, role), key=lambda pair: pair[0], reverse=True)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _candidates(quantity: Quantity, indicators: Sequence[Indicator], role: Role) -> Iterator[tuple[float, Match]]:
    clause = quantity.clause
    found = _ASIDE.search(clause)
    aside = (found["word"] or found["more"]) if found else ""
    around = pairs_around(quantity.before, quantity.after)
    for position, indicator in enumerate(indicators):
        if not may_resemble(indicator.level3, around):
            continue
        value = indicator.target if role is Role.TARGET else indicator.achieved
        if value.number is None or (aside and aside not in indicator.level3):
            continue
        same = _is_same_unit(quantity.unit, indicator)
        if not same and not quantity.unit.may_stand_for(unit_named(value.unit)):
            continue
        share = resemblance(indicator.level3, quantity.before)
        if share < ENOUGH and quantity.after:
            share = resemblance(indicator.level3, clause, quantity.after) - _LOOSE_MARGIN
        if share < ENOUGH:
            continue
        rank = share + tightness(indicator.level3, clause) + (_LOOSE_MARGIN if same else 0)
        yield rank, Match(quantity, position, indicator, role, share, same)


def _is_same_unit(unit: Unit, indicator: Indicator) -> bool:
    return any(unit.is_same(unit_named(value.unit)) for value in (indicator.target, indicator.achieved))


_FILLER = r"(?:数|总额|总数|金额|资金|合计|共计|共|总|为|是|达到|达|：|:|，|约|实现|完成|\s)*"
_HEAD = re.compile(
    r"^(?:截至.{0,12}?(?:底|日|末)|\d{4}年度?|本年度?|全年|当年|我|本|该|单位|部门|项目|资金|经费|整体|支出|共|总|、|，|的|"
    r"合计|已|其|\s)*$"
)


def figure_matches(text: str, figures: Sequence[NamedFigure], subjects: Sequence[str] = ()) -> tuple[FigureMatch, ...]:
    """What a text says of amounts and rates by name. `subjects`: names that may stand before the figure's (the
    unit, the project); any other word there means that something else is spoken of."""
    return tuple(
        FigureMatch(quantity, named)
        for quantity in quantities(text)
        if not quantity.is_vague and (named := _named(quantity, figures, subjects)) is not None
    )


def _named(quantity: Quantity, figures: Sequence[NamedFigure], subjects: Sequence[str]) -> NamedFigure | None:
    clause = quantity.clause
    for named in figures:
        if not quantity.unit.is_same(unit_named(named.unit)):
            continue
        for name in named.names:
            head, found, rest = clause.rpartition(name)
            if found and re.fullmatch(_FILLER, rest) and _is_about(head, subjects):
                return named
    return None


def _is_about(head: str, subjects: Sequence[str]) -> bool:
    for subject in subjects:
        head = head.replace(subject, "")
    return bool(_HEAD.match(head))


def card_figures(card: Scorecard, prefix: str) -> tuple[NamedFigure, ...]:
    """The amounts of a card that its own words may quote. Longer names first: 预算执行率 before 预算."""
    budget, executed = _slack(card, "adjusted_budget"), _slack(card, "executed")
    whole = card.adjusted_budget
    return (
        NamedFigure(
            f"{prefix}.execution_rate",
            card.execution_rate,
            ("预算执行率", "资金执行率", "资金支出率", "执行率"),
            "%",
            (budget + executed) * HUNDRED / whole if whole else ZERO,
        ),
        _amount(card, prefix, "initial_budget", ("年初预算数", "年初预算")),
        _amount(card, prefix, "adjusted_budget", ("全年预算数", "全年预算总额", "全年预算", "调整后预算数")),
        # 项目预算数: of which budget, only the clerk knows.
        _amount(card, prefix, "adjusted_budget", ("预算总额", "预算数"), (card.initial_budget,)),
        _amount(card, prefix, "executed", _EXECUTED),
    )


_EXECUTED = ("全年执行数", "全年执行", "实际执行总额", "实际执行数", "实际执行", "执行总额", "预算执行数", "执行数")


def _amount(
    card: Scorecard, prefix: str, column: str, names: tuple[str, ...], also: tuple[Decimal, ...] = ()
) -> NamedFigure:
    value = getattr(card, column)
    return NamedFigure(f"{prefix}.{column}", value, names, slack=_slack_of_sum(card, column), also=also)


def _slack_of_sum(card: Scorecard, column: str) -> Decimal:
    """A single source prints as its own total does; of two or more the printed total may be another."""
    slack = _slack(card, column)
    return slack if slack > _HALF_STEP else ZERO


def _slack(card: Scorecard, column: str) -> Decimal:
    """元 by which the sum of a card's sources may be off: those written in whole 0.01万元 may be rounded ones."""
    return sum((_HALF_STEP for x in card.funds if (a := getattr(x, column)) and not a % (2 * _HALF_STEP)), ZERO)
