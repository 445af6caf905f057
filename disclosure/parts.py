"""The document's pieces: blocks of a part, parts of a document. Pure data, printed by templates.

A document is a list of parts, each of which renders alone (a part starts on a new page): the cover, the contents,
each part of the text, each scorecard, each table.
"""

from dataclasses import dataclass

from finance.tables.grid import Grid, Orientation


@dataclass(frozen=True)
class Run:
    """A stretch of text; `figure` is the dotted name of the number it prints, or empty."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class Heading:
    """A numbered heading: level 1 第一部分, 2 一、, 3 （一）."""

    level: int
    text: str
    anchor: str
    contents_text: str = ""  # where the contents call it otherwise


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text, first line indented by two characters."""

    runs: tuple[Run, ...]
    anchor: str = ""  # section/paragraph, stable while the edition is

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class CoverBlock:
    """封面: its lines from top to bottom; the first is the unit."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class ContentsBlock:
    """目录: filled from the headings of the other parts, with their page numbers where pages exist. The plain text
    has it where an edition's publications do."""

    title: str
    in_text: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table, or a scorecard, as a Grid."""

    grid: Grid


@dataclass(frozen=True)
class ListBlock:
    """A small table within the text (序号, 单位名称, 备注): it has no title and runs on with the sentences."""

    header: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    anchor: str = ""


Block = CoverBlock | ContentsBlock | Heading | Paragraph | TableBlock | ListBlock


@dataclass(frozen=True)
class Part:
    """What stands between two forced page breaks. `key` is stable: cover, contents, section-…, table-t1 …"""

    key: str
    title: str
    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT
    style: str = "text"  # cover, contents, text, table or scorecard: which page style it takes
    numbered: bool = True  # carries a page number
    contents_title: str = ""  # of a table, where the contents number it: 一、收入支出决算总表


@dataclass(frozen=True)
class Document:
    """部门决算公开说明, whole."""

    title: str
    unit_name: str
    fiscal_year: int
    parts: tuple[Part, ...]

    @property
    def headings(self) -> tuple[tuple[Part, Heading], ...]:
        """Every heading with the part it stands in, in reading order: bookmarks and contents."""
        return tuple((part, block) for part in self.parts for block in part.blocks if isinstance(block, Heading))
