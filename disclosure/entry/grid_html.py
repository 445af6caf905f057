"""Rows of a grid as HTML. Not by a template: a grid of 200 lines has thousands of boxes, and a template takes four
times as long."""

from html import escape
from typing import TYPE_CHECKING

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from disclosure.entry.controls import Control

if TYPE_CHECKING:
    from disclosure.entry.grids import GridRow, GridView, Total


def body_html(view: "GridView") -> SafeString:
    """Everything within <tbody>."""
    return mark_safe("\n".join(_row(row, view) for row in view.rows))  # noqa: S308 - every value is escaped


def _row(row: "GridRow", view: "GridView") -> str:
    marks = (("data-row", row.address), ("data-class", row.class_code))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in marks if value)
    cells = "".join(_cell(cell) for cell in row.cells)
    tools = f'<td class="tools">{_tools(row, view)}</td>' if view.is_open else ""
    return f'<tr class="{row.kind}"{attributes}>{_head(row)}{cells}{tools}</tr>'


def _head(row: "GridRow") -> str:
    code = f'<span class="code">{escape(row.code)}</span> ' if row.code else ""
    path = f' title="{escape(row.path)}"' if row.path else ""
    fund = f' <span class="fund">{escape(row.fund)}</span>' if row.fund else ""
    return f'<th scope="row">{code}<span class="name"{path}>{escape(row.name)}</span>{fund}</th>'


def _cell(cell: "Control | Total | None") -> str:
    if cell is None:
        return '<td class="total"></td>'
    if isinstance(cell, Control):
        marks = "".join(
            f' {name}="{escape(value)}"' for name, value in (("data-by", cell.by), ("data-from", cell.origin)) if value
        )
        return f'<td class="box"{marks}>{cell.input if cell.is_bare else _with_its_marks(cell)}</td>'
    kind = "total words" if cell.is_words else "total"
    anchor = f' id="{escape(cell.anchor)}"' if cell.anchor else ""
    output = f'<output{anchor} data-total="{escape(cell.figure)}">{escape(cell.text)}</output>'
    if cell.href:
        output = f'<a class="summed" href="{escape(cell.href)}" title="看各单位的数">{output}</a>'
    return f'<td class="{kind}">{output}</td>'


def _with_its_marks(control: Control) -> str:
    """A box of words or of a list, and one of which something is to be said: by the template of all boxes."""
    return get_template("entry/cell.html").render({"control": control, "rows": 1})


def _tools(row: "GridRow", view: "GridView") -> str:
    if row.kind != "line":
        return ""
    title = escape(row.title)
    insert = ""
    if row.add:
        value = escape(f"insert:{view.key}/{row.add}")
        label = f"在第 {title} 行下面加一行"
        insert = f'<button class="insert" type="submit" name="do" value="{value}" aria-label="{label}">＋</button>'
    value = escape(f"remove:{row.address}")
    remove = f'<button class="remove" type="submit" name="do" value="{value}" aria-label="删除 {title}">×</button>'
    return insert + remove
