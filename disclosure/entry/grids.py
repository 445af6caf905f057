"""Grids as rows of boxes and sums: lines under their 类, and closed lists."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from disclosure.entry.controls import Control
from disclosure.entry.grid_html import body_html
from disclosure.entry.pages import SECTIONS
from disclosure.entry.screen import Screen
from finance.blocks import Column, Fixed, Lines
from finance.money import total
from finance.sections import LineSection
from finance.terms import Fund


@dataclass(frozen=True)
class Total:
    """A sum in a cell of a grid."""

    figure: str
    text: str
    anchor: str = ""
    href: str = ""  # of a sum of units: where it is told unit by unit
    is_words: bool = False


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row: `kind` is line, subtotal or total. `cells` are boxes and sums in column order."""

    kind: str
    address: str = ""
    code: str = ""
    name: str = ""
    path: str = ""
    fund: str = ""
    class_code: str = ""
    cells: tuple[Control | Total | None, ...] = ()
    add: str = ""  # the key that adds a row right below

    @property
    def title(self) -> str:
        """What a box of this row is called: with the column's label."""
        return " ".join(word for word in (self.code, self.name, self.fund) if word)


@dataclass(frozen=True, kw_only=True)
class GridView:
    """A grid ready to be shown."""

    key: str
    title: str
    intro: str
    template: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    unit: str
    hint: str = ""
    kind: str = ""  # the codes its picker offers; empty: no rows can be added
    funds: tuple[Fund, ...] = ()
    code_optional: tuple[Fund, ...] = ()
    has_fund: bool = False
    row_label: str = "项目"
    new_row: str = ""  # rows are added without a code: the address to propose
    may_edit: bool = True
    added: str = ""  # what was typed into the plain form's box for a new row, and why it was refused
    add_error: str = ""

    @property
    def is_open(self) -> bool:
        """Rows come and go by hand."""
        return self.may_edit and bool(self.kind or self.new_row)

    @property
    def body(self) -> SafeString:
        return body_html(self)

    @property
    def is_empty(self) -> bool:
        return not any(row.kind == "line" for row in self.rows)


def lines_view(block: Lines, screen: Screen) -> GridView:
    """The rows of a line section, each 类 with its totals above."""
    section = SECTIONS[block.section]
    assert isinstance(section, LineSection)
    return GridView(
        key=block.section,
        title=block.title,
        intro=block.intro,
        template=block.template,
        columns=block.columns,
        rows=tuple(line_rows(block, section, screen)),
        unit=screen.unit.label,
        hint=block.hint,
        kind=block.kind,
        funds=block.funds,
        code_optional=block.code_optional,
        has_fund="fund" in section.key_names,
        may_edit=screen.may_edit and not screen.is_sum(f"{block.section}/"),
        added=screen.typed.texts.get(f"add:{block.section}", ""),
        add_error=screen.typed.errors.get(f"add:{block.section}", ""),
    )


def line_rows(block: Lines, section: LineSection, screen: Screen) -> Iterator[GridRow]:
    """合计 first, as the official tables have it; then every 类 and its lines."""
    rows = sorted(screen.rows(block.section).items(), key=lambda item: _place(section, item[1]))
    if not rows:
        return
    yield total_row(block, screen)
    class_code = ""
    for key, row in rows:
        code = getattr(row, section.code_name)
        if block.has_classes and code[:3] != class_code:
            class_code = code[:3]
            yield class_row(block, screen, class_code)
        yield line_row(block, section, screen, key, row)


def _place(section: LineSection, row: Any) -> tuple[Any, ...]:
    funds = list(Fund)
    return tuple(funds.index(Fund(row.fund)) if name == "fund" else getattr(row, name) for name in section.key_names)


def _tree(section: LineSection, screen: Screen) -> Any:
    classification = screen.figures.classification
    return classification.economic if section.kind == "economic" else classification.functional


