"""Document → plain text, in reading order."""

from collections.abc import Iterator

from disclosure.markup import entries_of
from disclosure.parts import Block, ContentsBlock, CoverBlock, Document, Heading, ListBlock, Paragraph, Part, TableBlock
from finance.tables.grid import Grid, Row


def to_text(document: Document) -> str:
    """The whole document: paragraphs and tables apart by a blank line, the cells of a row by a tab.

    The contents only lead to what stands below: they are left out, save where an edition asks for them.
    """
    texts = (_contents_text(document, part) or part_text(part) for part in document.parts)
    return "\n\n".join(filter(None, texts)) + "\n"


def _contents_text(document: Document, part: Part) -> str:
    titles = [block.title for block in part.blocks if isinstance(block, ContentsBlock) and block.in_text]
    return "\n".join((*titles, *(entry.text for entry in entries_of(document)))) if titles else ""


def part_text(part: Part) -> str:
    """One part."""
    return "\n\n".join(text for block in part.blocks if (text := _block_text(block)))


def _block_text(block: Block) -> str:
    match block:
        case CoverBlock(lines):
            return "\n".join(lines)
        case Heading() | Paragraph():
            return block.text
        case TableBlock(grid):
            return "\n".join(_grid_lines(grid))
        case ListBlock(header, rows):
            return "\n".join("\t".join(row) for row in (header, *([run.text for run in row] for row in rows)))
        case _:
            return ""


def _grid_lines(grid: Grid) -> Iterator[str]:
    yield from filter(None, (grid.title, grid.subtitle, grid.label))
    if grid.prepared_by or grid.money_unit:
        yield f"{grid.prepared_by}\t{grid.money_unit}"
    yield from map(_row_line, (*grid.header, *grid.body))
    yield from grid.notes


def _row_line(row: Row) -> str:
    """A merged cell is printed once, in its first row."""
    return "\t".join(" ".join(cell.text.split("\n")) for cell in row.cells)
