"""The scorecards against the accounts: what was budgeted, spent and carried over is told twice."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from finance.checks.amounts import Side, Term, exceeds, is_filled, not_compared, side, single, unequal
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.figures import Figures
from finance.lines import IncomeAmounts
from finance.money import ZERO, total
from finance.reading.drivers import Topic, drivers
from finance.terms import FISCAL_FUNDS, Fund, FundSource, IncomeSource
from performance.checks.evaluation import Card, Evaluation, check, money_side
from performance.checks.money import COLUMNS, FISCAL_SOURCES, first_box
from performance.scorecards import FundLine

_MEND = "请核对自评表和决算数据。"
_EVERY = tuple(Fund)
_NON_FISCAL = (Fund.NON_FISCAL,)


def _spent(f: Figures, label: str, funds: tuple[Fund, ...]) -> Side:
    """本年支出 from these funds."""
    lines = f.expenditure.by(*funds).lines
    return side(f, label, Term("", "expenditure", tuple(line.amounts.total for line in lines)))


def _available(f: Figures, label: str, funds: tuple[Fund, ...]) -> Side:
    """收入总计 of these funds: 本年收入, 年初结转和结余 and, for 非财政拨款, 使用非财政拨款结余."""
    received = tuple(amount for line in f.income_lines for amount in _received(line.amounts, funds))
    opening = tuple(line.opening for line in f.carry_over_lines if line.fund in funds)
    used = (f.surplus_used,) if Fund.NON_FISCAL in funds else ()
    terms = [
        Term("", "income", received),
        Term("", "opening_carry_over", opening),
        Term("", "surplus_used", used),
    ]
    whole = side(f, label, *terms)
    return Side(label, (Term("", "income_grand_total", (whole.amount,)),), whole.interval)


def _received(amounts: IncomeAmounts, funds: tuple[Fund, ...]) -> Iterator[Decimal]:
    fiscal = {fund.value for fund in FISCAL_FUNDS}
    for source in IncomeSource:
        fund = Fund(source.value) if source.value in fiscal else Fund.NON_FISCAL
        if fund in funds:
            yield getattr(amounts, source.value)


@check("P111", Severity.ERROR, rules=(56,))
def overall_budget_is_all_there_was_to_spend(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表的全年预算数合计应等于决算的收入总计。

    Rule 56: 公开01表 行次31.
    """
    if e.overall and not is_filled(e.figures, "surplus_used"):
        yield not_compared("surplus_used")
    elif card := e.overall:
        yield from unequal(
            money_side("整体支出自评表全年预算数合计", card.lines(), "adjusted_budget"),
            _available(e.figures, "决算收入总计", _EVERY),
            (f"{card.figure}.adjusted_budget", "income_grand_total"),
            _MEND,
            _column(card, "adjusted_budget"),
        )


