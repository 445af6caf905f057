"""A PDF read back: every number as the document has it, or named with its page."""

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from disclosure.parts import ContentsBlock, CoverBlock, Document, Heading, Paragraph, Part, Run, TableBlock
from disclosure.rendering import to_pdf
from finance.tables.grid import Cell, CellKind, Grid, Row
from publication.reading_back import fonts_not_embedded, printed_numbers, read_back


def document(total: str = "1234.56", cells: tuple[str, str] = ("4821.75", "973.20")) -> Document:
    """A cover, contents, a section and a table: small, but with all that a report has."""
    row = (
        Cell(text="公用经费", kind=CellKind.HEADER, scope="row"),
        Cell.number(cells[0], "a", None),
        Cell.number(cells[1], "b", None),
    )
    grid = Grid(
        key="t1",
        title="收支总表",
        subtitle="（2023年度）",
        columns=(2, 1, 1),
        header=(Row(tuple(Cell(text=text, kind=CellKind.HEADER) for text in ("项目", "栏次1", "栏次2"))),),
        body=(Row(row),),
        notes=("注：本表反映2023年度情况。",),
    )
    said = (
        Run("2023年度收入总计"),
        Run(total, "income_grand_total"),
        Run("万元，比上年减少"),
        Run("-3.10", "c"),
        Run("万元。"),
    )
    text = Part("part-1", "说明", (Heading(1, "第一部分 说明", "part-1"), Paragraph(said, "s-1")))
    parts = (
        Part("cover", "封面", (CoverBlock(("示例单位", "2023年度决算")),), style="cover", numbered=False),
        Part("contents", "目录", (ContentsBlock("目录"),), style="contents", numbered=False),
        text,
        Part("table-t1", "收支总表", (TableBlock(grid),), style="table"),
    )
    return Document("示例单位2023年度决算", "示例单位", 2023, parts)


@cache
def pdf() -> bytes:
    return to_pdf(document())


def test_a_file_that_says_what_the_document_says_passes() -> None:
    read = read_back(pdf(), document())
    assert read.problems == ()
    expected = list(printed_numbers(document()))
    assert (read.numbers, read.pages) == (len(expected), 4)
    assert [one.number for one in expected if one.figure] == ["1234.56", "-3.10", "4821.75", "973.20"]
    assert read.bound == 4


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (document(total="1234.57"), ("1234.56", "1234.57")),
        (document(cells=("4821.75", "973.21")), ("973.20", "973.21")),
        (document(cells=("973.20", "4821.75")), ("4821.75",)),
        (document(cells=("4821.75", "")), ("973.20",)),
    ],
)
def test_one_number_that_differs_is_named(other: Document, named: tuple[str, ...]) -> None:
    problems = read_back(pdf(), other).problems
    assert problems
    assert all(any(f"“{number}”" in problem for problem in problems) for number in named)


def test_a_negative_sign_counts() -> None:
    assert read_back(pdf(), without_minus()).problems


def without_minus() -> Document:
    plain = document()
    part = plain.parts[2]
    heading, paragraph = part.blocks
    assert isinstance(paragraph, Paragraph)
    runs = tuple(replace(run, text=run.text.replace("-", "")) for run in paragraph.runs)
    parts = (*plain.parts[:2], replace(part, blocks=(heading, replace(paragraph, runs=runs))), plain.parts[3])
    return replace(plain, parts=parts)


def test_two_digits_exchanged_within_the_file_are_found() -> None:
    """The bytes of the PDF are altered: the first two glyphs of the cell 4821.75 change places."""
    opened = pikepdf.open(io.BytesIO(pdf()))
    page = opened.pages[-1]
    instructions = list(pikepdf.parse_content_stream(page))
    shown = [one.operands[0] for one in instructions if str(one.operator) == "TJ"]
    (cell,) = (array for array in shown if sum(len(bytes(text)) for text in list(array)[::2]) == 2 * len("4821.75"))
    raw = bytes(cell[0])
    cell[0] = pikepdf.String(raw[2:4] + raw[:2] + raw[4:])
    page.Contents = opened.make_stream(pikepdf.unparse_content_stream(instructions))
    altered = io.BytesIO()
    opened.save(altered)
    problems = read_back(altered.getvalue(), document()).problems
    assert any("第 4 页" in problem and "“8421.75”" in problem for problem in problems)
    assert any("“4821.75”" in problem for problem in problems)


def test_what_is_no_pdf_is_told() -> None:
    assert read_back(b"not a pdf", document()).problems


def test_all_fonts_of_ours_are_embedded() -> None:
    assert fonts_not_embedded(pdf()) == ()


def test_a_font_that_is_only_named_is_found() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    font = {NameObject("/Type"): NameObject("/Font"), NameObject("/BaseFont"): NameObject("/Helvetica")}
    fonts = DictionaryObject({NameObject("/F1"): DictionaryObject(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = io.BytesIO()
    writer.write(content)
    assert fonts_not_embedded(content.getvalue()) == ("/Helvetica",)
