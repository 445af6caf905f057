"""Written text → blocks: what a narrative template may say besides sentences.

A blank line of the template ends a paragraph, line breaks inside one are joined (Chinese takes no space), a line that
starts with "## " is a heading （一）, numbered by itself, and lines between "|" are a small table, the first its head.
"""

import re
from collections.abc import Iterator

from disclosure.parts import Heading, ListBlock, Paragraph, Run
from disclosure.tracing import CELL_END, PARAGRAPH, runs_of
from finance.numerals import chinese_numeral

type TextBlock = Heading | Paragraph | ListBlock


def blocks_of(text: str, file: str) -> Iterator[TextBlock]:
    """Blocks in order, anchored by file and place. ValueError for a table whose rows differ in length."""
    headings = 0
    chunks = (chunk.strip() for chunk in text.split(PARAGRAPH))
    for number, chunk in enumerate((chunk for chunk in chunks if chunk), 1):
        anchor = f"{file}-{number}"
        if chunk.startswith("## "):
            headings += 1
            yield Heading(3, f"（{chinese_numeral(headings)}）{chunk[3:].strip()}", anchor)
        elif chunk.startswith("|"):
            yield _table(chunk, anchor)
        else:
            yield Paragraph(runs_of(re.sub(r"[ \t]*\n[ \t]*", "", chunk)), anchor)


def _table(chunk: str, anchor: str) -> ListBlock:
    lines = (line.strip().removeprefix("|").removesuffix("|") for line in chunk.split("\n"))
    header, *rows = ([cell.strip() for cell in CELL_END.split(line)] for line in lines)
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"表格“{'、'.join(header)}”各行的格数不一样")
    return ListBlock(tuple(header), tuple(tuple(_run(cell) for cell in row) for row in rows), anchor)


def _run(cell: str) -> Run:
    """A cell prints one thing: its figure is that of the first number or words in it."""
    runs = runs_of(cell)
    return Run("".join(run.text for run in runs), next((run.figure for run in runs if run.figure), ""))
