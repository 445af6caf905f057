"""The checklist: of each entry page whether it is empty, in progress, complete, or has problems."""

from collections import Counter
from dataclasses import dataclass, fields

from disclosure.entry.pages import ENTRY_PAGES
from disclosure.entry.screen import Screen
from finance.blocks import Page
from finance.checks.registry import Finding, Severity
from finance.figures import Figures
from finance.ledger.mapping import PEOPLE
from finance.terms import Term
from performance.scorecards import Scorecards

_SAY_MISSING = ("T101", "T102")  # checks that only repeat what is counted as missing


class State(Term):
    """How far a page is."""

    EMPTY = "empty", "空"
    PROBLEMS = "problems", "有问题"
    IN_PROGRESS = "in_progress", "填写中"
    EXPLAIN = "explain", "待说明"
    COMPLETE = "complete", "完成"


@dataclass(frozen=True)
class Item:
    """One page of the checklist."""

    page: Page
    state: State
    count: int = 0  # of what is missing, wrong or to be explained

    @property
    def words(self) -> str:
        """完成, 缺 4 处, 2 处问题."""
        match self.state:
            case State.PROBLEMS:
                return f"{self.count} 处问题"
            case State.IN_PROGRESS:
                return f"缺 {self.count} 处"
            case State.EXPLAIN:
                return f"{self.count} 处待说明"
        return self.state.label


def checklist_of(screen: Screen) -> tuple[Item, ...]:
    """Every page with its state: first what is wrong, then what is missing, then what wants a word."""
    missing = Counter[str]()
    for name in {gap.name for gap in screen.report.gaps} if screen.report else ():
        if place := screen.links.place(name):
            missing[place.page] += 1
    begun = _begun(screen.figures, screen.scorecards)
    return tuple(_item(page, missing[page.key], page.key in begun, screen) for page in ENTRY_PAGES)


def _item(page: Page, missing: int, is_begun: bool, screen: Screen) -> Item:
    found = problems_of(screen, page)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    warnings = sum(finding.severity is Severity.WARNING for finding in found)
    if errors:
        return Item(page, State.PROBLEMS, errors)
    if not is_begun:
        return Item(page, State.EMPTY)
    if missing:
        return Item(page, State.IN_PROGRESS, missing)
    return Item(page, State.EXPLAIN, warnings) if warnings else Item(page, State.COMPLETE)


def problems_of(screen: Screen, page: Page) -> tuple[Finding, ...]:
    """What is wrong or wants a word on a page, beside what is not filled in."""
    wanted = (Severity.ERROR, Severity.WARNING)
    found = screen.findings.get(page.key, ())
    return tuple(x for x in found if x.severity in wanted and x.check not in _SAY_MISSING)


def first_to_do(items: tuple[Item, ...]) -> str:
    """The key of the first page that wants something; of the first page where none does."""
    open_ = [item for item in items if item.state is not State.COMPLETE]
    needed = [item for item in open_ if not item.page.may_be_empty]
    begun = [item for item in open_ if item.state is not State.EMPTY]
    return (needed or begun or list(items))[0].page.key


_NOTES = (
    "performance_results",
    "performance_problems",
    "performance_measures",
    "performance_suggestions",
    "other_notes",
)


def _begun(f: Figures, scorecards: Scorecards) -> set[str]:
    """Keys of the pages on which anything stands."""
    signs = {
        "profile": f.profile.functions or f.profile.offices or _is_any_filled(f, "profile", PEOPLE),
        "income": f.income.codes or f.surplus_used,
        "expenditure": f.expenditure.codes or f.surplus_distributed,
        "carry_over": any(line.opening or line.closing for line in f.carry_over_lines),
        "budgets": f.initial_budget.lines or f.adjusted_budget.lines,
        "basic_expenditure": any(line.amount for line in f.economic_lines),
        "three_public": _is_any_filled(f, "three_public") or _is_any_filled(f, "counts"),
        "operations": _is_any_filled(f, "procurement") or _is_any_filled(f, "assets"),
        "previous_year": f.previous is not None,
        "reasons": any(f.reasons.values()),
        "overall_scorecard": scorecards.overall,
        "project_scorecards": scorecards.projects,
        "other_notes": any(getattr(f.texts, name) for name in _NOTES) or _is_any_filled(f, "performance"),
    }
    return {key for key, sign in signs.items() if sign}


def _is_any_filled(f: Figures, group: str, names: tuple[str, ...] = ()) -> bool:
    """Whether anything of a group has been filled in: not all of its figures are missing."""
    wanted = names or tuple(field.name for field in fields(getattr(f, group)))
    return any(f"{group}.{name}" not in f.missing for name in wanted)
