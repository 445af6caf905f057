"""A part laid out alone and kept: what did not change is not laid out again."""

from typing import Any

import pytest

from disclosure.parts import Part
from disclosure.pdf import compose
from disclosure.pdf.engine import Engine, at_work
from disclosure.pdf.layout import LaidOutParts
from disclosure.rendering import to_pdf
from tests.disclosure.printed import page_number, pages_of
from tests.disclosure.synthetic import CONTENTS, COVER, SENTENCE, document, paragraph, scorecard, table_part, text_part


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are laid out from here on, by what stands in them."""
    found: list[str] = []
    pages = Engine._pages

    def noted(engine: Engine, html: str, styles: list[Any]) -> list[Any]:
        found.append(html)
        return pages(engine, html, styles)

    with at_work() as engine:
        compose._numbers.put(engine, engine.text_pages('<html lang="zh-CN">')[0], 1, COVER.orientation)
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts())
    monkeypatch.setattr(Engine, "_pages", noted)
    return found


def test_only_the_part_that_changed_is_laid_out_again(laid_out: list[str]) -> None:
    parts = [COVER, CONTENTS, text_part(1, "甲。"), text_part(2, "乙。"), table_part(scorecard(3), "scorecard")]
    to_pdf(document(*parts))
    assert len(laid_out) == 5
    laid_out.clear()
    parts[3] = text_part(2, "丙。")
    to_pdf(document(*parts))
    assert len(laid_out) == 1
    assert "丙。" in laid_out[0]


def test_part_that_grows_by_a_page_moves_the_numbers_after_it_and_the_contents(laid_out: list[str]) -> None:
    first, second = text_part(1, "甲。"), text_part(2, "乙。")
    to_pdf(document(CONTENTS, first, second))
    laid_out.clear()
    pages = pages_of(to_pdf(document(CONTENTS, text_part(1, *[SENTENCE] * 12), second)))
    assert len(laid_out) == 2  # the part, and the contents
    assert [page_number(page) and page_number(page)[0] for page in pages] == [None, 1, 2, 3]  # type: ignore[index]
    assert [line.split()[-1] for line in pages[0].extract_text().split("\n")[1:]] == ["1", "1", "3", "3"]


def test_same_part_in_two_documents_is_laid_out_once(laid_out: list[str]) -> None:
    shared = text_part(1, "甲。")
    to_pdf(document(shared))
    to_pdf(document(shared, text_part(2, "乙。"), title="另一个"))
    assert len(laid_out) == 2


def test_same_part_twice_in_a_document_is_numbered_twice() -> None:
    part = Part("p", "", (paragraph("甲。"),))
    numbers = [page_number(page) for page in pages_of(to_pdf(document(part, part, part)))]
    assert [number and number[0] for number in numbers] == [1, 2, 3]


def test_pages_kept_are_bounded_and_the_longest_unused_go_first() -> None:
    kept = LaidOutParts(most_pages=3)
    parts = [Part("p", "", (paragraph(str(number)),)) for number in range(5)]
    with at_work() as engine:
        pages = [kept.pages(engine, part) for part in parts[:3]]
        assert kept.pages(engine, parts[0]) is pages[0]
        kept.pages(engine, parts[3])
        assert kept.pages(engine, parts[0]) is pages[0]
        assert kept.pages(engine, parts[1]) is not pages[1]
    assert len(kept._kept) == 3


def test_document_of_more_pages_than_are_kept_is_laid_out_once(
    laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts(most_pages=2))
    pages = pages_of(to_pdf(document(*(text_part(number, "甲。") for number in range(1, 7)))))
    assert len(pages) == len(laid_out) == 6
