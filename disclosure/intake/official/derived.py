"""Amounts worked out from several tables, with every cell they come from; what is unknown makes unknown. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure.intake.official.amounts import Place
from disclosure.intake.official.table import ReadTable
from finance.money import ZERO

HALF_A_HUNDREDTH = Decimal(50)  # 元: what a printed 万元 may be off


@dataclass(frozen=True)
class Derived:
    """A sum of cells. `value` is None where one of them could not be read, or says that it is not filled in."""

    value: Decimal | None
    places: tuple[Place, ...] = ()
    tables: frozenset[str] = frozenset()

    def __sub__(self, other: "Derived") -> "Derived":
        value = None if self.value is None or other.value is None else self.value - other.value
        return Derived(value, self.places + other.places, self.tables | other.tables)

    def less(self, others: Iterable["Derived"]) -> "Derived":
        """This, minus all of them that are anything at all."""
        result = self
        for other in others:
            if other.value != 0 or other.value is None:
                result = result - other
        return result

    @property
    def tolerance(self) -> Decimal:
        """How far printed amounts may lead it astray."""
        return HALF_A_HUNDREDTH * max(len(self.places), 1)


ZERO_OF = Derived(ZERO)
UNKNOWN = Derived(None)


class Reading:
    """The tables that are taken, asked for figures by name."""

    def __init__(self, tables: Mapping[str, ReadTable]) -> None:
        self.tables = tables

    def has(self, *keys: str) -> bool:
        """Whether these tables are there, and were understood at all."""
        return all(key in self.tables and self.tables[key].amounts for key in keys)

    def get(self, key: str, name: str) -> Derived:
        """A figure of a table: zero where its row is not there, unknown where it could not be read."""
        table = self.tables[key]
        if name in table.unknown:
            return UNKNOWN
        amount = table.amounts.get(name)
        if amount is None:
            return ZERO_OF
        return Derived(amount.yuan, (amount.place,), frozenset({key}))

    def first(self, *asked: tuple[str, str]) -> Derived | None:
        """The figure from the first of these (table, name) where it stands; None: nowhere."""
        for key, name in asked:
            if key in self.tables and (name in self.tables[key].amounts or name in self.tables[key].unknown):
                return self.get(key, name)
        return None
