"""What an entry page is made of: boxes, grids and sums, as data. Templates print them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from finance.sections import SECTIONS
from finance.terms import Fund


@dataclass(frozen=True)
class Box:
    """One labelled box. The label is the column's own unless another is given."""

    cell: str
    label: str = ""
    help: str = ""
    unit: str = ""  # 人, 辆 … behind the box; an amount has the user's

    @property
    def text(self) -> str:
        if self.label:
            return self.label
        section, _, column = self.cell.split("/")
        return str(SECTIONS[section].model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Sum:
    """A total the server works out: its words and its dotted figure."""

    label: str
    figure: str
    is_main: bool = False
    is_amount: bool = True  # otherwise a count


@dataclass(frozen=True)
class Fields:
    """Boxes below one another, and sums under them."""

    title: str
    boxes: tuple[Box, ...]
    sums: tuple[Sum, ...] = ()
    intro: str = ""
    template: str = "entry/fields.html"


@dataclass(frozen=True)
class Column:
    """A column of a grid: typed into, or a sum (then `name` is the last step of the figure)."""

    name: str
    label: str
    is_sum: bool = False
    is_wide: bool = False  # holds words that want room


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A grid of a line section, its rows added by code."""

    section: str
    title: str
    columns: tuple[Column, ...]
    intro: str = ""
    totals: Mapping[str, str] = MappingProxyType({})  # column → the figure of its total
    has_classes: bool = False  # rows stand under their 类, whose totals are those figures narrowed to it
    total_label: str = "合计"
    funds: tuple[Fund, ...] = ()  # to choose from when a row is added; empty: rows have none
    code_optional: tuple[Fund, ...] = ()  # these may stand without a 科目
    hint: str = ""  # the first step, while there is no row
    template: str = "entry/grid.html"

    @property
    def kind(self) -> str:
        """Which codes its picker offers."""
        return getattr(SECTIONS[self.section], "kind", "")


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """A grid whose rows are a closed list."""

    section: str
    title: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    sums: tuple[tuple[str, str], ...] = ()  # (words, last step of the figure) of rows that are summed
    figures: Mapping[str, str] = MappingProxyType({})  # column → what its sums are read from
    intro: str = ""
    template: str = "entry/grid.html"


@dataclass(frozen=True)
class Reasons:
    """主要原因: whatever the narrative asks."""

    title: str
    template: str = "entry/reasons.html"


@dataclass(frozen=True)
class Page:
    """One entry page."""

    key: str
    title: str
    blocks: tuple[Any, ...]
    intro: str = ""
    may_be_empty: bool = True  # a unit may have nothing of the kind
