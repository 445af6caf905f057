"""年初预算、全年预算 and 上年决算: what the year is compared with must itself hold together."""

from collections.abc import Iterator
from decimal import Decimal

from finance.checks.account import check
from finance.checks.amounts import Term, exceeds, is_filled, not_compared, side, single, unequal
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, speaking_of
from finance.figures import Figures
from finance.funds import Base
from finance.money import ZERO, total
from finance.names import label
from finance.terms import FISCAL_FUNDS, ThreePublicItem

# Ten thousand times, within a factor of two: 元 entered where 万元 stand, or the other way round.
_LEAST_MIX, _MOST_MIX = Decimal(5_000), Decimal(20_000)


@check("F501", Severity.WARNING, rules=(18,))
def fiscal_expenditure_stays_within_its_budget(f: Figures) -> Iterator[Found]:
    """各项财政拨款支出决算数不应超过全年预算数。

    Rule 18 for each fund: 全年预算 counts carry-over and every adjustment, so nothing can be spent beyond it.
    """
    budget = f.adjusted_budget
    if not any(line.amount for line in budget.lines):
        if f.fiscal.expenditure:
            yield Found(
                "未填财政拨款支出的全年预算数，无法与决算数核对。",
                ("adjusted_budget.fiscal.expenditure", "fiscal.expenditure"),
                Severity.NOT_CHECKABLE,
            )
        return
    for fund in FISCAL_FUNDS:
        name = f"{fund.value}.expenditure"
        lines = tuple(line.amount for line in getattr(budget, fund).lines)
        spent = tuple(line.amounts.total for line in getattr(f, fund).spent.lines)
        yield from exceeds(
            side(f, f"{fund.label}支出决算数", Term("", "expenditure", spent)),
            side(f, "全年预算数", Term("", "adjusted_budget", lines)),
            (f"adjusted_budget.{name}", name),
            "请核对决算数和全年预算数；确已超出的，请说明原因。",
        )


@check("F502", Severity.WARNING, rules=(34,), needs=("previous.fiscal.income_grand_total",))
def opening_is_what_last_year_left(f: Figures) -> Iterator[Found]:
    """年初财政拨款结转和结余应等于上年末数：上年财政拨款收入总计－上年财政拨款支出。

    Rule 34. An adjustment of the opening balance (财政收回, 科目调整) is explained.
    """
    if f.previous is None or f.previous.fiscal_income_grand_total is None:
        return
    spent = tuple(-line.amount for line in f.previous.lines if line.fund in FISCAL_FUNDS)
    opening = tuple(line.opening for line in f.carry_over_lines if line.fund in FISCAL_FUNDS)
    received = f.previous.fiscal_income_grand_total
    speak = speaking_of(total(opening), total((received, *spent)))
    yield from unequal(
        side(f, "年初财政拨款结转和结余", Term("", "opening_carry_over", opening)),
        side(f, "上年财政拨款收入总计减上年财政拨款支出", Term("", "previous", (received, *spent))),
        ("opening_carry_over.fiscal", "previous.fiscal.income_grand_total", "previous.fiscal.expenditure"),
        f"其中上年财政拨款收入总计{speak(received)}，上年各科目财政拨款支出合计{speak(f.previous.fiscal.expenditure)}。"
        "请核对年初结转和结余、上年财政拨款收入总计，以及上年支出是否漏填科目；年初数有调整的请说明。",
        _last_year_items(f, f.previous),
    )


def _last_year_items(f: Figures, previous: Base) -> Iterator[tuple[str, Decimal]]:
    tree = f.classification.functional
    for line in previous.lines:
        if tree.has(line.item_code):
            yield f"上年{line.item_code} {tree.name(line.item_code)}支出", line.amount


