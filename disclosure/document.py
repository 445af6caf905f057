"""The whole report as a Document: parts in the edition's order, each a pure function of what was entered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosure.editions import Edition, PartSpec
from disclosure.narrative import Asked, Gap, WrittenSection, write_section
from disclosure.parts import (
    Block,
    ContentsBlock,
    CoverBlock,
    Document,
    Heading,
    Paragraph,
    Part,
    Run,
    TableBlock,
)
from finance.figures import Figures
from finance.names import label
from finance.numerals import chinese_numeral
from finance.tables import build_all
from finance.tables.grid import Grid
from performance.gaps import gaps_of
from performance.official_forms import forms_of
from performance.scorecards import Scorecards


@dataclass(frozen=True)
class Report:
    """A written report: the document, the reasons it asked for, and what is not filled in yet."""

    document: Document
    figures: Figures
    asked: tuple[Asked, ...]
    gaps: tuple[Gap, ...]

    @property
    def gap_labels(self) -> tuple[tuple[str, str], ...]:
        """(section, what is missing) in the clerk's words, in reading order."""
        tree = self.figures.classification
        return tuple((gap.section, gap.words or label(gap.name, tree)) for gap in self.gaps)


class IncompleteReport(ValueError):
    """The report still has gaps; no final document is made of it. The message lists them, a line each."""

    def __init__(self, report: Report) -> None:
        self.report = report
        lines = "\n".join(f"  {section}：{what}" for section, what in report.gap_labels)
        super().__init__(f"还有 {len(report.gaps)} 处没有填写，不能生成正式文件：\n{lines}")


def complete_report(figures: Figures, cards: Scorecards, edition: Edition) -> Report:
    """A report fit to leave the house. Raises IncompleteReport, naming every gap."""
    report = write_report(figures, cards, edition)
    if report.gaps:
        raise IncompleteReport(report)
    return report


def write_report(figures: Figures, cards: Scorecards, edition: Edition) -> Report:
    """The report as far as it goes: what is missing is printed as 【未填】 and listed in `gaps`."""
    return _Writer(figures, cards, edition).report()


class _Writer:
    def __init__(self, figures: Figures, cards: Scorecards, edition: Edition) -> None:
        self.figures, self.cards, self.edition = figures, cards, edition
        self.asked: list[Asked] = []
        self.gaps: list[Gap] = []

    def report(self) -> Report:
        parts: list[Part] = []
        number = 0
        for spec in self.edition.parts:
            heading: tuple[Heading, ...] = ()
            if spec.is_numbered:
                number += 1
                text = f"第{chinese_numeral(number)}部分 {spec.title}"
                heading = (Heading(1, text, f"part-{number}"),)
            parts += self._parts(spec, heading, f"part-{number}")
        unit = self.figures.unit
        title = f"{unit.name}{self.figures.fiscal_year}年度部门决算公开说明"
        document = Document(title, unit.name, self.figures.fiscal_year, tuple(parts))
        named = {gap.name for gap in self.gaps}
        printed = {name for part in parts for block in part.blocks for name in _figures_in(block)}
        unseen = sorted(name for name in self.figures.missing - named if _is_needed(name, printed))
        self.gaps += (Gap(name, "决算报表") for name in unseen)
        self.gaps += (Gap(name, "绩效自评表", words) for name, words in gaps_of(self.cards))
        return Report(document, self.figures, tuple(self.asked), tuple(self.gaps))

    def _parts(self, spec: PartSpec, heading: tuple[Heading, ...], key: str) -> Iterator[Part]:
        match spec.kind:
            case "cover":
                lines = (self.figures.unit.name, f"{self.figures.fiscal_year}年度部门决算", "公开说明")
                yield Part("cover", "封面", (CoverBlock(lines),), style="cover", numbered=False)
            case "contents":
                yield Part("contents", spec.title, (ContentsBlock(spec.title),), style="contents", numbered=False)
            case "text":
                yield from self._text_parts(spec, heading, key)
            case "glossary":
                terms = enumerate(self.edition.glossary, 1)
                blocks = (
                    _paragraph(f"{chinese_numeral(n)}、{term}：{words}", f"term-{n}") for n, (term, words) in terms
                )
                yield Part(key, spec.title, (*heading, *blocks))
            case "table_list":
                names = enumerate(self.tables, 1)
                blocks = (_paragraph(f"{chinese_numeral(n)}、《{grid.title}》", f"list-{n}") for n, grid in names)
                yield Part(key, spec.title, (*heading, *blocks))
            case "tables":
                for grid in self.tables:
                    yield _table_part(grid, "table")

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """The nine tables, for the list of their names and for themselves."""
        return build_all(self.figures, self.edition.table_layout)

    def _text_parts(self, spec: PartSpec, heading: tuple[Heading, ...], key: str) -> Iterator[Part]:
        """Sections run on; the scorecards between them stand on pages of their own."""
        blocks: list[Block] = list(heading)
        number = pieces = 0
        for section in spec.sections:
            if section.is_scorecards:
                grids = forms_of(self.cards, self.figures.fiscal_year)
                if grids:
                    pieces += 1
                    yield Part(f"{key}-{pieces}", spec.title, tuple(blocks))
                    blocks = []
                    yield from (_table_part(grid, "scorecard") for grid in grids)
                continue
            number += 1
            title = f"{chinese_numeral(number)}、{section.title}"
            written = self._section(section.file, title)
            blocks += (Heading(2, title, section.file), *written.blocks)
        if blocks:
            pieces += 1
            yield Part(f"{key}-{pieces}", spec.title, tuple(blocks))

    def _section(self, file: str, title: str) -> WrittenSection:
        written = write_section(self.edition, file, title, self.figures, self.cards)
        self.asked += written.asked
        self.gaps += written.gaps
        return written


def _figures_in(block: Block) -> Iterator[str]:
    """Names of the figures a block prints."""
    match block:
        case Paragraph():
            yield from (run.figure for run in block.runs if run.figure)
        case TableBlock():
            yield from (cell.figure for row in block.grid.body for cell in row.cells if cell.figure)


def _is_needed(name: str, printed: set[str]) -> bool:
    """A missing figure is a gap unless it belongs to a base (上年, 年初预算 …) with which this edition never compares
    its subject: 年初预算 of 三公, where only 全年预算 is printed."""
    base, _, rest = name.partition(".")
    if base not in ("previous", "initial_budget", "adjusted_budget"):
        return True
    together = {base, rest.partition(".")[0]}
    return any(together <= set(figure.split(".")) for figure in printed)


def _paragraph(text: str, anchor: str) -> Paragraph:
    return Paragraph((Run(text),), anchor)


def _table_part(grid: Grid, style: str) -> Part:
    return Part(f"{style}-{grid.key}", grid.title, (TableBlock(grid),), grid.orientation, style)
