"""The nine tables of a publication, one by one, out of the CSV archive that was published: nothing is made anew."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import xlsxwriter

from publication.models import Publication
from publication.storage import stored

CSV_FORMAT = "csv"
_BOM = "\ufeff"


@dataclass(frozen=True)
class Sheet:
    """One table as rows of text. `content`: the bytes of its file in the archive."""

    key: str
    title: str
    about: str
    fields: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    content: bytes

    def sorted_rows(self, column: int, *, descending: bool) -> list[tuple[str, ...]]:
        """By a column, numbers as numbers; rows without a value there come last."""
        filled = [row for row in self.rows if row[column] != ""]
        if self.is_number[column]:
            filled.sort(key=lambda row: _decimal(row[column]), reverse=descending)
        else:
            filled.sort(key=lambda row: row[column], reverse=descending)
        return filled + [row for row in self.rows if row[column] == ""]


def tables_of(publication: Publication) -> Mapping[str, Sheet]:
    """Key (t1 …) → table, in their order; none where no CSV was published."""
    file = publication.files.filter(format=CSV_FORMAT).first()
    return _read(file.path) if file is not None else {}


@lru_cache(maxsize=64)
def _read(path: str) -> Mapping[str, Sheet]:
    """The archive at a place never changes: the place is made of its hash."""
    with zipfile.ZipFile(io.BytesIO(stored(path))) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        sheets = [_sheet(resource, archive.read(resource["path"])) for resource in descriptor["resources"]]
    return {sheet.key: sheet for sheet in sheets}


def _sheet(resource: Mapping[str, object], content: bytes) -> Sheet:
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8").removeprefix(_BOM)))
    schema = resource["schema"]
    assert isinstance(schema, dict)
    return Sheet(
        key=str(resource["name"]),
        title=str(resource["title"]),
        about=str(resource.get("description", "")),
        fields=tuple(header),
        is_number=tuple(field["type"] in ("number", "integer") for field in schema["fields"]),
        rows=tuple(tuple(row) for row in rows),
        content=content,
    )


def workbook_of(sheet: Sheet) -> bytes:
    """The table alone as a workbook: its numbers are numbers, its texts never formulas."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet(sheet.key)
        bold, number = (
            workbook.add_format({"bold": True, "text_wrap": True}),
            workbook.add_format({"num_format": "#,##0.00"}),
        )
        page.write_string(0, 0, sheet.title, workbook.add_format({"bold": True, "font_size": 14}))
        page.write_string(1, 0, sheet.about)
        for column, name in enumerate(sheet.fields):
            page.write_string(3, column, name, bold)
        for n, row in enumerate(sheet.rows, 4):
            for column, text in enumerate(row):
                if text and sheet.is_number[column]:
                    page.write_number(n, column, float(_decimal(text)), number)
                elif text:
                    page.write_string(n, column, text.removeprefix("'"))
        page.freeze_panes(4, 0)
        page.autofit()
    return stream.getvalue()


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
