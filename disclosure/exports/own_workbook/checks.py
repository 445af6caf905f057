"""The checks that a workbook can do by itself: two sums that must be equal, or a part that may not exceed its whole.

Each is one of the registered checks, or follows from some: what is wrong here is wrong on the page of findings too. The
other way round it need not be: most checks want more than sums.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.exports.own_workbook.sums import Expression, Rows, Sums, Term, box, expression_of, total
from finance.checks.basic_expenditure import PAIRS
from finance.checks.three_public import ECONOMIC_CODES
from finance.classification import Classification
from finance.money import HUNDRED
from finance.terms import FISCAL_FUNDS, ExpenditureKind, Fund, IncomeSource
from performance.scorecards import FORM_SOURCES, ScorecardKind
from performance.sections import OVERALL

_OWN = tuple(source for source in IncomeSource if source.value not in {fund.value for fund in FISCAL_FUNDS})
_LONG_NAMES = {Fund.GENERAL_PUBLIC_BUDGET: "F201", Fund.GOVERNMENT_FUND: "F202", Fund.STATE_CAPITAL_OPERATIONS: "F202"}


@dataclass(frozen=True)
class Compared:
    """One line of 核对. `right` may be a plain number. `needs`: boxes without which there is nothing to compare."""

    checks: tuple[str, ...]  # of the registered ones
    left_words: str
    left: Expression
    right_words: str
    right: Expression | Decimal
    is_equal: bool = True  # otherwise: left may not exceed right
    needs: tuple[str, ...] = ()
    is_amount: bool = True


@dataclass(frozen=True)
class Group:
    """Checks under one heading."""

    title: str
    compared: tuple[Compared, ...]


def is_kept(compared: Compared, sums: Sums, tolerance: Decimal) -> bool | None:
    """Whether it holds; None where something it needs is not filled in."""
    if any(_is_blank(address, sums.rows) for address in compared.needs):
        return None
    left = sums.of(compared.left)
    right = compared.right if isinstance(compared.right, Decimal) else sums.of(compared.right)
    return abs(left - right) <= tolerance if compared.is_equal else left - right <= tolerance


def _is_blank(address: str, rows: Rows) -> bool:
    section, row, column = address.split("/")
    return rows.get(section, {}).get(row, {}).get(column) is None


def groups_of(classification: Classification, cards: tuple[tuple[str, str], ...]) -> tuple[Group, ...]:
    """All of them, for a workbook with these scorecards (key and name)."""
    return (
        Group("收支平衡", tuple(_balances())),
        Group("基本支出经济分类", tuple(_basic_expenditure(classification))),
        Group("“三公”经费", tuple(_three_public(classification))),
        Group("预算和上年数", tuple(_budgets_and_previous())),
        Group("机关运行、政府采购和国有资产", tuple(_other_matters())),
        Group("绩效自评表", tuple(one for key, name in cards for one in _card(key, name))),
    )


def _balances() -> Iterator[Compared]:
    yield Compared(
        ("F101", "F201", "F202"),
        "收入总计",
        expression_of("income_grand_total"),
        "支出总计",
        expression_of("expenditure_grand_total"),
    )
    for fund, check in _LONG_NAMES.items():
        yield Compared(
            (check,),
            f"{fund.label}：年初结转和结余＋本年收入",
            expression_of(f"{fund.value}.income_grand_total"),
            "本年支出＋年末结转和结余",
            expression_of(f"{fund.value}.expenditure_grand_total"),
        )
    received = Expression(tuple(Term("income_lines", source.value) for source in _OWN))
    spent = Expression(
        tuple(Term("expenditure_lines", kind.value, fund=Fund.NON_FISCAL.value) for kind in ExpenditureKind)
    )
    yield Compared(
        ("F101",),
        "非财政拨款：年初结转和结余＋本年收入＋使用非财政拨款结余",
        expression_of("opening_carry_over.non_fiscal") + received + expression_of("surplus_used"),
        "本年支出＋结余分配＋年末结转和结余",
        spent + expression_of("surplus_distributed") + expression_of("closing_carry_over.non_fiscal"),
    )


def _basic_expenditure(classification: Classification) -> Iterator[Compared]:
    yield Compared(
        ("F301",),
        "基本支出按经济分类合计（人员经费＋公用经费）",
        expression_of("basic_expenditure.total"),
        "支出决算中一般公共预算财政拨款的基本支出",
        expression_of("general_public_budget.basic"),
    )
    functional, economic = classification.functional, classification.economic
    for item, code in PAIRS:
        if functional.has(item) and economic.has(code):
            yield Compared(
                ("F304",),
                f"经济分类 {code} {economic.name(code)}",
                expression_of(f"basic_expenditure.{code}.total"),
                f"功能分类 {item} {functional.name(item)}的基本支出",
                expression_of(f"general_public_budget.{item}.basic"),
            )


def _three_public(classification: Classification) -> Iterator[Compared]:
    for item, code in ECONOMIC_CODES.items():
        actual, budget = (f"three_public_items/{item.value}/{column}" for column in ("actual", "adjusted_budget"))
        yield Compared(
            ("F401",),
            f"{item.label}决算数",
            box(actual),
            "全年预算数",
            box(budget),
            is_equal=False,
            needs=(actual, budget),
        )
        yield Compared(
            ("F402",),
            f"基本支出中 {code} {classification.economic.name(code)}",
            expression_of(f"basic_expenditure.{code}.total"),
            f"“三公”经费的{item.label}",
            box(actual),
            is_equal=False,
            needs=(actual,),
        )
    for people, groups, words in (
        ("overseas_people", "overseas_groups", ("因公出国（境）团组数", "因公出国（境）人次")),
        ("reception_people", "reception_batches", ("国内公务接待批次", "国内公务接待人次")),
        ("foreign_reception_people", "foreign_reception_batches", ("外事接待批次", "外事接待人次")),
    ):
        yield _counted("F405", words, f"counts//{groups}", f"counts//{people}")
    yield _counted("F406", ("公务用车购置数", "公务用车保有量"), "counts//vehicles_purchased", "counts//vehicles_held")


def _counted(check: str, words: tuple[str, str], part: str, whole: str) -> Compared:
    """One count that may not exceed another."""
    return Compared(
        (check,), words[0], box(part), words[1], box(whole), is_equal=False, needs=(part, whole), is_amount=False
    )


def _budgets_and_previous() -> Iterator[Compared]:
    previous = "previous_year//fiscal_income_grand_total"
    yield Compared(
        ("F502",),
        "年初财政拨款结转和结余",
        expression_of("opening_carry_over.fiscal"),
        "上年财政拨款收入总计－上年财政拨款支出",
        box(previous) + -expression_of("previous.fiscal.expenditure"),
        needs=(previous,),
    )
    grand = "previous_year//income_grand_total"
    for words, part, whole_words, whole, needs in (
        (
            "上年财政拨款支出",
            expression_of("previous.fiscal.expenditure"),
            "上年财政拨款收入总计",
            box(previous),
            (previous,),
        ),
        ("上年财政拨款收入总计", box(previous), "上年收入总计", box(grand), (previous, grand)),
    ):
        yield Compared(("F503",), words, part, whole_words, whole, is_equal=False, needs=needs)


def _other_matters() -> Iterator[Compared]:
    filed = "account//agency_operating_costs_filed"
    yield Compared(
        ("F601",),
        "填报的机关运行经费",
        box(filed),
        "公用经费合计",
        expression_of("basic_expenditure.public_use"),
        is_equal=False,
        needs=(filed,),
    )
    medium, micro = "procurement//small_and_medium", "procurement//small_and_micro"
    bought = ("procurement//goods", "procurement//works", "procurement//services")
    yield Compared(
        ("F602",),
        "授予中小企业合同金额",
        box(medium),
        "政府采购支出总额",
        expression_of("procurement.total"),
        is_equal=False,
        needs=(medium, *bought),
    )
    yield Compared(
        ("F602",),
        "授予小微企业合同金额",
        box(micro),
        "授予中小企业合同金额",
        box(medium),
        is_equal=False,
        needs=(micro, medium),
    )
    yield Compared(
        ("F603",),
        "政府采购支出总额",
        expression_of("procurement.total"),
        "本年支出合计",
        expression_of("expenditure.total"),
        is_equal=False,
    )


def _card(key: str, name: str) -> Iterator[Compared]:
    """Of one scorecard: its points, and its money."""
    points = Expression((Term("indicators", "points", f"{key}-*"),))
    yield Compared(
        ("P201",),
        f"{name}：执行率和各指标的分值合计",
        box(f"scorecards/{key}/execution_points") + points,
        "应为 100 分",
        HUNDRED,
        is_amount=False,
    )
    yield Compared(
        ("P101",),
        f"{name}：全年执行数合计",
        card_money(key, "executed"),
        "全年预算数合计",
        card_money(key, "adjusted_budget"),
        is_equal=False,
    )


def card_money(key: str, column: str) -> Expression:
    """资金 of a card, its sources together."""
    kind = ScorecardKind.OVERALL if key == OVERALL else ScorecardKind.PROJECT
    return total(box(f"scorecard_funds/{key}-{source.value}/{column}") for source in FORM_SOURCES[kind])
