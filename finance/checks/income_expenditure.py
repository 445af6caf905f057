"""收入、支出、结转和结余: both ends meet for every fund, and nothing stands where it cannot."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from finance.checks.account import check
from finance.checks.amounts import Term, side, unequal
from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, pair_words
from finance.figures import Figures
from finance.funds import FundAccount
from finance.lines import IncomeAmounts
from finance.money import ZERO
from finance.names import label
from finance.terms import FISCAL_FUNDS, ExpenditureKind, Fund, IncomeSource, UnitKind

_OWN_SOURCES = tuple(
    field.name for field in fields(IncomeAmounts) if field.name not in {fund.value for fund in FISCAL_FUNDS}
)


@check("F101", Severity.ERROR, rules=(5, 35))
def non_fiscal_money_balances(f: Figures) -> Iterator[Found]:
    """非财政拨款收支两端应相等：年初结转和结余＋非财政拨款收入＋使用非财政拨款结余＝非财政拨款支出＋结余分配＋年末结转和结余。

    Rules 5 and 35: with each fiscal fund in balance (F201, F202), 收入总计 then equals 支出总计.
    """
    received = tuple(getattr(line.amounts, source) for line in f.income_lines for source in _OWN_SOURCES)
    spent = tuple(line.amounts.total for line in f.expenditure.by(Fund.NON_FISCAL).lines)
    yield from unequal(
        side(
            f,
            "非财政拨款：",
            Term("年初结转和结余", "opening_carry_over", (f.opening_carry_over.non_fiscal,)),
            Term("本年收入", "income", received),
            Term("使用非财政拨款结余", "surplus_used", (f.surplus_used,)),
        ),
        side(
            f,
            "",
            Term("本年支出", "expenditure", spent),
            Term("结余分配", "surplus_distributed", (f.surplus_distributed,)),
            Term("年末结转和结余", "closing_carry_over", (f.closing_carry_over.non_fiscal,)),
        ),
        ("closing_carry_over.non_fiscal", "opening_carry_over.non_fiscal", *_own_names()),
        f"{grand_totals(f)}请核对非财政拨款的收入、支出和年初、年末结转和结余。",
        _own_neighbours(f),
    )


def _own_names() -> tuple[str, ...]:
    sources = tuple(f"income.{source}" for source in _OWN_SOURCES)
    return (*sources, "surplus_used", "expenditure.total", "surplus_distributed")


def _own_neighbours(f: Figures) -> Iterator[tuple[str, Decimal]]:
    tree = f.classification.functional
    for line in f.expenditure.by(Fund.NON_FISCAL).lines:
        if tree.has(line.item_code):
            yield f"{line.item_code} {tree.name(line.item_code)}的非财政拨款支出", line.amounts.total
    for source in _OWN_SOURCES:
        yield IncomeSource(source).label, getattr(f.income, source)
    yield "结余分配", f.surplus_distributed
    yield "使用非财政拨款结余", f.surplus_used


def grand_totals(f: Figures) -> str:
    """What the public will see of an account that does not balance."""
    if f.income_grand_total == f.expenditure_grand_total:
        return ""
    income, expenditure, _ = pair_words(f.income_grand_total, f.expenditure_grand_total)
    return f"收入总计{income}因此与支出总计{expenditure}不相等。"


@check("F102", Severity.ERROR, rules=(6,))
def amounts_are_not_negative(f: Figures) -> Iterator[Found]:
    """除结转和结余外，各项收入、支出、预算数、上年数和数量不得为负数。

    Rule 6; 财决01表核实性公式: 行次1–8、28、32–85 ≥ 0.
    """
    for name, amount in _amounts_that_may_not_be_negative(f):
        if amount < 0:
            shown = amount_words(amount) if isinstance(amount, Decimal) else str(amount)
            yield Found(
                f"{label(name, f.classification)}为{shown}，不得为负数。"
                "请检查正负号；确属冲减的，应冲减相应科目后按净额填列。",
                (name,),
            )


def _amounts_that_may_not_be_negative(f: Figures) -> Iterator[tuple[str, Decimal | int]]:
    known = f.classification.functional.has
    for income in f.income_lines:
        if known(income.item_code):
            yield from _fields(f"income.{income.item_code}", income.amounts)
    for spent in f.expenditure_lines:
        if known(spent.item_code):
            is_fiscal = spent.fund in FISCAL_FUNDS
            for kind, amount in _fields("", spent.amounts):
                in_fund = is_fiscal and kind in (".basic", ".project")
                group = spent.fund.value if in_fund else "expenditure"
                yield f"{group}.{spent.item_code}{kind}", amount
    for line in f.economic_lines:
        if f.classification.economic.has(line.economic_code):
            yield f"basic_expenditure.{line.economic_code}.total", line.amount
    for base in ("previous", "initial_budget", "adjusted_budget"):
        if (amounts := getattr(f, base)) is not None:
            yield from _fields(f"{base}.three_public", amounts.three_public)
            for row in amounts.lines:
                code = f".{row.item_code}" if row.item_code else ""
                if row.fund in FISCAL_FUNDS and (not code or known(row.item_code)):
                    yield f"{base}.{row.fund.value}{code}.expenditure", row.amount
    for group in ("profile", "three_public", "counts", "procurement", "assets"):
        yield from _fields(group, getattr(f, group))
    for name in ("surplus_used", "surplus_distributed", "agency_operating_costs_filed"):
        if (single := getattr(f, name)) is not None:
            yield name, single


def _fields(group: str, part: object) -> Iterator[tuple[str, Decimal | int]]:
    for field in fields(part):  # type: ignore[arg-type]
        value = getattr(part, field.name)
        if isinstance(value, Decimal | int):
            yield f"{group}.{field.name}", value


@check("F103", Severity.WARNING, rules=(6, 33))
def carry_overs_are_not_negative(f: Figures) -> Iterator[Found]:
    """年初、年末结转和结余一般不为负数；为负数的应说明原因。

    Rule 6 (行次29, 60 may be negative only with an explanation); with it rule 33: 财政拨款结转 ≤ 全部结转.
    """
    for end in ("opening_carry_over", "closing_carry_over"):
        for fund in Fund:
            amount = getattr(f, end).by(fund)
            if amount < 0:
                name = f"{end}.{fund.value}"
                yield Found(
                    f"{label(name)}为{amount_words(amount)}，是负数。请检查正负号；确为负数的，请说明原因。",
                    (name,),
                )


@check("F104", Severity.ERROR, rules=(37,))
def only_institutions_earn_service_and_operating_income(f: Figures) -> Iterator[Found]:
    """行政单位没有事业收入、经营收入和经营支出。

    Rule 37. A 部门 that adds up 事业单位 below it may have them: then a warning.
    """
    if f.unit.kind != UnitKind.ADMINISTRATIVE:
        return
    has_subordinates = bool(f.profile.subordinate_units)
    for name in ("income.public_service", "income.operating", "expenditure.operating"):
        amount = f.amount(name) or ZERO
        if amount > 0:
            advice = (
                "本部门有下属单位，请确认该数均属下属事业单位。"
                if has_subordinates
                else "请核对单位性质，或改填到正确的收入、支出类别。"
            )
            yield Found(
                f"{f.unit.name}为行政单位，却填有{label(name)}{amount_words(amount)}。{advice}",
                (name,),
                Severity.WARNING if has_subordinates else None,
            )


@check("F105", Severity.WARNING, rules=(9,))
def basic_and_project_stand_on_their_items(f: Figures) -> Iterator[Found]:
    """“一般行政管理事务”只列项目支出，不列基本支出；“行政运行”一般只列基本支出。

    Rule 9; 政府收支分类科目 defines both 项 so. Real reports have small projects under 行政运行: information.
    """
    tree = f.classification.functional
    wrong = {
        "一般行政管理事务": (ExpenditureKind.BASIC, ExpenditureKind.PROJECT, None),
        "行政运行": (ExpenditureKind.PROJECT, ExpenditureKind.BASIC, Severity.INFORMATION),
    }
    for code in f.expenditure.codes:
        name = tree.name(code) if tree.has(code) else ""
        if name not in wrong:
            continue
        kind, right, severity = wrong[name]
        amount = getattr(f.expenditure.of(code), kind)
        if amount:
            yield Found(
                f"{code} {name}列有{kind.label}{amount_words(amount)}，而该科目按定义只列{right.label}。"
                f"请核对，改列为{right.label}或改用其他科目。",
                (f"expenditure.{code}.{kind.value}",),
                severity,
            )


def odd_item(account: FundAccount, difference: Decimal, f: Figures) -> tuple[str, str]:
    """The one 项 whose 收入 and 支出 differ by just this much: its code and words about it, or nothing."""
    tree = f.classification.functional
    received, spent = account.received.lines, account.spent.lines
    codes = {line.item_code for line in received} | {line.item_code for line in spent}
    odd = [
        (code, part)
        for code in sorted(codes)
        if tree.has(code) and (part := account.of(code)).income - part.expenditure == difference
    ]
    if not difference or len(odd) != 1:
        return "", ""
    code, part = odd[0]
    earned, paid, _ = pair_words(part.income, part.expenditure)
    cause = with_cause(likely_cause(part.expenditure, part.income))
    return code, f"差额恰为{code} {tree.name(code)}收入{earned}与支出{paid}之差，请先核对该科目。{cause}"
