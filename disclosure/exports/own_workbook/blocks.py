"""The blocks of an entry page laid out on its sheet: boxes below one another, grids, closed lists, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from disclosure.entry.pages import SECTIONS
from disclosure.entry.reasons import ReasonView, reasons_view
from disclosure.exports.own_workbook.contents import Contents
from disclosure.exports.own_workbook.marks import BLOCK, VALUE
from disclosure.exports.own_workbook.plan import FIRST, LABEL, Area, Input, Live, Places, Rule, Sheet, Text
from disclosure.exports.own_workbook.sums import Expression, expression_of
from finance.blocks import Box, Column, Fields, Fixed, Reasons
from finance.cells import Cell, Choice, Flag, Words

LINE = 15.0  # points


@dataclass
class Layout:
    """A sheet being filled."""

    sheet: Sheet
    places: Places
    contents: Contents
    wide: int = 7  # words reach to this column
    short: int = FIRST  # a number or a name reaches to this one

    def heading(self, title: str, intro: str = "") -> None:
        self.sheet.row += 1
        self.sheet.line(title, "heading")
        if intro:
            self.sheet.line(intro, "hint")

    def box(self, address: str, label: str, *, note: str = "", help_text: str = "") -> None:
        """One labelled box."""
        sheet, cell = self.sheet, self.contents.cell(address)
        is_words = isinstance(cell, Words) and cell.lines
        last = self.wide if is_words else self.short
        if isinstance(cell, Words) and not cell.lines:
            last += 1  # a name
        words = f"{label}\n{help_text}" if help_text and is_words else label
        sheet.put(LABEL, Text(words, "label"))
        value = self.contents.value(address)
        if self.contents.is_too_long(address):
            sheet.put(FIRST, Text("（文字太长，请在网页上改）", "locked"), last=last)
        else:
            sheet.mark(address)
            self.places.boxes[address] = (sheet.name, sheet.row, FIRST)
            sheet.put(FIRST, Input(cell, value), last=last)
            sheet.rules.append(Rule(Area(sheet.row, FIRST, sheet.row, FIRST), cell))
        if not is_words and (note or help_text):
            sheet.put(last + 1, Text("；".join(filter(None, (note, help_text))), "hint"))
        height = max(self._height(words, (LABEL, LABEL)), self._height(str(value), (FIRST, last)) if is_words else 0)
        sheet.heights[sheet.row] = max(height, 3 * LINE if is_words else LINE + 3)
        sheet.row += 1

    def _height(self, text: str, columns: tuple[int, int]) -> float:
        """Points that the text takes in these columns."""
        room = sum(self.sheet.widths.get(column, 16) for column in range(columns[0], columns[1] + 1)) - 2
        lines = sum(max(ceil(_width(line) / room), 1) for line in text.split("\n"))
        return min(lines, 25) * LINE + 3

    def sum(self, label: str, expression: Expression, *, is_amount: bool = True, is_main: bool = False) -> None:
        """A labelled total."""
        self.sheet.put(LABEL, Text(label, "main_label" if is_main else "label"))
        style = "sum" if is_amount else "count_sum"
        self.sheet.put(FIRST, self.live(expression, style), last=self.short)
        self.sheet.row += 1

    def live(self, expression: Expression, style: str = "sum") -> Live:
        value = self.contents.sums.of(expression)
        return Live(lambda places: f"={places.formula(expression)}", value, style)


def fields(block: Fields, layout: Layout) -> None:
    """Boxes the account's edition asks for, and the sums under them."""
    boxes = [box for box in block.boxes if layout.contents.screen.is_asked(box.cell)]
    if block.boxes and not boxes:
        return
    layout.heading(block.title, block.intro)
    layout.sheet.columns_row(BLOCK, {FIRST: VALUE})
    for box in boxes:
        layout.box(box.cell, box.text, note=_unit_of(box, layout), help_text=box.help)
    for one in block.sums:
        layout.sum(one.label, expression_of(one.figure), is_amount=one.is_amount, is_main=one.is_main)


def _unit_of(box: Box, layout: Layout) -> str:
    return box.unit or ("元" if layout.contents.cell(box.cell).kind == "amount" else "")


def fixed(block: Fixed, layout: Layout) -> None:
    """A closed list and its sums."""
    sheet, section = layout.sheet, SECTIONS[block.section]
    numbers: dict[int, Column] = {FIRST + i: column for i, column in enumerate(block.columns)}
    layout.heading(block.title, block.intro)
    sheet.columns_row(f"{BLOCK}{block.section}", {number: column.name for number, column in numbers.items()})
    for number, words in ({LABEL: "项目"} | {number: column.label for number, column in numbers.items()}).items():
        sheet.put(number, Text(words, "head"))
    sheet.row += 1
    for key, label in block.rows:
        sheet.mark(f"{block.section}/{key}")
        sheet.put(LABEL, Text(label, "label"))
        for number, column in numbers.items():
            address = f"{block.section}/{key}/{column.name}"
            layout.places.boxes[address] = (sheet.name, sheet.row, number)
            cell = section.columns[column.name]
            sheet.put(number, Input(cell, layout.contents.value(address)))
            sheet.rules.append(Rule(Area(sheet.row, number, sheet.row, number), cell))
        sheet.row += 1
    for label, step in block.sums:
        sheet.put(LABEL, Text(label, "main_label"))
        for number, column in numbers.items():
            sheet.put(number, layout.live(expression_of(f"{block.figures[column.name]}.{step}")))
        sheet.row += 1


def reasons(block: Reasons, layout: Layout) -> None:
    """主要原因, those that the text asks for as the figures now are, and those written already."""
    view = reasons_view(block, layout.contents.screen)
    layout.sheet.line("增减变化按发出工作簿时的数列出；改了数，导入后以网页上的为准。", "hint")
    for title, asked in view.groups:
        layout.heading(title)
        layout.sheet.columns_row(BLOCK, {FIRST: VALUE})
        for one in asked:
            layout.box(f"reasons/{one.key}/text", one.title, help_text=_asked(one))
    if view.spare:
        layout.heading("已写、现在的文字没有用到的")
        layout.sheet.columns_row(BLOCK, {FIRST: VALUE})
        for control in view.spare:
            layout.box(control.name, control.label)


def _asked(one: ReasonView) -> str:
    return f"{one.change}{'（必填）' if one.is_required else ''}"


def carried(addresses: list[tuple[str, str, str]], layout: Layout) -> None:
    """Why a figure that last year's account brought is changed: (box of the reason, words, figure brought)."""
    layout.heading("改动上年数的原因", "上年决算带来的数，改动的必须在这里写明原因；没有改动的空着")
    layout.sheet.columns_row(BLOCK, {FIRST: VALUE})
    for address, words, brought in addresses:
        layout.box(address, words, help_text=f"带来的数 {brought} 元")


def choices_of(cell: Cell | None) -> Iterator[str]:
    """The words to choose from; none where anything may be typed."""
    if isinstance(cell, Choice):
        yield from (label for _, label in cell.choices if label)
    elif isinstance(cell, Flag):
        yield "是"


def _width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)
