"""This year's account against last year's own account, where the system has it."""

from collections.abc import Iterator

from finance.checks.account import FiguresReader
from finance.checks.amounts import is_filled, not_compared
from finance.checks.registry import Found, Registry, Severity
from finance.checks.words import pair_words
from finance.figures import Figures
from finance.money import ZERO, to_wan
from finance.names import label
from finance.terms import FISCAL_FUNDS, Fund, ThreePublicItem


def _read(this_year: Figures, last_year: Figures) -> FiguresReader:  # noqa: ARG001
    """Findings name this year's boxes: last year's account is closed."""
    return FiguresReader(this_year)


LAST_YEAR_CHECKS = Registry("与上年决算", _read)
check = LAST_YEAR_CHECKS.check


@check("F511", Severity.WARNING, rules=(34,))
def each_opening_is_last_years_closing(f: Figures, last: Figures) -> Iterator[Found]:
    """各项资金的年初结转和结余应等于上年度决算的年末数。

    Rule 34: T01.29(y) = T01.60(y−1), fund by fund. An adjustment is explained.
    """
    for fund in Fund:
        opening, closing = f.opening_carry_over.by(fund), last.closing_carry_over.by(fund)
        if opening != closing:
            one, two, difference = pair_words(opening, closing)
            name = f"opening_carry_over.{fund.value}"
            yield Found(
                f"{label(name)}{one}，上年度决算的年末数为{two}，相差{difference}。请核对；年初数有调整的请说明。",
                (name,),
            )


@check("F512", Severity.ERROR, rules=(45, 46))
def last_years_totals_are_as_published(f: Figures, last: Figures) -> Iterator[Found]:
    """填列的上年收入总计、财政拨款收入总计、机关运行经费和“三公”经费应与上年度决算一致。

    Rules 45 and 46. 元 lost because last year's printed 万元 were entered are information.
    """
    names = ["income_grand_total", "fiscal.income_grand_total"]
    names += [f"three_public.{item.value}" for item in ThreePublicItem]
    if f.unit.kind.has_agency_operating_costs and last.unit.kind.has_agency_operating_costs:
        names.append("agency_operating_costs")
    yield from _compare(f, last, names)


@check("F513", Severity.WARNING, rules=(45, 46))
def last_years_items_are_as_published(f: Figures, last: Figures) -> Iterator[Found]:
    """填列的上年各科目财政拨款支出应与上年度决算一致；科目有调整的请说明。

    Rules 45 and 46.
    """
    if f.previous is None:
        return
    names = []
    for fund in FISCAL_FUNDS:
        codes = {*getattr(last, fund).spent.codes, *getattr(f.previous, fund).codes}
        names += [f"{fund.value}.{code}.expenditure" for code in sorted(codes)]
    yield from _compare(f, last, names)


def _compare(f: Figures, last: Figures, names: list[str]) -> Iterator[Found]:
    if f.previous is None:
        return
    for name in names:
        if not is_filled(f, f"previous.{name}"):
            yield not_compared(f"previous.{name}")
            continue
        entered, filed = f.amount(f"previous.{name}"), last.amount(name) or ZERO
        if entered is None or entered == filed or name in last.missing:
            continue
        one, two, difference = pair_words(entered, filed)
        is_rounding = to_wan(entered) == to_wan(filed)
        advice = "上年数按公开的万元数填列所致，不影响公开数。" if is_rounding else "请按上年度决算改正。"
        yield Found(
            f"填列的{label(f'previous.{name}', f.classification)}{one}，上年度决算为{two}，相差{difference}。{advice}",
            (f"previous.{name}",),
            Severity.INFORMATION if is_rounding else None,
        )
