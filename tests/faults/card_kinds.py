"""Faults in the points, scores and indicators of the scorecards."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from finance.money import ZERO
from performance.scorecards import IndicatorValue, Measure, Operator
from performance.scoring import score_indicator
from tests.faults.accounts import Account
from tests.faults.editing import (
    cards_of,
    is_counted,
    is_on_project,
    rows_of,
    some_row,
    with_card,
    with_row,
)
from tests.faults.kinds import Runs, fault
from tests.faults.slips import slip_count, slip_decimal, slip_digits

# 分值和得分


@fault("分值：数字录错", Runs.CARDS)
def points_are_mistyped(chance: random.Random, account: Account) -> Account:
    number, place, indicator = chance.choice(rows_of(account, lambda *_: True))
    wrong = Decimal(slip_count(chance, int(indicator.points), least=1))
    return with_row(account, number, place, points=wrong)


@fault("分值：加到另一类指标", Runs.CARDS)
def points_stand_with_another_group(chance: random.Random, account: Account) -> Account | None:
    rows = rows_of(account, lambda card, i: is_on_project(card, i) and i.points > 1)
    pairs = [(a, b) for a in rows for b in rows if a[0] == b[0] and a[2].level1 != b[2].level1]
    if not pairs:
        return None
    (number, one, less), (_, other, more) = chance.choice(pairs)
    account = with_row(account, number, one, points=less.points - 1)
    return with_row(account, number, other, points=more.points + 1)


@fault("得分：与评分规则不符", Runs.CARDS)
def score_is_mistyped(chance: random.Random, account: Account) -> Account:
    number, place, indicator = chance.choice(rows_of(account, lambda _, i: i.filed_score is not None))
    assert indicator.filed_score is not None
    return with_row(account, number, place, filed_score=_other_score(chance, indicator.filed_score, indicator.points))


def _other_score(chance: random.Random, score: Decimal, points: Decimal) -> Decimal:
    while (wrong := Decimal(chance.randint(0, int(points * 100))) / 100) == score:
        pass
    return wrong


@fault("得分：大于分值", Runs.CARDS)
def score_is_above_its_points(chance: random.Random, account: Account) -> Account:
    number, place, indicator = chance.choice(rows_of(account, lambda _, i: i.filed_score is not None))
    return with_row(account, number, place, filed_score=indicator.points + Decimal(chance.randint(1, 2000)) / 100)


@fault("得分：填到相邻的指标", Runs.CARDS)
def scores_of_neighbours_are_swapped(chance: random.Random, account: Account) -> Account | None:
    rows = rows_of(account, lambda _, i: i.filed_score is not None)
    pairs = [(a, b) for a, b in pairwise(rows) if a[0] == b[0] and a[2].filed_score != b[2].filed_score]
    if not pairs:
        return None
    (number, one, a), (_, other, b) = chance.choice(pairs)
    return with_row(with_row(account, number, one, filed_score=b.filed_score), number, other, filed_score=a.filed_score)


@fault("得分：预算执行率得分录错", Runs.CARDS)
def execution_score_is_mistyped(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    assert card.filed_execution_score is not None
    wrong = _other_score(chance, card.filed_execution_score, card.execution_points)
    return with_card(account, number, replace(card, filed_execution_score=wrong))


@fault("指标：漏一行", Runs.CARDS)
def indicator_is_dropped(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    indicators = list(card.indicators)
    del indicators[chance.randrange(len(indicators))]
    return with_card(account, number, replace(card, indicators=tuple(indicators)))


@fault("指标：重复一行", Runs.CARDS)
def indicator_is_doubled(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    return with_card(account, number, replace(card, indicators=(*card.indicators, chance.choice(card.indicators))))


# 指标值和完成值


def _value(column: str) -> Callable[[random.Random, Account], Account | None]:
    """A count told in the card's text as well."""

    def inject(chance: random.Random, account: Account) -> Account | None:
        found = some_row(chance, account, is_counted)
        if found is None:
            return None
        number, place, indicator = found
        value: IndicatorValue = getattr(indicator, column)
        return with_row(account, number, place, **{column: replace(value, value=slip_digits(chance, value.value))})

    return inject


fault("指标：完成值录错", Runs.CARDS)(_value("achieved"))
fault("指标：指标值录错", Runs.CARDS)(_value("target"))


@fault("指标：指标值与完成值填反", Runs.CARDS)
def target_and_achievement_are_swapped(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda c, i: is_counted(c, i) and i.target.value != i.achieved.value)
    if found is None:
        return None
    number, place, i = found
    target, achieved = replace(i.target, value=i.achieved.value), replace(i.achieved, value=i.target.value)
    return with_row(account, number, place, target=target, achieved=achieved)