@check("P112", Severity.ERROR, rules=(56,))
def overall_execution_is_all_that_was_spent(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表的全年执行数合计应等于决算的本年支出合计。

    Rule 56: 公开01表 行次58.
    """
    if card := e.overall:
        yield from unequal(
            money_side("整体支出自评表全年执行数合计", card.lines(), "executed"),
            _spent(e.figures, "决算本年支出合计", _EVERY),
            (f"{card.figure}.executed", "expenditure.total"),
            _MEND,
            _column(card, "executed"),
        )


@check("P113", Severity.ERROR, rules=(56,))
def overall_budget_by_source_is_that_of_the_accounts(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表财政安排、其他资金的全年预算数应分别等于决算的财政拨款收入总计、其余收入总计。

    Rule 56: 公开04表 行次32, and 公开01表 行次31 less it.
    """
    f = e.figures
    fiscal, other = (
        _available(f, "决算财政拨款收入总计", FISCAL_FUNDS),
        _available(f, "决算收入总计扣除财政拨款", _NON_FISCAL),
    )
    yield from _by_source(e, "adjusted_budget", FISCAL_SOURCES, fiscal, "fiscal.income_grand_total")
    if is_filled(f, "surplus_used"):
        yield from _by_source(e, "adjusted_budget", (FundSource.OTHER,), other, "income_grand_total")
    elif e.overall:
        yield not_compared("surplus_used")


@check("P114", Severity.ERROR, rules=(56,))
def overall_execution_by_source_is_that_of_the_accounts(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表财政安排、其他资金的全年执行数应分别等于决算的财政拨款支出、其余支出。

    Rule 56: 公开04表 行次59, and 公开01表 行次58 less it.
    """
    f = e.figures
    fiscal, other = (
        _spent(f, "决算财政拨款支出", FISCAL_FUNDS),
        _spent(f, "决算本年支出扣除财政拨款支出", _NON_FISCAL),
    )
    yield from _by_source(e, "executed", FISCAL_SOURCES, fiscal, "fiscal.expenditure")
    yield from _by_source(e, "executed", (FundSource.OTHER,), other, "expenditure.total")


def _by_source(
    e: Evaluation, column: str, sources: tuple[FundSource, ...], accounts: Side, figure: str
) -> Iterator[Found]:
    """Money from these sources on the overall card against its counterpart in the accounts."""
    if e.overall is None:
        return
    kind = "其他资金" if sources == (FundSource.OTHER,) else "财政安排"
    yield from unequal(
        money_side(f"整体支出自评表{kind}的{COLUMNS[column]}", e.overall.lines(*sources), column),
        accounts,
        (first_box(e.overall, sources, column), figure),
        "请核对自评表资金来源各行和决算的资金性质。",
        [(name, amount) for name, amount in _column(e.overall, column) if name != kind],
    )


def _column(card: Card, column: str) -> list[tuple[str, Decimal]]:
    """The other boxes of a column: where a value may have been taken from."""
    return [(f"{line.source.label}", getattr(line, column)) for line in card.card.funds]


@check("P115", Severity.ERROR, rules=(57,))
def overall_initial_budget_is_the_approved_one(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表各级财政安排的年初预算数合计应等于财政拨款年初预算数。

    Rule 57.
    """
    if e.overall is None or not e.figures.initial_budget.fiscal.expenditure:
        return
    yield from unequal(
        money_side("整体支出自评表财政安排的年初预算数", e.overall.lines(*FISCAL_SOURCES), "initial_budget"),
        single(e.figures, "财政拨款年初预算数", "initial_budget.fiscal.expenditure"),
        (first_box(e.overall, FISCAL_SOURCES, "initial_budget"), "initial_budget.fiscal.expenditure"),
        _MEND,
        _column(e.overall, "initial_budget"),
    )


@check("P121", Severity.ERROR, rules=(62,))
def projects_spend_no_more_than_project_expenditure(e: Evaluation) -> Iterator[Found]:
    """各项目全年执行数合计不应超过决算的项目支出；其中财政拨款、其他资金分别不应超过财政拨款项目支出、非财政拨款支出。

    Rule 62.
    """
    if not e.projects:
        return
    f, count = e.figures, len(e.projects)
    projects = tuple(line.amounts.project for line in f.expenditure_lines)
    figures = tuple(f"{card.figure}.executed" for card in e.projects)
    lines = tuple(line for card in e.projects for line in card.card.funds)
    yield from exceeds(
        money_side(f"{count}个项目自评表的全年执行数合计", lines, "executed"),
        side(f, "决算项目支出", Term("", "expenditure", projects)),
        (*figures, "expenditure.project"),
        "请核对：列入自评的项目是否都在项目支出中列支，执行数是否与决算一致。",
    )
    yield from exceeds(
        money_side(f"{count}个项目自评表的财政拨款执行数合计", tuple(_of(lines, fiscal=True)), "executed"),
        _fiscal_projects(f),
        (
            *(f"{card.figure}.{FundSource.FISCAL.value}.executed" for card in e.projects),
            "expenditure.project",
        ),
        "请核对各项目的财政拨款执行数。",
    )
    yield from exceeds(
        money_side(f"{count}个项目自评表的其他资金执行数合计", tuple(_of(lines, fiscal=False)), "executed"),
        _spent(f, "决算中财政拨款以外的本年支出", _NON_FISCAL),
        (*(f"{card.figure}.{FundSource.OTHER.value}.executed" for card in e.projects), "expenditure.total"),
        "请核对各项目的其他资金执行数；其他资金不应多于单位全部非财政拨款支出。",
    )


def _of(lines: Iterable[FundLine], *, fiscal: bool) -> Iterator[FundLine]:
    return (line for line in lines if (line.source in FISCAL_SOURCES) is fiscal)


def _fiscal_projects(f: Figures) -> Side:
    lines = f.expenditure.by(*FISCAL_FUNDS).lines
    return side(f, "财政拨款项目支出", Term("", "expenditure", tuple(line.amounts.project for line in lines)))


@check("P122", Severity.WARNING, rules=(62,))
def every_fiscal_project_is_evaluated(e: Evaluation) -> Iterator[Found]:
    """财政拨款项目支出应全部纳入绩效自评。

    Rule 62: 项目支出自评全覆盖 (财预〔2020〕10号).
    """
    spent = _fiscal_projects(e.figures)
    lines = tuple(line for card in e.projects for line in card.lines(*FISCAL_SOURCES))
    covered = money_side("", lines, "executed")
    if not e.projects or not spent.interval.surely_exceeds(covered.interval):
        return
    yield Found(
        f"财政拨款项目支出{amount_words(spent.amount)}，项目自评表只覆盖财政拨款执行数{amount_words(covered.amount)}，"
        f"尚有{amount_words(spent.amount - covered.amount)}没有自评。请补充自评表，或说明未纳入自评的项目。",
        (
            "expenditure.project",
            *(f"{card.figure}.{FundSource.FISCAL.value}.executed" for card in e.projects),
        ),
    )


_KEPT = {"财政拨款": (FISCAL_SOURCES, "fiscal"), "其他资金": ((FundSource.OTHER,), "non_fiscal")}


@check("P123", Severity.WARNING, rules=(64,))
def money_said_to_be_carried_over_is_there(e: Evaluation) -> Iterator[Found]:
    """自评表中称结转下年使用的项目资金，应在年末结转和结余中。

    Rule 64: 公开04表 行次60 (or the money was taken back by 财政).
    """
    for card in e.projects:
        texts = [(f"{card.figure}.result", card.card.result)]
        texts += [(f"{row.figure}.deviation_reason", row.indicator.deviation_reason) for row in card.rows]
        told = next((figure for figure, text in texts if _tells_of_carry_over(text)), None)
        if told is None:
            continue
        for kind, (sources, group) in _KEPT.items():
            lines = card.lines(*sources)
            unspent = total(line.adjusted_budget - line.executed for line in lines)
            kept = e.figures.amount(f"closing_carry_over.{group}") or ZERO
            if unspent > 0 and kept < unspent and not _rounds_to(unspent, kept):
                yield Found(
                    f"{card.title}称资金结转下年使用，其{kind}未执行{amount_words(unspent)}，决算的年末{kind}"
                    f"结转和结余却只有{amount_words(kept)}，少{amount_words(unspent - kept)}。"
                    "请核对：资金已被财政收回的，改写原因；确已结转的，补填年末结转和结余。",
                    (told, f"closing_carry_over.{group}", f"{card.figure}.executed"),
                )


def _tells_of_carry_over(text: str) -> bool:
    if "结转" not in text or "上年结转" in text:
        return False
    return any(driver.topic is Topic.CARRY_OVER for driver in drivers(text))


def _rounds_to(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= Decimal(100)
