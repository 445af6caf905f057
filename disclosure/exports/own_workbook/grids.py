"""A grid of lines on its sheet: code, name, fund, amounts, 删除; rows to come below, and what each 类 comes to."""

from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from disclosure.entry.pages import SECTIONS
from disclosure.exports.own_workbook.blocks import LINE, Layout
from disclosure.exports.own_workbook.marks import BLOCK, CODE, FUND, NEW, NOT_SPLIT, REMOVE, REMOVED
from disclosure.exports.own_workbook.plan import FIRST, LABEL, Area, Input, Live, Rule, Text
from disclosure.exports.own_workbook.sums import expression_of
from finance.blocks import Lines
from finance.money import ZERO
from finance.sections import LineSection
from finance.terms import Fund

LEAST_SPARE, LEAST_ROWS = 40, 100  # empty rows of a grid, and rows in all
CODES = {"functional": "功能分类编码", "economic": "经济分类编码"}  # names of the lists to choose from
_LEVEL_CODES = {"functional": 7, "economic": 5}
NAMES = {"functional": "功能分类名称", "economic": "经济分类名称"}


def lines(block: Lines, layout: Layout) -> None:
    """A grid, its total above, empty rows below, and, where rows stand under 类, what each 类 comes to."""
    section = SECTIONS[block.section]
    assert isinstance(section, LineSection)
    _Grid(block, section, layout).lay()


