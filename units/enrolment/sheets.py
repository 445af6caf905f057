"""A spreadsheet of an operator's, .xlsx or .csv: its first sheet, the first row with Chinese heads."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

type Cells = tuple[object, ...]


class Problem(NamedTuple):
    """What is wrong, and where; row 0 is the file as a whole."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"第 {self.row} 行“{self.column}”：{self.words}" if self.row else self.words


class Refused(Exception):
    """Nothing was changed; says everything that is wrong, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.row)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Row:
    """One row under its heads; an empty cell is an empty text."""

    number: int
    values: dict[str, str]

    def __getitem__(self, head: str) -> str:
        return self.values[head]

    def problem(self, column: str, words: str) -> Problem:
        return Problem(self.number, column, words)


def read_sheet(path: Path, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
    """The rows of a file. Raises Refused."""
    return rows_of(_cells(path), required=required, optional=optional)


def rows_of(cells: Iterable[Cells], *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
    """The rows that are not blank, numbered as the spreadsheet numbers them. Raises Refused."""
    lines = [(number, tuple(map(_text, line))) for number, line in enumerate(cells, start=1)]
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise Refused([Problem(0, "", "文件是空的")])
    (head_number, heads), *body = lines
    problems = [
        Problem(head_number, head, "缺少这一列。应有的列：" + "、".join(required + optional))
        for head in required
        if head not in heads
    ]
    known = (*required, *optional)
    unknown = [head for head in heads if head and head not in known]
    problems += [Problem(head_number, head, "不认识这一列，请改正或删去") for head in unknown]
    problems += [Problem(head_number, head, "这一列出现了不止一次") for head in known if heads.count(head) > 1]
    if problems:
        raise Refused(problems)
    rows = [Row(number, dict.fromkeys(known, "") | dict(zip(heads, cells, strict=False))) for number, cells in body]
    missing = [row.problem(head, "没有填") for row in rows for head in required if not row[head]]
    if missing:
        raise Refused(missing)
    return rows


def _cells(path: Path) -> Iterator[Cells]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused([Problem(0, "", f"不能读取 {path}：{error.strerror}")]) from error
    if path.suffix.lower() == ".csv":
        yield from csv_cells(content)
    elif path.suffix.lower() == ".xlsx":
        yield from _xlsx(content)
    else:
        raise Refused([Problem(0, "", f"{path.name} 不是 .xlsx 或 .csv 文件")])


def _xlsx(content: bytes) -> Iterator[Cells]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refused([Problem(0, "", "不是能读的 .xlsx 文件")]) from error
    yield from book.worksheets[0].iter_rows(values_only=True)
    book.close()


def csv_cells(content: bytes) -> Iterator[Cells]:
    """As Excel in Chinese saves it: UTF-8 with a mark, or GB 18030. Raises Refused."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield from (tuple(line) for line in csv.reader(io.StringIO(text, newline="")))
        return
    raise Refused([Problem(0, "", "CSV 文件的编码既不是 UTF-8 也不是 GB 18030")])


def _text(value: object) -> str:
    """A code that the spreadsheet took for a number is printed without its point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
