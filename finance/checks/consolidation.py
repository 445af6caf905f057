"""所属单位汇总: a department's sums against its units, and what its units report of each other."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from finance.checks.registry import Found, Registry, Severity
from finance.money import ZERO, total
from finance.terms import Fund
from finance.transfers import End, Summing, TransferKind

_MOST = 8  # units named in one message

# Where each is mended: the page 所属单位汇总.
UNITS, TRANSFERS = "consolidation.units", "consolidation.transfers"
_LABELS = {UNITS: "所属单位", TRANSFERS: "内部往来"}


class SummingReader:
    """Reads a 汇总 for the registry."""

    missing: frozenset[str] = frozenset()

    def __init__(self, summing: Summing) -> None:
        self.summing = summing

    def value(self, name: str) -> object:
        s = self.summing
        left = sorted((str(end), amount) for end, amount in s.left.items())
        return {TRANSFERS: left, UNITS: (s.outdated, s.not_begun, s.problem)}[name]

    def label(self, name: str) -> str:
        return _LABELS[name]


CONSOLIDATION_CHECKS = Registry("所属单位汇总", SummingReader)
check = CONSOLIDATION_CHECKS.check


@check("F901", Severity.ERROR, rules=(78,))
def sums_are_those_of_the_units(s: Summing) -> Iterator[Found]:
    """部门决算的汇总数应等于各所属单位现在的数；单位有变动的，须重新汇总。

    部门决算由本级和所属单位决算汇总 (财库〔2021〕36号 部门决算管理办法).
    """
    if s.problem:
        yield Found(f"汇总数没有写入：{s.problem}。请到有关单位的决算里改正。", (UNITS,))
    if s.outdated:
        yield Found(
            f"所属单位{_listed(s.outdated)}的数已变动，汇总未更新。请先撤回或取回这份决算，系统随即重新汇总，再提交审核。",
            (UNITS,),
        )


@check("F902", Severity.ERROR, rules=(78,))
def every_unit_is_added_or_left_out(s: Summing) -> Iterator[Found]:
    """每个所属单位都应纳入汇总，不纳入的须写明原因。

    部门决算应当包括所属各单位的决算 (预算法 第八条).
    """
    if s.not_begun:
        yield Found(
            f"所属单位{_listed(s.not_begun)}还没有 {s.fiscal_year} 年度的决算，没有汇总进来。"
            "请由该单位建立决算，或在“所属单位汇总”页写明不汇总的原因。",
            (UNITS,),
        )


@check("F903", Severity.ERROR, rules=(78,))
def transfers_are_reported_by_both_units(s: Summing) -> Iterator[Found]:
    """登记的内部往来，付款单位和收款单位报的数都不应小于登记的金额。

    汇总时内部往来两边同额抵销; what one unit no longer reports cannot be taken out of the other.
    """
    left = s.left
    for transfer in s.transfers:
        if any(left.get(end, ZERO) < 0 for end in transfer.ends):
            told = "，".join(f"{s.where(end)}报 {s.reported.get(end, ZERO):,.2f} 元" for end in transfer.ends)
            yield Found(
                f"登记的往来 {transfer.amount:,.2f} 元，而{told}。这一笔没有抵销，请改正登记或单位的数。", (TRANSFERS,)
            )


@check("F904", Severity.ERROR, rules=(78,))
def nothing_is_reported_by_one_unit_alone(s: Summing) -> Iterator[Found]:
    """所属单位之间的补助和上缴，一方报支出，另一方应报同额收入，两边抵销；与部门以外单位的往来须登记对方。

    对附属单位补助支出 against 上级补助收入, 上缴上级支出 against 附属单位上缴收入.
    """
    for kind in TransferKind:
        ends = {end: amount for end, amount in s.left.items() if end.kind is kind and amount > 0}
        fiscal = [end for end in ends if end.fund is not Fund.NON_FISCAL]
        for end in fiscal:
            yield Found(
                f"{s.where(end)} {ends[end]:,.2f} 元列在{end.fund.label}下。"
                "补助附属单位和上缴上级只能用非财政拨款资金，请到该单位的决算里改正。",
                (TRANSFERS,),
            )
        paid = {end: amount for end, amount in ends.items() if end.is_paid and end not in fiscal}
        received = {end: amount for end, amount in ends.items() if not end.is_paid}
        if paid or received:
            yield Found(
                f"{kind.label}没有抵销：{_side(s, paid, kind.paid_label)}；{_side(s, received, kind.received_label)}。"
                "请在“所属单位汇总”页登记是哪两个单位之间的往来；对方在部门以外的，登记对方单位；两边数不一致的，到单位的决算里改正。",
                (TRANSFERS,),
            )


def _side(s: Summing, ends: Mapping[End, Decimal], label: str) -> str:
    """某某局的对附属单位补助支出（2010101）100.00 元, or that nobody reports any."""
    if not ends:
        return f"没有单位报{label}"
    amounts = [f"{s.where(end)} {amount:,.2f} 元" for end, amount in ends.items()]
    more = f"等 {len(amounts)} 处" if len(amounts) > _MOST else ""
    return "、".join(amounts[:_MOST]) + more + f"，共 {total(ends.values()):,.2f} 元"


def _listed(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个单位" if len(names) > _MOST else ""
    return "、".join(f"“{name}”" for name in names[:_MOST]) + more
