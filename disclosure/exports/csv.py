"""The tables as CSV, one file a table, with a Data Package descriptor (datapackage.json): rows to compute with.

Amounts are the published ones, 万元 with two decimals. A text that a spreadsheet would take for a formula gets an
apostrophe before it.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from typing import Any

from finance.money import to_wan
from finance.tables.grid import Cell, CellKind, Grid
from finance.tables.paging import place

# Full-width ones too: an Excel may take them for the others.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def to_csv(grids: tuple[Grid, ...], *, title: str, unit_code: str, fiscal_year: int) -> bytes:
    """The zip archive. The same tables give the same bytes."""
    resources = []
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, grid in enumerate(grids, 1):
            name = f"{number:02}{re.sub(r'[^\w“”（）]', '', grid.title)}.csv"
            archive.writestr(_dated(name, fiscal_year), _table(grid).encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
            resources.append(_resource(grid, name))
        descriptor = {
            "profile": "tabular-data-package",
            "name": f"final-account-{unit_code.lower()}-{fiscal_year}",
            "title": title,
            "resources": resources,
        }
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_dated("datapackage.json", fiscal_year), text.encode(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _dated(name: str, fiscal_year: int) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (fiscal_year, 12, 31, 0, 0, 0))


def _resource(grid: Grid, path: str) -> dict[str, Any]:
    kinds = _kinds(grid)
    fields = [
        {"name": name, "type": kind} | ({"unit": "万元"} if kind == "number" else {})
        for name, kind in zip(field_names(grid), kinds, strict=True)
    ]
    return {
        "name": grid.key,
        "title": grid.title,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": " ".join((grid.prepared_by, grid.money_unit, *grid.notes)).strip(),
        "schema": {"fields": fields, "missingValues": [""]},
    }


def field_names(grid: Grid) -> list[str]:
    """The headings over each column, from the top down, as one name; none of them twice."""
    names: list[list[str]] = [[] for _ in grid.columns]
    for placed in place(grid.header, len(grid.columns)):
        if placed.cell.kind is not CellKind.HEADER or placed.cell.scope == "row":
            continue  # 栏次
        for column in range(placed.column, placed.column + placed.cell.colspan):
            names[column].append("".join(placed.cell.text.split()))
    joined = ["/".join(steps) for steps in names]
    seen: Counter[str] = Counter()
    unique = []
    for name in joined:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return unique


def _kinds(grid: Grid) -> list[str]:
    """number where amounts stand, integer for 行次, else string."""
    kinds = ["string"] * len(grid.columns)
    for placed in place(grid.body, len(grid.columns)):
        if placed.cell.kind is CellKind.NUMBER:
            kinds[placed.column + placed.cell.colspan - 1] = "number"
        elif placed.cell.kind is CellKind.ORDINAL:
            kinds[placed.column] = "integer"
    return kinds


def _table(grid: Grid) -> str:
    rows = [[""] * len(grid.columns) for _ in grid.body]
    for placed in place(grid.body, len(grid.columns)):
        rows[placed.row][placed.column] = _value(placed.cell)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([plain_text(name) for name in field_names(grid)])
    writer.writerows(rows)
    return stream.getvalue()


def _value(cell: Cell) -> str:
    if cell.kind is CellKind.NUMBER:
        return f"{to_wan(cell.amount) + 0:.2f}" if cell.amount is not None and cell.text else ""
    return plain_text(" ".join(cell.text.split("\n")))


def plain_text(text: str) -> str:
    """Text that stays text, whatever stands before its first sign."""
    return f"'{text}" if text.strip().startswith(_FORMULA) or text.startswith(("\t", "\r")) else text
