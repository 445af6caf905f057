"""What the clerk changed in a workbook, held against what it was issued with and what the account has now.

Only what differs from what was issued is the clerk's. Where the account has moved on meanwhile, to something else, it
is a conflict: shown with all three, and taken only where the clerk says so.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from disclosure.entry.pages import SECTIONS
from disclosure.exports.own_workbook.contents import YUAN, empty_box
from disclosure.intake.filled_in.current import Current, cell_at, plain
from disclosure.intake.filled_in.matching import known_rows
from disclosure.intake.filled_in.reading import Entered, Filled
from disclosure.intake.official.table import Gravity, Remark
from finance.cells import Cell
from finance.sections import LineSection
from finance.terms import Term
from finance.typed_numbers import Refused

_OF_CARDS = ("scorecards", "scorecard_funds", "indicators")


class Kind(Term):
    """What a change does."""

    SET = "set", "填写"
    ADD = "add", "增加一行"
    REMOVE = "remove", "删除一行"


@dataclass(frozen=True)
class Change:
    """One cell or one row. Texts in 元: as issued, as it now is, as it would be."""

    kind: Kind
    address: str
    entered: Entered
    issued: str = ""
    now: str = ""
    new: str = ""
    is_conflict: bool = False
    amount: Decimal | None = None  # of an amount, for where it came from

    @property
    def page(self) -> str:
        return self.entered.page

    @property
    def row(self) -> str:
        """The address of its row."""
        return self.address if self.kind is not Kind.SET else self.address.rpartition("/")[0]


@dataclass
class Comparison:
    """All changes in the order of the workbook, and what could not be understood."""

    filled: Filled
    current: Current
    changes: tuple[Change, ...]
    remarks: tuple[tuple[str, Remark], ...]  # page and remark
    keys: dict[str, str] = field(default_factory=dict)  # rows that are there already: indicators/57-new1 → …/57-93

    @property
    def conflicts(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.is_conflict)

    @cached_property
    def fingerprint(self) -> str:
        """Of all that would change: what was shown and what is taken must have the same."""
        text = repr([(c.kind.value, c.address, c.now, c.new, c.is_conflict) for c in self.changes])
        return hashlib.sha256(text.encode()).hexdigest()


def compare(filled: Filled, current: Current) -> Comparison:
    return _Comparing(filled, current).compared()


class _Comparing:
    def __init__(self, filled: Filled, current: Current) -> None:
        self.filled, self.current = filled, current
        self.issued = filled.issued
        self.remarks = list(filled.remarks)
        self.keys = known_rows(filled, current)
        self.values: dict[str, Any] = {}  # what the changed cells would hold

    def compared(self) -> Comparison:
        changes = [*self._removals()]
        gone = {change.address for change in changes} | self.filled.removed.keys()
        nameless = set(self._nameless_cards())
        cells = [*self._cells(gone | nameless)]
        refused = set(self._unexplained(cells)) | set(self._beyond_their_points(cells))
        cells = [change for change in cells if change.address not in refused]
        changes += [*self._additions(nameless), *cells]
        return Comparison(self.filled, self.current, tuple(changes), tuple(self.remarks), self.keys)

    def _known(self, address: str) -> str:
        """The address, a row that is there already under its own key."""
        section, key, *column = address.split("/")
        row = self.keys.get(f"{section}/{key}", f"{section}/{key}")
        if section in ("indicators", "scorecard_funds") and row == f"{section}/{key}":
            card, _, rest = key.partition("-")
            card = self.keys.get(f"scorecards/{card}", f"scorecards/{card}").partition("/")[2]
            row = f"{section}/{card}-{rest}"
        return "/".join((row, *column))

    def _remark(self, entered: Entered, words: str, gravity: Gravity = Gravity.ERROR) -> None:
        self.remarks.append((entered.page, Remark(gravity, str(entered.place), words)))

    # Rows ---

    def _removals(self) -> Iterator[Change]:
        for row, entered in self.filled.removed.items():
            section, _, key = row.partition("/")
            if section not in SECTIONS or not SECTIONS[section].is_open or not self.current.has_row(row):
                continue
            columns = self.current.values[section][key]
            if any(self._is_kept_from_last_year(f"{row}/{column}") for column in columns):
                self._remark(entered, "这一行有上年决算带来的数，不能删除。确需改动的，请把数改掉并写明原因")
                continue
            moved = any(
                plain(cell_at(f"{row}/{column}"), value) != self._issued_value(f"{row}/{column}")
                for column, value in columns.items()
            )
            yield Change(Kind.REMOVE, row, entered, is_conflict=moved)

    def _is_kept_from_last_year(self, cell: str) -> bool:
        carried = self.current.carried.get(cell)
        return bool(carried and carried.value and not carried.reason)

    def _nameless_cards(self) -> Iterator[str]:
        """Projects to come that nobody could tell from one another."""
        for card, entered in self._new_cards().items():
            if f"{card}/name" not in self.filled.cells:
                self._remark(entered, "新项目没有填名称，没有导入")
                yield card

    def _new_cards(self) -> dict[str, Entered]:
        """Scorecards to come, each by the first of its cells."""
        found: dict[str, Entered] = {}
        for address, entered in self.filled.cells.items():
            section, key, _ = address.split("/")
            if section in _OF_CARDS and key.startswith("new"):
                found.setdefault(f"scorecards/{key.partition('-')[0]}", entered)
        return found

    def _additions(self, nameless: set[str]) -> Iterator[Change]:
        """Rows to come. A line is one by its code alone."""
        for row, entered in (self._new_cards() | self.filled.new_rows).items():
            address = self._known(row)
            if not self.current.has_row(address) and not nameless & {row, self._card_of(row)}:
                yield Change(Kind.ADD, address, entered)

    # Cells ---

    def _issued_value(self, address: str) -> Any:
        cell, text = cell_at(address), self.issued.cells.get(address)
        if text is None:
            return plain(cell, empty_box(cell))
        try:
            return cell.parse(text, YUAN)
        except Refused:
            return text

    def _cells(self, gone: set[str]) -> Iterator[Change]:
        for written, entered in self.filled.cells.items():
            address = self._known(written)
            row = written.rpartition("/")[0]
            if row in gone or self._card_of(row) in gone:
                continue
            cell = cell_at(address)
            issued = self._issued_value(address)
            try:
                value = cell.parse(entered.text, YUAN)
            except Refused as refusal:
                if entered.text.strip() != self.issued.cells.get(address, "").strip():
                    self._remark(entered, str(refusal))
                continue
            if value == issued:
                continue
            if change := self._change(address, cell, value, issued, entered):
                self.values[address] = value
                yield change

    def _card_of(self, row: str) -> str:
        section, _, key = row.partition("/")
        return f"scorecards/{key.partition('-')[0]}" if section in _OF_CARDS else ""

    def _change(self, address: str, cell: Cell, value: Any, issued: Any, entered: Entered) -> Change | None:
        """None where the account has it already, or where it has no place any more."""
        now = plain(cell, self.current.value(address))
        row = address.rpartition("/")[0]
        was_issued = row in self.issued.rows
        is_lost = was_issued and not self.current.has_row(row)
        if is_lost and not isinstance(SECTIONS[row.partition("/")[0]], LineSection):
            self._remark(entered, "这一行已被别人删除，填的内容没有导入")
            return None
        if value == now:
            return None
        return Change(
            Kind.SET,
            address,
            entered,
            self.issued.cells.get(address, ""),
            self.current.text(address),
            cell.print(value, YUAN),
            is_conflict=is_lost or now != issued,
            amount=value if cell.kind == "amount" and isinstance(value, Decimal) else None,
        )

    # What the account would refuse ---

    def _unexplained(self, cells: list[Change]) -> Iterator[str]:
        """Figures of last year's account that are changed, and nobody has said why."""
        for change in cells:
            carried = self.current.carried.get(change.address)
            if carried is None or self.values[change.address] == carried.value:
                continue
            reason = self.values.get(f"carried/{carried.pk}/reason", carried.reason)
            if not reason:
                words = (
                    f"这是上年决算带来的数（{carried.value:,.2f} 元），改动要写原因：填在本表最下面“改动上年数的原因”里"
                )
                self._remark(change.entered, words)
                yield change.address

    def _beyond_their_points(self, cells: list[Change]) -> Iterator[str]:
        """Scores that would be more than their points."""
        pairs = {"scorecards": ("execution_points", "filed_execution_score"), "indicators": ("points", "filed_score")}
        for row in dict.fromkeys(change.row for change in cells):
            names = pairs.get(row.partition("/")[0])
            if names is None:
                continue
            points, score = (self._would_be(f"{row}/{name}") for name in names)
            if score is None or points is None or score <= points:
                continue
            for change in cells:
                if change.row == row and change.address.rpartition("/")[2] in names:
                    self._remark(change.entered, f"得分 {score:f} 大于分值 {points:f}，没有导入")
                    yield change.address

    def _would_be(self, address: str) -> Any:
        return self.values.get(address, self.current.value(address))
