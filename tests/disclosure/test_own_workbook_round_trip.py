"""Account → our workbook → account: whatever is filled in comes back as it was typed, and only that."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from disclosure.entry.pages import SECTIONS
from disclosure.entry.screen import Screen
from disclosure.intake.filled_in.current import Current, plain
from finance.figures import Figures
from finance.ledger import figures_of, write_figures
from finance.models import FinalAccount
from finance.sections import LineSection
from performance.entry import CARD_BOXES, EXECUTION_BOXES, GOAL_BOXES, INDICATOR_COLUMNS
from performance.ledger import scorecards_of, write_scorecards
from performance.scorecards import ScorecardKind, Scorecards
from tests.disclosure.filling_in import Paper, as_typed, hand_in
from tests.disclosure.published import sample
from tests.factories import make_account, make_unit, make_user
from tests.finance.random_figures import figures as any_figures
from tests.performance.cards import scorecards as any_scorecards
from tests.samples import SAMPLES
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "what a file holds; how figures are kept is seen in finance/test_ledger.py, on both"),
]
# Shrinking takes minutes, and what fails says in words which cell it is.
_PHASES = (Phase.explicit, Phase.generate)
_NUMBERED = ("scorecards", "scorecard_funds", "indicators", "carried")


@pytest.fixture(autouse=True)
def every_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that the account's edition does not print, too."""
    monkeypatch.setattr(Screen, "is_asked", lambda self, cell: True)


@pytest.fixture
def clerk() -> User:
    return make_user("clerk", role=Role.CLERK, unit=make_unit("650001"))


def account_with(figures: Figures, scorecards: Scorecards | None = None) -> FinalAccount:
    unit = make_unit(f"9{FinalAccount.objects.count():05}", figures.unit.name, kind=figures.unit.kind)
    account = make_account(unit, fiscal_year=figures.fiscal_year)
    write_figures(account, replace(figures, unit=replace(figures.unit, code=unit.code)))
    write_scorecards(account, scorecards or Scorecards())
    return account


def texts(account: FinalAccount) -> dict[str, Any]:
    """Every cell whose row has a natural key, as a box holds it; of single boxes those that hold something."""
    return {
        f"{name}/{key}/{column}": held
        for name, rows in Current(account).values.items()
        if name not in _NUMBERED
        for key, columns in rows.items()
        for column, value in columns.items()
        if (held := plain(SECTIONS[name].columns[column], value)) != SECTIONS[name].columns[column].empty
        or isinstance(SECTIONS[name], LineSection)
    }


def fill_in(paper: Paper, target: FinalAccount) -> None:
    """All that the target holds, typed over what stands there; rows that it has not are marked to go."""
    values = Current(target).values
    for name, section in SECTIONS.items():
        if name in _NUMBERED:
            continue
        if isinstance(section, LineSection):
            gone = [m for m in paper.rows if m.startswith(f"{name}/") and m.partition("/")[2] not in values[name]]
            for mark in gone:
                paper.remove(mark)
        else:
            for box in list(paper.boxes(name)):
                paper.type(box, "")
        for key, columns in values[name].items():
            typed = {column: as_typed(value) for column, value in columns.items()}
            if isinstance(section, LineSection) and f"{name}/{key}" not in paper.rows:
                paper.add_line(name, key, typed)
                continue
            for column, value in typed.items():
                if paper.has(f"{name}/{key}/{column}"):
                    paper.type(f"{name}/{key}/{column}", value)


def fill_in_cards(paper: Paper, scorecards: Scorecards, target: FinalAccount) -> None:
    """The scorecards of the target into the empty forms."""
    current = Current(target)
    keys = [key for key in current.values["scorecards"] if key != "overall"]
    names = {"overall": "overall"} | {key: f"new{number}" for number, key in enumerate(keys, 1)}
    assert len(scorecards.projects) == len(keys)
    for key, columns in current.values["scorecards"].items():
        for column, value in columns.items():
            if paper.has(f"scorecards/{names[key]}/{column}"):
                paper.type(f"scorecards/{names[key]}/{column}", as_typed(value))
    for key, columns in current.values["scorecard_funds"].items():
        card, _, source = key.partition("-")
        for column, value in columns.items():
            paper.type(f"scorecard_funds/{names[card]}-{source}/{column}", as_typed(value))
    for key, columns in current.values["indicators"].items():
        mark = f"indicators/{names[key.partition('-')[0]]}-+"
        held = paper.spare[mark][0][2]
        paper.add(mark, {column: as_typed(value) for column, value in columns.items() if column in held})


