"""自评表 on a sheet: every card in the shape of the official form, empty ones after the last for projects to come."""

from collections.abc import Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from disclosure.exports.own_workbook.blocks import Layout
from disclosure.exports.own_workbook.checks import card_money
from disclosure.exports.own_workbook.marks import BLOCK, NEW, REMOVE, REMOVED, VALUE
from disclosure.exports.own_workbook.plan import FIRST, LABEL, Area, Input, Live, Places, Rule, Sheet, Text
from disclosure.exports.own_workbook.sums import EVERY, Expression, Term, box
from finance.blocks import Column
from performance.entry import (
    CARD_BOXES,
    EXECUTION_BOXES,
    FUND_COLUMNS,
    GOAL_BOXES,
    INDICATOR_COLUMNS,
    LEVEL1_NAMES,
    LEVEL2_NAMES,
    Cards,
)
from performance.scorecards import ScorecardKind
from performance.sections import FUNDS, INDICATORS, OVERALL, SCORECARDS

NEW_CARDS = 3
_SPARE = 5  # empty rows below the indicators of a card
_SPARE_OF_NEW = 12
MOST_ROWS = 2600  # of a sheet: more would not be read back (disclosure.intake.child)
_ROWS_OF_A_CARD = 34  # without its indicators
WIDTHS: dict[int, float] = {0: 4, 1: 22, 2: 16, 3: 26, 4: 20, 5: 20, 6: 20, 7: 14, 8: 24, 9: 12, 10: 24, 11: 10, 12: 12}
_NAMES = {"level1": LEVEL1_NAMES, "level2": LEVEL2_NAMES}


def keys_of(block: Cards, layout: Layout) -> tuple[str, ...]:
    """The cards of the block, those to come at the end."""
    if block.kind is ScorecardKind.OVERALL:
        return (OVERALL,)
    return (*layout.contents.screen.index.projects, *(f"new{n}" for n in range(1, NEW_CARDS + 1)))


def sheets_of(block: Cards, layout: Layout) -> Iterator[tuple[str, ...]]:
    """Keys of the cards a sheet holds, so many that it can be read back."""
    some: list[str] = []
    rows = 0
    for key in keys_of(block, layout):
        rows += _ROWS_OF_A_CARD + len(layout.contents.screen.index.indicators.get(key, ())) + _SPARE_OF_NEW
        if some and rows > MOST_ROWS:
            yield tuple(some)
            some, rows = [], 0
        some.append(key)
    yield tuple(some)


def card(block: Cards, key: str, layout: Layout) -> None:
    """One card."""
    _Card(block, key, layout).lay()


