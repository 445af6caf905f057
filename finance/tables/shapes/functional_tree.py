"""类, 款 and 项 under a 合计: 公开02, 03, 05, 08 and 09表."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from finance.tables.columns import Column, leaves_of, text_column
from finance.tables.grid import Cell, Row
from finance.tables.layout import TableLayout
from finance.tables.shapes.table import BLANK, Table, row_label
from finance.tables.sheet import Coded, Sheet, item_codes

TOTAL = "合计"


@dataclass(frozen=True, kw_only=True)
class FunctionalTree(Table):
    """支出功能分类 down the side: every 项 with an amount, under its 款 and its 类, which are sub-totals."""

    figure: str  # the ledger or account whose 项 these are: income, expenditure, general_public_budget …
    forms: Mapping[str, tuple[Column, ...]]
    code_heading: str = "功能分类科目编码"
    code_width: float = 20
    name_width: float = 54

    def columns(self, layout: TableLayout) -> tuple[Column, ...]:
        if layout.split_codes:
            class_width, narrow = self.code_width * 0.4, self.code_width * 0.3
            levels = (text_column("类", class_width), text_column("款", narrow), text_column("项", narrow))
            code = Column(f"支出{self.code_heading}", parts=levels)
        else:
            code = text_column(self.code_heading, self.code_width)
        item = Column("项目", parts=(code, text_column("科目名称", self.name_width)))
        return (item, *self.form(self.forms, layout))

    def _columns(self, layout: TableLayout) -> tuple[str, ...]:
        return tuple(leaf.figure for leaf in leaves_of(self.form(self.forms, layout)))

    def figures(self, layout: TableLayout) -> frozenset[str]:
        return frozenset(f"{self.figure}.{figure}" for figure in self._columns(layout))

    def body(self, sheet: Sheet) -> tuple[Row, ...]:
        figures = self._columns(sheet.layout)
        rows = tuple(self._rows(sheet, figures))
        is_last = self.key in sheet.layout.total_last
        label_columns = 4 if sheet.layout.split_codes else 2
        total = Row(
            (
                row_label(self.words(sheet, TOTAL), colspan=label_columns, align="center"),
                *(sheet.number(f"{self.figure}.{figure}") for figure in figures),
            ),
            emphasis=True,
            may_break_before=not (is_last and rows),
        )
        return (*rows, total) if is_last else (total, *rows)

    def blank(self, body: tuple[Row, ...], layout: TableLayout) -> tuple[Row, ...]:
        """A 空表 has a 合计 and one empty row, so that it still looks like the table."""
        blank, empty = super().blank(body, layout), Row((BLANK,) * sum(cell.colspan for cell in body[0].cells))
        return (empty, *blank) if self.key in layout.total_last else (*blank, empty)

    def _rows(self, sheet: Sheet, figures: tuple[str, ...]) -> Iterator[Row]:
        tree = sheet.figures.classification.functional
        whole: Coded = getattr(sheet.figures, self.figure)
        amounts_of = attrgetter(*figures)
        items = [code for code in item_codes(whole) if any(amounts_of(whole.of(code)))]
        previous = ""
        for code in sorted({code for item in items for code in (*tree.ancestors(item), item)}):
            level = (len(code) - 3) // 2
            yield Row(
                (
                    *self._code_cells(code, sheet.layout.split_codes),
                    row_label(tree.name(code), indent=level if sheet.layout.indent else 0),
                    *(
                        sheet.cell(f"{self.figure}.{code}.{figure}", amount)
                        for figure, amount in zip(figures, amounts_of(whole.of(code)), strict=True)
                    ),
                ),
                emphasis=not tree.is_leaf_level(code),
                may_break_before=not previous or not code.startswith(previous),
            )
            previous = code

    def _code_cells(self, code: str, split: bool) -> tuple[Cell, ...]:
        texts = (code[:3], code[3:5], code[5:7]) if split else (code,)
        return tuple(Cell(text=text) for text in texts)
