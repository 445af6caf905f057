"""What taking a package would do to an account: box by box, page by page, before anything is saved.

The figures go through finance.changes like anything typed; the 自评表 are replaced as they are, a page of them at a
time, for their rows have no names of their own.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosure.entry.pages import ENTRY_PAGES, SECTIONS
from disclosure.exports.package import Package, PackageError, read_package
from disclosure.intake.labels import cell_label, row_words
from disclosure.intake.official.table import Gravity, Remark
from disclosure.intake.opening import Unreadable
from finance.blocks import Box, Fields, Fixed, Lines, Reasons
from finance.cells import Address, Cell, Refused
from finance.changes import AddRow, Change, RemoveRow, SetCell
from finance.figures import Figures
from finance.ledger.rows import Rows
from finance.models import FinalAccount
from finance.sections import Row, Section
from finance.typed_numbers import AmountUnit
from performance.scorecards import FORM_SOURCES, FundLine, IndicatorValue, Scorecard, Scorecards

YUAN = AmountUnit.YUAN
OVERALL, PROJECTS = "overall_scorecard", "project_scorecards"
_REST = "other_notes"
_BY_MODEL = {section.model: section for section in SECTIONS.values()}
_CARDS, _FUNDS, _INDICATORS = (SECTIONS[name] for name in ("scorecards", "scorecard_funds", "indicators"))


@dataclass(frozen=True)
class BoxChange:
    """One box that would change. `cell` reads and prints its values; a row that goes has no new ones."""

    page: str
    address: str
    row: str
    column: str
    cell: Cell
    old: Any
    new: Any
    is_gone: bool = False


@dataclass(frozen=True)
class PackagePreview:
    """A package held against the account it is for."""

    package: Package
    figures: Figures
    scorecards: Scorecards
    boxes: tuple[BoxChange, ...]
    added: tuple[tuple[str, str], ...]  # (page, row)
    gone: tuple[tuple[str, str], ...]
    remarks: Mapping[str, tuple[Remark, ...]]  # by page; those of no page under ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages that can be taken or left."""
        return tuple(page.key for page in ENTRY_PAGES)

    @cached_property
    def fingerprint(self) -> str:
        """Of all that would change: what was shown and what is taken must have the same."""
        text = repr(([(b.address, b.old, b.new) for b in self.boxes], self.added, self.gone))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def changes(self, pages: Collection[str]) -> Iterator[Change]:
        """What has to be typed to take these pages' figures."""
        yield from (RemoveRow(row) for page, row in self.gone if page in pages)
        yield from (AddRow(row) for page, row in self.added if page in pages)
        for box in self.boxes:
            if box.page in pages and box.page not in (OVERALL, PROJECTS) and not box.is_gone:
                yield SetCell(box.address, box.cell.print(box.old, YUAN), box.cell.print(box.new, YUAN))

    def cards(self, pages: Collection[str]) -> Scorecards:
        """The 自评表 as they will be."""
        return Scorecards(
            self.package.scorecards.overall if OVERALL in pages else self.scorecards.overall,
            self.package.scorecards.projects if PROJECTS in pages else self.scorecards.projects,
        )


def read_for(account: FinalAccount, content: bytes) -> Package:
    """The package, if it is this account's. Raises Unreadable."""
    try:
        package = read_package(content)
    except PackageError as error:
        raise Unreadable(str(error)) from error
    unit, year = package.figures.unit, package.figures.fiscal_year
    if (unit.code, year) != (account.unit.code, account.fiscal_year):
        raise Unreadable(
            f"这是{unit.name}（{unit.code}）{year} 年度的数据包，"
            f"不能导入{account.unit_name}（{account.unit.code}）{account.fiscal_year} 年度决算"
        )
    return package


def preview_package(account: FinalAccount, package: Package, figures: Figures, cards: Scorecards) -> PackagePreview:
    """The package against the account's figures and 自评表."""
    return _Comparing(account, package, figures, cards).preview()


