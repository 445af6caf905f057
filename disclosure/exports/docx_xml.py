"""WordprocessingML for the blocks of a document: written as text, for a report may have twenty thousand cells."""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from disclosure.exports.docx_pages import size_of
from disclosure.markup import Entry
from disclosure.parts import ListBlock
from disclosure.pdf.sizing import AREAS, Size
from finance.tables.grid import Cell, CellKind, Grid, Orientation, Row
from finance.tables.paging import Placed, place

TABLE_TITLE = "表格标题"  # its paragraphs are in the contents, beside the headings
CARD_TITLE = "自评表标题"
_TWIPS = 20  # a point
_LIST_SIZE = 14
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALIGN = {CellKind.NUMBER: "right", CellKind.ORDINAL: "center", CellKind.HEADER: "center"}


def legal(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def text_run(text: str, properties: str = "") -> str:
    """A run; line ends become breaks, tabs tabs."""
    pieces = []
    for number, line in enumerate(legal(text).split("\n")):
        if number:
            pieces.append("<w:br/>")
        for column, piece in enumerate(line.split("\t")):
            if column:
                pieces.append("<w:tab/>")
            if piece:
                pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{_properties('rPr', properties)}{''.join(pieces)}</w:r>" if pieces else ""


def paragraph(text: str, style: str, properties: str = "", bookmark: str = "", number: int = 0, size: float = 0) -> str:
    """A paragraph in a named style; `bookmark` is what the contents lead to, `size` in points, where it is not the
    style's."""
    runs = text_run(text, f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
    if bookmark:
        runs = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(bookmark)}/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style_id(style))}/>{properties}</w:pPr>{runs}</w:p>"


def style_id(name: str) -> str:
    """Heading 1 is known as Heading1."""
    return name.replace(" ", "")


def contents(title: str, entries: tuple[Entry, ...], pages: Mapping[str, int], *, is_apart: bool) -> str:
    """目录: a field that Word fills with page numbers, already filled with the entries. `is_apart`: in a box of its
    own, as Word's own contents are, so that who reads the text of the document reads on without it."""
    lines = [_contents_line(entry, pages, "" if number else _contents_field()) for number, entry in enumerate(entries)]
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' if entries else ""
    block = f"{paragraph(title, '目录标题')}{''.join(lines)}{end}"
    if not is_apart:
        return block
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{block}</w:sdtContent></w:sdt>"


def _contents_line(entry: Entry, pages: Mapping[str, int], field: str) -> str:
    bookmark = bookmark_of(entry.anchor)
    page = _field(f"PAGEREF {bookmark} \\h", str(pages.get(entry.anchor, "")))
    inner = f"{text_run(entry.text)}<w:r><w:tab/></w:r>{page}"
    link = f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inner}</w:hyperlink>'
    return f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>{field}{link}</w:p>'


def bookmark_of(anchor: str) -> str:
    """A bookmark's name: a letter or _, then letters, digits and _, forty at most."""
    return f"_{re.sub(r'\W', '_', anchor)}"[:40]


def _contents_field() -> str:
    code = f'TOC \\o "1-2" \\h \\z \\t "{TABLE_TITLE},2"'
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _field(code: str, shown: str, properties: str = "") -> str:
    """A field that Word fills in by itself; `shown` stands there until it does."""
    run = f"<w:r>{_properties('rPr', properties)}"
    return (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>{run}<w:instrText xml:space="preserve">{escape(code)}'
        f'</w:instrText></w:r>{run}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{text_run(shown, properties)}{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_field(properties: str) -> str:
    """The number of the page."""
    return _field("PAGE", "1", properties)


def table(grid: Grid, orientation: Orientation, title_style: str, before: str, anchor: str, number: int) -> str:
    """A table with what stands around it; `before` are properties of its first paragraph (a new page)."""
    size = size_of(grid, orientation)
    width = AREAS[orientation][0]
    keep = "<w:keepNext/>"
    around = [paragraph(grid.title, title_style, before, bookmark_of(anchor), number)] if grid.title else []
    around += [paragraph(grid.subtitle, "表格副标题")] if grid.subtitle else []
    around += [paragraph(grid.label, "表格编号")] if grid.label else []
    if grid.prepared_by or grid.money_unit:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(width * _TWIPS)}"/></w:tabs>'
        around.append(paragraph(f"{grid.prepared_by}\t{grid.money_unit}", "表格单位", f"{keep}{tab}"))
    notes = "".join(paragraph(note, "表格附注") for note in grid.notes)
    return f"{''.join(around)}{_grid(grid, size, width)}{notes or _gap()}"


