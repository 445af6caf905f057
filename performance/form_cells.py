"""The cells of which the 绩效自评表 are made."""

from decimal import Decimal

from finance.tables.grid import Cell, CellKind, Row


def row(*cells: Cell, emphasis: bool = False, may_break_before: bool = True) -> Row:
    """One row."""
    return Row(cells, emphasis=emphasis, may_break_before=may_break_before)


def label(text: str, figure: str = "", *, colspan: int = 1, rowspan: int = 1, scope: str = "row") -> Cell:
    """A row label, or with another scope a group label or a column head."""
    return Cell(
        text=text,
        kind=CellKind.HEADER,
        figure=figure,
        colspan=colspan,
        rowspan=rowspan,
        scope=scope,
        align="center",
    )


def heads(*labels: str) -> list[Cell]:
    """Column heads."""
    return [label(text, scope="col") for text in labels]


def text(text: str, figure: str, *, colspan: int = 1, align: str = "center") -> Cell:
    """Entered text."""
    return Cell(text=text, figure=figure, colspan=colspan, align=align)


def amount(text: str, figure: str, value: Decimal) -> Cell:
    """An amount in 万元, with its exact value in 元."""
    return Cell(text=text, kind=CellKind.NUMBER, figure=figure, amount=value)


def number(text: str, figure: str) -> Cell:
    """分值, 得分 or 执行率: centred, as the forms have them."""
    return Cell(text=text, kind=CellKind.NUMBER, figure=figure, align="center")


def dash(text: str) -> Cell:
    """A cell the form leaves out."""
    return Cell(text=text, align="center")