class _Comparing:
    def __init__(self, account: FinalAccount, package: Package, figures: Figures, cards: Scorecards) -> None:
        self.account, self.package, self.figures, self.cards_before = account, package, figures, cards
        self.boxes: list[BoxChange] = []
        self.added: list[tuple[str, str]] = []
        self.gone: list[tuple[str, str]] = []
        self.remarks: dict[str, list[Remark]] = {}

    def preview(self) -> PackagePreview:
        self._compare_rows()
        self._compare_cards()
        self._compare_frame()
        order = {page.key: position for position, page in enumerate(ENTRY_PAGES)}
        return PackagePreview(
            self.package,
            self.figures,
            self.cards_before,
            tuple(sorted(self.boxes, key=lambda box: order[box.page])),
            tuple(self.added),
            tuple(self.gone),
            {page: tuple(said) for page, said in self.remarks.items()},
        )

    def _remark(self, page: str, gravity: Gravity, place: str, words: str) -> None:
        self.remarks.setdefault(page, []).append(Remark(gravity, place, words))

    def _compare_frame(self) -> None:
        if self.package.edition != self.account.edition:
            words = f"数据包的版本是 {self.package.edition}，这份决算用的是 {self.account.edition}，导入后版本不变"
            self._remark("", Gravity.NOTE, "版本", words)

    # Figures ---

    def _compare_rows(self) -> None:
        old, new = _rows(self.account, self.figures), Rows(self.account, self.package.figures)
        there = _keyed(self.account, new)
        for fault in new.faults:
            self._remark("", Gravity.ERROR, "数据包", fault)
        for address in [*old, *(address for address in there if address not in old)]:
            section = SECTIONS[address.partition("/")[0]]
            before, after = old.get(address), there.get(address)
            if after is None and section.is_open:
                self._goes(section, address, before)
            elif before is None and section.is_open and (fault := self._fault(section, address)):
                place = cell_label(address, self.figures.classification)
                self._remark(page_of(address), Gravity.ERROR, place, fault)
            else:
                if before is None and section.is_open:
                    self.added.append((page_of(address), address))
                self._compare_columns(section, address, before, after)

    def _fault(self, section: Section, address: str) -> str:
        """Why there can be no such row; empty where there can."""
        try:
            section.make(self.account, Address.read(address).row)
        except Refused as refusal:
            return str(refusal)
        return ""

    def _goes(self, section: Section, address: str, row: Row) -> None:
        self.gone.append((page_of(address), address))
        filled = {
            name: value for name, cell in section.columns.items() if (value := section.value(row, name)) != cell.empty
        }
        for column in filled or list(section.columns)[:1]:
            cell = section.columns[column]
            self._box(f"{address}/{column}", cell, filled.get(column, cell.empty), cell.empty, is_gone=True)

    def _compare_columns(self, section: Section, address: str, before: Row, after: Row) -> None:
        for column, cell in section.columns.items():
            place = f"{address}/{column}"
            old = cell.empty if before is None else section.value(before, column)
            new = cell.empty if after is None else section.value(after, column)
            try:
                new = cell.parse(cell.print(new, YUAN), YUAN)  # as it would be kept
            except Refused as refusal:
                self._remark(
                    page_of(place), Gravity.ERROR, cell_label(place, self.figures.classification), str(refusal)
                )
                continue
            if old != new:
                self._box(place, cell, old, new)

    def _box(self, place: str, cell: Cell, old: Any, new: Any, *, is_gone: bool = False) -> None:
        address = Address.read(place)
        model = SECTIONS[address.section].model
        words = " ".join(word for word in row_words(address, self.figures.classification) if word)
        row = words if address.section == "reasons" else f"{model._meta.verbose_name} {words}".strip()
        column = _column_words(model, address.column)
        self.boxes.append(BoxChange(page_of(place), place, row, column, cell, old, new, is_gone))

    # 自评表 ---

    def _compare_cards(self) -> None:
        for page, old, new in (
            (OVERALL, _overall(self.cards_before), _overall(self.package.scorecards)),
            (PROJECTS, self.cards_before.projects, self.package.scorecards.projects),
        ):
            before, after = _flat(old), _flat(new)
            for key in [*before, *(key for key in after if key not in before)]:
                section, column, number, row = key
                cell = section.columns[column]
                values = before.get(key, cell.empty), after.get(key, cell.empty)
                if values[0] == values[1]:
                    continue
                name = f"{number}. {(new if number <= len(new) else old)[number - 1].name}"
                words = " ".join(part for part in (name if page == PROJECTS else "", row) if part) or "自评表"
                is_gone = key not in after
                address = f"{section.name}/{page}-{number}-{row}/{column}"
                shown = (_text(values[0]), _text(values[1]))
                column_words = _column_words(section.model, column)
                self.boxes.append(BoxChange(page, address, words, column_words, cell, *shown, is_gone=is_gone))


def _rows(account: FinalAccount, figures: Figures) -> dict[str, Row]:
    return _keyed(account, Rows(account, figures))


def _keyed(account: FinalAccount, rows: Rows) -> dict[str, Row]:
    """Row address → row, none of them saved."""
    made = [row for row, _ in rows.all()]
    header = FinalAccount(unit=account.unit, fiscal_year=account.fiscal_year, **rows.header())
    sections = ((_BY_MODEL[type(row)], row) for row in (header, *made))
    return {
        str(Address(section.name, section.key_of(row) if row is not header else "")): row for section, row in sections
    }


def _column_words(model: Any, column: str) -> str:
    names = {"target": "指标值", "achieved": "实际完成值"}
    return names.get(column) or str(model._meta.get_field(column).verbose_name)


def _overall(cards: Scorecards) -> tuple[Scorecard, ...]:
    return (cards.overall,) if cards.overall else ()


def _flat(cards: tuple[Scorecard, ...]) -> dict[tuple[Section, str, int, str], Any]:
    """(section, column, number of the card, its row) → value."""
    found: dict[tuple[Section, str, int, str], Any] = {}
    for number, card in enumerate(cards, start=1):
        found |= {(_CARDS, column, number, ""): getattr(card, column) for column in _CARDS.columns}
        funds = {line.source: line for line in card.funds}
        for source in FORM_SOURCES[card.kind]:
            line = funds.get(source, FundLine(source))
            found |= {(_FUNDS, column, number, source.label): getattr(line, column) for column in _FUNDS.columns}
        for place, indicator in enumerate(card.indicators, start=1):
            row = f"指标 {place}"
            found |= {(_INDICATORS, column, number, row): getattr(indicator, column) for column in _INDICATORS.columns}
    return found


def _text(value: Any) -> Any:
    return value.text if isinstance(value, IndicatorValue) else value


def _pages() -> tuple[dict[str, str], dict[str, str]]:
    """Box → page, and section (or section and column) → page."""
    boxes: dict[str, str] = {}
    sections: dict[str, str] = {"carried": _REST}
    for page in ENTRY_PAGES:
        for block in page.blocks:
            if isinstance(block, Fields):
                boxes |= {box.cell: page.key for box in block.boxes if isinstance(box, Box)}
            elif isinstance(block, Lines | Fixed):
                sections.setdefault(block.section, page.key)
            elif isinstance(block, Reasons):
                sections["reasons"] = page.key
    return boxes, sections


_PAGE_OF_BOX, _PAGE_OF_SECTION = _pages()


def page_of(address: str) -> str:
    """The page where a box, or a row, is shown."""
    return _PAGE_OF_BOX.get(address) or _PAGE_OF_SECTION.get(address.partition("/")[0], _REST)
