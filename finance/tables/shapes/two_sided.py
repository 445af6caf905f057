"""收入 beside 支出, a fixed row a line: 公开01表 and 公开04表."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from finance.classification.classes import class_labels
from finance.tables.columns import Column, text_column
from finance.tables.grid import Cell, CellKind, Row
from finance.tables.layout import TableLayout
from finance.tables.shapes.table import BLANK, Table, row_label
from finance.tables.sheet import Sheet


@dataclass(frozen=True)
class Line:
    """A fixed row of one side. In its figure {fund} stands for each column's."""

    label: str
    figure: str
    indent: int = 0
    is_total: bool = False


NOTHING = Line("", "")


@dataclass(frozen=True, kw_only=True)
class Side:
    """收入 or 支出: its number columns, its rows, and the rows at the foot. `classes` is the figure of the
    支出功能分类 rows, with {code} for the 类."""

    heading: str
    label_heading: str = "项目"
    label_width: float
    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    classes: str = ""
    totals: tuple[Line, ...]

    def names(self, figure: str) -> tuple[str, ...]:
        return tuple(figure.replace("{fund}", column.figure) for column in self.columns)

    @property
    def figures(self) -> Iterator[str]:
        """All that its rows may print, those of 类 without their codes."""
        for figure in (*(line.figure for line in (*self.lines, *self.totals)), self.classes.replace(".{code}", "")):
            if figure:
                yield from self.names(figure)

    def class_lines(self, sheet: Sheet) -> tuple[Line, ...]:
        if not self.classes:
            return ()
        entered = sorted({line.item_code[:3] for line in sheet.figures.expenditure_lines})
        used = [c for c in entered if sheet.has_any(self.names(self.classes.replace("{code}", c)))]
        tree = sheet.figures.classification.functional
        labels = class_labels(tree, sheet.layout.class_rows, used)
        return tuple(Line(label, self.classes.replace("{code}", code)) for code, label in labels)


@dataclass(frozen=True, kw_only=True)
class TwoSided(Table):
    """收入 on the left, 支出 on the right; 行次 runs down the left side and on down the right."""

    sides: tuple[Side, Side]

    def columns(self, layout: TableLayout) -> tuple[Column, ...]:
        ordinal = (Column("行次", width=8, kind=CellKind.ORDINAL),) if layout.row_numbers else ()
        return tuple(
            Column(
                side.heading,
                parts=(text_column(side.label_heading, side.label_width), *ordinal, *side.columns),
            )
            for side in self.sides
        )

    def figures(self, layout: TableLayout) -> frozenset[str]:
        return frozenset(name for side in self.sides for name in side.figures)

    def body(self, sheet: Sheet) -> tuple[Row, ...]:
        left, right = self.sides
        pairs = list(
            zip_longest(
                (*left.lines, *left.class_lines(sheet)),
                (*right.lines, *right.class_lines(sheet)),
                fillvalue=NOTHING,
            )
        )
        foot = list(zip_longest(left.totals, right.totals, fillvalue=NOTHING))
        if not sheet.layout.row_numbers:  # a row without labels holds nothing but its 行次
            foot = [pair for pair in foot if pair != (NOTHING, NOTHING)]
        pairs += foot
        return tuple(
            Row(
                (
                    *self._cells(sheet, left, first, number),
                    *self._cells(sheet, right, second, number + len(pairs)),
                ),
                emphasis=first.is_total or second.is_total,
                may_break_before=number <= len(pairs) - len(foot),
            )
            for number, (first, second) in enumerate(pairs, 1)
        )

    def _cells(self, sheet: Sheet, side: Side, line: Line, number: int) -> Iterator[Cell]:
        if line.label:
            align = "center" if line.is_total else "left"
            yield row_label(self.words(sheet, line.label), indent=line.indent, align=align)
        else:
            yield BLANK
        if sheet.layout.row_numbers:
            yield Cell(text=str(number), kind=CellKind.ORDINAL)
        if line.figure:
            yield from (sheet.number(name) for name in side.names(line.figure))
        else:
            yield from (BLANK for _ in side.columns)
