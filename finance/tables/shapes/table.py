"""What the shapes share: a Table, which turns its data into a Grid, and the cells every table has."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from finance.tables.columns import Column, column_number_row, header_rows, leaves_of
from finance.tables.grid import Cell, CellKind, Grid, Orientation, Row
from finance.tables.layout import LayoutError, TableLayout
from finance.tables.sheet import UNFILLED, Sheet

BLANK = Cell()


@dataclass(frozen=True, kw_only=True)
class Table(ABC):
    """What every table has: its key, its official title, its 注 and what it says when it is a 空表."""

    key: str
    title: str
    notes: tuple[str, ...] = ()
    statement: str = ""

    has_column_numbers = True

    @abstractmethod
    def columns(self, layout: TableLayout) -> tuple[Column, ...]:
        """The columns of this layout, with their headings."""

    @abstractmethod
    def body(self, sheet: Sheet) -> tuple[Row, ...]:
        """The rows."""

    @abstractmethod
    def figures(self, layout: TableLayout) -> frozenset[str]:
        """Names of the figures it prints, whatever the account; those of 科目 without their codes."""

    def blank(self, body: tuple[Row, ...], layout: TableLayout) -> tuple[Row, ...]:
        """The rows of a 空表: their figures stay, and print nothing."""
        return tuple(replace(row, cells=tuple(_blank(cell) for cell in row.cells)) for row in body)

    def grid(self, sheet: Sheet) -> Grid:
        layout = sheet.layout
        columns = self.columns(layout)
        body = self.body(sheet)
        statement = layout.statements.get(self.key, self.statement)
        if statement and not any(_says_something(cell) for row in body for cell in row.cells):
            body = self.blank(body, layout)
        else:
            statement = ""
        header = header_rows(columns, lambda text: layout.words(self.key, text))
        if layout.column_numbers and self.has_column_numbers:
            header += (column_number_row(columns),)
        notes = layout.notes.get(self.key, self.notes) if layout.show_notes else ()
        return Grid(
            key=self.key,
            title=self._filled(layout.titles.get(self.key, self.title), sheet),
            columns=tuple(leaf.width for leaf in leaves_of(columns)),
            header=header,
            body=body,
            subtitle=self._filled(layout.subtitle, sheet),
            label=self._filled(layout.label, sheet),
            prepared_by=self._filled(layout.prepared_by, sheet),
            money_unit=layout.money_unit,
            orientation=Orientation.LANDSCAPE if self.key in layout.landscape else Orientation.PORTRAIT,
            notes=tuple(self._filled(text, sheet) for text in (*notes, statement) if text),
        )

    def _filled(self, text: str, sheet: Sheet) -> str:
        """{unit}, {year}, {scope} and {number} in a text of the frame."""
        text = text.replace("{number}", sheet.layout.number(self.key))
        text = text.replace("{scope}", sheet.figures.unit.scope.label)
        text = text.replace("{year}", str(sheet.figures.fiscal_year))
        return text.replace("{unit}", sheet.figures.unit.name)

    def words(self, sheet: Sheet, text: str) -> str:
        return sheet.layout.words(self.key, text)

    def form[F](self, forms: Mapping[str, F], layout: TableLayout) -> F:
        """The form this layout chooses; the first where it does not choose."""
        name = layout.forms.get(self.key, next(iter(forms)))
        if name not in forms:
            raise LayoutError(f"《{self.title}》没有版式“{name}”，可用 {'、'.join(forms)}")
        return forms[name]


def row_label(text: str, *, indent: int = 0, colspan: int = 1, align: str = "left", emphasis: bool = False) -> Cell:
    """The label of a row, a <th>."""
    return Cell(
        text=text,
        kind=CellKind.HEADER,
        scope="row",
        indent=indent,
        colspan=colspan,
        align=align,
        emphasis=emphasis,
    )


def _says_something(cell: Cell) -> bool:
    """A number that is not zero, or that is still to be filled in."""
    return cell.kind is CellKind.NUMBER and (bool(cell.amount) or cell.text == UNFILLED)


def _blank(cell: Cell) -> Cell:
    return replace(cell, text="") if cell.kind is CellKind.NUMBER else cell