def assert_comes_back(account: FinalAccount, target: FinalAccount, clerk: User, monkeypatch: Any) -> None:
    paper = Paper.of(account, clerk)
    fill_in(paper, target)
    comparison = paper.compared(account)
    assert [remark for _, remark in comparison.remarks] == []
    assert comparison.conflicts == ()
    hand_in(monkeypatch, paper, account, clerk)
    account.refresh_from_db()
    assert set(texts(account).items()) ^ set(texts(target).items()) == set()
    assert paper.compared(account).changes == ()  # taken again it changes nothing


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_filled_into_an_empty_workbook_is_the_sample(
    name: str, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = SAMPLES[name]()
    if name == "large":
        pytest.skip("more 项 than an empty workbook has rows for")
    account = make_account(
        make_unit("650009", figures.unit.name, kind=figures.unit.kind), fiscal_year=figures.fiscal_year
    )
    target = account_with(figures)
    # Reasons are asked once there are figures to ask of: the clerk writes them after a first way round.
    assert_comes_back_but_for_reasons(account, target, clerk, monkeypatch)


def assert_comes_back_but_for_reasons(
    account: FinalAccount, target: FinalAccount, clerk: User, monkeypatch: Any
) -> None:
    paper = Paper.of(account, clerk)
    fill_in(paper, target)
    hand_in(monkeypatch, paper, account, clerk)
    account.refresh_from_db()
    assert_comes_back(account, target, clerk, monkeypatch)
    read, wanted = figures_of(account), figures_of(target)
    assert replace(read, unit=wanted.unit) == wanted


@settings(max_examples=4, phases=_PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=any_figures(), after=any_figures())
def test_any_account_becomes_any_other(
    before: Figures, after: Figures, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assume(before.unit.name.strip() and after.unit.name.strip())
    before = replace(before, reasons=after.reasons)  # what is not asked has no box
    account, target = account_with(before), account_with(after)
    assert_comes_back(account, target, clerk, monkeypatch)


@settings(max_examples=4, phases=_PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(scorecards=any_scorecards())
def test_any_scorecards_come_in(scorecards: Scorecards, clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = SAMPLES["zero"]()
    account, target = account_with(figures), account_with(figures, scorecards)
    paper = Paper.of(account, clerk)
    fill_in_cards(paper, scorecards, target)
    comparison = paper.compared(account)
    assert [remark for _, remark in comparison.remarks] == []
    hand_in(monkeypatch, paper, account, clerk)
    assert cards_of(account) == cards_of(target)
    assert paper.compared(account).changes == ()


def cards_of(account: FinalAccount) -> list[Any]:
    """Every box of every card, in order, as it reads."""
    current = Current(account)
    numbers = {key: str(n) for n, key in enumerate((k for k in current.values["scorecards"] if k != "overall"), 1)}
    found: list[Any] = []
    for name in ("scorecards", "scorecard_funds", "indicators"):
        for key, columns in current.values[name].items():
            card, _, rest = key.partition("-")
            held = {c: v for c, v in columns.items() if _is_on_its_form(name, card, c)}
            cells = {c: plain(SECTIONS[name].columns[c], v) for c, v in held.items()}
            if name == "scorecard_funds" and not any(cells.values()):
                continue
            found.append((name, numbers.get(card, card), rest if name == "scorecard_funds" else "", cells))
    return found


def _is_on_its_form(section: str, card: str, column: str) -> bool:
    kind = ScorecardKind.OVERALL if card == "overall" else ScorecardKind.PROJECT
    match section:
        case "scorecards":
            return column in (*CARD_BOXES[kind], *EXECUTION_BOXES, *GOAL_BOXES)
        case "indicators":
            return column in {one.name for one in INDICATOR_COLUMNS[kind]}
    return True


def test_published_report_edited_nowhere_changes_nothing(clerk: User) -> None:
    figures, scorecards = sample()
    account = account_with(figures, scorecards)
    comparison = Paper.of(account, clerk).compared(account)
    assert (comparison.changes, comparison.remarks) == ((), ())
    assert scorecards_of(account) == scorecards
    assert Paper.of(account, clerk).compared(account).fingerprint == comparison.fingerprint


def test_what_looks_like_an_escape_of_workbooks_stays(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "见 _x0041_ 和 _x000D_，=1+1，\ufffe末"
    figures = SAMPLES["zero"]()
    account = account_with(replace(figures, texts=replace(figures.texts, other_notes=words)))
    paper = Paper.of(account, clerk)
    assert paper.compared(account).changes == ()
    paper.type("texts//overseas_travel", "_x0041_")
    hand_in(monkeypatch, paper, account, clerk)
    assert figures_of(account).texts.overseas_travel == "_x0041_"
    assert figures_of(account).texts.other_notes == words
