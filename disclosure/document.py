"""The whole report as a Document: parts in the edition's order, each a pure function of what was entered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from disclosure.editions import Edition, EditionError, PartSpec, SectionSpec, filled
from disclosure.narrative import Asked, AskedKind, Gap, WrittenSection, write_section
from disclosure.parts import (
    Block,
    ContentsBlock,
    CoverBlock,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Run,
    TableBlock,
)
from disclosure.templating import GLOSSARY, figures_mentioned
from finance.figures import Figures
from finance.names import label
from finance.numerals import chinese_numeral
from finance.tables import TABLES, build_all
from finance.tables.grid import Grid
from performance.gaps import gaps_of
from performance.live_links import dead_links, written_out
from performance.official_forms import forms_of
from performance.scorecards import Scorecard, Scorecards


@dataclass(frozen=True)
class Report:
    """A written report: the document, the words it asked for, and what is not filled in yet."""

    document: Document
    figures: Figures
    asked: tuple[Asked, ...]
    gaps: tuple[Gap, ...]

    @property
    def reasons_asked(self) -> tuple[Asked, ...]:
        """Those of `asked` that explain a change; the others say what an amount was spent on."""
        return tuple(asked for asked in self.asked if asked.kind is AskedKind.REASON)

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


def write_preview(figures: Figures, cards: Scorecards, edition: Edition, is_wanted: Callable[[str], bool]) -> Document:
    """The text, and only the tables and scorecards that print a wanted figure, for a page that shows no others.
    Nobody looks for gaps."""
    return _Writer(figures, cards, edition, is_wanted).document()


class _Writer:
    """`is_wanted`: of a figure, where not every table and scorecard is."""

    def __init__(
        self,
        figures: Figures,
        cards: Scorecards,
        edition: Edition,
        is_wanted: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.figures, self.edition, self.is_wanted = figures, edition, is_wanted
        self.entered = cards
        self.cards = written_out(figures, cards, keep_unknown=True)
        self.asked: list[Asked] = []
        self.gaps: list[Gap] = []

    def report(self) -> Report:
        document = self.document()
        self._find_gaps_beside_the_text(document)
        return Report(document, self.figures, tuple(self.asked), tuple(self.gaps))

    def document(self) -> Document:
        parts: list[Part] = []
        number = 0
        for spec in self.edition.parts:
            heading: tuple[Heading, ...] = ()
            title = self._filled(spec.title)
            if spec.is_numbered:
                number += 1
                heading = (Heading(1, f"第{chinese_numeral(number)}部分 {title}", f"part-{number}"),)
            parts += self._parts(replace(spec, title=title), heading, f"part-{number}")
        unit = self.figures.unit
        return Document(self._filled(self.edition.title), unit.name, self.figures.fiscal_year, tuple(parts))

    def _find_gaps_beside_the_text(self, document: Document) -> None:
        """What is missing without being printed in a sentence: in tables, in scorecards, or in what decides whether a
        sentence stands at all."""
        unseen = self._needed(self.figures.missing - {gap.name for gap in self.gaps}, document)
        self.gaps += (Gap(name, "决算报表") for name in unseen)
        if self.edition.prints_scorecards:
            self.gaps += (Gap(name, "绩效自评表", words) for name, words in gaps_of(self.cards))
            self.gaps += (Gap(name, "绩效自评表", str(error)) for name, error in dead_links(self.figures, self.entered))

    def _needed(self, missing: frozenset[str], document: Document) -> list[str]:
        if not missing:
            return []
        printed = {name for part in document.parts for block in part.blocks for name in _figures_in(block)}
        printed |= figures_mentioned(self.edition)
        compared = _compared(printed)
        return sorted(name for name in missing if _is_needed(name, printed, compared))

    def _filled(self, text: str) -> str:
        unit = self.figures.unit
        return filled(text, unit=unit.name, year=str(self.figures.fiscal_year), scope=unit.scope.label)

    def _parts(self, spec: PartSpec, heading: tuple[Heading, ...], key: str) -> Iterator[Part]:
        match spec.kind:
            case "cover":
                cover = CoverBlock(tuple(map(self._filled, spec.lines)))
                yield Part("cover", "封面", (cover,), style="cover", numbered=False)
            case "contents":
                contents = ContentsBlock(spec.title, spec.in_text)
                yield Part("contents", spec.title, (contents,), style="contents", numbered=False)
            case "text":
                yield from self._text_parts(spec, heading, key)
            case "glossary":
                yield Part(key, spec.title, (*heading, *self._terms(spec.title)))
            case "table_list":
                names = enumerate(self.tables, 1)
                blocks = (_paragraph(f"{chinese_numeral(n)}、《{grid.title}》", f"list-{n}") for n, grid in names)
                yield Part(key, spec.title, (*heading, *blocks))
            case "tables":
                yield from self._table_parts(heading)

    def _terms(self, title: str) -> Iterator[Paragraph]:
        """名词解释, numbered."""
        for number, block in enumerate(self._section(GLOSSARY, title).blocks, 1):
            if not isinstance(block, Paragraph) or "：" not in block.text:
                raise EditionError(f"版本 {self.edition.slug} 的 glossary.txt 第 {number} 个名词缺少“：”")
            first, *others = block.runs
            yield Paragraph((Run(f"{chinese_numeral(number)}、{first.text}", first.figure), *others), f"term-{number}")

    def _table_parts(self, heading: tuple[Heading, ...]) -> Iterator[Part]:
        """The tables, each on pages of its own; where they are a part of the text, its heading stands over the first
        and the contents number them."""
        for number, grid in enumerate(self.tables, 1):
            part = _table_part(grid, "table")
            if heading:
                part = replace(part, contents_title=f"{chinese_numeral(number)}、{grid.title}")
            yield replace(part, blocks=(*heading, *part.blocks)) if number == 1 else part

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """The nine tables, for the list of their names and for themselves."""
        layout = self.edition.table_layout
        wanted = {key for key in layout.order if any(map(self.is_wanted, TABLES[key].figures(layout)))}
        return build_all(self.figures, layout, wanted)

    def _text_parts(self, spec: PartSpec, heading: tuple[Heading, ...], key: str) -> Iterator[Part]:
        """Sections run on; the scorecards between them stand on pages of their own."""
        blocks: list[Block] = list(heading)
        number = pieces = 0
        for section in spec.sections:
            if section.is_scorecards:
                forms = zip(forms_of(self.cards, self.figures.fiscal_year), self.cards.all, strict=True)
                parts = [_scorecard_part(grid, card) for grid, card in forms if self._is_wanted_form(grid)]
                if parts:
                    pieces += 1
                    yield Part(f"{key}-{pieces}", spec.title, tuple(blocks))
                    blocks = []
                    yield from parts
                continue
            if not self._stands(section):
                continue
            number += 1
            title, contents_title = (
                f"{chinese_numeral(number)}、{self._filled(text)}"
                for text in (section.title, section.contents_title or section.title)
            )
            written = self._section(section.file, title)
            blocks += (Heading(2, title, section.file, contents_title), *written.blocks)
        if blocks:
            pieces += 1
            yield Part(f"{key}-{pieces}", spec.title, tuple(blocks))

    def _is_wanted_form(self, grid: Grid) -> bool:
        """All that a form prints is typed in on one page."""
        return self.is_wanted(next(_figures_in(TableBlock(grid))))

    def _stands(self, section: SectionSpec) -> bool:
        """Whether the account has what the section is about."""
        try:
            return bool(not section.when or _found(self.figures, section.when)) and not (
                section.unless and _found(self.figures, section.unless)
            )
        except AttributeError as error:
            raise EditionError(f"版本 {self.edition.slug} 的 edition.toml：“{section.title}”的条件 {error}") from error

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
        case ListBlock():
            yield from (run.figure for row in block.rows for run in row if run.figure)
        case TableBlock():
            yield from (cell.figure for row in block.grid.body for cell in row.cells if cell.figure)


def _found(figures: Figures, name: str) -> object:
    """What stands under a dotted name, an amount or not."""
    value: object = figures
    for step in name.split("."):
        value = getattr(value, step)
    return value


_BASES = ("previous", "initial_budget", "adjusted_budget")


def _compared(printed: set[str]) -> dict[str, set[str]]:
    """By base (上年, 年初预算 …), every step of the names that are printed against it."""
    compared: dict[str, set[str]] = {base: set() for base in _BASES}
    for base in _BASES:
        for figure in printed:
            if base in figure and base in (steps := figure.split(".")):
                compared[base].update(steps)
    return compared


def _is_needed(name: str, printed: set[str], compared: dict[str, set[str]]) -> bool:
    """A missing figure is a gap where this edition prints it or could. One of a base is where its subject is compared
    with that base: not 年初预算 of 三公, where only 全年预算 is printed."""
    base, _, rest = name.partition(".")
    return rest.partition(".")[0] in compared[base] if base in compared else name in printed


def _paragraph(text: str, anchor: str) -> Paragraph:
    return Paragraph((Run(text),), anchor)


def _table_part(grid: Grid, style: str) -> Part:
    return Part(f"{style}-{grid.key}", grid.title, (TableBlock(grid),), grid.orientation, style)


def _scorecard_part(grid: Grid, card: Scorecard) -> Part:
    """Sixty forms carry the same title: the part is named by its project too, for the bookmarks."""
    return replace(_table_part(grid, "scorecard"), title=f"{grid.title}：{card.name}")
