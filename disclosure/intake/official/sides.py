"""收入 beside 支出, a fixed row a line: 公开01表 and 公开04表, read. Pure."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from disclosure.intake.official.amounts import is_blank
from disclosure.intake.official.blocks import Block
from disclosure.intake.official.heads import COLUMN_NUMBERS, ROW_NUMBERS, is_frame, paths
from disclosure.intake.official.table import Gravity, ReadTable
from disclosure.intake.official.words import is_note, label, plain
from finance.classification import Classification

_NUMBER_HEADS = re.compile(r"(?:.*/)?(?:决算数|金额|本年决算数|本年度|决算金额)")
_FUND_HEADS = (
    ("general_public_budget", re.compile(r"(?:.*/)?一般公共预算(?:财政拨款)?")),
    ("government_fund", re.compile(r"(?:.*/)?政府性基金(?:预算)?(?:财政拨款)?")),
    ("state_capital_operations", re.compile(r"(?:.*/)?国有资本经营(?:预算)?(?:财政拨款)?")),
    ("fiscal", re.compile(r"(?:.*/)?(?:合计|小计)")),
)
_FUNDS = (
    ("general_public_budget", re.compile(r"一般公共预算(?:财政拨款)?(?:收入)?")),
    ("government_fund", re.compile(r"政府性基金(?:预算)?(?:财政拨款)?(?:收入)?")),
    ("state_capital_operations", re.compile(r"国有资本经营(?:预算)?(?:财政拨款)?(?:收入)?")),
)
_T1_LEFT = (
    *((f"income.{fund}", pattern) for fund, pattern in _FUNDS),
    ("income.superior_subsidy", re.compile(r"上级补助收入")),
    ("income.public_service", re.compile(r"事业收入")),
    ("income.operating", re.compile(r"经营收入")),
    ("income.affiliate_remittance", re.compile(r"附属单位(?:上缴|缴款)收入")),
    ("income.other", re.compile(r"其他收入")),
    ("income.total", re.compile(r"本年收入合计")),
    ("surplus_used", re.compile(r"使用非财政拨款结余.*|用事业基金弥补收支差额")),
    ("opening_carry_over.total", re.compile(r"(?:年初|上年)结转(?:和结余)?")),
    ("income_grand_total", re.compile(r"(?:收入)?总计")),
)
_T1_RIGHT = (
    ("expenditure.total", re.compile(r"本年支出合计")),
    ("surplus_distributed", re.compile(r"结余分配")),
    ("closing_carry_over.total", re.compile(r"(?:年末)?结转(?:下年|和结余)|年末结转")),
    ("expenditure_grand_total", re.compile(r"(?:支出)?总计")),
)
_T4_LEFT = (
    ("fiscal.income", re.compile(r"本年收入合计|本年收入")),
    ("fiscal.opening", re.compile(r"(?:年初|上年)(?:财政拨款)?结转(?:和结余)?")),
    ("fiscal.income_grand_total", re.compile(r"(?:收入)?总计")),
)
_T4_RIGHT = (
    ("{fund}.expenditure", re.compile(r"本年支出合计|本年支出")),
    ("{fund}.closing", re.compile(r"(?:年末)?(?:财政拨款)?结转(?:下年|和结余)|年末财政拨款结转")),
    ("{fund}.expenditure_grand_total", re.compile(r"(?:支出)?总计")),
)
_IGNORED = re.compile(r"其中:?.*教育收费.*|支出总计\(不含.*|本年收入|本年支出|收入|支出")


def read_sides(table: ReadTable) -> bool:
    """Fills the table; False where its head is none that is known."""
    block = table.block
    found = _label_columns(block)
    if found is None:
        return False
    head_row, left, right = found
    start = _first_body_row(block, head_row, left)
    rows = [row for row in range(block.first, start) if not is_frame(block, row) and not _is_numbered(block, row)]
    heads = {column: "/".join(words) for column, words in paths(block, rows, left).items()}
    left_columns = {c: "" for c, words in heads.items() if left < c < right and _NUMBER_HEADS.fullmatch(words)}
    right_columns = _right_columns(table.key, {c: words for c, words in heads.items() if c > right})
    if len(left_columns) != 1 or not right_columns or (table.key == "t4" and len(right_columns) != 4):
        table.remark(Gravity.ERROR, head_row, left, "表头没有认全（项目、决算数各两栏；财政拨款分合计和三项资金）")
        return True
    body = _Body(table, left, right, left_columns, right_columns)
    for row in range(start, block.end):
        if is_note(block.sheet.cell(row, left)):
            break
        body.read(row)
    return True


def _label_columns(block: Block) -> tuple[int, int, int] | None:
    """The row of 项目 … 项目, and both columns."""
    for row in range(block.first, min(block.first + 12, block.end)):
        columns = [c for c, value in enumerate(block.sheet.rows[row]) if plain(value).startswith("项目")]
        if len(columns) == 2:
            return row, columns[0], columns[1]
    return None


def _first_body_row(block: Block, head_row: int, left: int) -> int:
    """The first row whose left label is that of a line."""
    row = head_row + 1
    while row < block.end and (not plain(block.sheet.cell(row, left)) or _is_numbered(block, row)):
        row += 1
    return row


def _is_numbered(block: Block, row: int) -> bool:
    return COLUMN_NUMBERS in {plain(value) for value in block.sheet.rows[row]}


def _right_columns(key: str, heads: Mapping[int, str]) -> dict[int, str]:
    """Column → the fund it is of; in 公开01表 there is but one."""
    if key == "t1":
        return {column: "" for column, words in heads.items() if _NUMBER_HEADS.fullmatch(words)}
    found: dict[int, str] = {}
    for column, words in heads.items():
        if words.rpartition("/")[2] == ROW_NUMBERS:
            continue
        fund = next((fund for fund, pattern in _FUND_HEADS if pattern.fullmatch(words)), "")
        if fund and fund not in found.values():
            found[column] = fund
    return found


@cache
def _class_codes(classification: Classification) -> dict[str, str]:
    """Name → 类, under the names of every year: a table may keep an old one."""
    tree = classification.functional
    names = {label(entry.name): entry.code for entry in tree.entries if len(entry.code) == 3}
    return names | {label(tree.name(code)): code for code in tree.classes}


class _Body:
    """The lines of both sides being read."""

    def __init__(
        self, table: ReadTable, left: int, right: int, left_columns: Mapping[int, str], right_columns: Mapping[int, str]
    ) -> None:
        self.table = table
        self.left, self.right = left, right
        self.left_columns, self.right_columns = left_columns, right_columns
        self.is_below_opening = False  # 公开04表 names the three funds twice

    def read(self, row: int) -> None:
        self._side(row, self.left, self.left_columns, self._left_figure)
        self._side(row, self.right, self.right_columns, self._right_figure)

    def _side(self, row: int, column: int, columns: Mapping[int, str], figure_of: Callable[[str], str]) -> None:
        text = label(self.table.sheet.cell(row, column))
        figure = figure_of(text) if text else ""
        if figure:
            for number_column, fund in columns.items():
                self.table.take(figure.replace("{fund}", fund), row, number_column)
        elif self._has_amount(row, columns) and not _IGNORED.fullmatch(text):
            words = f"不认识“{text[:30]}”这一行" if text else "这一行有数，却没有项目名称"
            self.table.remark(Gravity.ERROR, row, column, words)

    def _has_amount(self, row: int, columns: Mapping[int, str]) -> bool:
        """Zeros beside an empty label, or one nobody knows, are no loss."""
        cells = (c for c in columns if not is_blank(self.table.sheet, row, c))
        return any(self.table.sheet.cell(row, c) not in (0, "0", "0.00") for c in cells)

    def _left_figure(self, text: str) -> str:
        if self.table.key == "t1":
            return _matching(text, _T1_LEFT)
        if fund := _matching(text, _FUNDS):
            return f"{fund}.{'opening' if self.is_below_opening else 'income'}"
        figure = _matching(text, _T4_LEFT)
        self.is_below_opening |= figure == "fiscal.opening"
        return figure

    def _right_figure(self, text: str) -> str:
        if code := _class_codes(self.table.classification).get(text, ""):
            return f"expenditure.{code}.total" if self.table.key == "t1" else f"{{fund}}.{code}.expenditure"
        return _matching(text, _T1_RIGHT if self.table.key == "t1" else _T4_RIGHT)


def _matching(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((name for name, pattern in patterns if pattern.fullmatch(text)), "")