@fault("指标：完成值填到相邻的指标", Runs.CARDS)
def achievements_of_neighbours_are_swapped(chance: random.Random, account: Account) -> Account | None:
    rows = rows_of(account, is_counted)
    pairs = [(a, b) for a, b in pairwise(rows) if a[0] == b[0] and a[2].achieved.value != b[2].achieved.value]
    if not pairs:
        return None
    (number, one, a), (_, other, b) = chance.choice(pairs)
    account = with_row(account, number, one, achieved=replace(a.achieved, value=b.achieved.value))
    return with_row(account, number, other, achieved=replace(b.achieved, value=a.achieved.value))


@fault("指标：完成值单位错", Runs.CARDS)
def achievement_is_in_another_unit(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, is_counted)
    if found is None:
        return None
    number, place, indicator = found
    unit = chance.choice([u for u in ("人次", "场次", "份", "家", "元", "%", "公里") if u != indicator.achieved.unit])
    return with_row(account, number, place, achieved=replace(indicator.achieved, unit=unit))


@fault("指标：方向填反", Runs.CARDS)
def operator_is_flipped(chance: random.Random, account: Account) -> Account | None:
    flipped = {Operator.AT_LEAST: Operator.AT_MOST, Operator.AT_MOST: Operator.AT_LEAST}
    found = some_row(chance, account, lambda _, i: i.target.operator in flipped)
    if found is None:
        return None
    number, place, indicator = found
    other = flipped[indicator.target.operator]
    return with_row(account, number, place, target=replace(indicator.target, operator=other))


@fault("指标：百分比完成值录错", Runs.CARDS)
def percentage_is_mistyped(chance: random.Random, account: Account) -> Account | None:
    """Where it changes the score: 97.5% for 98% of a satisfaction contradicts nothing."""
    found = some_row(chance, account, lambda _, i: i.measure is Measure.PERCENT)
    if found is None:
        return None
    number, place, indicator = found
    card = dict(cards_of(account))[number]
    before = score_indicator(card.rule_set, indicator).value
    for _ in range(30):
        value = replace(indicator.achieved, value=slip_decimal(chance, indicator.achieved.value))
        if score_indicator(card.rule_set, replace(indicator, achieved=value)).value != before:
            return with_row(account, number, place, achieved=value)
    return None


@fault("指标：同一指标两表完成值不同", Runs.CARDS)
def project_and_overall_differ(chance: random.Random, account: Account) -> Account | None:
    """Changed on the project's card throughout: row, text, score and reason agree among themselves."""
    assert account.cards.overall is not None
    shared = {indicator.level3 for indicator in account.cards.overall.indicators}
    found = some_row(
        chance, account, lambda card, i: is_counted(card, i) and is_on_project(card, i) and i.level3 in shared
    )
    if found is None:
        return None
    number, place, indicator = found
    card = dict(cards_of(account))[number]
    old = indicator.achieved
    new = replace(old, value=slip_digits(chance, old.value))
    name = indicator.level3.removesuffix("人数")
    card = replace(card, result=card.result.replace(f"{name}{old.value}{old.unit}", f"{name}{new.value}{new.unit}"))
    changed = replace(indicator, achieved=new, deviation_reason="受实际需求影响。")
    changed = replace(changed, filed_score=score_indicator(card.rule_set, changed).value)
    indicators = list(card.indicators)
    indicators[place] = changed
    return with_card(account, number, replace(card, indicators=tuple(indicators)))


@fault("成本：完成值录错", Runs.CARDS)
def cost_is_mistyped(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda _, i: i.measure is Measure.COST and i.achieved.unit == "万元")
    if found is None:
        return None
    number, place, indicator = found
    while abs(
        (wrong := Decimal(slip_decimal(chance, indicator.achieved.value))) - Decimal(indicator.achieved.value)
    ) < Decimal("0.05"):
        pass
    return with_row(account, number, place, achieved=replace(indicator.achieved, value=str(wrong)))


@fault("成本：控制率与执行率不符", Runs.CARDS)
def control_rate_is_mistyped(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda _, i: i.level3 == "预算成本控制率")
    if found is None:
        return None
    number, place, indicator = found
    while (wrong := Decimal(chance.randint(1, 10_000)) / 100) == Decimal(indicator.achieved.value):
        pass
    return with_row(account, number, place, achieved=replace(indicator.achieved, value=f"{wrong:.2f}"))


@fault("时效：年份错", Runs.CARDS)
def deadline_is_of_another_year(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda _, i: i.measure is Measure.DATE)
    if found is None:
        return None
    number, place, indicator = found
    column = chance.choice(("target", "achieved"))
    value: IndicatorValue = getattr(indicator, column)
    year = account.figures.fiscal_year
    other = value.value.replace(str(year), str(year + chance.choice((-1, 1))))
    return with_row(account, number, place, **{column: replace(value, value=other)})


@fault("满意度：未测评填0%", Runs.CARDS)
def unsurveyed_satisfaction_is_zero(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda c, i: is_on_project(c, i) and i.level1 == "满意度指标")
    if found is None:
        return None
    number, place, indicator = found
    zero = replace(indicator.achieved, value="0")
    return with_row(
        account, number, place, achieved=zero, filed_score=ZERO, deviation_reason="本年度未开展满意度测评。"
    )
