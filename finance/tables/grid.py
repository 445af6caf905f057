"""Grid: a printed table as rows of cells. The same Grid serves screen, PDF, plain text, workbook and CSV."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Orientation(StrEnum):
    """Page orientation a table needs (tables.md §2)."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class CellKind(StrEnum):
    """What a cell holds, which decides how it is set."""

    HEADER = "header"  # a <th>: column head, row label, group label
    NUMBER = "number"  # right-aligned
    TEXT = "text"
    ORDINAL = "ordinal"  # 行次, centred and quiet


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell. `figure` is its dotted name, `amount` its exact value in 元 where it is an amount."""

    text: str = ""
    kind: CellKind = CellKind.TEXT
    figure: str = ""
    amount: Decimal | None = None
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""  # col, row, colgroup or rowgroup, for a header
    indent: int = 0  # 类 0, 款 1, 项 2
    align: str = ""  # left, center or right where it differs from what the kind says
    emphasis: bool = False  # a sub-total beside ordinary cells (a row's own emphasis covers the whole row)

    @classmethod
    def number(cls, text: str, figure: str, amount: Decimal | None, emphasis: bool = False) -> "Cell":
        """A number cell, three times as fast as the constructor: a report has thousands. What is not set here
        is the class's default."""
        cell = cls.__new__(cls)
        vars(cell).update(text=text, kind=CellKind.NUMBER, figure=figure, amount=amount, emphasis=emphasis)
        return cell


@dataclass(frozen=True)
class Row:
    """One row; `emphasis` marks a total or sub-total."""

    cells: tuple[Cell, ...]
    emphasis: bool = False
    may_break_before: bool = True  # False: keep with the row above when a page breaks


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table ready to print. `key` is stable and usable in an address: t1 … t9, overall, project-3."""

    key: str
    title: str
    columns: tuple[float, ...]  # relative widths, one for every column
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    subtitle: str = ""  # （2023 年度）
    label: str = ""  # 公开01表
    prepared_by: str = ""  # 编制单位：…
    money_unit: str = ""  # 金额单位：万元
    orientation: Orientation = Orientation.PORTRAIT
    notes: tuple[str, ...] = ()  # 注：…, and the 空表 statement
