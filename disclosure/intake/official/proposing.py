"""A reading being turned into a proposal: what this year's and last year's tables have in common. Pure."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from disclosure.intake.official.derived import Derived, Reading
from disclosure.intake.official.table import Gravity, Remark
from disclosure.intake.proposal import Proposal, Proposed
from finance.classification import CodeTree
from finance.terms import ThreePublicItem

GENERAL, GOVERNMENT, STATE = "general_public_budget", "government_fund", "state_capital_operations"
TABLE_OF: Mapping[str, str] = MappingProxyType({GENERAL: "t5", GOVERNMENT: "t8", STATE: "t9"})


class Proposing:
    """One reading being turned into a proposal: what both years need."""

    def __init__(self, reading: Reading, functional: CodeTree, *, is_printed: bool) -> None:
        self.reading, self.functional, self.is_printed = reading, functional, is_printed
        self.tables = reading.tables
        self.proposal = Proposal()
        self.remarks: list[Remark] = []

    def propose(self, key: str, address: str, derived: Derived) -> None:
        """The cell's new amount, taken with this table; an unknown one leaves the cell, and its row, as they are."""
        if derived.value is None:
            self.proposal.unsure.add(address.rpartition("/")[0])
            return
        self.proposal.cells[address] = Proposed(derived.value, derived.places, key, self.is_printed)

    def cover(self, scope: str, key: str) -> None:
        """All rows of the scope are in this table."""
        self.proposal.scopes[scope] = key

    def remark(self, gravity: Gravity, key: str, words: str) -> None:
        self.remarks.append(Remark(gravity, self.tables[key].sheet.name, words))

    def three_public(self, column: str, prefix: str) -> None:
        if not self.reading.has("t7"):
            return
        for item in ThreePublicItem:
            if (derived := self.reading.first(("t7", f"{prefix}.{item.value}"))) is not None:
                self.propose("t7", f"three_public_items/{item.value}/{column}", derived)

    def known(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes that the year has; of the others the reader has spoken."""
        return tuple(code for code in codes if self.functional.has(code))
