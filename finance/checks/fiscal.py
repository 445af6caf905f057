"""财政拨款: each of the three budgets balances, and pays only what it may pay."""

from collections.abc import Iterator
from decimal import Decimal

from finance.checks.account import check
from finance.checks.amounts import Term, side, unequal
from finance.checks.income_expenditure import grand_totals, odd_item
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.figures import Figures
from finance.funds import FundAccount
from finance.terms import Fund

# The 预算 each fund is spent under, as functional.csv calls it.
_BUDGET = {
    Fund.GENERAL_PUBLIC_BUDGET: "一般公共预算",
    Fund.GOVERNMENT_FUND: "政府性基金",
    Fund.STATE_CAPITAL_OPERATIONS: "国有资本经营",
}
SPECIAL_TREASURY_BONDS = "234"  # 抗疫特别国债安排的支出: 政府性基金预算, whatever its 类 row says


@check("F201", Severity.ERROR, rules=(5, 13))
def general_public_budget_balances(f: Figures) -> Iterator[Found]:
    """一般公共预算财政拨款收支两端应相等：年初结转和结余＋本年收入＝本年支出＋年末结转和结余。

    Rule 13; 财决01-1表.
    """
    yield from _balance(f, f.general_public_budget, Fund.GENERAL_PUBLIC_BUDGET.value, "一般公共预算财政拨款")


@check("F202", Severity.ERROR, rules=(5, 13, 19))
def government_fund_and_state_capital_items_balance(f: Figures) -> Iterator[Found]:
    """政府性基金、国有资本经营预算财政拨款每个科目收支两端应相等：年末结转和结余＝年初结转和结余＋本年收入－本年支出。

    Rules 13 and 19; 公开08表, 公开09表.
    """
    for account in (f.government_fund, f.state_capital_operations):
        is_by_item = all(line.item_code for line in account.carried)
        if not is_by_item:
            yield from _balance(f, account, account.fund.value, account.fund.label)
            continue
        tree = f.classification.functional
        for code in account.codes:
            if tree.has(code):
                title = f"{account.fund.label}科目{code} {tree.name(code)}"
                yield from _balance(f, account.of(code), f"{account.fund.value}.{code}", title)


def _balance(f: Figures, account: FundAccount, name: str, title: str) -> Iterator[Found]:
    difference = account.income_grand_total - account.expenditure_grand_total
    code, advice = odd_item(account, difference, f)
    first = f"{account.fund.value}.{code}.expenditure" if code else f"{name}.closing"
    names = (first, f"{name}.opening", f"{name}.income", f"{name}.expenditure", f"{name}.closing")
    opening = Term("年初结转和结余", "opening_carry_over", tuple(line.opening for line in account.carried))
    closing = Term("年末结转和结余", "closing_carry_over", tuple(line.closing for line in account.carried))
    received = tuple(getattr(line.amounts, account.fund) for line in account.received.lines)
    spent = tuple(line.amounts.total for line in account.spent.lines)
    yield from unequal(
        side(f, f"{title}：", opening, Term("本年收入", "income", received)),
        side(f, "", Term("本年支出", "expenditure", spent), closing),
        tuple(dict.fromkeys(names)),
        f"{advice}{grand_totals(f)}请核对该项财政拨款的收入、支出和年初、年末结转和结余。",
        () if advice else _parts(account),
    )


def _parts(account: FundAccount) -> tuple[tuple[str, Decimal], ...]:
    return (("年初结转和结余", account.opening), ("年末结转和结余", account.closing))


@check("F203", Severity.WARNING, rules=(14,))
def funds_are_spent_on_their_own_codes(f: Figures) -> Iterator[Found]:
    """支出科目应与资金性质一致：国有资本经营预算只列223类，抗疫特别国债（234类）和各项基金科目只由政府性基金预算列支。

    Rule 14; 政府收支分类科目 lists each budget's 科目 apart.
    """
    tree = f.classification.functional
    for fund, budget in _BUDGET.items():
        account = getattr(f, fund)
        for code in account.spent.codes:
            if not tree.has(code):
                continue
            group = "政府性基金" if code.startswith(SPECIAL_TREASURY_BONDS) else tree.group(code)
            # 国有资本经营预算 may also go to 社会保障 (208) by transfer.
            is_transfer = fund is Fund.STATE_CAPITAL_OPERATIONS and code.startswith("208")
            if group == budget or is_transfer:
                continue
            amount = amount_words(account.of(code).expenditure)
            own = group if group.endswith("预算") else f"{group}预算"
            yield Found(
                f"{code} {tree.name(code)}是{own}的科目，却由{fund.label}列支{amount}。请核对该行的资金性质或科目。",
                (f"{fund.value}.{code}.expenditure",),
            )
