"""The whole report as a Word file: heading styles, tables that can be edited, a contents field, A4 as in print."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from disclosure.exports.docx_pages import pages_of
from disclosure.exports.docx_xml import (
    CARD_TITLE,
    TABLE_TITLE,
    bookmark_of,
    contents,
    legal,
    list_table,
    page_field,
    paragraph,
    table,
    text_run,
)
from disclosure.markup import Entry, entries_of, table_anchor
from disclosure.parts import (
    Block,
    ContentsBlock,
    CoverBlock,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    TableBlock,
)
from finance.tables.grid import Orientation

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
_INDENT = Pt(31.58)  # two characters
_LINE = Pt(28.99)  # 22 lines a page
_MARGINS = {  # mm: top, bottom, left, right, as in print
    Orientation.PORTRAIT: (37, 35, 28, 26),
    Orientation.LANDSCAPE: (22, 22, 28, 26),
}

_COVER, _TEXT_WIDTH = 36, 442  # points
_LONGEST_PROPERTY = 255
_FOOTER = {Orientation.PORTRAIT: 24, Orientation.LANDSCAPE: 12}  # mm from the edge of the paper


def to_docx(document: Document) -> bytes:
    """The file. The same document gives the same bytes."""
    word = docx.Document()
    _describe(word, document)
    for style in _STYLES:
        _set_style(word, *style)
    footers = _footers(word)
    stream = io.BytesIO()
    word.save(stream)
    return _with_body(stream.getvalue(), _Body(document, footers).xml())


# name, font, size, bold, alignment, first line indent, line height, space after; TOC styles have no line height
_STYLES: tuple[tuple[str, str, float, bool, WD_ALIGN_PARAGRAPH, bool, Any, float], ...] = (
    ("Normal", FANG, 16, False, WD_ALIGN_PARAGRAPH.LEFT, False, None, 0),
    ("正文段落", FANG, 16, False, WD_ALIGN_PARAGRAPH.JUSTIFY, True, _LINE, 0),
    ("Heading 1", SONG, 22, True, WD_ALIGN_PARAGRAPH.CENTER, False, Pt(43.5), 14.5),
    ("Heading 2", HEI, 16, False, WD_ALIGN_PARAGRAPH.LEFT, True, _LINE, 0),
    ("Heading 3", KAI, 16, False, WD_ALIGN_PARAGRAPH.LEFT, True, _LINE, 0),
    ("封面", SONG, 32, True, WD_ALIGN_PARAGRAPH.CENTER, False, None, 0),
    ("目录标题", SONG, 22, True, WD_ALIGN_PARAGRAPH.CENTER, False, Pt(43.5), 14.5),
    ("TOC 1", HEI, 14, False, WD_ALIGN_PARAGRAPH.LEFT, False, Pt(21.26), 0),
    ("TOC 2", FANG, 14, False, WD_ALIGN_PARAGRAPH.LEFT, False, Pt(21.26), 0),
    (TABLE_TITLE, SONG, 18, True, WD_ALIGN_PARAGRAPH.CENTER, False, None, 0),
    (CARD_TITLE, SONG, 18, True, WD_ALIGN_PARAGRAPH.CENTER, False, None, 0),
    ("表格副标题", SONG, 10.5, False, WD_ALIGN_PARAGRAPH.CENTER, False, None, 0),
    ("表格编号", SONG, 10.5, False, WD_ALIGN_PARAGRAPH.RIGHT, False, None, 0),
    ("表格单位", SONG, 10.5, False, WD_ALIGN_PARAGRAPH.LEFT, False, None, 2),
    ("表格文字", SONG, 10.5, False, WD_ALIGN_PARAGRAPH.LEFT, False, None, 0),
    ("表格附注", SONG, 9, False, WD_ALIGN_PARAGRAPH.LEFT, False, None, 3),
)
_KEPT_WITH_NEXT = (TABLE_TITLE, CARD_TITLE, "表格副标题", "表格编号", "Heading 1", "Heading 2", "Heading 3")
_OUTLINE = {TABLE_TITLE: 1, CARD_TITLE: 2}  # levels in the navigation pane, from 0


def _set_style(
    word: WordDocument,
    name: str,
    font: str,
    size: float,
    bold: bool,
    alignment: WD_ALIGN_PARAGRAPH,
    indented: bool,
    line: Any,
    after: float,
) -> None:
    style = word.styles[name] if name in word.styles else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.bold, style.font.italic = "Times New Roman", Pt(size), bold, False
    if font == SONG:
        style.font.name = SONG  # its digits are half an em wide, as in print
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    layout = style.paragraph_format
    layout.alignment, layout.space_before, layout.space_after = alignment, Pt(0), Pt(after)
    layout.first_line_indent = _INDENT if indented else Pt(0)
    layout.keep_with_next = name in _KEPT_WITH_NEXT
    layout.widow_control = False
    if line is None:
        layout.line_spacing = 1.0
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, line
    if name in _OUTLINE:
        level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{_OUTLINE[name]}"/>')
        style.element.get_or_add_pPr().append(level)
    if name.startswith("TOC"):
        layout.left_indent = Pt(0 if name == "TOC 1" else 28)
        tabs = f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:leader="middleDot" w:pos="8844"/></w:tabs>'
        style.element.get_or_add_pPr().insert(0, parse_xml(tabs))


class _Body:
    """The document's parts put into the file, one after the other."""

    def __init__(self, document: Document, footers: str) -> None:
        self.document, self.footers = document, footers
        self.entries: tuple[Entry, ...] = entries_of(document)
        self.pages = pages_of(document)
        self.numbers = count(1)  # of bookmarks

    def xml(self) -> str:
        """word/document.xml, written and not built: moving so many elements takes longer than all the rest."""
        runs = list(self._runs())
        xml: list[str] = []
        for number, parts in enumerate(runs):
            for position, part in enumerate(parts):
                xml += self._part(part, is_new_page=position > 0)
            section = self._section(parts[0], is_first_numbered=not any(run[0].numbered for run in runs[:number]))
            xml.append(f"<w:p><w:pPr>{_tiny()}{section}</w:pPr></w:p>" if number < len(runs) - 1 else section)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {nsdecls("w", "r")}>'
            f"<w:body>{''.join(xml)}</w:body></w:document>"
        )

    def _runs(self) -> Iterator[list[Part]]:
        """Parts that follow one another on the same paper, with page numbers or without."""
        run: list[Part] = []
        for part in self.document.parts:
            if run and (part.orientation, part.numbered) != (run[0].orientation, run[0].numbered):
                yield run
                run = []
            run.append(part)
        yield run

    def _part(self, part: Part, *, is_new_page: bool) -> Iterator[str]:
        before = "<w:pageBreakBefore/>" if is_new_page else ""
        for block in part.blocks:
            yield self._block(part, block, before)
            before = ""

    def _block(self, part: Part, block: Block, before: str) -> str:
        match block:
            case CoverBlock(lines):
                first, *rest = lines
                size = min(_COVER, int(_TEXT_WIDTH / max(map(len, lines))))
                above = '<w:spacing w:before="2400"/>'
                return paragraph(first, "封面", before + above, size=size) + "".join(
                    paragraph(line, "封面", size=size) for line in rest
                )
            case ContentsBlock(title):
                break_before = f"<w:p><w:pPr>{before}{_tiny()}</w:pPr></w:p>" if before else ""
                return break_before + contents(title, self.entries, self.pages, is_apart=not block.in_text)
            case Heading(level, text, anchor):
                return paragraph(text, f"Heading {level}", before, bookmark_of(anchor), next(self.numbers))
            case Paragraph():
                return paragraph(block.text, "正文段落", before)
            case TableBlock(grid):
                style = TABLE_TITLE if part.style == "table" else CARD_TITLE
                return table(grid, part.orientation, style, before, table_anchor(block), next(self.numbers))
            case ListBlock():
                return list_table(block)

    def _section(self, part: Part, *, is_first_numbered: bool) -> str:
        """The paper of a run of parts. Page numbers begin with the first that carries them, and go on from there."""
        width, height = (210, 297) if part.orientation is Orientation.PORTRAIT else (297, 210)
        top, bottom, left, right = _MARGINS[part.orientation]
        is_numbered = part.numbered and is_first_numbered
        return (
            f'<w:sectPr>{self.footers if is_numbered else ""}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}" w:orient="{part.orientation.value}"/>'
            f'<w:pgMar w:top="{_twips(top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}"'
            f' w:left="{_twips(left)}" w:header="{_twips(15)}" w:footer="{_twips(_FOOTER[part.orientation])}"'
            f' w:gutter="0"/>{'<w:pgNumType w:start="1"/>' if is_numbered else ""}</w:sectPr>'
        )


