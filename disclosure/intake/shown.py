"""A preview as the page shows it: every change in words and in the user's unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.intake.comparing import Difference
from disclosure.intake.labels import row_words
from disclosure.intake.preview import Preview, TablePreview
from disclosure.intake.proposal import row_of
from finance.cells import Address, Amount
from finance.classification import Classification
from finance.sections import SECTIONS
from finance.typed_numbers import AmountUnit

_AMOUNT = Amount(optional=True, signed=True)
_SECTION_WORDS = {"account": "", "three_public_items": "“三公”经费", "previous_year": "上年"}


@dataclass(frozen=True)
class ShownChange:
    """One line of the preview."""

    row: str
    column: str
    old: str
    new: str
    source: str
    is_gone: bool


@dataclass(frozen=True)
class ShownTable:
    """A table with its changes, in the order of its rows."""

    preview: TablePreview
    changes: tuple[ShownChange, ...]


def shown_tables(preview: Preview, unit: AmountUnit) -> tuple[ShownTable, ...]:
    tree = preview.figures.classification
    return tuple(
        ShownTable(table, tuple(_changes(table, tree, unit, set(preview.comparison.gone)))) for table in preview.tables
    )


def _changes(
    table: TablePreview, classification: Classification, unit: AmountUnit, gone: set[str]
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
        old=_AMOUNT.print(difference.old, unit) or "（未填）",
        new="（删去）" if is_gone else _AMOUNT.print(difference.new, unit),
        source=difference.proposed.source if difference.proposed else "",
        is_gone=is_gone,
    )
