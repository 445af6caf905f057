"""A clerk at a 填报工作簿 who types into the file itself, as Excel would save it."""

import pickle
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl


class Typist:
    """One file, opened."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))
        self.where: dict[str, Any] = {}
        for sheet in self.book:
            names: dict[str, int] = {}
            for row in sheet.iter_rows():
                mark = row[0].value
                if isinstance(mark, str) and mark.startswith("#"):
                    names = {str(cell.value): cell.column for cell in row[1:] if cell.value}
                elif isinstance(mark, str) and "/" in mark:
                    self.where.setdefault(mark, (sheet, row[0].row, names))

    def type(self, address: str, value: Any) -> None:
        mark, column = (address, "value") if address in self.where else address.rsplit("/", 1)
        sheet, row, names = self.where[mark]
        sheet.cell(row, names[column]).value = value

    def saved(self) -> bytes:
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    @classmethod
    def again(cls, content: bytes) -> "Typist":
        """A workbook takes a second to be read, a copy of what was read once a fifth of that."""
        loaded: Typist = pickle.loads(_read(content))
        return loaded


@cache
def _read(content: bytes) -> bytes:
    return pickle.dumps(Typist(content))
