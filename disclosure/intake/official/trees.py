"""类, 款 and 项 under a 合计: 公开02, 03, 05, 08 and 09表, read. Pure."""

import re
from collections.abc import Iterator, Mapping

from disclosure.intake.official.amounts import is_blank
from disclosure.intake.official.blocks import Block
from disclosure.intake.official.codes import Codes
from disclosure.intake.official.heads import COLUMN_NUMBERS, is_frame, paths
from disclosure.intake.official.table import Gravity, ReadTable
from disclosure.intake.official.words import digits, is_note, label, plain
from disclosure.intake.workbook import Sheet

_TOTAL = re.compile(r"(?:合计|总计|本年(?:收入|支出)合计)")
_LEVELS = {"类", "款", "项"}

_SPENT = (
    ("expenditure", r"(?:.*/)?(?:本年)?(?:支出)?(?:合计|小计)|本年支出"),
    ("basic", r"(?:.*/)?基本支出(?:/(?:小计|合计))?"),
    ("project", r"(?:.*/)?项目支出(?:/(?:小计|合计))?"),
)
_ACCOUNT = (
    ("opening", r"(?:.*/)?(?:年初|上年)(?:财政拨款)?结转和结余(?:/(?:小计|合计))?"),
    ("income", r"(?:.*/)?本年(?:财政拨款)?收入(?:/(?:小计|合计))?"),
    ("closing", r"(?:.*/)?年末(?:财政拨款)?结转和结余(?:/(?:小计|合计))?"),
    *_SPENT,
)
# Table → the figure its 项 belong to, and its columns: last step → what their headings read, joined by /. The first
# that fits counts.
COLUMNS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "t2": (
        "income",
        (
            ("fiscal_appropriation", r"财政拨款收入(?:/(?:小计|合计))?"),
            ("general_public_budget", r"(?:财政拨款收入/)?一般公共预算财政拨款(?:收入)?"),
            ("government_fund", r"(?:财政拨款收入/)?政府性基金预算财政拨款(?:收入)?"),
            ("state_capital_operations", r"(?:财政拨款收入/)?国有资本经营预算财政拨款(?:收入)?"),
            ("superior_subsidy", r"上级补助收入"),
            ("public_service", r"事业收入(?:/(?:小计|合计))?"),
            ("operating", r"经营收入"),
            ("affiliate_remittance", r"附属单位(?:上缴|缴款)收入"),
            ("other", r"其他收入(?:/(?:小计|合计))?"),
            ("total", r"(?:本年)?(?:收入)?合计|本年收入"),
        ),
    ),
    "t3": (
        "expenditure",
        (
            ("basic", r"基本支出(?:/(?:小计|合计))?"),
            ("project", r"项目支出(?:/(?:小计|合计))?"),
            ("superior_remittance", r"上缴上级支出"),
            ("operating", r"经营支出"),
            ("affiliate_subsidy", r"对附属单位补助支出"),
            ("total", r"(?:本年)?(?:支出)?合计|本年支出"),
        ),
    ),
    "t5": ("general_public_budget", _SPENT),
    "t8": ("government_fund", _ACCOUNT),
    "t9": ("state_capital_operations", _ACCOUNT),
}
_NEEDED = {
    "t2": ("fiscal_appropriation", "superior_subsidy", "public_service", "operating", "affiliate_remittance", "other"),
    "t3": ("basic", "project", "superior_remittance", "operating", "affiliate_subsidy"),
    "t5": ("basic", "project"),
    "t8": ("opening", "income", "basic", "project", "closing"),
    "t9": ("basic", "project"),
}


def read_tree(table: ReadTable) -> bool:
    """Fills the table; False where its head is none that is known."""
    block = table.block
    found = _name_column(block)
    if found is None:
        return False
    head_row, name_column = found
    start = _first_body_row(block, head_row, name_column)
    columns = _figure_columns(table, start, name_column)
    if missing := [name for name in _NEEDED[table.key] if name not in columns.values()]:
        table.remark(Gravity.ERROR, head_row, name_column, f"表头缺少{'、'.join(_words(table, missing))}")
        return True
    rows = _Rows(table, columns, name_column, _code_columns(block, start, name_column))
    for row in range(start, block.end):
        if is_note(_first_text(block.sheet, row)):
            break
        rows.read(row)
    return True


def _words(table: ReadTable, names: list[str]) -> list[str]:
    """Columns as the head would call them."""
    words = {"opening": "年初结转和结余", "income": "本年收入", "closing": "年末结转和结余"}
    _, columns = COLUMNS[table.key]
    patterns = dict(columns)
    return [words.get(name) or re.sub(r"\(\?:.*?\)\??|[\\.*?()|/]", "", patterns[name])[:9] for name in names]


def _name_column(block: Block) -> tuple[int, int] | None:
    """Row and column of 科目名称."""
    for row in range(block.first, min(block.first + 12, block.end)):
        for column, value in enumerate(block.sheet.rows[row]):
            if plain(value).endswith("科目名称") or plain(value) in ("名称", "科目"):
                return row, column
    return None


