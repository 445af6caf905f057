"""A preview as the page shows it: every change in words and in the user's unit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from disclosure.entry.pages import PAGES
from disclosure.intake.comparing import Difference
from disclosure.intake.labels import row_words
from disclosure.intake.official.table import Gravity, Remark
from disclosure.intake.package_preview import BoxChange, PackagePreview
from disclosure.intake.preview import Preview, TablePreview
from disclosure.intake.proposal import row_of
from finance.cells import Address, Amount, Cell, Choice
from finance.classification import Classification
from finance.sections import SECTIONS
from finance.typed_numbers import AmountUnit

_AMOUNT = Amount(optional=True, signed=True)
_SECTION_WORDS = {"account": "", "three_public_items": "“三公”经费", "previous_year": "上年"}
_NOTHING, _GONE = "（未填）", "（删去）"
_NUMBERS = ("amount", "number", "count")


@dataclass(frozen=True)
class ShownChange:
    """One line of the preview."""

    row: str
    column: str
    old: str
    new: str
    source: str
    is_gone: bool
    is_number: bool = True
    conflict: str = ""  # the address of a cell that somebody else has changed too
    note: str = ""  # what became of it meanwhile


@dataclass(frozen=True)
class ShownTable:
    """A table, or an entry page, with its changes, in the order of its rows."""

    preview: TablePreview
    changes: tuple[ShownChange, ...]

    @property
    def has_words(self) -> bool:
        return not all(change.is_number for change in self.changes)

    @property
    def has_sources(self) -> bool:
        return any(change.source for change in self.changes)

    @property
    def is_quiet(self) -> bool:
        """There is nothing to be said of it."""
        return not self.changes and not self.preview.remarks


@dataclass(frozen=True)
class Shown:
    """All of a preview. `kind`: what its parts are called."""

    kind: str
    fingerprint: str
    tables: tuple[ShownTable, ...]
    elsewhere: tuple[Remark, ...]
    changed: int
    gone: int
    ignored: tuple[str, ...] = ()
    is_rounded: bool = False
    conflicts: int = 0

    @property
    def has_changes(self) -> bool:
        return bool(self.changed or self.gone)

    @property
    def errors(self) -> int:
        return self._count(Gravity.ERROR)

    @property
    def mismatches(self) -> int:
        return self._count(Gravity.MISMATCH)

    @property
    def loud(self) -> tuple[ShownTable, ...]:
        return tuple(table for table in self.tables if not table.is_quiet)

    @property
    def quiet(self) -> tuple[ShownTable, ...]:
        return tuple(table for table in self.tables if table.is_quiet)

    def _count(self, gravity: Gravity) -> int:
        remarks = [*self.elsewhere, *(remark for table in self.tables for remark in table.preview.remarks)]
        return sum(remark.gravity is gravity for remark in remarks)


def shown(found: Preview | PackagePreview, unit: AmountUnit) -> Shown:
    """Whatever was found in the file, as the page shows it."""
    if isinstance(found, PackagePreview):
        return _shown_package(found, unit)
    return Shown(
        "张表",
        found.fingerprint,
        shown_tables(found, unit),
        found.elsewhere,
        sum(difference.proposed is not None for difference in found.comparison.differences),
        len(found.comparison.gone),
        found.read.ignored,
        found.read.is_rounded,
    )


# The nine tables ---


def shown_tables(preview: Preview, unit: AmountUnit) -> tuple[ShownTable, ...]:
    tree, gone = preview.figures.classification, set(preview.comparison.gone)
    return tuple(ShownTable(table, tuple(_changes(table, tree, unit, gone))) for table in preview.tables)


def _changes(
    table: TablePreview, classification: Classification, unit: AmountUnit, gone: Collection[str]
) -> Iterator[ShownChange]:
    for difference in sorted(table.differences, key=lambda d: row_of(d.address)):
        yield _change(difference, classification, unit, row_of(difference.address) in gone)


def _change(difference: Difference, classification: Classification, unit: AmountUnit, is_gone: bool) -> ShownChange:
    address = Address.read(difference.address)
    section = SECTIONS[address.section]
    words = " ".join(word for word in row_words(address, classification) if word)
    first = _SECTION_WORDS.get(address.section, "")
    column = str(section.model._meta.get_field(address.column).verbose_name)  # type: ignore[union-attr]
    return ShownChange(
        row=f"{first} {words}".strip() or str(section.model._meta.verbose_name),
        column=column,
        old=_AMOUNT.print(difference.old, unit) or _NOTHING,
        new=_GONE if is_gone else _AMOUNT.print(difference.new, unit),
        source=difference.proposed.source if difference.proposed else "",
        is_gone=is_gone,
    )


# A package ---


def _shown_package(found: PackagePreview, unit: AmountUnit) -> Shown:
    tables = []
    for key in found.keys:
        boxes = [box for box in found.boxes if box.page == key]
        title = TablePreview(key, PAGES[key].title, "", (), (), found.remarks.get(key, ()))
        tables.append(ShownTable(title, tuple(_box(box, unit) for box in boxes)))
    changed = sum(not box.is_gone for box in found.boxes)
    elsewhere = found.remarks.get("", ())
    gone = len(found.gone) + len({box.row for box in found.boxes if box.is_gone and not _has_row(found, box)})
    return Shown("页", found.fingerprint, tuple(tables), elsewhere, changed, gone)


def _has_row(found: PackagePreview, box: BoxChange) -> bool:
    return (box.page, row_of(box.address)) in found.gone


def _box(box: BoxChange, unit: AmountUnit) -> ShownChange:
    return ShownChange(
        row=box.row,
        column=box.column,
        old=_printed(box.cell, box.old, unit) or _NOTHING,
        new=_GONE if box.is_gone else _printed(box.cell, box.new, unit) or "（空）",
        source="",
        is_gone=box.is_gone,
        is_number=box.cell.kind in _NUMBERS,
    )


def _printed(cell: Cell, value: Any, unit: AmountUnit) -> str:
    """In the user's unit; of a closed list the words, not the code."""
    text = cell.print(value, unit)
    return dict(cell.choices).get(text, text) if isinstance(cell, Choice) else text
