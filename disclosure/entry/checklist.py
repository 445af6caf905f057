"""The checklist: of each entry page whether it is empty, in progress, complete, or has problems."""

from collections import Counter
from dataclasses import dataclass

from disclosure.document import Report
from disclosure.entry.pages import ENTRY_PAGES, place_of
from finance.blocks import Page
from finance.figures import Figures
from finance.terms import Term


class State(Term):
    """How far a page is."""

    EMPTY = "empty", "空"
    IN_PROGRESS = "in_progress", "填写中"
    COMPLETE = "complete", "完成"
    PROBLEMS = "problems", "有问题"


@dataclass(frozen=True)
class Item:
    """One page of the checklist."""

    page: Page
    state: State
    count: int = 0  # what is missing, or the problems

    @property
    def words(self) -> str:
        """完成, 缺 4 处, 2 处问题."""
        match self.state:
            case State.PROBLEMS:
                return f"{self.count} 处问题"
            case State.IN_PROGRESS if self.count:
                return f"缺 {self.count} 处"
        return self.state.label


def checklist_of(report: Report) -> tuple[Item, ...]:
    """Every page with its state, from what the report found missing."""
    missing = Counter(place.page for name in {gap.name for gap in report.gaps} if (place := place_of(name)))
    begun = _begun(report.figures)
    return tuple(_item(page, missing[page.key], page.key in begun) for page in ENTRY_PAGES)


def _item(page: Page, missing: int, is_begun: bool) -> Item:
    if not is_begun:
        return Item(page, State.EMPTY)
    if missing:
        return Item(page, State.IN_PROGRESS, missing)
    return Item(page, State.COMPLETE)


def first_to_do(items: tuple[Item, ...]) -> str:
    """The key of the first page that wants something; of the first page where none does."""
    open_ = [item for item in items if item.state is not State.COMPLETE]
    needed = [item for item in open_ if not item.page.may_be_empty]
    begun = [item for item in open_ if item.state is not State.EMPTY]
    return (needed or begun or list(items))[0].page.key


def _begun(f: Figures) -> set[str]:
    """Keys of the pages on which anything stands."""
    profile, texts = f.profile, f.texts
    notes = (
        texts.performance_results,
        texts.performance_problems,
        texts.performance_measures,
        texts.performance_suggestions,
        texts.other_notes,
    )
    previous = f.previous
    signs = {
        "profile": profile.functions or profile.offices or _any_filled(f, "profile", 3),
        "income": f.income_lines or f.surplus_used,
        "expenditure": f.expenditure_lines or f.surplus_distributed,
        "carry_over": f.carry_over_lines,
        "budgets": f.initial_budget.lines or f.adjusted_budget.lines,
        "basic_expenditure": f.economic_lines,
        "three_public": _any_filled(f, "three_public", 4) or _any_filled(f, "counts", 8),
        "operations": _any_filled(f, "procurement", 5) or _any_filled(f, "assets", 13),
        "previous_year": previous is not None,
        "reasons": any(f.reasons.values()),
        "other_notes": any(notes),
    }
    return {key for key, sign in signs.items() if sign}


def _any_filled(f: Figures, group: str, count: int) -> bool:
    """Whether anything of a group has been filled in: not all of its figures are missing."""
    return sum(name.startswith(f"{group}.") for name in f.missing) < count
