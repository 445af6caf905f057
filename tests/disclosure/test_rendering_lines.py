"""Lines of Chinese text: 28 characters, 22 lines, even margins, and the text itself untouched."""

import io
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from weasyprint.layout import inline

from disclosure.parts import Part
from disclosure.pdf import compose, justification
from disclosure.pdf.layout import LaidOutParts
from disclosure.rendering import to_pdf
from disclosure.text import part_text
from tests.disclosure.printed import MM, bare, body_lines, pages_of
from tests.disclosure.synthetic import SENTENCE, document, paragraph, text_part

LEFT, RIGHT, TOP = 28 * MM, 184 * MM, 37 * MM
QUOTES = "开展“就业援助月”“春风行动”“民营企业招聘周”等活动，" * 6


def test_lines_are_22_a_page_of_28_characters_each() -> None:
    pages = pages_of(to_pdf(document(Part("p", "", (paragraph("字" * 28 * 60),)))))
    lines = body_lines(pages[1])
    assert [len(line["text"]) for line in lines] == [28] * 22
    assert all(line["x0"] == pytest.approx(LEFT, abs=0.5) for line in lines)
    assert all(line["x1"] == pytest.approx(RIGHT, abs=1) for line in lines)
    assert TOP < lines[0]["top"] < TOP + 8
    assert [b["top"] - a["top"] for a, b in pairwise(lines)] == pytest.approx([28.99] * 21, abs=0.02)


def test_lines_begin_a_paragraph_two_characters_in() -> None:
    [page] = pages_of(to_pdf(document(Part("p", "", (paragraph("字" * 60),)))))
    first, second, _ = body_lines(page)
    assert len(first["text"]) == 26
    assert first["x0"] - second["x0"] == pytest.approx(2 * (16 - 0.21), abs=0.1)


def test_lines_end_at_the_margin_save_the_last_of_a_paragraph() -> None:
    part = Part("p", "", tuple(paragraph(SENTENCE) for _ in range(12)))
    lines = [line for page in pages_of(to_pdf(document(part))) for line in body_lines(page)]
    last = [line for line in lines if line["text"].endswith("0.36万元。")]
    assert len(last) == 12
    assert all(line["x1"] < RIGHT - 20 for line in last)
    ends = [line["chars"][-1]["x1"] for line in lines if line not in last]
    assert ends == pytest.approx([RIGHT] * len(ends), abs=1)


def test_lines_with_a_long_word_to_follow_are_not_torn_apart() -> None:
    [page] = pages_of(to_pdf(document(Part("p", "", (paragraph("前面有字" + "a" * 90),)))))
    first = body_lines(page)[0]
    assert bare(first["text"]) == "前面有字"
    assert first["x1"] < LEFT + 7 * 16
    assert max(c["x1"] for c in page.chars) <= RIGHT + 1


def read_by_pdfium(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def read_by_pypdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def read_by_pdfplumber(content: bytes) -> str:
    return "".join(page.extract_text() for page in pages_of(content))


@pytest.mark.parametrize("read", [read_by_pdfium, read_by_pypdf, read_by_pdfplumber])
def test_lines_read_the_same_with_even_margins_and_without(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    part = text_part(1, *[SENTENCE] * 6, QUOTES)
    even = to_pdf(document(part))
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts())
    monkeypatch.setattr(inline, "justify_line", justification._stock_justify_line)
    ragged = to_pdf(document(part))
    assert even != ragged
    assert read(even) == read(ragged)
    assert bare(part_text(part)) in bare(read(even))


def test_lines_may_break_around_quotation_marks() -> None:
    [page] = pages_of(to_pdf(document(Part("p", "", (paragraph(QUOTES),)))))
    lines = [line["text"] for line in body_lines(page)]
    assert min(map(len, lines[1:-1])) >= 27
    assert not any(line.endswith("“") or line.startswith(("”", "，", "。")) for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文字", [0, 1]),
        ("共716.46万", [0, 6]),
        ("GB/T 9704", []),
        ("占13.53%，", [0, 6]),
        ("甲\u200b“乙", [0, 2]),
        ("甲乙\u200b", [0]),
        ("e\u0301字", [1]),
    ],
)
def test_gaps_open_beside_chinese_only(text: str, expected: list[int]) -> None:
    assert justification.gaps(text) == expected


def test_justification_keeps_its_hands_off_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "justify_line", justification._stock_justify_line)
    monkeypatch.setattr("weasyprint.VERSION", "71.0")
    assert not justification.install()
    assert inline.justify_line is justification._stock_justify_line
    monkeypatch.setattr("weasyprint.VERSION", justification.TESTED_VERSION)
    assert justification.install()
    assert inline.justify_line is justification.justify_line