class _Grid:
    """A line section on its sheet: code, name, fund, amounts, 删除."""

    def __init__(self, block: Lines, section: LineSection, layout: Layout) -> None:
        self.block, self.section, self.layout, self.sheet = block, section, layout, layout.sheet
        self.has_fund = "fund" in section.key_names
        self.first_amount = FIRST + 1 + self.has_fund
        self.columns = {self.first_amount + i: column for i, column in enumerate(block.columns)}
        self.remove = self.first_amount + len(block.columns)
        self.rows = layout.contents.values[block.section]

    def lay(self) -> None:
        sheet, block = self.sheet, self.block
        self.layout.heading(block.title, block.intro)
        typed = {number: column.name for number, column in self.columns.items() if not column.is_sum}
        own = {LABEL: CODE, self.remove: REMOVE} | ({FIRST + 1: FUND} if self.has_fund else {})
        sheet.columns_row(f"{BLOCK}{block.section}", own | typed)
        self._head("删除这一行")
        sheet.frozen = sheet.frozen or sheet.row
        self._total_row()
        first = sheet.row
        spare = max(LEAST_SPARE, LEAST_ROWS - len(self.rows))
        self._register(first, first + len(self.rows) + spare - 1)
        for key in sorted(self.rows, key=self._order):
            self._row(key)
        for _ in range(spare):
            self._spare_row()
        self._rules(first)
        if block.has_classes:
            self._classes()

    def _head(self, last_word: str) -> None:
        kind = "经济分类科目" if self.section.kind == "economic" else "功能分类科目"
        heads = {LABEL: f"{kind}编码", FIRST: "科目名称"} | ({FIRST + 1: "资金性质"} if self.has_fund else {})
        heads |= {number: column.label for number, column in self.columns.items()}
        for number, words in (heads | ({self.remove: last_word} if last_word else {})).items():
            self.sheet.put(number, Text(words, "head"))
        self.sheet.heights[self.sheet.row] = 2 * LINE + 3
        self.sheet.row += 1

    def _register(self, first: int, last: int) -> None:
        numbers = {CODE: LABEL, REMOVE: self.remove} | ({FUND: FIRST + 1} if self.has_fund else {})
        numbers |= {column.name: number for number, column in self.columns.items()}
        for name, number in numbers.items():
            self.layout.places.columns[self.block.section, name] = (self.sheet.name, first, last, number)

    def _order(self, key: str) -> tuple[Any, ...]:
        values = self.section.key_values(key)
        funds = list(Fund)
        return tuple(funds.index(Fund(v)) if name == "fund" else v for name, v in values.items())

    def _total_row(self) -> None:
        self.sheet.put(LABEL, Text(self.block.total_label, "main_label"), last=self.first_amount - 1)
        for number, column in self.columns.items():
            self.sheet.put(number, self.layout.live(expression_of(self.block.totals[column.name])))
        self.sheet.row += 1

    def _row(self, key: str) -> None:
        sheet, values = self.sheet, self.section.key_values(key)
        sheet.mark(f"{self.block.section}/{key}")
        code = values[self.section.code_name]
        sheet.put(LABEL, Text(code or NOT_SPLIT, "locked"))
        sheet.put(FIRST, Text(self._name(code), "locked"))
        if self.has_fund:
            sheet.put(FIRST + 1, Text(Fund(values["fund"]).label, "locked"))
        self._amounts(self.rows[key], key)

    def _name(self, code: str) -> str:
        tree = self._tree
        return tree.name(code) if code and tree.has(code) else ""

    @property
    def _tree(self) -> Any:
        classification = self.layout.contents.classification
        return classification.economic if self.section.kind == "economic" else classification.functional

    def _spare_row(self) -> None:
        sheet, row = self.sheet, self.sheet.row
        sheet.mark(f"{self.block.section}/{NEW}")
        sheet.put(LABEL, Input(None))
        code, kind = xl_rowcol_to_cell(row, LABEL), self.section.kind
        formula = (
            f'=IF({code}="","",IFERROR(INDEX({NAMES[kind]},MATCH(LEFT({code},{_LEVEL_CODES[kind]}),{CODES[kind]},0)),'
            f'"科目表中没有"))'
        )
        sheet.put(FIRST, Live(lambda _: formula, "", "name"))
        if self.has_fund:
            sheet.put(FIRST + 1, Input(None))
        self._amounts({}, "")

    def _amounts(self, values: dict[str, Any] | Any, key: str) -> None:
        sheet, row = self.sheet, self.sheet.row
        typed = [number for number, column in self.columns.items() if not column.is_sum]
        for number, column in self.columns.items():
            if column.is_sum:
                formula = f"=SUM({xl_range(row, typed[0], row, typed[-1])})"
                value = sum((v for v in values.values() if v is not None), ZERO)
                sheet.put(number, Live(lambda _, f=formula: f, value, "quiet_sum"))  # type: ignore[misc]
                continue
            if key:
                self.layout.places.boxes[f"{self.block.section}/{key}/{column.name}"] = (sheet.name, row, number)
            sheet.put(number, Input(self.section.columns[column.name], values.get(column.name)))
        sheet.put(self.remove, Input(None))
        sheet.row += 1

    def _rules(self, first: int) -> None:
        sheet, last = self.sheet, self.sheet.row - 1
        spare = first + len(self.rows)
        sheet.rules.append(Rule(Area(spare, LABEL, last, LABEL), choices=f"={CODES[self.section.kind]}可选"))
        if self.has_fund:
            labels = tuple(fund.label for fund in self.block.funds or tuple(Fund))
            sheet.rules.append(Rule(Area(spare, FIRST + 1, last, FIRST + 1), choices=labels))
        for number, column in self.columns.items():
            if not column.is_sum:
                sheet.rules.append(Rule(Area(first, number, last, number), self.section.columns[column.name]))
        sheet.rules.append(Rule(Area(first, self.remove, last, self.remove), choices=(REMOVED,)))
        sheet.removable.append((Area(first, LABEL, last, self.remove - 1), self.remove))

    def _classes(self) -> None:
        """按类小计, for every 类 there is: which will have rows is not known yet."""
        self.layout.heading("按类小计", "自动计算，不用填")
        self._head("")
        tree = self._tree
        for code in tree.classes:
            self.sheet.put(LABEL, Text(code, "locked"))
            self.sheet.put(FIRST, Text(tree.name(code), "locked"))
            for number, column in self.columns.items():
                first, _, rest = self.block.totals[column.name].partition(".")
                expression = expression_of(f"{first}.{code}.{rest}")
                self.sheet.put(number, self.layout.live(expression, "quiet_sum"))
            self.sheet.row += 1
