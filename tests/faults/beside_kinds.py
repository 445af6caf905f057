"""Faults in what stands beside the accounts: 三公, counts, people, procurement, assets, budgets, last year."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from finance.figures import Unit
from finance.lines import BaseLine
from finance.money import WAN, ZERO
from finance.terms import FISCAL_FUNDS, ThreePublicItem, UnitKind
from tests.faults.accounts import Account
from tests.faults.editing import (
    instead,
    with_figures,
    without,
)
from tests.faults.kinds import Runs, fault, having
from tests.faults.slips import other_unit, slip

_SMALL_FUNDS = ("government_fund", "state_capital_operations")
_SOURCES = ("general_public_budget", "government_fund", "state_capital_operations", "other")


# 三公


@fault("三公：运行费与接待费填反", Runs.ACCOUNT)
def three_public_items_are_swapped(chance: random.Random, account: Account) -> Account:
    spent = account.figures.three_public
    swapped = replace(spent, vehicle_running=spent.official_reception, official_reception=spent.vehicle_running)
    return with_figures(account, three_public=swapped)


@fault("三公：运行费填到购置费", Runs.ACCOUNT)
def three_public_stands_in_the_next_cell(chance: random.Random, account: Account) -> Account:
    spent = account.figures.three_public
    moved = replace(spent, vehicle_purchase=spent.vehicle_running, vehicle_running=ZERO)
    return with_figures(account, three_public=moved)


def _three_public(
    change: Callable[[random.Random, Decimal], Decimal],
) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        spent = account.figures.three_public
        name = chance.choice([item.value for item in ThreePublicItem if getattr(spent, item.value)])
        return with_figures(account, three_public=having(spent, **{name: change(chance, getattr(spent, name))}))

    return inject


fault("三公：数字录错", Runs.ACCOUNT)(_three_public(slip))
fault("三公：元与万元混用", Runs.ACCOUNT)(_three_public(other_unit))
fault("三公：正负号填反", Runs.ACCOUNT)(_three_public(lambda _, amount: -amount))


@fault("三公：有支出无数量", Runs.ACCOUNT)
def count_beside_an_amount_is_missing(chance: random.Random, account: Account) -> Account:
    names = ["reception_batches", "reception_people"]
    if account.figures.three_public.overseas_travel:
        names += ["overseas_groups", "overseas_people"]
    return with_figures(account, counts=having(account.figures.counts, **{chance.choice(names): 0}))


@fault("三公：有数量无支出", Runs.ACCOUNT)
def amount_beside_a_count_is_missing(chance: random.Random, account: Account) -> Account:
    return with_figures(account, counts=replace(account.figures.counts, vehicles_purchased=chance.randint(1, 3)))


@fault("三公：批次与人次填反", Runs.ACCOUNT)
def batches_and_people_are_swapped(chance: random.Random, account: Account) -> Account:
    counts = account.figures.counts
    swapped = replace(counts, reception_batches=counts.reception_people, reception_people=counts.reception_batches)
    return with_figures(account, counts=swapped)


@fault("三公：保有量多于固定资产车辆", Runs.ACCOUNT)
def more_vehicles_are_held_than_owned(chance: random.Random, account: Account) -> Account:
    held = account.figures.counts.vehicles_held
    return with_figures(account, counts=replace(account.figures.counts, vehicles_held=held * 10 + chance.randrange(10)))


# 人员、采购、资产


@fault("人员：在职人数漏填", Runs.ACCOUNT)
def nobody_is_on_duty(chance: random.Random, account: Account) -> Account:
    return with_figures(account, profile=replace(account.figures.profile, on_duty=0))


@fault("人员：退休人数漏填", Runs.ACCOUNT)
def nobody_is_retired(chance: random.Random, account: Account) -> Account:
    return with_figures(account, profile=replace(account.figures.profile, retired=0))


@fault("采购：中小与小微填反", Runs.ACCOUNT)
def procurement_cells_are_swapped(chance: random.Random, account: Account) -> Account:
    old = account.figures.procurement
    return with_figures(
        account, procurement=replace(old, small_and_medium=old.small_and_micro, small_and_micro=old.small_and_medium)
    )


@fault("采购：元与万元混用", Runs.ACCOUNT)
def procurement_is_in_another_unit(chance: random.Random, account: Account) -> Account:
    old = account.figures.procurement
    name = chance.choice(("small_and_medium", "small_and_micro"))
    return with_figures(account, procurement=having(old, **{name: getattr(old, name) * WAN}))


@fault("资产：元与万元混用", Runs.ACCOUNT)
def assets_are_in_another_unit(chance: random.Random, account: Account) -> Account:
    old = account.figures.assets
    name = chance.choice(("house_value", "vehicle_value"))
    return with_figures(account, assets=having(old, **{name: getattr(old, name) * WAN}))


@fault("资产：有车辆无价值", Runs.ACCOUNT)
def vehicles_have_no_value(chance: random.Random, account: Account) -> Account:
    return with_figures(account, assets=replace(account.figures.assets, vehicle_value=ZERO))


@fault("机关运行经费：另填数与公用经费不符", Runs.ACCOUNT)
def agency_costs_are_mistyped(chance: random.Random, account: Account) -> Account:
    costs = account.figures.basic_expenditure.public_use
    return with_figures(account, agency_operating_costs_filed=slip(chance, costs))


@fault("单位性质：行政单位选成事业单位而填机关运行经费", Runs.ACCOUNT)
def unit_is_of_another_kind(chance: random.Random, account: Account) -> Account:
    unit, f = account.figures.unit, account.figures
    other = Unit(unit.code, unit.name, UnitKind.PUBLIC_WELFARE_ONE)
    return with_figures(account, unit=other, agency_operating_costs_filed=f.basic_expenditure.public_use)


# 预算


@fault("全年预算：三公预算录错", Runs.ACCOUNT)
def three_public_budget_is_too_small(chance: random.Random, account: Account) -> Account:
    budget = account.figures.adjusted_budget
    item = chance.choice(("vehicle_running", "official_reception"))
    less = (getattr(budget.three_public, item) * Decimal("0.8")).quantize(Decimal("0.01"))
    return with_figures(
        account, adjusted_budget=replace(budget, three_public=having(budget.three_public, **{item: less}))
    )


@fault("年初预算：数字录错", Runs.CARDS)
def initial_budget_is_mistyped(chance: random.Random, account: Account) -> Account:
    budget = account.figures.initial_budget
    line: BaseLine = chance.choice(budget.lines)
    while abs((wrong := slip(chance, line.amount)) - line.amount) < 300:
        pass  # the card's two sources are rounded: 0.02万元 of them prove nothing
    changed = replace(line, amount=wrong)
    return with_figures(account, initial_budget=replace(budget, lines=instead(budget.lines, line, changed)))


# 上年


def _previous(account: Account, **values: object) -> Account:
    previous = account.figures.previous
    assert previous is not None
    return with_figures(account, previous=replace(previous, **values))  # type: ignore[arg-type]


@fault("上年：科目数字录错", Runs.LAST_YEAR)
def last_years_item_is_mistyped(chance: random.Random, account: Account) -> Account:
    assert account.figures.previous is not None
    lines = account.figures.previous.lines
    line = chance.choice(lines)
    return _previous(account, lines=instead(lines, line, replace(line, amount=slip(chance, line.amount))))


@fault("上年：漏一行", Runs.LAST_YEAR)
def last_years_row_is_dropped(chance: random.Random, account: Account) -> Account:
    assert account.figures.previous is not None
    lines = account.figures.previous.lines
    return _previous(account, lines=without(lines, chance.choice(lines)))


@fault("上年：合计数字录错", Runs.LAST_YEAR)
def last_years_total_is_mistyped(chance: random.Random, account: Account) -> Account:
    name = chance.choice(("income_grand_total", "fiscal_income_grand_total", "agency_operating_costs"))
    amount = getattr(account.figures.previous, name)
    return _previous(account, **{name: slip(chance, amount)})


@fault("上年：三公填反", Runs.LAST_YEAR)
def last_years_three_public_is_swapped(chance: random.Random, account: Account) -> Account:
    old = account.last.three_public
    swapped = replace(old, vehicle_running=old.official_reception, official_reception=old.vehicle_running)
    return _previous(account, three_public=swapped)


@fault("上年：填成本年数", Runs.LAST_YEAR)
def last_year_is_this_year(chance: random.Random, account: Account) -> Account:
    f = account.figures
    lines = tuple(
        BaseLine(line.fund, line.item_code, line.amounts.total)
        for line in f.expenditure_lines
        if line.fund in FISCAL_FUNDS
    )
    return _previous(account, lines=lines, income_grand_total=f.income_grand_total)


@fault("上年：年末结转未带入年初", Runs.LAST_YEAR)
def opening_is_not_last_years_closing(chance: random.Random, account: Account) -> Account | None:
    lines = account.figures.carry_over_lines
    carried = [line for line in lines if line.opening]
    if not carried:
        return None
    line = chance.choice(carried)
    moved = slip(chance, line.opening) - line.opening
    # Both ends moved: the fund balances still, only last year says otherwise.
    changed = replace(line, opening=line.opening + moved, closing=line.closing + moved)
    return with_figures(account, carry_over_lines=instead(lines, line, changed))
