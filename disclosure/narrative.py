"""Narrative: the explanation (情况说明) written from figures by an edition's templates.

Sentences are text: narrative/<section>.txt. A blank line ends a paragraph, line breaks inside one are joined (Chinese
takes no space), and a line that starts with "## " is a heading （一）, numbered by itself. A template looks up, chooses,
loops and calls a phrase; it never computes. An unknown figure raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from jinja2 import TemplateError

from disclosure.editions import Edition, EditionError
from disclosure.parts import Heading, Paragraph, Run
from disclosure.templating import ComparedFigure, environment_of, unstopped
from disclosure.tracing import Amount, Traced, Words, clean, runs_of, traced
from finance.change import Change
from finance.figures import Figures
from finance.numerals import chinese_numeral
from performance.scorecards import Scorecards

UNFILLED = "【未填】"


@dataclass(frozen=True)
class Asked:
    """A 主要原因 that the text asks for: the figure, what it is compared with, and what the clerk has written."""

    figure: str
    base: str  # previous, initial_budget or adjusted_budget
    section: str
    change: Change
    text: str
    is_required: bool  # nothing need be said of what did not change

    @property
    def key(self) -> str:
        """Where the reason is kept in Figures.reasons."""
        return f"{self.figure}.{self.base}"


@dataclass(frozen=True)
class Gap:
    """A place in the text that nobody has filled in yet."""

    name: str  # a dotted figure name, texts.…, profile.… or reasons.<key>
    section: str  # the heading it stands under
    words: str = ""  # what is missing, where the name alone does not say it


@dataclass(frozen=True)
class WrittenSection:
    """One section as written: its blocks below the section's own heading."""

    file: str
    blocks: tuple[Heading | Paragraph, ...]
    asked: tuple[Asked, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Item:
    """One 项 of 五（三）, with the names on its path."""

    code: str
    path: str  # general_public_budget.2080101
    class_name: str
    section_name: str
    name: str


@dataclass
class _Desk:
    """What a template finds on the desk while it writes one section."""

    figures: Figures
    section: str
    asked: list[Asked] = field(default_factory=list)

    def amount(self, name: str) -> Amount:
        """The amount with this dotted name."""
        value = self.figures.amount(name)
        if value is None:
            raise AttributeError(f"{name} 没有数据")
        return Amount(value, name)

    def change(self, name: str, base: str = "previous") -> ComparedFigure:
        """The figure against 上年, 年初预算 or 全年预算."""
        change = self.figures.change(name, base)
        if (unfilled := f"{base}.{name}") in self.figures.missing:
            return ComparedFigure(name, base, replace(change, base=Decimal(0)), unfilled)
        return ComparedFigure(name, base, change)

    def reason(self, name: str, base: str = "previous") -> Words:
        """主要原因 as the clerk wrote it, without its last stop; empty where none is given and none is needed."""
        change = self.figures.change(name, base)
        key = f"{name}.{base}"
        text = unstopped(clean(self.figures.reasons.get(key, "")))
        self.asked.append(Asked(name, base, self.section, change, text, is_required=not change.is_flat))
        return Words(text, f"reasons.{key}")

    def items(self, fund: str) -> list[Item]:
        """项 of a fund with expenditure this year, or dropped since last year, by code."""
        account = getattr(self.figures, fund)
        codes = set(account.spent.codes)
        if self.figures.previous:
            codes.update(getattr(self.figures.previous, fund).codes)
        tree = self.figures.classification.functional
        return [
            Item(code, f"{fund}.{code}", tree.name(code[:3]), tree.name(code[:5]), tree.name(code))
            for code in sorted(codes)
        ]

    def classes(self, fund: str) -> list[Item]:
        """类 of a fund with expenditure this year, by code."""
        tree = self.figures.classification.functional
        codes = getattr(self.figures, fund).spent.class_codes
        return [Item(code, f"{fund}.{code}", tree.name(code), "", tree.name(code)) for code in codes]

    def economic_names(self, codes: tuple[str, ...]) -> list[str]:
        """款 names of economic codes, in the order given."""
        return [self.figures.classification.economic.name(code) for code in codes]


_FIGURE_NAMES = (
    "unit",
    "profile",
    "income",
    "expenditure",
    "opening_carry_over",
    "closing_carry_over",
    "surplus_used",
    "surplus_distributed",
    "income_grand_total",
    "expenditure_grand_total",
    "general_public_budget",
    "government_fund",
    "state_capital_operations",
    "fiscal",
    "basic_expenditure",
    "three_public",
    "counts",
    "agency_operating_costs",
    "procurement",
    "assets",
    "texts",
    "previous",
    "initial_budget",
    "adjusted_budget",
    "has_three_public",
)


def write_section(edition: Edition, file: str, title: str, figures: Figures, cards: Scorecards) -> WrittenSection:
    """Write one section. Raises EditionError where its template names what does not exist."""
    desk = _Desk(figures, title)
    context: dict[str, Any] = {name: traced(getattr(figures, name), name) for name in _FIGURE_NAMES}
    context |= {
        "year": figures.fiscal_year,
        "scorecards": Traced(cards, "scorecards"),
        "projects": cards.projects,
        "overall": Traced(cards.overall, "scorecards.overall") if cards.overall else None,
        "amount": desk.amount,
        "change": desk.change,
        "reason": desk.reason,
        "items": desk.items,
        "classes": desk.classes,
        "economic_names": desk.economic_names,
    }
    try:
        text = environment_of(edition).get_template(file).render(context)
    except TemplateError as error:
        raise EditionError(f"版本 {edition.slug} 的 narrative/{file}.txt 写错了：{error}") from error
    gaps: list[Gap] = []
    blocks: list[Heading | Paragraph] = []
    for block in _blocks(text, file):
        if isinstance(block, Paragraph):
            unfilled = [run for run in block.runs if _is_unfilled(run, figures.missing)]
            gaps += (Gap(run.figure, title) for run in unfilled)
            runs = tuple(Run(UNFILLED, run.figure) if run in unfilled else run for run in block.runs)
            block = Paragraph(runs, block.anchor)
        blocks.append(block)
    return WrittenSection(file, tuple(blocks), tuple(desk.asked), tuple(gaps))


def _blocks(text: str, file: str) -> Iterator[Heading | Paragraph]:
    headings = 0
    chunks = (chunk.strip() for chunk in re.split(r"\n[ \t]*\n", text))
    for number, chunk in enumerate((chunk for chunk in chunks if chunk), 1):
        anchor = f"{file}-{number}"
        if chunk.startswith("## "):
            headings += 1
            yield Heading(3, f"（{chinese_numeral(headings)}）{chunk[3:].strip()}", anchor)
        else:
            yield Paragraph(runs_of(re.sub(r"[ \t]*\n[ \t]*", "", chunk)), anchor)


def _is_unfilled(run: Run, missing: frozenset[str]) -> bool:
    return bool(run.figure) and (run.figure in missing or not run.text.strip())
