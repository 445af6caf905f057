"""经济分类 in blocks side by side: 公开06表."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest

from finance.figures import PERSONNEL_CLASSES
from finance.tables.columns import Column, text_column
from finance.tables.grid import Cell, Row
from finance.tables.layout import TableLayout
from finance.tables.shapes.table import BLANK, Table, row_label
from finance.tables.sheet import Sheet


@dataclass(frozen=True)
class Panel:
    """One block of 公开06表: its heading, and the codes that are always printed."""

    heading: str  # 人员经费 or 公用经费
    codes: tuple[str, ...]

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(code[:3] for code in self.codes)

    @property
    def is_personnel(self) -> bool:
        return self.classes <= set(PERSONNEL_CLASSES)


@dataclass(frozen=True)
class PanelForm:
    """The blocks of one form, left to right, personnel first."""

    panels: tuple[Panel, ...]
    code_heading: str
    has_headings: bool
    code_width: float
    name_width: float
    amount_width: float


@dataclass(frozen=True, kw_only=True)
class EconomicPanels(Table):
    """经济分类科目 in two or three blocks with fixed rows, zero ones too. A 款 with an amount that the fixed
    rows lack is printed in its place: the rows always add up to 人员经费合计 and 公用经费合计."""

    forms: Mapping[str, PanelForm]
    has_column_numbers = False

    def columns(self, layout: TableLayout) -> tuple[Column, ...]:
        form = self.form(self.forms, layout)
        blocks = [(panel.heading, self._block(form, layout)) for panel in form.panels]
        if not form.has_headings:
            return tuple(column for _, block in blocks for column in block)
        return tuple(
            Column(heading, parts=tuple(column for _, block in same for column in block))
            for heading, same in groupby(blocks, key=lambda block: block[0])
        )

    def _block(self, form: PanelForm, layout: TableLayout) -> tuple[Column, ...]:
        if layout.split_codes:
            levels = (text_column("类", form.code_width / 2), text_column("款", form.code_width / 2))
            code = Column(form.code_heading, parts=levels)
        else:
            code = text_column(form.code_heading, form.code_width)
        return (code, text_column("科目名称", form.name_width), Column("决算数", width=form.amount_width))

    def figures(self, layout: TableLayout) -> frozenset[str]:
        return frozenset(f"basic_expenditure.{part}" for part in ("total", "personnel", "public_use"))

    def body(self, sheet: Sheet) -> tuple[Row, ...]:
        form = self.form(self.forms, sheet.layout)
        code_columns = 2 if sheet.layout.split_codes else 1
        blocks = [[self._cells(sheet, code) for code in codes] for codes in self._codes(sheet, form)]
        nothing = (BLANK,) * (code_columns + 2)
        rows = tuple(
            Row(tuple(cell for cells in together for cell in cells))
            for together in zip_longest(*blocks, fillvalue=nothing)
        )
        return (
            *rows,
            Row(tuple(self._totals(sheet, form, code_columns)), emphasis=True, may_break_before=False),
        )

    def _codes(self, sheet: Sheet, form: PanelForm) -> list[list[str]]:
        tree = sheet.figures.classification.economic
        fixed = {code for panel in form.panels for code in panel.codes}
        blocks = [{code for code in panel.codes if tree.has(code)} for panel in form.panels]
        for line in sheet.figures.economic_lines:
            code = line.economic_code
            if code not in fixed and sheet.has_any([f"basic_expenditure.{code}.total"]):
                place = next((i for i, p in enumerate(form.panels) if code[:3] in p.classes), -1)
                blocks[place] |= {code, *tree.ancestors(code)}
        return [sorted(block) for block in blocks]

    def _cells(self, sheet: Sheet, code: str) -> tuple[Cell, ...]:
        is_class = len(code) == 3
        texts = (code[:3], code[3:]) if sheet.layout.split_codes else (code,)
        name = sheet.figures.classification.economic.name(code)
        return (
            *(Cell(text=text, emphasis=is_class) for text in texts),
            row_label(name, emphasis=is_class),
            sheet.number(f"basic_expenditure.{code}.total", emphasis=is_class),
        )

    def _totals(self, sheet: Sheet, form: PanelForm, code_columns: int) -> Iterator[Cell]:
        """人员经费合计 under the personnel blocks, 公用经费合计 under all others."""
        width = code_columns + 2
        personnel = sum(panel.is_personnel for panel in form.panels)
        for label, figure, count in (
            ("人员经费合计", "personnel", personnel),
            ("公用经费合计", "public_use", len(form.panels) - personnel),
        ):
            yield row_label(self.words(sheet, label), colspan=count * width - 1, align="center")
            yield sheet.number(f"basic_expenditure.{figure}")
