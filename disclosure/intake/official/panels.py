"""经济分类 in two or three blocks side by side: 公开06表, read. Pure."""

from dataclasses import dataclass

from disclosure.intake.official.amounts import is_blank
from disclosure.intake.official.blocks import Block
from disclosure.intake.official.codes import Codes
from disclosure.intake.official.table import Gravity, ReadTable
from disclosure.intake.official.words import digits, is_note, label, plain

_AMOUNT_HEADS = ("决算数", "金额", "本年决算数", "决算金额")
_TOTALS = {"人员经费合计": "personnel", "公用经费合计": "public_use", "日常公用经费合计": "public_use"}
_IGNORED = ("合计", "总计", "")


@dataclass(frozen=True)
class _Panel:
    """One block: its columns of codes, of names and of amounts."""

    code_columns: tuple[int, ...]
    name: int
    amount: int


def read_panels(table: ReadTable) -> bool:
    """Fills the table; False where its head is none that is known."""
    block = table.block
    head_row = next((row for row in _near(block) if len(_columns(block, row, ("科目名称",))) >= 2), None)
    if head_row is None:
        return False
    panels = _panels(block, head_row)
    if panels is None:
        table.remark(Gravity.ERROR, head_row, 0, "表头没有认全（每栏应有科目编码、科目名称、决算数）")
        return True
    codes = [Codes(panel.code_columns) for panel in panels]
    for row in range(head_row + 1, block.end):
        if any(is_note(value) for value in block.sheet.rows[row][:1]):
            break
        if not _read_totals(table, row, panels):
            for panel, reader in zip(panels, codes, strict=True):
                _read_line(table, row, panel, reader)
    return True


def _near(block: Block) -> range:
    return range(block.first, min(block.first + 12, block.end))


def _columns(block: Block, row: int, words: tuple[str, ...]) -> list[int]:
    return [column for column, value in enumerate(block.sheet.rows[row]) if plain(value).endswith(words)]


def _panels(block: Block, head_row: int) -> list[_Panel] | None:
    """The amounts' heads may stand a row higher or lower than 科目名称."""
    amounts = sorted(
        {c for row in (head_row - 1, head_row, head_row + 1) if 0 <= row < block.end
         for c in _columns(block, row, _AMOUNT_HEADS)}
    )  # fmt: skip
    panels, start = [], 0
    for name in _columns(block, head_row, ("科目名称",)):
        amount = next((column for column in amounts if column > name), None)
        if amount is None or start >= name:
            return None
        panels.append(_Panel(_code_columns(block, head_row, range(start, name)), name, amount))
        start = amount + 1
    return panels


def _code_columns(block: Block, head_row: int, columns: range) -> tuple[int, ...]:
    """Those in which any code stands."""
    rows = range(head_row + 1, block.end)
    used = [column for column in columns if any(digits(block.sheet.cell(row, column)) for row in rows)]
    return tuple(used) or tuple(columns)


def _read_totals(table: ReadTable, row: int, panels: list[_Panel]) -> bool:
    """人员经费合计 and 公用经费合计: the next number to the right, at the latest that of its last block."""
    cells = table.sheet.rows[row]
    labels = [(column, name) for column, value in enumerate(cells) if (name := _TOTALS.get(label(value)))]
    for position, (column, name) in enumerate(labels):
        end = labels[position + 1][0] if position + 1 < len(labels) else table.block.width
        written = (c for c in range(column + 1, end) if not is_blank(table.sheet, row, c))
        usual = max((panel.amount for panel in panels if column < panel.amount < end), default=None)
        if (found := next(written, usual)) is not None and not table.has(f"basic_expenditure.{name}"):
            table.take(f"basic_expenditure.{name}", row, found)
    return bool(labels)


def _read_line(table: ReadTable, row: int, panel: _Panel, codes: Codes) -> None:
    sheet, tree = table.sheet, table.classification.economic
    code = codes.read(sheet, row)
    if not code:
        written = label(sheet.cell(row, panel.name))
        if not is_blank(sheet, row, panel.amount) and written not in _IGNORED and not _is_head(written):
            table.remark(Gravity.ERROR, row, panel.name, "这一行有数，却没有科目编码")
        return
    if not tree.has(code):
        if sheet.cell(row, panel.amount) in (None, 0, "", "0", "0.00"):
            return
        table.take(f"basic_expenditure.{code}.total", row, panel.amount)
        words = f"{tree.fiscal_year} 年度支出经济分类中没有科目编码“{code}”"
        table.remark(Gravity.ERROR if len(code) != 3 else Gravity.NOTE, row, panel.code_columns[0], words)
        return
    table.take(f"basic_expenditure.{code}.total", row, panel.amount)
    written = label(sheet.cell(row, panel.name))
    if written and written != label(tree.name(code)):
        words = f"科目名称与科目表不同：表中“{written[:30]}”，{code} 是“{tree.name(code)}”。按编码导入"
        table.remark(Gravity.NOTE, row, panel.name, words)


def _is_head(written: str) -> bool:
    return written.endswith("科目名称") or written in ("人员经费", "公用经费")
