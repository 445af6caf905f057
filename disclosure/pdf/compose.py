"""The whole file: parts laid out one by one, numbered, the contents filled in, written as one tagged PDF."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from weasyprint import Page

from disclosure.markup import entries_of
from disclosure.parts import ContentsBlock, Document, Part
from disclosure.pdf.engine import Engine, MissingGlyph, at_work
from disclosure.pdf.errors import RenderError
from disclosure.pdf.layout import LaidOutParts
from disclosure.pdf.metadata import ArchivalMetadata
from disclosure.pdf.numbering import PageNumbers
from disclosure.text import part_text

_laid_out = LaidOutParts()
_numbers = PageNumbers()

# Control characters, halves of characters, private and unassigned ones; and those that turn the direction of
# writing, with which a figure could be made to read backwards.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CELLS = re.compile(r"[\t\n]")
_AROUND = 8  # characters shown on either side of one that cannot be printed


def to_pdf(document: Document, *, created: datetime | None = None) -> bytes:
    """The document as PDF/A-3a, tagged; the same document and date give the same bytes.

    Raises:
        RenderError: something would be missing on a page; the message names it and where it stands.
    """
    for part in document.parts:
        if character := next(filter(_is_unprintable, part_text(part)), None):
            raise RenderError(f"有不能打印的字符（U+{ord(character):04X}）{_where([part], character)}")
    try:
        with at_work() as engine:
            content = engine.write(_pages(engine, document), _metadata(document, created))
            _laid_out.tidy()
            return content
    except MissingGlyph as error:
        raise RenderError(f"{error}{_where(document.parts, error.character)}") from error


def forget_pages() -> None:
    """Lay every part out anew at the next render: for measuring, and for a process that wants its memory back."""
    _laid_out.clear()


def _pages(engine: Engine, document: Document) -> list[Page]:
    """All pages in order, with their numbers on them and in the contents."""
    parts, entries = document.parts, entries_of(document)
    # The contents come last, for they name the pages of all the rest; first only if they carry numbers themselves.
    laid_out = [
        [] if _has_contents(part) and not part.numbered else _laid_out.pages(engine, part, entries) for part in parts
    ]
    starts = _first_numbers(parts, laid_out)
    found: dict[str, int] = {}
    for start, pages in zip(starts, laid_out, strict=True):
        for number, page in enumerate(pages if start else (), start or 0):
            found |= dict.fromkeys(page.anchors.keys() - found.keys(), number)
    entries = tuple(replace(entry, page=found.get(entry.anchor)) for entry in entries)
    return [
        _numbers.put(engine, page, start + offset, part.orientation) if start else page
        for part, start, pages in zip(parts, starts, laid_out, strict=True)
        for offset, page in enumerate(_laid_out.pages(engine, part, entries) if _has_contents(part) else pages)
    ]


def _has_contents(part: Part) -> bool:
    return any(isinstance(block, ContentsBlock) for block in part.blocks)


def _first_numbers(parts: Sequence[Part], laid_out: Sequence[Sequence[Page]]) -> list[int | None]:
    """The number of every part's first page, or None where the part carries none."""
    starts, following = [], 1
    for part, pages in zip(parts, laid_out, strict=True):
        starts.append(following if part.numbered else None)
        following += len(pages) if part.numbered else 0
    return starts


def _metadata(document: Document, created: datetime | None) -> ArchivalMetadata:
    date = created.isoformat(timespec="seconds") if created else None
    return ArchivalMetadata(
        title=document.title, authors=[document.unit_name], created=date, modified=date, lang="zh-CN"
    )


def _is_unprintable(character: str) -> bool:
    return character in _TURNING or (character not in "\n\t" and unicodedata.category(character) in _UNPRINTABLE)


def _where(parts: Iterable[Part], character: str) -> str:
    """Where a character stands first, with what is around it."""
    for part in parts:
        for text in _CELLS.split(part_text(part)):
            if (place := text.find(character)) >= 0:
                around = "".join(filter(str.isprintable, text[max(0, place - _AROUND) : place + _AROUND + 1]))
                return f"，在“{part.title}”里：“……{around}……”"
    return ""
