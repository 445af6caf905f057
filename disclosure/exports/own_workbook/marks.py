"""What the workbook carries for its way back: marks beside the boxes, and what each box held when it was issued.

Column A of every sheet is hidden. In it stand: in the first row the page (`@income`); above a block the names of its
columns begin (`#income_lines`, and in the same row each column's name); beside a row of a grid the row's address
(`income_lines/2080101`, `income_lines/+` for one to come); beside a single box its cell (`account//surplus_used`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

FORMAT = "final-accounts-workbook"
VERSION = 1  # of the marks; a workbook of another version is refused
ISSUED_SHEET = "发出时的内容"  # hidden
PAGE, BLOCK, NEW = "@", "#", "+"
CODE, FUND, VALUE, REMOVE = "code", "fund", "value", "remove"  # columns that are no column of a section
REMOVED = "删除"
NOT_SPLIT = "不分科目"

_PIECE = 30_000  # characters of JSON in one cell; Excel takes 32,767
LONGEST = 32_767  # UTF-16 units in a cell
_NEVER = re.compile(r"[\ufffe\uffff]")  # no XML can hold them


class BrokenMarks(ValueError):
    """The hidden sheet cannot be read."""


class OtherVersion(ValueError):
    """The workbook is ours, from before or after a change of its format."""


@dataclass(frozen=True)
class Issued:
    """Which account a workbook was issued for, and what its boxes held. Amounts in 元."""

    unit_code: str
    unit_name: str
    fiscal_year: int
    account_version: int
    at: str  # 2024-03-05 10:42
    cells: Mapping[str, str]  # address → text
    rows: frozenset[str]  # of the grids: income_lines/2080101


def holdable(text: str) -> str:
    """The text as a workbook can hold it."""
    return _NEVER.sub("", text)


def fits(text: str) -> bool:
    """Whether one cell can hold it."""
    return len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST


def written_lines(issued: Issued) -> Iterator[str]:
    """What stands in the hidden sheet, a cell a line."""
    yield FORMAT
    yield str(VERSION)
    text = json.dumps(
        {
            "unit_code": issued.unit_code,
            "unit_name": issued.unit_name,
            "fiscal_year": issued.fiscal_year,
            "account_version": issued.account_version,
            "at": issued.at,
            "cells": dict(issued.cells),
            "rows": sorted(issued.rows),
        }
    )
    yield from (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def read_lines(lines: Sequence[str]) -> Issued:
    """The inverse. Raises BrokenMarks and OtherVersion."""
    if len(lines) < 3 or lines[0] != FORMAT:
        raise BrokenMarks
    if lines[1].removesuffix(".0") != str(VERSION):
        raise OtherVersion
    try:
        read = json.loads("".join(lines[2:]))
        issued = Issued(
            unit_code=read["unit_code"],
            unit_name=read["unit_name"],
            fiscal_year=read["fiscal_year"],
            account_version=read["account_version"],
            at=read["at"],
            cells=read["cells"],
            rows=frozenset(read["rows"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenMarks from error
    if not _is_sound(issued):
        raise BrokenMarks
    return issued


def _is_sound(issued: Issued) -> bool:
    texts = (issued.unit_code, issued.unit_name, issued.at, *issued.rows)
    numbers = (issued.fiscal_year, issued.account_version)
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) for number in numbers)
        and isinstance(issued.cells, dict)
        and all(isinstance(text, str) for text in issued.cells.values())
    )
