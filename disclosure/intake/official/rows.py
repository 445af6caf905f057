"""One row of numbers under merged heads: 公开07表 in either layout, read. Pure."""

import re
from collections.abc import Iterable

from disclosure.intake.official.amounts import is_blank
from disclosure.intake.official.heads import COLUMN_NUMBERS, is_frame, paths
from disclosure.intake.official.table import Gravity, ReadTable
from disclosure.intake.official.words import is_note, plain
from finance.terms import BudgetStage

_STAGES = {"预算数": "budget", "全年预算数": "budget", "年初预算数": "budget", "决算数": "actual"}
_ITEMS = (
    ("vehicles", re.compile(r".*(?:小计|购置及运行(?:维护)?费?)")),
    ("overseas_travel", re.compile(r".*因公出国.*")),
    ("official_reception", re.compile(r".*公务接待费?")),
    ("vehicle_purchase", re.compile(r".*购置费?")),
    ("vehicle_running", re.compile(r".*运行(?:维护)?费?")),
    ("total", re.compile(r".*(?:合计|总计)|三公经费.*")),
)
_GROUP = re.compile(r".*三公经费.*|项目")


def read_row(table: ReadTable, budget: BudgetStage) -> bool:
    """Fills the table, its 预算数 as those of this stage; False where its head is none that is known."""
    block = table.block
    heads = [row for row in range(block.first, min(block.first + 12, block.end)) if not is_frame(block, row)]
    start = next((row for row in heads if _is_body(table, row)), None)
    if start is None:
        return False
    rows = [row for row in heads if row < start and not _is_numbered(table, row)]
    columns = {column: _figure(words, budget) for column, words in paths(block, rows, 0).items()}
    columns = {column: figure for column, figure in columns.items() if figure}
    wanted = 2 * len([name for name, _ in _ITEMS])
    if len(set(columns.values())) != wanted or len(columns) != wanted:
        if not columns:
            return False
        words = "表头没有认全（预算数和决算数各应有合计、出国、公车小计、购置、运行、接待六栏）"
        table.remark(Gravity.ERROR, rows[-1] if rows else block.first, 0, words)
        return True
    numbers = _rows_with_numbers(table, start, columns)
    for column, figure in columns.items():
        table.take(figure, numbers[0] if numbers else start, column)
    if len(numbers) > 1:
        table.remark(Gravity.ERROR, numbers[1], min(columns), "“三公”经费表应只有一行数，只读了第一行")
    return True


def _rows_with_numbers(table: ReadTable, start: int, columns: Iterable[int]) -> list[int]:
    found = []
    for row in range(start, table.block.end):
        if any(is_note(value) for value in table.sheet.rows[row]):
            break
        if any(not is_blank(table.sheet, row, column) for column in columns):
            found.append(row)
    return found


def _texts(table: ReadTable, row: int) -> set[str]:
    return {plain(value) for value in table.sheet.rows[row]}


def _is_body(table: ReadTable, row: int) -> bool:
    """The first row without words, below heads: numbers, or nothing at all."""
    if row == table.block.first or _is_numbered(table, row):
        return False
    words = [text for text in _texts(table, row) if re.search(r"[^\W\d]", text) and "未填" not in text]
    above = any(re.search(r"预算数|决算数", text) for r in range(table.block.first, row) for text in _texts(table, r))
    return above and not words


def _is_numbered(table: ReadTable, row: int) -> bool:
    """栏次, with the word or without: 1, 2, 3 … seven and more in a row, counting up."""
    if COLUMN_NUMBERS in _texts(table, row):
        return True
    values = [value for value in table.sheet.rows[row] if value is not None]
    try:
        numbers = [int(str(value).removesuffix(".0")) for value in values]
    except ValueError:
        return False
    return len(numbers) > 6 and numbers == list(range(1, len(numbers) + 1))


def _figure(words: tuple[str, ...], budget: BudgetStage) -> str:
    """预算数, 公务用车购置及运行维护费, 小计 → adjusted_budget.three_public.vehicles."""
    stage = next((_STAGES[word] for word in words if word in _STAGES), "")
    items = [word for word in words if word not in _STAGES and not _GROUP.fullmatch(word)] or list(words[-1:])
    item = next((name for name, pattern in _ITEMS if items and pattern.fullmatch(items[-1])), "")
    if not stage or not item:
        return ""
    return f"three_public.{item}" if stage == "actual" else f"{budget.value}.three_public.{item}"
