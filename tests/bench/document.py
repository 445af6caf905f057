"""The document: figures, tables and narrative (pure), plain text, HTML, PDF."""

from collections.abc import Iterator
from dataclasses import replace

from disclosure.document import complete_report, write_report
from disclosure.editions import edition
from disclosure.parts import Document, TableBlock
from disclosure.rendering import forget_pages, to_html, to_pdf
from disclosure.samples.changji_2023 import changji_2023
from disclosure.text import to_text
from tests.bench.timing import Measured, median_of
from tests.samples import large, large_scorecards


def _one_part_changed(document: Document, number: int) -> Document:
    """The document with another title in its first table: what a preview redraws after one edit."""
    position, part = next((n, part) for n, part in enumerate(document.parts) if part.style == "table")
    blocks = tuple(
        replace(block, grid=replace(block.grid, subtitle=f"第{number}次")) if isinstance(block, TableBlock) else block
        for block in part.blocks
    )
    changed = replace(part, blocks=blocks)
    return replace(document, parts=(*document.parts[:position], changed, *document.parts[position + 1 :]))


def measure() -> Iterator[Measured]:
    """Medians on the Changji report, and the pure part on 200 项 and 60 projects."""
    xinjiang = edition("xinjiang_2023")
    figures, cards = changji_2023()
    document = complete_report(figures, cards, xinjiang).document

    # replace() makes Figures anew, so that no sum is remembered from the run before
    yield median_of(
        "Changji: figures, tables, narrative, scorecards (pure)",
        lambda: complete_report(replace(figures), cards, xinjiang),
        runs=25,
        bound=0.050,
    )
    yield median_of("Changji: plain text", lambda: to_text(document), runs=25)
    yield median_of("Changji: HTML", lambda: to_html(document))

    def from_nothing() -> None:
        forget_pages()
        to_pdf(document)

    yield median_of("Changji: PDF, warm, every part laid out", from_nothing, runs=3)
    yield median_of("Changji: PDF, nothing changed", lambda: to_pdf(document), runs=5)
    edits = iter(range(1000))
    yield median_of("Changji: PDF, one table changed", lambda: to_pdf(_one_part_changed(document, next(edits))), runs=5)

    many, many_cards = large(), large_scorecards()
    yield median_of(
        "200 项, 60 projects: figures to document (pure)",
        lambda: write_report(replace(many), many_cards, xinjiang),
        runs=5,
    )
