"""A workbook of ours read back: what stands in each of its boxes, rows to come, rows to go. Knows no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from disclosure.entry.pages import PAGES, SECTIONS
from disclosure.exports.own_workbook.marks import (
    BLOCK,
    CODE,
    FORMAT,
    FUND,
    NEW,
    PAGE,
    REMOVE,
    REMOVED,
    VALUE,
    BrokenMarks,
    Issued,
    OtherVersion,
    read_lines,
)
from disclosure.intake.filled_in.lines import line_key
from disclosure.intake.filled_in.typed import typed
from disclosure.intake.official.amounts import Place
from disclosure.intake.official.table import Gravity, Remark
from disclosure.intake.opening import Unreadable
from disclosure.intake.workbook import Sheet, Workbook
from finance.models import FinalAccount
from finance.sections import LineSection
from finance.typed_numbers import Refused

_AGAIN = "请在这份决算的“导入文件”里重新下载填报工作簿，把数填进去再导入"


@dataclass(frozen=True)
class Entered:
    """A cell of the workbook: what stands in it, and where it is."""

    text: str
    place: Place
    page: str


@dataclass
class Filled:
    """All that was filled in. Rows to come have new keys where keys are numbers: indicators/57-new1."""

    issued: Issued
    cells: dict[str, Entered] = field(default_factory=dict)
    new_rows: dict[str, Entered] = field(default_factory=dict)
    removed: dict[str, Entered] = field(default_factory=dict)
    sheets: dict[str, list[str]] = field(default_factory=dict)  # page → its sheets
    remarks: list[tuple[str, Remark]] = field(default_factory=list)  # page, remark

    def remark(self, page: str, place: Place | str, words: str, gravity: Gravity = Gravity.ERROR) -> None:
        self.remarks.append((page, Remark(gravity, str(place), words)))


def is_own(workbook: Workbook) -> bool:
    """Whether this is a 填报工作簿, of whatever unit, year and version."""
    return _issued_sheet(workbook) is not None


def read_filled(workbook: Workbook, account: FinalAccount) -> Filled:
    """What the workbook says. Raises Unreadable for one that is another account's, older, or broken."""
    filled = Filled(_issued(workbook))
    _refuse_another(filled.issued, account)
    seen: set[str] = set()
    for sheet in (*workbook.sheets, *workbook.hidden):
        mark = _mark(sheet, 0)
        if mark.startswith(PAGE) and mark.removeprefix(PAGE) in PAGES:
            page = mark.removeprefix(PAGE)
            filled.sheets.setdefault(page, []).append(sheet.name)
            seen |= _Reader(sheet, page, filled, account).read()
    if not filled.sheets:
        raise Unreadable(f"这个填报工作簿里没有一张填报的表（隐藏的 A 列可能被删了）。{_AGAIN}")
    for key, absent in PAGES.items():
        if key not in filled.sheets:
            filled.remark("", absent.title, "没有这张表，这一页的内容不动", Gravity.NOTE)
    _note_missing_rows(filled, seen)
    return filled


def _issued_sheet(workbook: Workbook) -> Sheet | None:
    return next((sheet for sheet in (*workbook.hidden, *workbook.sheets) if sheet.cell(0, 0) == FORMAT), None)


def _issued(workbook: Workbook) -> Issued:
    sheet = _issued_sheet(workbook)
    try:
        if sheet is None:
            raise BrokenMarks
        return read_lines([typed(sheet, row, 0) for row in range(len(sheet.rows))])
    except OtherVersion as error:
        raise Unreadable(f"这个填报工作簿是系统另一个版本发出的，格式已经变了，不能导入。{_AGAIN}") from error
    except (BrokenMarks, Refused) as error:
        raise Unreadable(f"填报工作簿里隐藏的“发出时的内容”坏了，不能知道你改了哪些格。{_AGAIN}") from error


def _refuse_another(issued: Issued, account: FinalAccount) -> None:
    if issued.unit_code != account.unit.code:
        raise Unreadable(
            f"这是“{issued.unit_name}”（单位编码 {issued.unit_code}）的填报工作簿，"
            f"这份决算是“{account.unit_name}”的。请换一个文件，或到那个单位的决算里导入"
        )
    if issued.fiscal_year != account.fiscal_year:
        raise Unreadable(
            f"这是 {issued.fiscal_year} 年度的填报工作簿，这份决算是 {account.fiscal_year} 年度的。"
            "请换一个文件，或到那个年度的决算里导入"
        )


def _mark(sheet: Sheet, row: int) -> str:
    value = sheet.cell(row, 0)
    return value.strip() if isinstance(value, str) else ""


def _note_missing_rows(filled: Filled, seen: set[str]) -> None:
    """Rows that were deleted as rows, by who took the protection off. Of a page or a card that is not there at all
    nothing is said: sheets get lost."""
    of_section = {section: page for page, section in _grids(seen)}
    for row in sorted(filled.issued.rows - seen):
        section, _, key = row.partition("/")
        block = f"{section}/{key.partition('-')[0]}" if section == "indicators" else section
        if block in of_section and row not in filled.removed and row not in filled.new_rows:
            page, place = of_section[block]
            filled.removed[row] = Entered(REMOVED, place, page)


def _grids(seen: set[str]) -> Iterator[tuple[tuple[str, Place], str]]:
    """(page, place) and name of every grid whose columns were found."""
    for mark in seen:
        if mark.startswith(BLOCK):
            page, sheet, row, name = mark[1:].split("\0")
            yield (page, Place(sheet, int(row), 1)), name


