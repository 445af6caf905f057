"""Column heads: rows of headings, merged or not, as one path of words over each column. Pure."""

import re
from collections.abc import Sequence

from disclosure.intake.official.blocks import Block
from disclosure.intake.official.words import plain

_IN_UNITS = re.compile(r"\((?:万元|元|千元|单位:.*)\)$")
_NUMBER = re.compile(r"[\d.,%-]+")
_FRAME = re.compile(
    r"^(?:金额)?单位:|^(?:编制单位|编制部门|公开单位|公开部门|填报单位|预算单位|单位名称|部门名称|部门):|^公开\d+表$"
)
COLUMN_NUMBERS, ROW_NUMBERS = "栏次", "行次"


def is_frame(block: Block, row: int) -> bool:
    """公开01表, 编制单位, 金额单位: no heads yet."""
    return any(_FRAME.match(plain(value)) for value in block.sheet.rows[row])


def paths(block: Block, rows: Sequence[int], first: int) -> dict[int, tuple[str, ...]]:
    """Column → its headings from the top down, from column `first` on. A heading that is merged over several columns,
    or stands over the first of them only, holds up to the next heading in its row or above it."""
    found: dict[int, list[str]] = {}
    starts: set[int] = set()  # columns where some row above begins a heading
    for row in rows:
        current = ""
        begun: set[int] = set()
        for column in range(first, block.width):
            text = _IN_UNITS.sub("", plain(block.sheet.cell(row, column)))
            if text and not _NUMBER.fullmatch(text):
                current = text
                begun.add(column)
            elif column in starts:
                current = ""
            if current and (not found.get(column) or found[column][-1] != current):
                found.setdefault(column, []).append(current)
        starts |= begun
    return {column: tuple(words) for column, words in found.items()}
