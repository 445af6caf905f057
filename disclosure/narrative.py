"""Narrative: the explanation (情况说明) written from figures by an edition's templates.

Sentences are text: narrative/<section>.txt, laid out as disclosure/blocks.py says. A template looks up, chooses, loops
and calls a phrase; it never computes. An unknown figure raises.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateError

from disclosure.blocks import TextBlock, blocks_of
from disclosure.editions import Edition, EditionError
from disclosure.parts import ListBlock, Paragraph, Run
from disclosure.templating import ComparedFigure, environment_of, place_of, unstopped
from disclosure.tracing import Amount, Traced, Words, clean, traced
from finance.change import Change
from finance.figures import Figures
from performance.scorecards import Scorecards

UNFILLED = "【未填】"


class AskedKind(StrEnum):
    """What the text asks the clerk to explain."""

    REASON = "reason"  # 主要原因 of a change
    PURPOSE = "purpose"  # 主要用于: what an amount was spent on


@dataclass(frozen=True)
class Asked:
    """Words that the text asks for, and what the clerk has written: the 主要原因 of a figure against its base, or what
    the figure is 主要用于 (its base is then "purpose", its change against nothing)."""

    figure: str
    base: str  # previous, initial_budget, adjusted_budget or purpose
    section: str
    change: Change
    text: str
    is_required: bool  # nothing need be said of what did not change
    kind: AskedKind = AskedKind.REASON

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
    blocks: tuple[TextBlock, ...]
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


class Budget(NamedTuple):
    """Which 预算 the text compares with, and what it calls it."""

    base: str  # initial_budget
    name: str  # 年初预算


@dataclass
class _Desk:
    """What a template finds on the desk while it writes one section."""

    figures: Figures
    section: str
    asked: list[Asked] = field(default_factory=list)
    unfilled: set[str] = field(default_factory=set)  # bases that this text compares with and nobody filled in

    def amount(self, name: str) -> Amount:
        """The amount with this dotted name."""
        value = self.figures.amount(name)
        if value is None:
            raise AttributeError(f"{name} 没有数据")
        return Amount(value, name)

    def change(self, name: str, base: str = "previous") -> ComparedFigure:
        """The figure against 上年, 年初预算 or 全年预算."""
        change = self.figures.change(name, base)
        if self._is_unfilled(name, base):
            self.unfilled.add(f"{base}.{name}")
            return ComparedFigure(name, base, replace(change, base=Decimal(0)), f"{base}.{name}")
        return ComparedFigure(name, base, change)

    def _is_unfilled(self, name: str, base: str) -> bool:
        """Nobody has filled the base in, or its 项 are not told apart in a fund whose 项 this text goes through."""
        fund, _, rest = name.partition(".")
        code = rest.partition(".")[0]
        entered = getattr(self.figures, base)
        if entered is not None and code.isdigit() and not getattr(entered, fund).tells(code):
            return True
        return f"{base}.{name}" in self.figures.missing

    def reason(self, name: str, base: str = "previous") -> Words:
        """主要原因 as the clerk wrote it, without its last stop; empty where none is given and none is needed. While
        the base is to be filled in, nobody can say which way the figure moved: the change has none then."""
        change = self.figures.change(name, base)
        if self._is_unfilled(name, base):
            change = replace(change, base=None)
        return self._ask(name, base, change, AskedKind.REASON, is_required=not change.prints_flat)

    def purpose(self, name: str) -> Words:
        """主要用于…: what the clerk says the amount was spent on, without its last stop."""
        change = Change(self.amount(name), None)
        return self._ask(name, AskedKind.PURPOSE.value, change, AskedKind.PURPOSE, is_required=True)

    def _ask(self, name: str, base: str, change: Change, kind: AskedKind, *, is_required: bool) -> Words:
        asked = Asked(name, base, self.section, change, "", is_required, kind)
        text = unstopped(clean(self.figures.reasons.get(asked.key, "")))
        self.asked.append(replace(asked, text=text))
        return Words(text, f"reasons.{asked.key}")

    def items(self, fund: str, base: str = "previous") -> list[Item]:
        """项 of a fund with expenditure this year, or only in the base they are compared with, by code."""
        account = getattr(self.figures, fund)
        codes = set(account.spent.codes)
        if compared := getattr(self.figures, base):
            codes.update(getattr(compared, fund).codes)
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


FIGURE_NAMES = (
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
    "has_three_public_money",
    "performance",
)


def write_section(edition: Edition, file: str, title: str, figures: Figures, cards: Scorecards) -> WrittenSection:
    """Write one section. Raises EditionError where its template names what does not exist."""
    return write_with(environment_of(edition), edition, file, title, figures, cards)


def write_with(
    environment: Environment, edition: Edition, file: str, title: str, figures: Figures, cards: Scorecards
) -> WrittenSection:
    """The same, by an environment of one's own: `edition check` counts which sentences are reached."""
    desk = _Desk(figures, title)
    try:
        text = environment.get_template(file).render(_context(desk, figures, cards))
        written = tuple(blocks_of(text, file))
    except (TemplateError, ValueError, TypeError, AttributeError) as error:
        raise EditionError(f"版本 {edition.slug} 的 {place_of(error, file)}写错了：{error}") from error
    gaps: list[Gap] = []
    missing = figures.missing | desk.unfilled
    blocks = tuple(_marked(block, title, missing, gaps) for block in written)
    return WrittenSection(file, blocks, tuple(desk.asked), tuple(gaps))


def context_names(figures: Figures) -> frozenset[str]:
    """The names a template may use: the same for every account."""
    return frozenset(_context(_Desk(figures, ""), figures, Scorecards()))


def _context(desk: _Desk, figures: Figures, cards: Scorecards) -> dict[str, Any]:
    """Everything a template can name."""
    context: dict[str, Any] = {name: traced(getattr(figures, name), name) for name in FIGURE_NAMES}
    return context | {
        "year": figures.fiscal_year,
        "last_year": figures.fiscal_year - 1,
        "budget": Budget(figures.budget_stage.value, figures.budget_stage.label.removesuffix("数")),
        "scorecards": Traced(cards, "scorecards"),
        "projects": cards.projects,
        "overall": Traced(cards.overall, "scorecards.overall") if cards.overall else None,
        "amount": desk.amount,
        "change": desk.change,
        "reason": desk.reason,
        "purpose": desk.purpose,
        "items": desk.items,
        "classes": desk.classes,
        "economic_names": desk.economic_names,
    }


def _marked(block: TextBlock, section: str, missing: frozenset[str], gaps: list[Gap]) -> TextBlock:
    """The block with 【未填】 where it prints what nobody has filled in, each a gap."""

    def marked(runs: Iterable[Run]) -> Iterator[Run]:
        for run in runs:
            is_unfilled = bool(run.figure) and (run.figure in missing or not run.text.strip())
            if is_unfilled:
                gaps.append(Gap(run.figure, section))
            yield Run(UNFILLED, run.figure) if is_unfilled else run

    match block:
        case Paragraph():
            return replace(block, runs=tuple(marked(block.runs)))
        case ListBlock():
            return replace(block, rows=tuple(tuple(marked(row)) for row in block.rows))
        case _:
            return block