@check("F503", Severity.ERROR, rules=(46,))
def parts_of_last_year_stay_within_their_whole(f: Figures) -> Iterator[Found]:
    """上年数应互相衔接：财政拨款支出≤财政拨款收入总计≤收入总计，“三公”经费≤财政拨款支出，机关运行经费≤一般公共预算支出。

    Rule 46, as far as last year's parts and totals are entered apart. Of 收入总计 a warning where 非财政拨款 was
    carried over as a deficit: 收入总计 may be less than its fiscal part then.
    """
    if f.previous is None:
        return
    for part, whole in (
        ("previous.fiscal.expenditure", "previous.fiscal.income_grand_total"),
        ("previous.fiscal.income_grand_total", "previous.income_grand_total"),
        ("previous.three_public.total", "previous.fiscal.expenditure"),
        ("previous.agency_operating_costs", "previous.general_public_budget.expenditure"),
    ):
        said, limit = f.amount(part), f.amount(whole)
        # A sum that exceeds already exceeds whatever the rest of it may be.
        is_known = is_filled(f, whole) and (is_filled(f, _parts(part)) or (said or ZERO) > (limit or ZERO))
        if not is_known:
            yield not_compared(_parts(part), whole)
            continue
        if said is None or limit is None:
            continue
        is_deficit = whole == "previous.income_grand_total" and f.opening_carry_over.non_fiscal < 0
        yield from exceeds(
            single(f, label(part), part),
            single(f, label(whole), whole),
            (part, whole),
            "非财政拨款年初结转和结余为负数，上年收入总计可能因此小于其中的财政拨款，请按上年公开的决算核对并说明。"
            if is_deficit
            else "部分不应大于整体，请按上年公开的决算核对两处，并检查上年支出是否漏填科目。",
            Severity.WARNING if is_deficit else None,
        )


def _parts(name: str) -> str:
    """The group a total is summed from; the figure itself where it is entered."""
    return name.removesuffix(".total")


@check("F504", Severity.WARNING, rules=(47,))
def expenditure_has_an_initial_budget(f: Figures) -> Iterator[Found]:
    """有一般公共预算财政拨款支出的单位应有年初预算数；没有年初预算的，不计算预决算差异率并说明原因。

    Rule 47.
    """
    spent, budget = f.general_public_budget.expenditure, f.initial_budget.general_public_budget.expenditure
    if spent and not budget:
        yield Found(
            f"一般公共预算财政拨款支出{amount_words(spent)}，年初预算数却为0.00万元，无法计算预决算差异率。"
            "请补填年初预算数；确无年初预算（如年内新成立）的请说明。",
            ("initial_budget.general_public_budget.expenditure", "general_public_budget.expenditure"),
        )


@check("F505", Severity.WARNING, rules=(74,))
def compared_amounts_are_in_one_unit(f: Figures) -> Iterator[Found]:
    """本年数与上年数、预算数相差约一万倍的，疑似元与万元混用。

    Rule 74.
    """
    for name in _compared(f):
        for base in ("previous", "initial_budget", "adjusted_budget"):
            if getattr(f, base) is None or not _has(base, name):
                continue
            current, other = f.amount(name) or ZERO, f.amount(f"{base}.{name}") or ZERO
            if current <= 0 or other <= 0:
                continue
            ratio = max(current, other) / min(current, other)
            if _LEAST_MIX <= ratio <= _MOST_MIX:
                yield Found(
                    f"{label(name, f.classification)}决算数{amount_words(current)}，"
                    f"{label(f'{base}.{name}', f.classification)}{amount_words(other)}，相差约{ratio:.0f}倍。"
                    "可能原因：元与万元混用（相差一万倍）。请核对单位。",
                    (
                        f"{base}.{name}" if other < current else name,
                        name if other < current else f"{base}.{name}",
                    ),
                )


def _compared(f: Figures) -> Iterator[str]:
    yield from ("income_grand_total", "fiscal.income_grand_total", "agency_operating_costs")
    yield from (f"three_public.{item.value}" for item in ThreePublicItem)
    for fund in FISCAL_FUNDS:
        yield f"{fund.value}.expenditure"
        for code in getattr(f, fund).spent.codes:
            if f.classification.functional.has(code):
                yield f"{fund.value}.{code}.expenditure"


def _has(base: str, name: str) -> bool:
    """Whether this base knows the figure: a budget has no 收入总计 and no 机关运行经费."""
    return base == "previous" or not name.endswith(("grand_total", "operating_costs"))
