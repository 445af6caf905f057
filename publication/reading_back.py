"""A PDF read back before it is public: its fonts, and every number in it against the document it was made from.

The document knows which figure each number prints. The numbers of the file, in reading order, must be the document's:
one that is altered, lost or added is named with its page.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from disclosure.markup import entries_of
from disclosure.parts import Block, ContentsBlock, CoverBlock, Document, Heading, ListBlock, Paragraph, Run, TableBlock
from finance.tables.grid import Grid

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_BROKEN = re.compile(r"(?<=\d,)\s+(?=\d{3}(?!\d))")  # a long number goes on in the next line after a comma
_FOOT = re.compile(r"—\s*\d+\s*—\s*\Z")
_LEADER = re.compile(r"·{3,}\s*\d+")  # the page numbers of the contents


@dataclass(frozen=True)
class Printed:
    """A number as the document has it: what prints it, and whether the file may have it again, or in another order:
    heads of a table are repeated on each of its pages, and a row of a scorecard may be cut by the end of a page."""

    number: str
    part: str
    figure: str = ""  # empty: it stands in the edition's words, or in a heading
    may_repeat: bool = False
    may_move: bool = False


@dataclass(frozen=True)
class ReadBack:
    """What reading showed. `problems` is empty where the file says what the document says."""

    numbers: int = 0
    bound: int = 0  # to a figure or an entered text; the others stand in the edition's words
    pages: int = 0
    problems: tuple[str, ...] = ()


def read_back(content: bytes, document: Document) -> ReadBack:
    """The numbers of the file against those of the document it was made from."""
    try:
        reader = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError) as error:
        return ReadBack(problems=(f"PDF 读不出来（{error}）",))
    found = [(number, page) for page, text in enumerate(pages, 1) for number in _numbers(_bare(text))]
    expected = list(printed_numbers(document))
    problems = tuple(_differences(expected, found))
    return ReadBack(len(found), sum(bool(one.figure) for one in expected), len(pages), problems)


def fonts_not_embedded(content: bytes) -> tuple[str, ...]:
    """Names of the fonts that the file names without holding them, in order."""
    reader = PdfReader(io.BytesIO(content))
    return tuple(sorted({name for page in reader.pages for name in _missing_in(page)}))


def printed_numbers(document: Document) -> Iterator[Printed]:
    """Every number of the document in reading order; those of the contents' page numbers excepted."""
    for part in document.parts:
        for block in part.blocks:
            for runs, may_repeat in _stretches(block, document):
                may_move = part.style == "scorecard"
                for number, figure in _bound(runs):
                    yield Printed(number, part.title, figure, may_repeat, may_move)


def _stretches(block: Block, document: Document) -> Iterator[tuple[Sequence[Run], bool]]:
    """Runs of text that no number goes across, and whether they may stand there more than once."""
    match block:
        case CoverBlock(lines):
            yield from (((Run(line),), False) for line in lines)
        case ContentsBlock(title):
            yield from (((Run(text),), False) for text in (title, *(entry.text for entry in entries_of(document))))
        case Heading(text=text):
            yield (Run(text),), False
        case Paragraph(runs):
            yield runs, False
        case ListBlock(header, rows):
            yield from (((Run(text),), True) for text in header)
            yield from (((run,), False) for row in rows for run in row)
        case TableBlock(grid):
            yield from _of_grid(grid)


def _of_grid(grid: Grid) -> Iterator[tuple[Sequence[Run], bool]]:
    heads = (grid.title, grid.subtitle, grid.label, grid.prepared_by, grid.money_unit)
    yield from (((Run(text),), True) for text in heads if text)
    yield from (((Run(cell.text, cell.figure),), True) for row in grid.header for cell in row.cells)
    for row in grid.body:
        yield from (((Run(cell.text, cell.figure),), cell.rowspan > 1) for cell in row.cells)
    yield from (((Run(note),), False) for note in grid.notes)


def _bound(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """The numbers of a stretch, each with the figure of the run it begins in."""
    ends, end = [], 0
    for run in runs:
        end += len(run.text)
        ends.append((end, run.figure))
    for match in _NUMBER.finditer("".join(run.text for run in runs)):
        last = match.end() - 1  # a minus sign may stand before the run
        yield _plain(match[0]), next(figure for end, figure in ends if last < end)


def _bare(text: str) -> str:
    return _LEADER.sub("", _FOOT.sub("", _BROKEN.sub("", text)))


def _numbers(text: str) -> Iterator[str]:
    yield from (_plain(match[0]) for match in _NUMBER.finditer(text))


def _plain(number: str) -> str:
    return number.replace(",", "")


def _differences(expected: Sequence[Printed], found: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Both in their order; what repeats or moves as it may is no difference."""
    numbers = [number for number, _ in found]
    matcher = SequenceMatcher(None, [one.number for one in expected], numbers, autojunk=False)
    repeatable = {one.number for one in expected if one.may_repeat}
    lost: list[Printed] = []
    come: list[tuple[str, int, Printed | None]] = []
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = expected[from_old:to_old], found[from_new:to_new]
        if "".join(one.number for one in old) == "".join(number for number, _ in new):
            continue  # cut between lines otherwise than between numbers
        near = expected[min(from_old, len(expected) - 1)] if expected else None
        lost += old
        come += ((number, page, near) for number, page in new)
    moved = Counter(one.number for one in lost if one.may_move)
    for number, page, near in come:
        if moved[number]:
            moved[number] -= 1
        elif number not in repeatable:
            where = f"（“{near.part}”附近）" if near else ""
            yield f"PDF 第 {page} 页{where}的数字“{number}”在决算中没有出处"
    movable = Counter(number for number, _, near in come)
    for one in lost:
        if one.may_move and movable[one.number]:
            movable[one.number] -= 1
        else:
            yield f"“{one.part}”的数字“{one.number}”在 PDF 中没有印出来"


def _missing_in(page: PageObject) -> Iterable[str]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources else None
    for font in (fonts.get_object() if fonts else {}).values():
        yield from _not_embedded(font.get_object())


def _not_embedded(font: DictionaryObject) -> Iterable[str]:
    described = [child.get_object() for child in font.get("/DescendantFonts", [])] or [font]
    for one in described:
        descriptor = one.get("/FontDescriptor")
        held = descriptor.get_object() if descriptor else {}
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & held.keys():
            yield str(font.get("/BaseFont", "?"))