def line_row(block: Lines, section: LineSection, screen: Screen, key: str, row: Any) -> GridRow:
    code = getattr(row, section.code_name)
    tree = _tree(section, screen)
    address = f"{block.section}/{key}"
    is_known = bool(code) and tree.has(code)
    head = GridRow(
        kind="line",
        address=address,
        code=code,
        name=tree.name(code) if is_known else ("科目表中没有" if code else "不分科目"),
        path=" › ".join(tree.path(code)[:-1]) if is_known else "",
        fund=Fund(row.fund).label if "fund" in section.key_names else "",
        class_code=code[:3] if block.has_classes else "",
    )
    title = head.title
    cells = (
        row_total(block, screen, address, row)
        if column.is_sum
        else screen.control(f"{address}/{column.name}", label=column.label, title=title)
        for column in block.columns
    )
    return replace(head, cells=tuple(cells))


def row_total(block: Lines, screen: Screen, address: str, row: Any) -> Total:
    """The sum of one line; it has an address and no name, for one 科目 may have a line a fund."""
    amounts = (getattr(row, column.name) for column in block.columns if not column.is_sum)
    figure = f"{address}/total"
    text = screen.amount(total(amount for amount in amounts if amount))
    return Total(figure, text, screen.anchor(figure), screen.sum_address(figure))


def class_row(block: Lines, screen: Screen, class_code: str) -> GridRow:
    tree = _tree(SECTIONS[block.section], screen)  # type: ignore[arg-type]
    cells = (_total(screen, narrowed(block.totals[column.name], class_code)) for column in block.columns)
    name = tree.name(class_code) if tree.has(class_code) else ""
    return GridRow(kind="subtotal", code=class_code, name=name, class_code=class_code, cells=tuple(cells))


def total_row(block: Lines, screen: Screen) -> GridRow:
    cells = (_total(screen, block.totals[column.name]) for column in block.columns)
    return GridRow(kind="total", name=block.total_label, cells=tuple(cells))


def _total(screen: Screen, figure: str) -> Total:
    return Total(figure, screen.total(figure), screen.anchor(figure), screen.total_address(figure))


def narrowed(figure: str, code: str) -> str:
    """income.total → income.208.total"""
    first, _, rest = figure.partition(".")
    return f"{first}.{code}.{rest}"


def fixed_view(block: Fixed, screen: Screen) -> GridView:
    """A closed list, its sums after it."""
    rows = [
        GridRow(
            kind="line",
            address=f"{block.section}/{key}",
            name=label,
            cells=tuple(
                screen.control(f"{block.section}/{key}/{column.name}", label=column.label, title=label)
                for column in block.columns
            ),
        )
        for key, label in block.rows
    ]
    for label, step in block.sums:
        cells = (_total(screen, f"{block.figures[column.name]}.{step}") for column in block.columns)
        rows.append(GridRow(kind="total", name=label, cells=tuple(cells)))
    return GridView(
        key=block.section,
        title=block.title,
        intro=block.intro,
        template=block.template,
        columns=block.columns,
        rows=tuple(rows),
        unit=screen.unit.label,
        may_edit=screen.may_edit,
    )


def totals_of(block: Lines | Fixed, screen: Screen) -> dict[str, str]:
    """Every total of a grid by its name, without making its boxes."""
    if isinstance(block, Fixed):
        names = [f"{block.figures[column.name]}.{step}" for _, step in block.sums for column in block.columns]
        return {name: screen.total(name) for name in names}
    section = SECTIONS[block.section]
    assert isinstance(section, LineSection)
    rows = screen.rows(block.section)
    names = list(block.totals.values())
    if block.has_classes:
        classes = sorted({getattr(row, section.code_name)[:3] for row in rows.values()})
        names += [narrowed(figure, code) for code in classes for figure in block.totals.values()]
    totals = {name: screen.total(name) for name in names}
    if any(column.is_sum for column in block.columns):
        for key, row in rows.items():
            line = row_total(block, screen, f"{block.section}/{key}", row)
            totals[line.figure] = line.text
    return totals
