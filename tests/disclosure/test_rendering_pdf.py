"""Document → PDF: pages of GB/T 9704, numbered, linked, in our own fonts."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdf
import pytest

from disclosure.parts import CoverBlock, Heading, Paragraph, Part, Run
from disclosure.pdf import compose
from disclosure.pdf.layout import LaidOutParts
from disclosure.rendering import to_pdf
from finance.tables.grid import Orientation
from tests.disclosure.printed import MM, bare, page_number, pages_of
from tests.disclosure.synthetic import (
    CONTENTS,
    COVER,
    SENTENCE,
    document,
    scorecard,
    table_part,
    text_part,
    tree,
)

REPORT = document(
    COVER,
    CONTENTS,
    text_part(1, *[SENTENCE] * 24),
    text_part(2, SENTENCE, title="情况说明"),
    table_part(scorecard(6), "scorecard"),
    table_part(tree(70, amount="1,234.56")),
    table_part(tree(12, amounts=3, amount="1,234.56", key="t5", orientation=Orientation.PORTRAIT)),
)
DATE = datetime(2024, 8, 12, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_pdf(REPORT, created=DATE)


@pytest.fixture(scope="module")
def pages(content: bytes) -> list[Any]:
    return pages_of(content)


@pytest.fixture(scope="module")
def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def test_pdf_page_is_a4_upright_or_across_as_its_part_needs(pages: list[Any]) -> None:
    across = [round(page.width / MM) == 297 and round(page.height / MM) == 210 for page in pages]
    upright = [round(page.width / MM) == 210 and round(page.height / MM) == 297 for page in pages]
    assert all(a != u for a, u in zip(across, upright, strict=True))
    assert [bool(re.search("^2000[0-6]", page.extract_text(), re.MULTILINE)) for page in pages] == [
        *across[:-1],
        True,
    ]
    assert across.count(True) > 1


def test_pdf_page_number_stands_outside_from_the_first_page_of_text(pages: list[Any]) -> None:
    found = [page_number(page) for page in pages]
    assert found[:2] == [None, None]
    for expected, (page, numbered) in enumerate(zip(pages[2:], found[2:], strict=True), start=1):
        assert numbered is not None
        number, left = numbered
        assert number == expected
        assert (left > page.width / 2) == (number % 2 == 1)


def test_pdf_page_number_stands_7_mm_below_the_text_and_one_character_in(pages: list[Any]) -> None:
    digits = [c for c in pages[2].chars if c["bottom"] > pages[2].height - 30 * MM]
    assert {round(c["size"], 1) for c in digits} == {14}
    assert digits[-1]["x1"] == pytest.approx(184 * MM - 14, abs=1)
    dash = digits[0]
    assert (dash["top"] + dash["bottom"]) / 2 == pytest.approx(262 * MM + 7 * MM, abs=3)


def test_pdf_contents_name_the_page_on_which_each_thing_stands(pages: list[Any]) -> None:
    lines = re.findall(r"^(.+?)[ ·.…]+(\d+)$", pages[1].extract_text(), re.MULTILINE)
    assert [bare(name) for name, _ in lines] == [
        *("第1部分单位概况", "一、主要职能", "第2部分情况说明", "一、主要职能"),
        *("支出决算表", "支出决算表"),
    ]
    for name, number in lines:
        assert bare(name) in bare(pages[int(number) + 1].extract_text())
    assert int(lines[-1][1]) == len(pages) - 2


def test_pdf_contents_are_links_to_those_pages(reader: pypdf.PdfReader) -> None:
    page: Any = reader.pages[1]
    links = [annotation.get_object() for annotation in page["/Annots"]]
    targets = reader.named_destinations
    found = [reader.get_destination_page_number(targets[link["/Dest"]]) or 0 for link in links]
    assert found[0] == 2
    assert found == sorted(found)
    assert found[-1] == len(reader.pages) - 1


def test_pdf_bookmarks_are_the_headings_and_tables(reader: pypdf.PdfReader) -> None:
    def titles(outline: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in outline]

    assert titles(reader.outline) == [
        "目录",
        *("第1部分 单位概况", ["一、主要职能"]),
        *("第2部分 情况说明", ["一、主要职能", ["项目支出绩效自评表"], "支出决算表", "支出决算表"]),
    ]


def test_pdf_titles_have_no_places_to_break_in_them() -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    title = "财政拨款“三公”经费支出"
    numbered = enumerate((f"第一部分 {title}", f"七、{title}", f"（一）{title}"), start=1)
    headings = tuple(Heading(level, text, f"heading-{level}") for level, text in numbered)
    part = Part("p", title, (*headings, Paragraph((Run("甲。"),))))
    content = to_pdf(document(CONTENTS, part, title=title))
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert list(titles(reader.outline)) == ["目录", *(heading.text for heading in headings)]
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert "\u200b" not in "".join(page.extract_text() for page in reader.pages)
    assert "\u200b" not in "".join(page.extract_text() for page in pages_of(content))


def test_pdf_fonts_are_our_own_embedded_as_subsets(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        descriptors = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        names = {re.sub(r"[^A-Za-z]", "", str(d.FontName).partition("+")[2]) for d in descriptors}
        assert all("/FontFile2" in d for d in descriptors)
        assert all(re.match(r"/[A-Z]{6}\+", str(d.FontName)) for d in descriptors)
    assert names == {"FangSong", "HeiTi", "SongTi", "SongTiBold"}
    assert len(content) < 1_500_000


def test_pdf_says_what_it_is(content: bytes, reader: pypdf.PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == REPORT.title
    assert reader.metadata.author == REPORT.unit_name
    assert reader.metadata.creation_date == DATE
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root, metadata = pdf.Root, pdf.open_metadata()
        assert root.Lang == "zh-CN"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.StructTreeRoot.K
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"


def test_pdf_is_tagged_with_headings_and_table_heads(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
        kinds = {str(element.S) for element in elements}
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Caption", "/Link"} <= kinds


def test_pdf_of_the_same_document_has_the_same_bytes(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    assert to_pdf(REPORT, created=DATE) == content
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts())
    assert to_pdf(REPORT, created=DATE) == content


def test_pdf_of_parts_without_a_number_counts_none() -> None:
    [cover] = pages_of(to_pdf(document(COVER)))
    assert page_number(cover) is None
    words = cover.extract_words()
    assert [word["text"] for word in words] == ["某某中心", "2023年度部门决算", "公开说明"]
    assert all(word["bottom"] < cover.height / 2 for word in words)
    assert {round(c["size"]) for c in cover.chars} == {36}


def test_pdf_cover_gives_a_long_name_rows_that_end_with_a_name() -> None:
    name = "某某维吾尔自治区某某回族自治州人力资源和社会保障局"
    [cover] = pages_of(to_pdf(document(replace(COVER, blocks=(CoverBlock((name, "2023年度部门决算")),)))))
    assert [word["text"] for word in cover.extract_words()] == [
        "某某维吾尔自治区某某回族自治州",
        "人力资源和社会保障局",
        "2023年度部门决算",
    ]


@pytest.mark.parametrize("length", [1, 19, 50, 120, 200, 300])
def test_pdf_cover_is_one_page_however_long_the_name(length: int) -> None:
    name = ("某某自治区某某自治州公共就业服务中心" * 20)[:length]
    lines = (name, "2023年度部门决算", "公开说明")
    [cover] = pages_of(to_pdf(document(replace(COVER, blocks=(CoverBlock(lines),)))))
    assert bare(cover.extract_text()) == "".join(lines)
    assert len({round(c["size"]) for c in cover.chars}) == 1


def test_pdf_contents_that_are_numbered_themselves_are_counted() -> None:
    report = document(replace(CONTENTS, numbered=True), text_part(1, "甲。"))
    pages = pages_of(to_pdf(report))
    assert [page_number(page) and page_number(page)[0] for page in pages] == [1, 2]  # type: ignore[index]
    assert [line.split()[-1] for line in pages[0].extract_text().split("\n")[1:3]] == ["2", "2"]
