"""Faults in the accounts: income, expenditure, carry-over, economic classes."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from finance.figures import Figures
from finance.lines import CarryOverLine, EconomicLine, ExpenditureLine, IncomeLine
from finance.money import ZERO
from finance.terms import Fund
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


# 收入


def _income_cell(chance: random.Random, f: Figures) -> tuple[IncomeLine, str, Decimal]:
    cells = [(line, source, getattr(line.amounts, source)) for line in f.income_lines for source in _SOURCES]
    return chance.choice([cell for cell in cells if cell[2]])


def _income(change: Callable[[random.Random, Decimal], Decimal]) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        line, source, amount = _income_cell(chance, account.figures)
        changed = replace(line, amounts=having(line.amounts, **{source: change(chance, amount)}))
        return with_figures(account, income_lines=instead(account.figures.income_lines, line, changed))

    return inject


fault("收入：数字录错", Runs.ACCOUNT)(_income(slip))
fault("收入：正负号填反", Runs.ACCOUNT)(_income(lambda _, amount: -amount))
fault("收入：元与万元混用", Runs.ACCOUNT)(_income(other_unit))
fault("收入：漏填", Runs.ACCOUNT)(_income(lambda _, __: ZERO))


@fault("收入：漏一行", Runs.ACCOUNT)
def income_row_is_dropped(chance: random.Random, account: Account) -> Account:
    line, _, _ = _income_cell(chance, account.figures)
    return with_figures(account, income_lines=without(account.figures.income_lines, line))


@fault("收入：填到相邻的来源栏", Runs.ACCOUNT)
def income_stands_in_the_next_column(chance: random.Random, account: Account) -> Account:
    line, source, amount = _income_cell(chance, account.figures)
    other = chance.choice([name for name in _SOURCES if name != source])
    amounts = having(line.amounts, **{source: ZERO, other: getattr(line.amounts, other) + amount})
    changed = replace(line, amounts=amounts)
    return with_figures(account, income_lines=instead(account.figures.income_lines, line, changed))


# 支出


def _expenditure(
    change: Callable[[random.Random, Decimal], Decimal], kind: str
) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        lines = account.figures.expenditure_lines
        filled = [line for line in lines if getattr(line.amounts, kind)]
        if not filled:
            return None
        line = chance.choice(filled)
        amounts = having(line.amounts, **{kind: change(chance, getattr(line.amounts, kind))})
        return with_figures(account, expenditure_lines=instead(lines, line, replace(line, amounts=amounts)))

    return inject


fault("支出：基本支出数字录错", Runs.ACCOUNT)(_expenditure(slip, "basic"))
fault("支出：项目支出数字录错", Runs.ACCOUNT)(_expenditure(slip, "project"))
fault("支出：元与万元混用", Runs.ACCOUNT)(_expenditure(other_unit, "project"))
fault("支出：正负号填反", Runs.ACCOUNT)(_expenditure(lambda _, amount: -amount, "basic"))


def _line(chance: random.Random, f: Figures, *funds: Fund) -> ExpenditureLine:
    return chance.choice([line for line in f.expenditure_lines if not funds or line.fund in funds])


@fault("支出：基本支出与项目支出填反", Runs.ACCOUNT)
def basic_and_project_are_swapped(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures, Fund.GENERAL_PUBLIC_BUDGET)
    amounts = replace(line.amounts, basic=line.amounts.project, project=line.amounts.basic)
    changed = replace(line, amounts=amounts)
    return with_figures(account, expenditure_lines=instead(account.figures.expenditure_lines, line, changed))


@fault("支出：资金性质选错", Runs.ACCOUNT)
def expenditure_is_of_another_fund(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    other = chance.choice([fund for fund in Fund if fund is not line.fund])
    changed = replace(line, fund=other)
    return with_figures(account, expenditure_lines=instead(account.figures.expenditure_lines, line, changed))


@fault("支出：漏一行", Runs.ACCOUNT)
def expenditure_row_is_dropped(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    return with_figures(account, expenditure_lines=without(account.figures.expenditure_lines, line))


@fault("支出：重复一行", Runs.ACCOUNT)
def expenditure_row_is_doubled(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    return with_figures(account, expenditure_lines=(*account.figures.expenditure_lines, line))


@fault("支出：科目编码不存在", Runs.ACCOUNT)
def expenditure_code_does_not_exist(chance: random.Random, account: Account) -> Account:
    tree = account.figures.classification.functional
    line = _line(chance, account.figures)
    code = line.item_code
    while tree.has(code):
        place = chance.randrange(3, 7)
        code = f"{line.item_code[:place]}{chance.randrange(10)}{line.item_code[place + 1 :]}"
    changed = replace(line, item_code=code)
    return with_figures(account, expenditure_lines=instead(account.figures.expenditure_lines, line, changed))


# 结转和结余


def _carried(
    change: Callable[[random.Random, CarryOverLine], CarryOverLine],
) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        lines = account.figures.carry_over_lines
        line = chance.choice([line for line in lines if line.opening or line.closing] or list(lines))
        changed = change(chance, line)
        return None if changed == line else with_figures(account, carry_over_lines=instead(lines, line, changed))

    return inject


fault("结转：年末数字录错", Runs.ACCOUNT)(_carried(lambda c, x: replace(x, closing=slip(c, x.closing))))
fault("结转：年初数字录错", Runs.ACCOUNT)(_carried(lambda c, x: replace(x, opening=slip(c, x.opening))))
fault("结转：年初年末填反", Runs.ACCOUNT)(_carried(lambda _, x: replace(x, opening=x.closing, closing=x.opening)))
fault("结转：正负号填反", Runs.ACCOUNT)(_carried(lambda _, x: replace(x, closing=-x.closing)))
fault("结转：填到相邻的资金", Runs.ACCOUNT)(
    _carried(lambda c, x: replace(x, fund=c.choice([fund for fund in Fund if fund is not x.fund]), item_code=""))
)


@fault("结转：漏一行", Runs.ACCOUNT)
def carry_over_row_is_dropped(chance: random.Random, account: Account) -> Account | None:
    lines = account.figures.carry_over_lines
    moved = [line for line in lines if line.opening != line.closing]
    return with_figures(account, carry_over_lines=without(lines, chance.choice(moved))) if moved else None


@fault("结转：多填使用非财政拨款结余", Runs.ACCOUNT)
def surplus_is_used_that_was_not(chance: random.Random, account: Account) -> Account:
    return with_figures(account, surplus_used=slip(chance, ZERO))


# 基本支出经济分类

_TIED = ("30108", "30109", "30110", "30113")  # 社保和公积金: their 功能分类 says the same


def _economic(
    change: Callable[[random.Random, Decimal], Decimal],
) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        lines = account.figures.economic_lines
        line = chance.choice(lines)
        return with_figures(
            account, economic_lines=instead(lines, line, replace(line, amount=change(chance, line.amount)))
        )

    return inject


fault("经济分类：数字录错", Runs.ACCOUNT)(_economic(slip))
fault("经济分类：元与万元混用", Runs.ACCOUNT)(_economic(other_unit))
fault("经济分类：正负号填反", Runs.ACCOUNT)(_economic(lambda _, amount: -amount))


@fault("经济分类：漏一行", Runs.ACCOUNT)
def economic_row_is_dropped(chance: random.Random, account: Account) -> Account:
    lines = account.figures.economic_lines
    return with_figures(account, economic_lines=without(lines, chance.choice(lines)))


@fault("经济分类：相邻两行填反", Runs.ACCOUNT)
def economic_neighbours_are_swapped(chance: random.Random, account: Account) -> Account:
    amounts = {line.economic_code: line.amount for line in account.figures.economic_lines}
    one, other = chance.sample([code for code in _TIED if code in amounts], 2)
    amounts[one], amounts[other] = amounts[other], amounts[one]
    lines = tuple(EconomicLine(code, amount) for code, amount in sorted(amounts.items()))
    return with_figures(account, economic_lines=lines)


@fault("经济分类：列入基本建设科目", Runs.ACCOUNT)
def economic_code_is_of_construction(chance: random.Random, account: Account) -> Account:
    lines = account.figures.economic_lines
    line = chance.choice(lines)
    return with_figures(account, economic_lines=instead(lines, line, replace(line, economic_code="30901")))
