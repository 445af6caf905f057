"""The workbook as an .xlsx file: styles, protection, lists to choose from. The same account gives the same bytes."""

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.utility import xl_rowcol_to_cell

from disclosure.exports.names import file_name
from disclosure.exports.own_workbook.blocks import choices_of
from disclosure.exports.own_workbook.book import CHECKS, GUIDE, Book
from disclosure.exports.own_workbook.contents import YUAN, Contents
from disclosure.exports.own_workbook.grids import CODES, NAMES
from disclosure.exports.own_workbook.marks import ISSUED_SHEET, REMOVED, holdable, written_lines
from disclosure.exports.own_workbook.plan import MARKS, Area, Input, Live, Placed, Rule, Sheet, Text, number
from disclosure.exports.xlsx import FONT
from finance.cells import MAX_AMOUNT, MAX_COUNT, Amount, Cell, Choice, Count, Flag, Number
from finance.classification import CodeTree
from finance.models import FinalAccount
from units.models import User

CODES_SHEET = "科目表"
_INPUT, _SUM, _LINE = "#FFF9DB", "#EEF1F5", "#C9CED6"
_MONEY = "#,##0.00"
_BOXED = {"border": 1, "border_color": _LINE}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 18},
    "heading": {"bold": True, "font_size": 13, "font_color": "#1F4E79", "bottom": 2, "bottom_color": "#1F4E79"},
    "card": {"bold": True, "font_size": 13, "bg_color": "#DCE6F1", "border": 1, "border_color": _LINE},
    "hint": {"font_color": "#5F6B7A"},
    "head": {"bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "align": "center", **_BOXED},
    "label": {"text_wrap": True, **_BOXED},
    "main_label": {"bold": True, "bg_color": _SUM, **_BOXED},
    "locked": {"text_wrap": True, "font_color": "#33404F", "num_format": "@", **_BOXED},
    "number": {"align": "right", **_BOXED},
    "link": {"font_color": "#1F4E79", "underline": 1},
    "mark": {"font_color": "#8A94A0", "num_format": "@"},
    "name": {"font_color": "#33404F", "text_wrap": True, **_BOXED},
    "status": {"bold": True, "font_color": "#1F4E79"},
    "verdict": {"bold": True, "bg_color": _SUM, **_BOXED},
    "sum": {"bold": True, "bg_color": _SUM, "num_format": _MONEY, **_BOXED},
    "quiet_sum": {"bg_color": _SUM, "num_format": f"{_MONEY};-{_MONEY};", **_BOXED},
    "count_sum": {"bold": True, "bg_color": _SUM, "num_format": "#,##0", **_BOXED},
    "points_sum": {"bold": True, "bg_color": _SUM, "num_format": "0.##", **_BOXED},
    "words_sum": {"bold": True, "bg_color": _SUM, "align": "right", **_BOXED},
}
_OPEN: dict[str, Any] = {"bg_color": _INPUT, "locked": False, **_BOXED}
_FORMATS = {"amount": _MONEY, "number": "0.##", "count": "#,##0"}


def own_workbook(account: FinalAccount, user: User) -> bytes:
    """The workbook of an account as it now is."""
    at = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    return write(Book(Contents(account, user), at))


def own_workbook_name(account: FinalAccount) -> str:
    return file_name(account.unit_name, account.fiscal_year, "填报工作簿", "xlsx")