def _first_body_row(block: Block, head_row: int, name_column: int) -> int:
    """Below 科目名称, 类 款 项 and 栏次."""
    row = head_row + 1
    while row < block.end and _is_head(block.sheet, row, name_column):
        row += 1
    return row


def _is_head(sheet: Sheet, row: int, name_column: int) -> bool:
    texts = {plain(sheet.cell(row, column)) for column in range(name_column + 1)} - {""}
    if any(_TOTAL.fullmatch(text) for text in texts):
        return False  # some print 合计 beside 类 款 项
    if texts & (_LEVELS | {COLUMN_NUMBERS}):
        return True
    if texts or any(digits(sheet.cell(row, column)) for column in range(name_column)):
        return False
    values = [sheet.cell(row, column) for column in range(name_column + 1, sheet.width)]
    return any(isinstance(value, str) and re.search(r"[^\W\d]", value) for value in values)


def _code_columns(block: Block, start: int, name_column: int) -> tuple[int, ...]:
    """Columns left of the names in which any code stands."""
    rows = range(start, block.end)
    used = [c for c in range(name_column) if any(digits(block.sheet.cell(row, c)) for row in rows)]
    return tuple(used) or tuple(range(name_column))


def _figure_columns(table: ReadTable, start: int, name_column: int) -> dict[int, str]:
    """Column → last step of its figures."""
    block = table.block
    rows = [
        row
        for row in range(block.first, start)
        if not is_frame(block, row)
        and COLUMN_NUMBERS not in {plain(value) for value in block.sheet.rows[row][: name_column + 1]}
    ]
    _, patterns = COLUMNS[table.key]
    found: dict[int, str] = {}
    for column, words in paths(block, rows, name_column + 1).items():
        name = next((name for name, pattern in patterns if re.fullmatch(pattern, "/".join(words))), "")
        if name and name not in found.values():
            found[column] = name
    return found


class _Rows:
    """The body being read."""

    def __init__(
        self, table: ReadTable, columns: Mapping[int, str], name_column: int, code_columns: tuple[int, ...]
    ) -> None:
        self.table, self.columns, self.name_column = table, columns, name_column
        self.codes = Codes(code_columns)
        self.code_columns = code_columns
        self.figure, _ = COLUMNS[table.key]

    def read(self, row: int) -> None:
        sheet, table = self.table.sheet, self.table
        labels = [plain(sheet.cell(row, column)) for column in range(self.name_column + 1)]
        if any(_TOTAL.fullmatch(label(text)) for text in labels):
            self._take("", row)
            return
        if self._is_repeated_head(labels):
            return
        if all(is_blank(sheet, row, column) for column in self.columns):
            self.codes.read(sheet, row)
            return
        code = self.codes.read(sheet, row)
        tree = table.classification.functional
        if not code:
            words = "这一行有数，却没有科目编码" if any(labels) else "这一行有数，却没有科目"
            table.remark(Gravity.ERROR, row, self.name_column, words)
        elif len(code) not in (3, 5, 7):
            table.remark(Gravity.ERROR, row, self.code_columns[0], f"“{code}”不是类、款、项编码（3、5、7 位）")
        elif not tree.has(code):
            self._take(code, row)
            words = f"{tree.fiscal_year} 年度支出功能分类中没有科目编码“{code}”"
            table.remark(Gravity.ERROR if len(code) == 7 else Gravity.NOTE, row, self.code_columns[0], words)
        else:
            self._take(code, row)
            self._compare_name(code, row)

    def _is_repeated_head(self, labels: list[str]) -> bool:
        """Column heads repeated where a page of the table broke."""
        return bool(set(labels) & (_LEVELS | {COLUMN_NUMBERS, "科目名称", "项目"}))

    def _take(self, code: str, row: int) -> None:
        for column, name in self.columns.items():
            self.table.take(".".join(filter(None, (self.figure, code, name))), row, column)

    def _compare_name(self, code: str, row: int) -> None:
        written = label(self.table.sheet.cell(row, self.name_column))
        name = self.table.classification.functional.name(code)
        if written and written != label(name):
            words = f"科目名称与科目表不同：表中“{written[:30]}”，{code} 是“{name}”。按编码导入"
            self.table.remark(Gravity.NOTE, row, self.name_column, words)


def _first_text(sheet: Sheet, row: int) -> str:
    return next((value for value in sheet.rows[row] if isinstance(value, str) and value.strip()), "")


def item_codes(tables: Mapping[str, ReadTable], key: str) -> tuple[str, ...]:
    """项 codes for which this table has amounts, known or not, ascending."""
    if key not in tables:
        return ()
    figure, _ = COLUMNS[key]
    names = (*tables[key].amounts, *tables[key].unknown)
    codes = {steps[1] for name in names if (steps := name.split("."))[0] == figure and len(steps) == 3}
    return tuple(sorted(code for code in codes if len(code) == 7))


def known_columns(tables: Mapping[str, ReadTable], key: str) -> Iterator[str]:
    """Last steps of the figures that this table has columns for."""
    if key in tables:
        yield from {name.rpartition(".")[2] for name in (*tables[key].amounts, *tables[key].unknown)}