class _Reader:
    """One sheet of the workbook."""

    def __init__(self, sheet: Sheet, page: str, filled: Filled, account: FinalAccount) -> None:
        self.sheet, self.page, self.filled, self.account = sheet, page, filled, account
        self.columns: Mapping[int, str] = {}
        self.seen: set[str] = set()
        self._counts: dict[str, int] = {}

    def read(self) -> set[str]:
        """The addresses found, and the grids."""
        for row in range(1, len(self.sheet.rows)):
            if mark := _mark(self.sheet, row):
                self._row(row, mark)
        return self.seen

    def _row(self, row: int, mark: str) -> None:
        if mark.startswith(BLOCK):
            self._begin(row, mark.removeprefix(BLOCK))
        elif mark.startswith(f"{REMOVE}:"):
            self._remove(row, mark.removeprefix(f"{REMOVE}:"))
        elif mark.count("/") == 2:
            self._box(row, mark)
        elif mark.count("/") == 1:
            self._line(row, *mark.split("/"))

    def _begin(self, row: int, grid: str) -> None:
        cells = ((column, self.sheet.cell(row, column)) for column in range(1, self.sheet.width))
        self.columns = {column: text.strip() for column, text in cells if isinstance(text, str) and text.strip()}
        if grid and grid != "indicators":
            self._saw_grid(row, grid)

    def _saw_grid(self, row: int, name: str) -> None:
        self.seen.add(f"{BLOCK}{self.page}\0{self.sheet.name}\0{row}\0{name}")

    def _column(self, name: str) -> int | None:
        return next((column for column, one in self.columns.items() if one == name), None)

    def _text(self, row: int, name: str) -> str:
        """What stands in the row under this column; empty where the grid has none."""
        column = self._column(name)
        if column is None:
            return ""
        try:
            return typed(self.sheet, row, column).strip()
        except Refused:
            return ""

    def _place(self, row: int, column: int | None) -> Place:
        return Place(self.sheet.name, row, 1 if column is None else column)

    def _take(self, address: str, row: int, column: int, *, is_new: bool = False) -> None:
        """The cell under its address. A cell to come that holds nothing is none."""
        place = self._place(row, column)
        try:
            text = typed(self.sheet, row, column)
        except Refused as refusal:
            self.filled.remark(self.page, place, str(refusal))
            return
        if is_new and not text.strip():
            return
        entered = Entered(text, place, self.page)
        before = self.filled.cells.get(address)
        if before and before.text != text:
            self.filled.remark(self.page, place, f"同一格在 {before.place} 也有，内容不同，按那里的")
            return
        self.filled.cells[address] = entered

    def _box(self, row: int, address: str) -> None:
        section, key, name = address.split("/")
        column = self._column(VALUE)
        if column is None or section not in SECTIONS or name not in SECTIONS[section].columns:
            return
        self.seen.add(f"{section}/{key}")
        self._take(address, row, column, is_new=key.startswith("new"))

    def _remove(self, row: int, address: str) -> None:
        if self._text(row, VALUE) == REMOVED:
            self.filled.removed[address] = Entered(REMOVED, self._place(row, self._column(VALUE)), self.page)

    # Rows of grids ---

    def _line(self, row: int, name: str, key: str) -> None:
        if name not in SECTIONS:
            return
        if name == "indicators":
            self._saw_grid(row, f"{name}/{key.partition('-')[0]}")
        is_gone = self._text(row, REMOVE) == REMOVED
        if key == NEW or key.endswith(f"-{NEW}"):
            if not is_gone:
                self._new(row, name, key)
            return
        address = f"{name}/{key}"
        self.seen.add(address)
        if is_gone:
            self.filled.removed[address] = Entered(REMOVED, self._place(row, self._column(REMOVE)), self.page)
            return
        is_new = key.startswith("new")  # 资金 of a scorecard to come
        for column, one in self.columns.items():
            if one in SECTIONS[name].columns:
                self._take(f"{address}/{one}", row, column, is_new=is_new)

    def _new(self, row: int, name: str, key: str) -> None:
        """An empty row that is one no more."""
        section = SECTIONS[name]
        typed_into = {column: one for column, one in self.columns.items() if one in section.columns}
        is_filled = any(self._is_filled(row, column) for column in typed_into)
        if isinstance(section, LineSection):
            if not is_filled and not self._text(row, CODE):
                return
            new_key = self._line_key(row, section)
        else:
            if not is_filled:
                return
            new_key = self._next(key.removesuffix(NEW))
        address = f"{name}/{new_key}"
        if new_key is None or self._is_double(row, address):
            return
        self.filled.new_rows[address] = Entered("", self._place(row, self._column(CODE) or min(typed_into)), self.page)
        for column, one in typed_into.items():
            self._take(f"{address}/{one}", row, column, is_new=True)

    def _is_filled(self, row: int, column: int) -> bool:
        value = self.sheet.cell(row, column)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def _next(self, stem: str) -> str:
        """57- → 57-new1, 57-new2 …"""
        self._counts[stem] = self._counts.get(stem, 0) + 1
        return f"{stem}new{self._counts[stem]}"

    def _is_double(self, row: int, address: str) -> bool:
        place = self._place(row, self._column(CODE))
        if address in self.filled.new_rows:
            words = f"和 {self.filled.new_rows[address].place} 那一行重复，没有导入。请合成一行"
        elif address in self.seen:
            words = "上面已经有这一行，没有导入。请填在原来的行里；那一行标了“删除”的，去掉“删除”"
        else:
            return False
        self.filled.remark(self.page, place, words)
        return True

    def _line_key(self, row: int, section: LineSection) -> str | None:
        """The key of a row to come; None, with a remark, where its code and fund are not what they must be."""
        try:
            return line_key(self.account, section, self._text(row, CODE), self._text(row, FUND))
        except Refused as refusal:
            self.filled.remark(self.page, self._place(row, self._column(CODE)), f"这一行没有导入：{refusal}")
            return None