def write(planned: Book) -> bytes:
    """The planned workbook as a file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    account = planned.contents.account
    book.set_properties(
        {
            "title": f"{account.unit_name}{account.fiscal_year}年度填报工作簿",
            "created": datetime(account.fiscal_year, 12, 31, tzinfo=UTC),
        }
    )
    writer = _Writer(book, planned)
    for sheet in planned.sheets:
        writer.sheet(sheet)
    writer.codes()
    writer.issued()
    book.close()
    return stream.getvalue()


class _Writer:
    """The file being written."""

    def __init__(self, book: Any, planned: Book) -> None:
        self.book, self.planned, self.places = book, planned, planned.places
        self._styles: dict[str, Any] = {}

    def format(self, **wanted: Any) -> Any:
        return self.book.add_format({"font_name": FONT, "font_size": 10.5, "valign": "vcenter"} | wanted)

    def sheet(self, planned: Sheet) -> None:
        sheet = self.book.add_worksheet(planned.name)
        for column, width in planned.widths.items():
            sheet.set_column(column, column, width, None, {"hidden": column == MARKS and planned.widths[MARKS] > 2})
        for row, height in planned.heights.items():
            sheet.set_row(row, height)
        for row in planned.hidden:
            sheet.set_row(row, None, None, {"hidden": True})
        for placed in planned.placed:
            self._cell(sheet, placed)
        for rule in planned.rules:
            self._rule(sheet, rule)
        for area, column in planned.removable:
            self._struck(sheet, area, column)
        self._marked(sheet, planned)
        if planned.frozen:
            sheet.freeze_panes(planned.frozen, 2)
        self._finish(sheet, planned)

    def _finish(self, sheet: Any, planned: Sheet) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_tab_color({GUIDE: "#8A94A0", CHECKS: "#2E7D32"}.get(planned.name, "#F2C94C"))

    # Cells ---

    def _cell(self, sheet: Any, placed: Placed) -> None:
        content, row, column = placed.content, placed.row, placed.column
        format = self._format_of(content)
        if placed.last > column:
            sheet.merge_range(row, column, row, placed.last, "", format)
        match content:
            case Text(text, _, link) if link:
                sheet.write_url(row, column, f"internal:{link}", format, text)
            case Text(text):
                sheet.write_string(row, column, text, format)
            case Input(cell, value):
                self._input(sheet, row, column, cell, value, format)
            case Live(formula, value):
                sheet.write_formula(row, column, formula(self.places), format, number(value))

    def _format_of(self, content: Text | Input | Live) -> Any:
        kind = content.cell.kind if isinstance(content, Input) and content.cell else "choice"
        style = f"input {kind}" if isinstance(content, Input) else content.style
        if style not in self._styles:
            self._styles[style] = self.format(**(_open(kind) if isinstance(content, Input) else _STYLES[style]))
        return self._styles[style]

    def _input(self, sheet: Any, row: int, column: int, cell: Cell | None, value: Any, format: Any) -> None:
        shown = _shown(cell, value)
        if shown is None:
            sheet.write_blank(row, column, None, format)
        elif isinstance(shown, str):
            sheet.write_string(row, column, shown, format)
        else:
            sheet.write_number(row, column, shown, format)

    # What may be typed ---

    def _rule(self, sheet: Any, rule: Rule) -> None:
        area = rule.area
        if options := _options(rule):
            sheet.data_validation(area.first_row, area.first, area.last_row, area.last, options)

    def _struck(self, sheet: Any, area: Area, column: int) -> None:
        """A row marked 删除 is struck out."""
        cell = xl_rowcol_to_cell(area.first_row, column, col_abs=True)
        sheet.conditional_format(
            area.first_row,
            area.first,
            area.last_row,
            area.last,
            {
                "type": "formula",
                "criteria": f'={cell}="{REMOVED}"',
                "format": self.book.add_format({"font_strikeout": True, "font_color": "#B3261E"}),
            },
        )

    def _marked(self, sheet: Any, planned: Sheet) -> None:
        """What does not hold is red, what holds is green."""
        where = (0, 1, planned.row, 5)
        for sign, colours in (("✗", ("#B3261E", "#FCE8E6")), ("✓", ("#1B5E20", "#E6F4EA"))):
            format = self.book.add_format({"font_color": colours[0], "bg_color": colours[1]})
            if planned.name == CHECKS:
                criteria = {"type": "text", "criteria": "begins with", "value": sign, "format": format}
                sheet.conditional_format(*where, criteria)
        if planned.name not in (CHECKS, GUIDE):
            wrong = self.book.add_format({"font_color": "#B3261E"})
            criteria = {"type": "text", "criteria": "containing", "value": "处对不上", "format": wrong}
            sheet.conditional_format(1, 1, 1, 1, criteria)

    # The sheets behind ---

    def codes(self) -> None:
        """科目表: to look up, and the lists to choose from."""
        sheet = self.book.add_worksheet(CODES_SHEET)
        classification = self.planned.contents.classification
        sheet.set_column(0, 0, 2)
        for column, widths in ((1, (14, 40, 60)), (5, (14, 40, 40))):
            for offset, width in enumerate(widths):
                sheet.set_column(column + offset, column + offset, width)
        sheet.set_column(9, 10, 30)  # in sight: LibreOffice loses rows that only a hidden column has
        self._codes_of(sheet, "functional", "功能分类", classification.functional, 1, 9)
        self._codes_of(sheet, "economic", "经济分类", classification.economic, 5, 10)
        sheet.freeze_panes(1, 0)
        sheet.protect("", {"format_columns": True, "autofilter": True})
        sheet.hide_gridlines(2)

    def _codes_of(self, sheet: Any, kind: str, title: str, tree: CodeTree, column: int, hidden: int) -> None:
        head, text = self.format(**_STYLES["head"]), self.format(**_STYLES["mark"])
        for offset, words in enumerate(("编码", f"{title}科目", "上级科目")):
            sheet.write_string(0, column + offset, words, head)
        leaves = tree.leaves
        for row, code in enumerate(leaves, 1):
            sheet.write_string(row, column, code, text)
            sheet.write_string(row, column + 1, tree.name(code), text)
            sheet.write_string(row, column + 2, " › ".join(tree.path(code)[:-1]), text)
        # To choose from: with the name, and, for who types it, the code alone.
        offered = (*(f"{code} {tree.name(code)}" for code in leaves), *leaves)
        sheet.write_string(0, hidden, f"{title}下拉列表", head)
        for row, words in enumerate(offered, 1):
            sheet.write_string(row, hidden, words, text)
        for name, number_, count in (
            (CODES[kind], column, len(leaves)),
            (NAMES[kind], column + 1, len(leaves)),
            (f"{CODES[kind]}可选", hidden, len(offered)),
        ):
            first, last = (xl_rowcol_to_cell(row, number_, row_abs=True, col_abs=True) for row in (1, count))
            self.book.define_name(name, f"='{CODES_SHEET}'!{first}:{last}")

    def issued(self) -> None:
        """What every box held, for the way back."""
        sheet = self.book.add_worksheet(ISSUED_SHEET)
        for row, line in enumerate(written_lines(self.planned.contents.issued(self.planned.at))):
            sheet.write_string(row, 0, line)
        sheet.protect("")
        sheet.very_hidden()


def _open(kind: str) -> dict[str, Any]:
    """The style of a box."""
    if kind in _FORMATS:
        return {"num_format": _FORMATS[kind], **_OPEN}
    return {"num_format": "@", "text_wrap": True, **_OPEN} | ({"valign": "top"} if kind == "words" else {})


def _shown(cell: Cell | None, value: Any) -> str | float | int | None:
    """A value as its box shows it; None: an empty box."""
    match cell:
        case None:
            return None
        case Amount(optional=False) if not value:
            return None  # empty and zero are the same here
        case Amount() | Number() | Count():
            return None if value is None else number(value)
        case Choice():
            return None if value is None else next((label for one, label in cell.choices if one == value), "") or None
        case Flag():
            return "是" if value else None
    return holdable(cell.print(value, YUAN)) or None if value else None


def _options(rule: Rule) -> dict[str, Any]:
    """What xlsxwriter calls data validation; empty: anything goes."""
    choices = rule.choices or tuple(choices_of(rule.cell))
    if choices:
        source = choices if isinstance(choices, str) else list(choices)
        return _list(source, is_strict=rule.is_strict)
    match rule.cell:
        case Amount(signed=signed):
            low = -float(MAX_AMOUNT) if signed else 0
            words = "这里填金额（元），最多到分" + ("" if signed else "，不能是负数")
            return _between("decimal", low, float(MAX_AMOUNT), words)
        case Number(maximum=maximum):
            if rule.limit:
                return _between("decimal", 0, f"={rule.limit}", "得分不能是负数，也不能超过分值")
            return _between("decimal", 0, float(maximum), f"这里填数字，0 到 {maximum:g}")
        case Count():
            return _between("integer", 0, MAX_COUNT, "这里填整数，不能是负数")
    return {}


def _between(kind: str, low: float, high: float | str, words: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_title": "填得不对",
        "error_message": words,
    }


def _list(source: str | list[str], *, is_strict: bool) -> dict[str, Any]:
    if isinstance(source, list) and len(",".join(source)) > 255:
        return {}
    return {
        "validate": "list",
        "source": source,
        "show_error": is_strict,
        "error_title": "列表里没有",
        "error_message": "请从列表里选一项",
    }