def _gap() -> str:
    """Two tables with nothing between would be one."""
    return '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _grid(grid: Grid, size: Size, width: float) -> str:
    whole = sum(grid.columns)
    columns = [round(column * width * _TWIPS / whole) for column in grid.columns]
    made = _Cells(size, columns)
    rows = [*made.rows(grid.header, is_head=True), *made.rows(grid.body, is_head=False)]
    return _table(columns, rows, size.side, grid.title)


def _table(columns: list[int], rows: list[str], side: float, title: str) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    room = "".join(f'<w:{edge} w:w="{round(side * _TWIPS)}" w:type="dxa"/>' for edge in ("left", "right"))
    caption = f"<w:tblCaption w:val={quoteattr(legal(title))}/>" if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w="{column}"/>' for column in columns)}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


class _Cells:
    """The rows of one table, in one size of type."""

    def __init__(self, size: Size, columns: list[int]) -> None:
        self.columns = columns
        half_points = round(size.type * 2)
        self.run = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        padding = round(size.padding * _TWIPS)
        leading = round(size.leading * _TWIPS)
        self.spacing = f'<w:spacing w:before="{padding}" w:after="{padding}" w:line="{leading}" w:lineRule="atLeast"/>'
        self.step = round(size.type * _TWIPS)

    def rows(self, rows: tuple[Row, ...], *, is_head: bool) -> Iterator[str]:
        """Every row, merged cells continued in the rows they reach down into."""
        cells: list[dict[int, str]] = [{} for _ in rows]
        for placed in place(rows, len(self.columns)):
            for row in range(placed.row, placed.row + placed.cell.rowspan):
                cells[row][placed.column] = self._cell(placed, rows[placed.row], is_first=row == placed.row)
        head = "<w:tblHeader/>" if is_head else ""
        for found in cells:
            inner = "".join(cell for _, cell in sorted(found.items()))
            yield f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>"

    def _cell(self, placed: Placed, row: Row, *, is_first: bool) -> str:
        cell = placed.cell
        width = sum(self.columns[placed.column : placed.column + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = ""
        if cell.rowspan > 1:
            merge = '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
        text = text_run(cell.text, self.run + ("<w:b/>" if row.emphasis else "")) if is_first else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="表格文字"/>{self.spacing}{self._indent(cell)}'
            f'<w:jc w:val="{_alignment(cell)}"/></w:pPr>{text}</w:p></w:tc>'
        )

    def _indent(self, cell: Cell) -> str:
        return f'<w:ind w:left="{cell.indent * self.step}" w:firstLine="0"/>' if cell.indent else ""


def _alignment(cell: Cell) -> str:
    return cell.align or _ALIGN.get(cell.kind, "left")


def list_table(block: ListBlock) -> str:
    """A small table within the text: its columns as wide as their longest words want."""
    rows = [list(block.header), *([run.text for run in row] for row in block.rows)]
    lengths = [max(len(row[i]) for row in rows) + 2 for i in range(len(block.header))]
    width = AREAS[Orientation.PORTRAIT][0] * _TWIPS
    columns = [round(length * width / sum(lengths)) for length in lengths]
    cells = _Cells(Size(_LIST_SIZE, 2), columns)
    made = [Row(tuple(Cell(text=text, align="center" if n == 0 else "") for text in row)) for n, row in enumerate(rows)]
    return _table(columns, list(cells.rows(tuple(made), is_head=False)), 5, "") + _gap()


def _properties(name: str, inner: str) -> str:
    return f"<w:{name}>{inner}</w:{name}>" if inner else ""
