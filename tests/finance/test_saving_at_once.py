"""Optimistic locking under real concurrency: six people, six connections."""

from collections import Counter

import pytest

from finance.cells import AmountUnit
from finance.changes import AddRow, Change, Outcome, SetCell, apply
from finance.models import CellChange, FinalAccount
from tests.at_once import at_once
from tests.factories import make_account, make_unit, make_user
from units.models import User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql", "SQLite lets one write at a time, and threads share its database in memory"),
]

PEOPLE = 6
ROUNDS = 15


@pytest.fixture
def people() -> list[User]:
    return [make_user(f"clerk{n}", full_name=f"经办人{n}") for n in range(PEOPLE)]


@pytest.fixture
def account() -> FinalAccount:
    return make_account(make_unit())


def save(account: FinalAccount, user: User, *changes: Change) -> Outcome:
    return apply(account, changes, by=user, amount_unit=AmountUnit.YUAN)


def test_people_in_different_cells_lose_nothing(account: FinalAccount, people: list[User]) -> None:
    """Each types into a row of their own, again and again: every save goes through, in a version of its own."""
    codes = ("2010101", "2010102", "2010103", "2010104", "2010105", "2010106")

    def type_on(user: User) -> list[str]:
        cell = f"income_lines/{codes[people.index(user)]}/other"
        edits = ((f"{n}.00", f"{n + 1}.00") for n in range(ROUNDS))
        outcomes = [save(account, user, SetCell(cell, was, value)) for was, value in edits]
        return [outcome.results[0].status for outcome in outcomes]

    said = Counter(status for statuses in at_once(type_on, people) for status in statuses)
    assert said == {"saved": PEOPLE * ROUNDS}
    assert [str(line.other) for line in account.income_lines.all()] == [f"{ROUNDS}.00"] * PEOPLE
    versions = list(CellChange.objects.filter(account=account).values_list("version", flat=True))
    assert sorted(versions) == list(range(1, PEOPLE * ROUNDS + 1))
    account.refresh_from_db()
    assert account.version == PEOPLE * ROUNDS


def test_of_people_in_one_cell_one_wins_and_the_others_are_told(account: FinalAccount, people: list[User]) -> None:
    for n in range(ROUNDS):
        was = str(account.surplus_used)

        def type_over(user: User, n: int = n, was: str = was) -> tuple[str, str, str]:
            value = f"{n + 1}.{people.index(user):02}"
            (result,) = save(account, user, SetCell("account//surplus_used", was, value)).results
            return result.status, value, result.theirs

        said = at_once(type_over, people)
        account.refresh_from_db()
        stands = str(account.surplus_used)
        assert [value for status, value, _ in said if status == "saved"] == [stands]
        assert {theirs for status, _, theirs in said if status == "conflict"} == {stands}


def test_people_who_add_one_row_meet_in_it(account: FinalAccount, people: list[User]) -> None:
    changes = (AddRow("economic_lines/30101"), SetCell("economic_lines/30101/amount", "", "9.00"))
    outcomes = at_once(lambda user: save(account, user, *changes), people)
    statuses = Counter(result.status for outcome in outcomes for result in outcome.results)
    assert statuses == {"saved": 2 * PEOPLE}
    assert account.economic_lines.count() == 1