class _Card:
    def __init__(self, block: Cards, key: str, layout: Layout) -> None:
        self.block, self.key, self.layout = block, key, layout
        self.sheet: Sheet = layout.sheet
        self.is_new = key.startswith("new")
        self.pks = layout.contents.screen.index.indicators.get(key, ())

    def lay(self) -> None:
        sheet = self.sheet
        sheet.row += 1
        name = "" if self.is_new else self.layout.contents.value(f"scorecards/{self.key}/name")
        title = f"新项目 {self.key.removeprefix('new')}（没有就空着）" if self.is_new else name or self.block.kind.label
        sheet.line(title, "card", last=self.layout.wide)
        sheet.columns_row(BLOCK, {FIRST: VALUE})
        self._boxes((*CARD_BOXES[self.block.kind], *EXECUTION_BOXES))
        if not self.is_new:
            self._rate()
        self._boxes(GOAL_BOXES)
        if self.block.kind is ScorecardKind.PROJECT and not self.is_new:
            self._remove_box()
        self._funds()
        self._indicators()

    def _boxes(self, names: tuple[str, ...]) -> None:
        for name in names:
            label = str(SCORECARDS.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            if self.is_new:
                self._new_box(name, label)
            else:
                self.layout.box(f"scorecards/{self.key}/{name}", label)

    def _new_box(self, name: str, label: str) -> None:
        sheet, cell = self.sheet, SCORECARDS.columns[name]
        sheet.mark(f"scorecards/{self.key}/{name}")
        self.layout.places.boxes[f"scorecards/{self.key}/{name}"] = (sheet.name, sheet.row, FIRST)
        sheet.put(LABEL, Text(label, "label"))
        is_words = getattr(cell, "lines", False)
        sheet.put(FIRST, Input(cell), last=self.layout.wide if is_words else self.layout.short)
        sheet.rules.append(Rule(Area(sheet.row, FIRST, sheet.row, FIRST), cell))
        if is_words:
            sheet.heights[sheet.row] = 48
        sheet.row += 1

    def _rate(self) -> None:
        executed, adjusted = card_money(self.key, "executed"), card_money(self.key, "adjusted_budget")

        def formula(places: Places) -> str:
            spent, whole = places.formula(executed), places.formula(adjusted)
            return f'=IF({whole}=0,"",ROUND({spent}/{whole}*100,2)&"%")'

        entered = self.layout.contents.card(self.key)
        value = f"{entered.execution_rate.normalize():f}%" if entered and entered.adjusted_budget else ""
        self.sheet.put(LABEL, Text("执行率（全年执行数÷全年预算数）", "label"))
        self.sheet.put(FIRST, Live(formula, value, "words_sum"), last=self.layout.short)
        self.sheet.row += 1

    def _remove_box(self) -> None:
        sheet = self.sheet
        sheet.mark(f"{REMOVE}:scorecards/{self.key}")
        sheet.put(LABEL, Text("删除这个项目", "label"))
        sheet.put(FIRST, Input(None), last=self.layout.short)
        sheet.put(self.layout.short + 1, Text("要删就选“删除”；不删空着", "hint"))
        sheet.rules.append(Rule(Area(sheet.row, FIRST, sheet.row, FIRST), choices=(REMOVED,)))
        sheet.row += 1

    def _funds(self) -> None:
        sheet, first = self.sheet, FIRST
        columns = {first + i: column for i, column in enumerate(FUND_COLUMNS)}
        sheet.columns_row(f"{BLOCK}{FUNDS.name}", {number: column.name for number, column in columns.items()})
        self._head({LABEL: "资金来源（元）"} | {number: column.label for number, column in columns.items()})
        for source, label in self.block.sources:
            row = f"{FUNDS.name}/{self.key}-{source}"
            sheet.mark(row)
            sheet.put(LABEL, Text(label, "label"))
            for number, column in columns.items():
                address = f"{row}/{column.name}"
                self.layout.places.boxes[address] = (sheet.name, sheet.row, number)
                sheet.put(number, Input(FUNDS.columns[column.name], self.layout.contents.value(address)))
            rule = Rule(Area(sheet.row, first, sheet.row, max(columns)), FUNDS.columns[FUND_COLUMNS[0].name])
            sheet.rules.append(rule)
            sheet.row += 1
        sheet.put(LABEL, Text("合计", "main_label"))
        for number, column in columns.items():
            sheet.put(number, self.layout.live(card_money(self.key, column.name)))
        sheet.row += 1

    def _head(self, words: dict[int, str]) -> None:
        for number, label in words.items():
            self.sheet.put(number, Text(label, "head"))
        self.sheet.row += 1

    def _indicators(self) -> None:
        sheet = self.sheet
        typed: list[Column] = [column for column in INDICATOR_COLUMNS[self.block.kind] if not column.is_sum]
        numbers = {LABEL + i: column for i, column in enumerate(typed)}
        remove = LABEL + len(typed)
        grid = f"{INDICATORS.name}/{self.key}-{EVERY}"
        marks = {number: column.name for number, column in numbers.items()} | {remove: REMOVE}
        sheet.columns_row(f"{BLOCK}{INDICATORS.name}", marks)
        self._head({number: column.label for number, column in numbers.items()} | {remove: "删除"})
        first = sheet.row
        spare = _SPARE_OF_NEW if self.is_new else _SPARE
        last = first + len(self.pks) + spare - 1
        for number, name in marks.items():
            self.layout.places.columns[grid, name] = (sheet.name, first, last, number)
        for pk in self.pks:
            self._indicator(f"{INDICATORS.name}/{self.key}-{pk}", numbers, remove)
        for _ in range(spare):
            self._indicator(f"{INDICATORS.name}/{self.key}-{NEW}", numbers, remove)
        self._rules(numbers, remove, first, last)
        self._sums(numbers, grid)

    def _indicator(self, address: str, numbers: dict[int, Column], remove: int) -> None:
        sheet, is_new = self.sheet, address.endswith(NEW)
        sheet.mark(address)
        for number, column in numbers.items():
            cell, where = INDICATORS.columns[column.name], f"{address}/{column.name}"
            if not is_new:
                self.layout.places.boxes[where] = (sheet.name, sheet.row, number)
            sheet.put(number, Input(cell, None if is_new else self.layout.contents.value(where)))
        sheet.put(remove, Input(None))
        sheet.row += 1

    def _rules(self, numbers: dict[int, Column], remove: int, first: int, last: int) -> None:
        rules = self.sheet.rules
        points = next(number for number, column in numbers.items() if column.name == "points")
        for number, column in numbers.items():
            area, cell = Area(first, number, last, number), INDICATORS.columns[column.name]
            if names := _NAMES.get(column.name):
                rules.append(Rule(area, choices=names, is_strict=False))
            elif column.name == "filed_score":
                rules.append(Rule(area, cell, limit=xl_rowcol_to_cell(first, points)))
            else:
                rules.append(Rule(area, cell))
        rules.append(Rule(Area(first, remove, last, remove), choices=(REMOVED,)))
        self.sheet.removable.append((Area(first, LABEL, last, remove - 1), remove))

    def _sums(self, numbers: dict[int, Column], grid: str) -> None:
        """分值 with 预算执行率's own, which must come to 100; 得分 as far as it is filled in."""
        row = grid.partition("/")[2]
        points = Expression((Term(INDICATORS.name, "points", row),)) + box(f"scorecards/{self.key}/execution_points")
        scores = Expression((Term(INDICATORS.name, "filed_score", row),)) + box(
            f"scorecards/{self.key}/filed_execution_score"
        )
        self.sheet.put(LABEL, Text("合计（含预算执行率）", "main_label"))
        for number, column in numbers.items():
            if column.name == "points":
                self.sheet.put(number, self.layout.live(points, "points_sum"))
            elif column.name == "filed_score":
                self.sheet.put(number, self.layout.live(scores, "points_sum"))
        self.sheet.row += 1
