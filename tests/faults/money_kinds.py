"""Faults in the money of the scorecards, and in which cards there are."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from finance.money import ZERO, to_wan
from finance.terms import FundSource
from performance.assessment import assess
from performance.scorecards import FundLine, Scorecard
from tests.faults.accounts import Account
from tests.faults.editing import (
    OVERALL,
    cards_of,
    with_card,
)
from tests.faults.kinds import Runs, fault, having
from tests.faults.slips import other_unit, slip

# 资金


def _line(card: Scorecard, *, fiscal: bool | None = None) -> list[FundLine]:
    """Lines with money."""
    return [
        line
        for line in card.funds
        if line.adjusted_budget and (fiscal is None or (line.source is FundSource.OTHER) is not fiscal)
    ]


def _with_line(card: Scorecard, old: FundLine, new: FundLine) -> Scorecard:
    return replace(card, funds=tuple(new if line is old else line for line in card.funds))


def _money(
    column: str, change: Callable[[random.Random, Decimal], Decimal], *, overall: bool
) -> Callable[[random.Random, Account], Account | None]:
    """A change by less than two printed steps is left out: it may be the rounding of two sources."""

    def inject(chance: random.Random, account: Account) -> Account | None:
        cards = [(n, card) for n, card in cards_of(account) if (n == OVERALL) is overall]
        number, card = chance.choice(cards)
        line = chance.choice(_line(card))
        amount = getattr(line, column)
        for _ in range(20):
            changed = change(chance, amount)
            if abs(changed - amount) > 300:
                return with_card(account, number, _with_line(card, line, having(line, **{column: changed})))
        return None

    return inject


fault("整体表资金：全年执行数录错", Runs.CARDS)(_money("executed", slip, overall=True))
fault("整体表资金：全年预算数录错", Runs.CARDS)(_money("adjusted_budget", slip, overall=True))
fault("整体表资金：元与万元混用", Runs.CARDS)(_money("executed", other_unit, overall=True))
fault("整体表资金：正负号填反", Runs.CARDS)(_money("executed", lambda _, amount: -amount, overall=True))


@fault("整体表资金：年初预算数录错", Runs.CARDS)
def overall_initial_budget_is_mistyped(chance: random.Random, account: Account) -> Account:
    number, card = cards_of(account)[0]
    line = chance.choice(_line(card, fiscal=True))
    while abs((wrong := slip(chance, line.initial_budget)) - line.initial_budget) < 300:
        pass
    return with_card(account, number, _with_line(card, line, replace(line, initial_budget=wrong)))


@fault("整体表资金：来源填错行", Runs.CARDS)
def overall_sources_are_swapped(chance: random.Random, account: Account) -> Account:
    number, card = cards_of(account)[0]
    other = {FundSource.PREFECTURE: FundSource.OTHER, FundSource.OTHER: FundSource.PREFECTURE}
    funds = tuple(replace(line, source=other.get(line.source, line.source)) for line in card.funds)
    return with_card(account, number, replace(card, funds=funds))


def _tells_its_rate(card: Scorecard) -> bool:
    """A filed execution score, a rate in the text, a 控制率: the card's two amounts have witnesses."""
    return assess(card).execution.computed.value is not None


@fault("项目资金：全年执行数录错", Runs.CARDS)
def project_execution_is_mistyped(chance: random.Random, account: Account) -> Account | None:
    return _project_money(chance, account, "executed", slip)


@fault("项目资金：全年预算数录错", Runs.CARDS)
def project_budget_is_mistyped(chance: random.Random, account: Account) -> Account | None:
    return _project_money(chance, account, "adjusted_budget", slip)


@fault("项目资金：元与万元混用", Runs.CARDS)
def project_money_is_in_another_unit(chance: random.Random, account: Account) -> Account | None:
    return _project_money(chance, account, "executed", other_unit)


def _project_money(
    chance: random.Random, account: Account, column: str, change: Callable[[random.Random, Decimal], Decimal]
) -> Account | None:
    """Only where the wrong amount shows in the printed rate, or goes beyond what the accounts have."""
    number, card = chance.choice(cards_of(account)[1:])
    line = chance.choice(_line(card))
    for _ in range(20):
        amount = getattr(line, column)
        changed = _with_line(card, line, having(line, **{column: change(chance, amount)}))
        if changed.execution_rate != card.execution_rate and _tells_its_rate(card):
            return with_card(account, number, changed)
    return None


@fault("项目资金：预算数与执行数填反", Runs.CARDS)
def project_cells_are_swapped(chance: random.Random, account: Account) -> Account | None:
    found = [
        (n, card, line)
        for n, card in cards_of(account)[1:]
        for line in _line(card)
        if to_wan(line.adjusted_budget) != to_wan(line.executed)
    ]
    if not found:
        return None
    number, card, line = chance.choice(found)
    swapped = replace(line, adjusted_budget=line.executed, executed=line.adjusted_budget)
    return with_card(account, number, _with_line(card, line, swapped))


@fault("项目资金：财政拨款与其他资金填反", Runs.CARDS)
def project_sources_are_swapped(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account)[1:])
    other = {FundSource.FISCAL: FundSource.OTHER, FundSource.OTHER: FundSource.FISCAL}
    funds = tuple(replace(line, source=other[line.source]) for line in reversed(card.funds))
    return with_card(account, number, replace(card, funds=funds))


@fault("项目：两张表资金互换", Runs.CARDS)
def money_of_two_projects_is_swapped(chance: random.Random, account: Account) -> Account | None:
    cards = [(n, card) for n, card in cards_of(account)[1:] if _tells_its_rate(card)]
    rates = [(a, b) for a in cards for b in cards if a[1].execution_rate != b[1].execution_rate]
    if not rates:
        return None
    (one, a), (other, b) = chance.choice(rates)
    return with_card(with_card(account, one, replace(a, funds=b.funds)), other, replace(b, funds=a.funds))


@fault("项目：漏一张自评表", Runs.CARDS)
def project_is_dropped(chance: random.Random, account: Account) -> Account:
    """A fiscal one: what other money was spent on may also be 基本支出."""
    fiscal = [number for number, card in cards_of(account)[1:] if _line(card, fiscal=True)]
    return with_card(account, chance.choice(fiscal), None)


@fault("项目：重复一张自评表", Runs.CARDS)
def project_is_doubled(chance: random.Random, account: Account) -> Account:
    card = chance.choice(account.cards.projects)
    return replace(account, cards=replace(account.cards, projects=(*account.cards.projects, card)))


@fault("项目：称年中追加而有年初预算", Runs.CARDS)
def project_added_during_the_year_has_an_initial_budget(chance: random.Random, account: Account) -> Account:
    name = chance.choice(account.cards.projects).name
    key = "fiscal.expenditure.initial_budget"
    reasons = {**account.figures.reasons, key: f"年中追加{name}，支出增加"}
    return replace(account, figures=replace(account.figures, reasons=reasons))


@fault("项目：称结转而年末无结转", Runs.CARDS)
def carry_over_is_told_that_is_not_there(chance: random.Random, account: Account) -> Account | None:
    for number, card in cards_of(account)[1:]:
        unspent = card.adjusted_budget - card.executed
        if _line(card, fiscal=True) and unspent > 200:
            lines = tuple(
                replace(line, closing=ZERO) if line.fund.value != "non_fiscal" else line
                for line in account.figures.carry_over_lines
            )
            text = replace(card, result=f"{card.result}余款结转下年使用。")
            return with_card(replace(account, figures=replace(account.figures, carry_over_lines=lines)), number, text)
    return None
