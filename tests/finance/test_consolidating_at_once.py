"""Units that save while their department is added up, each on a connection of their own: no lock, no loss."""

from collections.abc import Callable

import pytest

from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.consolidating import is_what_units_add_up_to, outdated, refresh
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.money import yuan
from tests.at_once import at_once
from tests.factories import make_user
from tests.finance.departments import Department, as_unit
from tests.samples import no_offices
from units.models import Role

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql", "SQLite lets one write at a time, and threads share its database in memory"),
]

ROUNDS = 12


def test_units_save_while_their_department_is_added_up() -> None:
    members = [as_unit(no_offices(), str(n), f"示例市第{n}中心") for n in range(1, 5)]
    department = Department(members, with_department_below=False)
    account = department.add_up(transfers=())

    def typing(member: FinalAccount) -> Callable[[], list[str]]:
        clerk = make_user(f"clerk-{member.unit.code}", role=Role.CLERK, unit=member.unit)

        def type_on() -> list[str]:
            edits = (SetCell("account//surplus_used", f"{n}.00", f"{n + 1}.00") for n in range(ROUNDS))
            outcomes = [apply(member, [edit], by=clerk, amount_unit=AmountUnit.YUAN) for edit in edits]
            return [outcome.results[0].status for outcome in outcomes]

        return type_on

    def looking() -> list[str]:
        for _ in range(ROUNDS):
            refresh(department.now())
        return ["saved"]

    def wording() -> list[str]:
        edits = (SetCell("texts//other_notes", f"说明{n}" if n else "", f"说明{n + 1}") for n in range(ROUNDS))
        outcomes = [apply(account, [one], by=department.clerk, amount_unit=AmountUnit.YUAN) for one in edits]
        return [outcome.results[0].status for outcome in outcomes]

    work = [*(typing(member) for member in department.members.values()), looking, looking, wording]
    said = at_once(lambda do: do(), work)
    assert {status for statuses in said for status in statuses} == {"saved"}
    refresh(department.now())
    figures = figures_of(department.now())
    assert figures.surplus_used == yuan(f"{4 * ROUNDS}.00")
    assert figures.texts.other_notes == f"说明{ROUNDS}"
    assert outdated(department.now()) == ()
    assert is_what_units_add_up_to(department.now())
