"""内部往来: money that moves among the units of a department, and what they report of it. Pure, amounts in 元.

The payer's 对附属单位补助支出 is the receiver's 上级补助收入, 上缴上级支出 is 附属单位上缴收入. Both are money that
is not 财政拨款 (事业单位财务规则), so a transfer has no fund of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.figures import Figures
from finance.money import ZERO, total
from finance.terms import ExpenditureKind, Fund, IncomeSource, Term


class TransferKind(Term):
    """内部往来: which 支出 of the payer is which 收入 of the receiver."""

    SUBSIDY = "subsidy", "补助附属单位"
    REMITTANCE = "remittance", "上缴上级"

    @property
    def paid(self) -> str:
        """The payer's column of 支出决算."""
        return "affiliate_subsidy" if self is TransferKind.SUBSIDY else "superior_remittance"

    @property
    def received(self) -> str:
        """The receiver's column of 收入决算."""
        return "superior_subsidy" if self is TransferKind.SUBSIDY else "affiliate_remittance"

    @property
    def paid_label(self) -> str:
        return ExpenditureKind(self.paid).label

    @property
    def received_label(self) -> str:
        return IncomeSource(self.received).label


@dataclass(frozen=True, kw_only=True)
class InternalTransfer:
    """内部往来, one 项 on either side. Payer or receiver empty: a body outside the department, nothing is taken out."""

    kind: TransferKind
    payer: str  # unit code
    receiver: str
    paid_item: str
    received_item: str
    amount: Decimal

    @property
    def is_internal(self) -> bool:
        return bool(self.payer and self.receiver)

    @property
    def ends(self) -> "tuple[End, ...]":
        """The lines that it stands in."""
        ends = []
        if self.payer:
            ends.append(End(self.payer, self.kind, is_paid=True, item_code=self.paid_item))
        if self.receiver:
            ends.append(End(self.receiver, self.kind, is_paid=False, item_code=self.received_item))
        return tuple(ends)


@dataclass(frozen=True)
class End:
    """One column of one line of a unit, in which transfers stand."""

    unit: str
    kind: TransferKind
    is_paid: bool
    item_code: str
    fund: Fund = Fund.NON_FISCAL


type Reported = Mapping[End, Decimal]


def reported(members: Iterable[Figures]) -> dict[End, Decimal]:
    """What the units report as paid to or received from each other, line by line."""
    found: dict[End, Decimal] = {}
    for member in members:
        for kind in TransferKind:
            for spent in member.expenditure_lines:
                if amount := getattr(spent.amounts, kind.paid):
                    found[End(member.unit.code, kind, True, spent.item_code, spent.fund)] = amount
            for received in member.income_lines:
                if amount := getattr(received.amounts, kind.received):
                    found[End(member.unit.code, kind, False, received.item_code)] = amount
    return found


def left_of(there: Reported, transfers: Iterable[InternalTransfer]) -> dict[End, Decimal]:
    """What no transfer accounts for; negative where transfers say more than the unit reports."""
    left = dict(there)
    for transfer in transfers:
        for end in transfer.ends:
            left[end] = left.get(end, ZERO) - transfer.amount
    return {end: amount for end, amount in left.items() if amount}


def taken_out(there: Reported, transfers: Sequence[InternalTransfer]) -> tuple[InternalTransfer, ...]:
    """The transfers that both units report. Those of a line in which they come to more than stands there stay in: they
    are a finding, and nothing is taken from what is not there."""
    left = left_of(there, transfers)
    return tuple(one for one in transfers if one.is_internal and all(left.get(end, ZERO) >= 0 for end in one.ends))


def proposed(there: Reported, transfers: Sequence[InternalTransfer]) -> tuple[InternalTransfer, ...]:
    """Transfers that are not entered and on which both sides agree: one unit's line is what all others together report,
    or one line on either side, and only one, has this amount. What is then left is looked at again."""
    found: tuple[InternalTransfer, ...] = ()
    while more := tuple(_proposed(left_of(there, (*transfers, *found)))):
        found += more
    return found


def _proposed(left: Mapping[End, Decimal]) -> Iterator[InternalTransfer]:
    left = {end: amount for end, amount in left.items() if end.fund is Fund.NON_FISCAL}
    for kind in TransferKind:
        yield from _agreed(kind, _sided(left, kind, is_paid=True), _sided(left, kind, is_paid=False))


def _sided(left: Mapping[End, Decimal], kind: TransferKind, *, is_paid: bool) -> list[tuple[End, Decimal]]:
    found = [(end, amount) for end, amount in left.items() if end.kind is kind and end.is_paid is is_paid]
    return sorted(found, key=lambda one: (one[0].unit, one[0].item_code))


def _agreed(
    kind: TransferKind, paid: list[tuple[End, Decimal]], received: list[tuple[End, Decimal]]
) -> Iterator[InternalTransfer]:
    everything = [amount for _, amount in (*paid, *received)]
    if not paid or not received or min(everything) < 0:
        return
    is_of_one = 1 in (len(paid), len(received)) and total(x for _, x in paid) == total(x for _, x in received)
    counts = [Counter(amount for _, amount in side) for side in (paid, received)]
    for payer, given in paid:
        for receiver, got in received:
            if payer.unit == receiver.unit:
                continue
            if is_of_one or (given == got and all(count[given] == 1 for count in counts)):
                yield InternalTransfer(
                    kind=kind,
                    payer=payer.unit,
                    receiver=receiver.unit,
                    paid_item=payer.item_code,
                    received_item=receiver.item_code,
                    amount=min(given, got),
                )


@dataclass(frozen=True)
class Summing:
    """A 汇总 as the checks look at it: what its units report of each other, and how its sums stand."""

    fiscal_year: int
    names: Mapping[str, str]  # unit code → name
    reported: Reported
    transfers: tuple[InternalTransfer, ...] = ()
    outdated: tuple[str, ...] = ()  # names of units whose figures are others than those in the sum
    not_begun: tuple[str, ...] = ()  # names of units without an account, and without a reason
    problem: str = ""

    @property
    def left(self) -> dict[End, Decimal]:
        """What no transfer accounts for."""
        return left_of(self.reported, self.transfers)

    def where(self, end: End) -> str:
        """某某中心的上级补助收入（2050299）."""
        column = end.kind.paid_label if end.is_paid else end.kind.received_label
        return f"“{self.names.get(end.unit, end.unit)}”的{column}（{end.item_code}）"