def _twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def _tiny() -> str:
    """A paragraph that only carries what must be carried."""
    return '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _footers(word: WordDocument) -> str:
    """— 1 — in the outer corner: the references to the footers of odd and even pages."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    references = []
    for kind, footer, alignment in (
        ("default", section.footer, "right"),
        ("even", section.even_page_footer, "left"),
    ):
        footer.is_linked_to_previous = False
        size = f'<w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="28"/>'
        number = (
            f'<w:p {nsdecls("w")}><w:pPr><w:ind w:left="280" w:right="280"/><w:jc w:val="{alignment}"/></w:pPr>'
            f"{text_run('— ', size)}{page_field(size)}{text_run(' —', size)}</w:p>"
        )
        old = footer.paragraphs[0]._p
        old.addprevious(parse_xml(number))
        footer._element.remove(old)
        (reference,) = (r for r in section._sectPr.iter(qn("w:footerReference")) if r.get(qn("w:type")) == kind)
        references.append(f'<w:footerReference w:type="{kind}" r:id="{reference.get(qn("r:id"))}"/>')
    return "".join(references)


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    title, author = (legal(text)[:_LONGEST_PROPERTY] for text in (document.title, document.unit_name))
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = datetime(document.fiscal_year, 12, 31, tzinfo=UTC)


def _with_body(content: bytes, document: str) -> bytes:
    """The archive with this document in it, and without the time it was made at."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as whole,
    ):
        for name in made.namelist():
            part = document.encode() if name == "word/document.xml" else made.read(name)
            whole.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
