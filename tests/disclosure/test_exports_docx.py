"""The report as a Word file: its text is the report's, its headings are Word's, its tables can be edited."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from docx.oxml import parse_xml

from disclosure.exports.docx import to_docx
from disclosure.exports.docx_pages import pages_of
from disclosure.exports.formats import FORMATS
from disclosure.markup import entries_of
from disclosure.parts import ContentsBlock, Document, Heading, ListBlock, Paragraph, Part, Run, TableBlock
from disclosure.text import to_text
from finance.tables.grid import Grid
from tests.disclosure.exporting import W, changji, made, office, renamed, subject_of, word, word_text
from tests.samples import SAMPLES

NAMES = ["changji_2023", *(name for name in SAMPLES if name != "large")]


def squeezed(text: str) -> str:
    return "".join(text.split())


def document_of(name: str) -> Document:
    return (changji() if name == "changji_2023" else subject_of(SAMPLES[name]())).document


def grids_of(document: Document) -> Iterator[Grid]:
    for part in document.parts:
        yield from (block.grid for block in part.blocks if isinstance(block, TableBlock))


@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_text_of_the_report(name: str) -> None:
    assert word_text(made(name, "docx")) == squeezed(to_text(document_of(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_well_formed(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(name, "docx"))) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                parse_xml(archive.read(part))


def test_headings_have_words_own_styles() -> None:
    document = document_of("changji_2023")
    found = [(p.style.name, p.text) for p in word(made("changji_2023", "docx")).paragraphs]
    headings = [(f"Heading {heading.level}", heading.text) for _, heading in document.headings]
    assert [pair for pair in found if pair[0].startswith("Heading")] == headings
    titles = [part.title for part in document.parts if part.style == "table"]
    assert [text for style, text in found if style == "表格标题"] == titles
    assert next(text for style, text in found if style == "正文段落").startswith("负责对全州公共就业服务机构")


def test_tables_can_be_edited_and_their_heads_repeat() -> None:
    document = document_of("changji_2023")
    tables = word(made("changji_2023", "docx")).tables
    grids = list(grids_of(document))
    assert len(tables) == len(grids)
    for table, grid in zip(tables, grids, strict=True):
        rows = table._tbl.tr_lst
        assert len(rows) == len(grid.header) + len(grid.body)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True] * len(grid.header) + [False] * len(grid.body)
        assert [grid_span(row) for row in rows] == [len(grid.columns)] * len(rows)
    income = next(table for table, grid in zip(tables, grids, strict=True) if grid.key == "t2")
    assert [cell.text for cell in income.rows[3].cells][:5] == ["合计", "合计", "716.46", "620.35", "0.00"]


def grid_span(row: Any) -> int:
    """Columns that a row's cells cover together."""
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.tc_lst]
    return sum(1 if span is None else int(span.get(f"{W}val")) for span in spans)


def test_contents_are_a_field_filled_with_every_entry() -> None:
    body = word(made("changji_2023", "docx")).element.body
    box = body.find(f"{W}sdt")
    codes = [code.text for code in box.iter(f"{W}instrText")]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\t "表格标题,2"'
    entries = entries_of(document_of("changji_2023"))
    links = [
        "".join(text.text for text in run.iter(f"{W}t")) for link in box.iter(f"{W}hyperlink") for run in [link[0]]
    ]
    assert links == [entry.text for entry in entries]
    bookmarks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in box.iter(f"{W}hyperlink")} <= bookmarks


def test_contents_that_belong_to_the_text_stand_in_it() -> None:
    document = document_of("zero")
    parts = tuple(replace(part, blocks=tuple(with_text(block) for block in part.blocks)) for part in document.parts)
    document = replace(document, parts=parts)
    content = to_docx(document)
    assert word(content).element.body.find(f"{W}sdt") is None
    # page numbers are not text of the report, and neither are the instructions of fields
    text = "".join(t.text or "" for t in word(content).element.body.iter(f"{W}t") if not is_page_number(t))
    assert squeezed(text) == squeezed(to_text(document))


def with_text(block: Any) -> Any:
    return replace(block, in_text=True) if isinstance(block, ContentsBlock) else block


def is_page_number(text: Any) -> bool:
    return text.getparent().getparent().tag == f"{W}hyperlink" and (text.text or "").isdigit()


def test_list_within_the_text_is_a_table() -> None:
    rows = ((Run("1"), Run("某某局（本级）"), Run("")), (Run("2"), Run("某某中心"), Run("并入本级")))
    block = ListBlock(("序号", "单位名称", "备注"), rows)
    part = Part("p", "概况", (Heading(1, "第一部分 概况", "part-1"), Paragraph((Run("包括："),)), block))
    document = Document("标题", "某某局", 2023, (part,))
    (table,) = word(to_docx(document)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "单位名称", "备注"],
        ["1", "某某局（本级）", ""],
        ["2", "某某中心", "并入本级"],
    ]
    assert word_text(to_docx(document)) == squeezed(to_text(document))


def test_paper_turns_with_the_tables_and_pages_are_numbered_after_the_contents() -> None:
    sections = word(made("changji_2023", "docx")).sections
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections]
    assert sizes == [(210, 297), (210, 297), (297, 210), (210, 297), (297, 210)]
    assert not any(paragraph.text for paragraph in sections[0].footer.paragraphs)
    assert sections[1].footer.paragraphs[0].text == "— 1 —"
    starts = [s._sectPr.find(f"{W}pgNumType") is not None for s in sections]
    assert starts == [False, True, False, False, False]


@pytest.mark.parametrize("name", ["<某>&“局”", "a]]>b", "某\ufffe局", "某\n局"])
def test_any_name_can_be_written(name: str) -> None:
    document = renamed(subject_of(SAMPLES["zero"]()), name).document
    written = word_text(to_docx(document))
    assert squeezed(name.replace("\ufffe", "")) in written


def test_same_report_gives_the_same_bytes() -> None:
    assert FORMATS["docx"].make(changji()) == made("changji_2023", "docx")


def test_file_says_whose_it_is_and_not_what_made_it() -> None:
    properties = word(made("changji_2023", "docx")).core_properties
    assert properties.title == "昌吉回族自治州公共就业服务中心2023年度部门决算公开说明"
    assert properties.author == "昌吉回族自治州公共就业服务中心"
    assert properties.comments == ""


def test_libreoffice_opens_it_and_the_contents_lead_to_about_the_right_pages(tmp_path: Path) -> None:
    document = document_of("changji_2023")
    reader = pypdf.PdfReader(office(made("changji_2023", "docx"), "docx", "pdf", tmp_path))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    shown = pages_of(document)
    for part, heading in document.headings:
        if part.numbered and heading.level == 1:
            title = squeezed(heading.text)
            (at,) = (number for number, text in enumerate(pages[2:], 1) if text.startswith(title))
            assert abs(at - shown[heading.anchor]) <= 2
