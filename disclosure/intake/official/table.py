"""A table as it was read: amounts under their dotted names, each with its place, and what was not understood. Pure."""

from dataclasses import dataclass, field
from decimal import Decimal

from disclosure.intake.official.amounts import Amount, Place, read_amount
from disclosure.intake.official.blocks import Block
from disclosure.intake.workbook import Sheet
from finance.classification import Classification
from finance.tables import TABLES
from finance.terms import Term
from finance.typed_numbers import Refused


class Gravity(Term):
    """How much a remark matters."""

    ERROR = "error", "没有看懂"  # the figure is not taken
    MISMATCH = "mismatch", "对不上"
    NOTE = "note", "提示"


@dataclass(frozen=True)
class Remark:
    """Something the reader has to say of a table; `place` names sheet and cell."""

    gravity: Gravity
    place: str
    words: str


@dataclass
class ReadTable:
    """One of the nine tables. A figure in `unknown` stands there and could not be read: neither zero nor taken."""

    block: Block
    size: Decimal  # 元 of its unit
    classification: Classification
    amounts: dict[str, Amount] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.block.key

    @property
    def sheet(self) -> Sheet:
        return self.block.sheet

    @property
    def title(self) -> str:
        """Its official title."""
        return TABLES[self.key].title

    def take(self, name: str, row: int, column: int) -> None:
        """The amount in this cell under this name."""
        place = Place(self.sheet.name, row, column)
        if name in self.amounts or name in self.unknown:
            self.remark(Gravity.ERROR, row, column, "同一项出现了两次，请只留一处")
            self.unknown.add(name)
            self.amounts.pop(name, None)
            return
        try:
            amount = read_amount(self.sheet, row, column, self.size)
        except Refused as refusal:
            self.unknown.add(name)
            self.remarks.append(Remark(Gravity.ERROR, str(place), str(refusal)))
            return
        self.amounts[name] = amount
        if amount.is_rounded:
            self.remark(Gravity.NOTE, row, column, f"不足一分的部分已四舍五入，按 {amount.value:,.2f} 元")

    def remark(self, gravity: Gravity, row: int, column: int, words: str) -> None:
        self.remarks.append(Remark(gravity, str(Place(self.sheet.name, row, column)), words))

    def has(self, name: str) -> bool:
        return name in self.amounts
