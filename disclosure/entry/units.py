"""所属单位汇总 as its page shows it: the units with what each brings, what moved among them, and what is left open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from disclosure.entry.screen import Screen
from finance.checks import CONSOLIDATION_CHECKS
from finance.checks.registry import Finding
from finance.classification import Classification
from finance.consolidating import Unit, members_of, pure_of, reported, transfers_of, units_of
from finance.consolidation import eliminations
from finance.figures import Figures
from finance.models import InternalTransfer
from finance.money import total
from finance.terms import Fund
from finance.transfers import End, TransferKind, left_of, proposed, taken_out
from finance.transfers import InternalTransfer as Transfer
from finance.unit_amounts import named
from units.models import BudgetUnit

# What the list shows of each unit.
COLUMNS = (
    ("income_grand_total", "收入总计"),
    ("expenditure_grand_total", "支出总计"),
    ("fiscal.expenditure", "财政拨款支出"),
    ("three_public.total", "“三公”经费"),
)
_OUTSIDE = "部门以外"


@dataclass(frozen=True)
class Row:
    """One unit. `missing`: how much of what the edition prints nobody has filled in."""

    of: Unit
    amounts: tuple[str, ...]
    missing: int
    may_open: bool


@dataclass(frozen=True)
class Shown:
    """A transfer in words."""

    payer: str
    receiver: str
    kind: str
    paid_item: str
    received_item: str
    amount: str
    number: int = 0
    key: str = ""
    is_taken_out: bool = True


@dataclass(frozen=True)
class Choice:
    """A line of a unit of which something is still open."""

    key: str
    words: str


class UnitsPage:
    """Made for one request."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.account = screen, screen.account

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return units_of(self.account)

    @cached_property
    def members(self) -> Mapping[int, Figures]:
        return members_of(self.account)

    @property
    def has_accounts(self) -> bool:
        return any(one.account for one in self.units)

    @property
    def added(self) -> int:
        return len(self.members)

    @property
    def left_out(self) -> int:
        return sum(bool(one.left_out_because) for one in self.units)

    @property
    def not_begun(self) -> int:
        return sum(one.account is None and not one.left_out_because for one in self.units)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return CONSOLIDATION_CHECKS.run(self.screen.summing) if self.screen.summing else ()

    # Units ---

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        seen = set(BudgetUnit.objects.visible_to(self.screen.user).order_by().values_list("pk", flat=True))
        return tuple(self._row(one, seen) for one in self.units)

    def _row(self, one: Unit, seen: set[int]) -> Row:
        figures = self.members.get(one.account.pk) if one.account else None
        amounts = self._amounts(figures) if figures else ()
        missing = len(figures.missing & self.screen.mentioned) if figures else 0
        return Row(one, amounts, missing, one.unit.pk in seen)

    def _amounts(self, figures: Figures) -> tuple[str, ...]:
        return tuple(self.screen.total_of(figures, name) for name, _ in COLUMNS)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(label for _, label in COLUMNS)

    @cached_property
    def added_up(self) -> tuple[str, ...]:
        """The units together, before anything is taken out."""
        sums = (total(named(name)(one) or Decimal(0) for one in self.members.values()) for name, _ in COLUMNS)
        return tuple(map(self.screen.amount, sums))

    @cached_property
    def eliminated(self) -> tuple[str, ...]:
        """What is taken out, empty where nothing is."""
        if not any(one.is_taken_out for one in self.transfers):
            return ()
        return self._amounts(eliminations(list(self.members.values()), self._entered, self.screen.figures))

    @property
    def department(self) -> tuple[tuple[str, str], ...]:
        """The sums, each with its address."""
        return tuple((self.screen.total(name), self.screen.total_address(name)) for name, _ in COLUMNS)

    # Transfers ---

    @cached_property
    def _entered(self) -> tuple[Transfer, ...]:
        return transfers_of(self.account)

    @cached_property
    def _reported(self) -> dict[End, Decimal]:
        return reported(self.account)

    @property
    def _names(self) -> dict[str, str]:
        return {one.unit.code: one.unit.name for one in self.units}

    @cached_property
    def transfers(self) -> tuple[Shown, ...]:
        rows = InternalTransfer.objects.filter(consolidation__account=self.account).select_related("payer", "receiver")
        inside = taken_out(self._reported, self._entered)
        return tuple(self._shown(pure_of(row), row, is_taken_out=pure_of(row) in inside) for row in rows)

    @cached_property
    def proposals(self) -> tuple[tuple[Transfer, Shown], ...]:
        return tuple((one, self._shown(one)) for one in proposed(self._reported, self._entered))

    def _shown(self, one: Transfer, row: InternalTransfer | None = None, *, is_taken_out: bool = True) -> Shown:
        outside = f"{_OUTSIDE}：{row.note}" if row else _OUTSIDE
        return Shown(
            payer=self._names.get(one.payer, outside),
            receiver=self._names.get(one.receiver, outside),
            kind=one.kind.label,
            paid_item=self._item(one.paid_item),
            received_item=self._item(one.received_item),
            amount=self.screen.amount(one.amount),
            number=row.pk if row else 0,
            key=key_of(one),
            is_taken_out=is_taken_out,
        )

    def _item(self, code: str) -> str:
        return item_words(code, self.screen.figures.classification)

    @cached_property
    def _left(self) -> list[tuple[End, Decimal]]:
        found = left_of(self._reported, self._entered).items()
        return sorted(
            ((end, amount) for end, amount in found if amount > 0 and end.fund is Fund.NON_FISCAL),
            key=lambda one: (one[0].kind.value, one[0].unit, one[0].item_code),
        )

    @property
    def paid(self) -> tuple[Choice, ...]:
        """Lines of payers of which something is open."""
        return tuple(self._choices(is_paid=True))

    @property
    def received(self) -> tuple[Choice, ...]:
        return tuple(self._choices(is_paid=False))

    def _choices(self, *, is_paid: bool) -> Iterator[Choice]:
        for end, amount in self._left:
            if end.is_paid is is_paid:
                column = end.kind.paid_label if is_paid else end.kind.received_label
                words = f"{self._names.get(end.unit, end.unit)}：{column} {self._item(end.item_code)}"
                yield Choice(end_key(end), f"{words}，未抵销 {self.screen.amount(amount)} {self.screen.unit.label}")

    def end_named(self, key: str) -> End | None:
        """The line with this key; None for one that is not open, or no more."""
        return next((end for end, _ in self._left if end_key(end) == key), None)


def item_words(code: str, classification: Classification) -> str:
    """2080799 其他就业补助支出."""
    tree = classification.functional
    return f"{code} {tree.name(code)}" if code and tree.has(code) else code


def end_key(end: End) -> str:
    return f"{end.kind.value}-{end.unit}-{end.item_code}"


def key_of(one: Transfer) -> str:
    """By which a proposal that was looked at is known again."""
    return "-".join((one.kind.value, one.payer, one.receiver, one.paid_item, one.received_item, str(one.amount)))


def transfer_between(paid: End | None, received: End | None, amount: Decimal) -> Transfer | None:
    """None where neither side is given, or the two are of different kinds."""
    ends = [end for end in (paid, received) if end]
    if not ends or len({end.kind for end in ends}) > 1:
        return None
    return Transfer(
        kind=TransferKind(ends[0].kind),
        payer=paid.unit if paid else "",
        receiver=received.unit if received else "",
        paid_item=paid.item_code if paid else "",
        received_item=received.item_code if received else "",
        amount=amount,
    )
