"""Every action × state × role."""

import pytest

from finance.models import FinalAccount
from review.workflow import OWNER, TRANSITIONS, Action, Status
from tests.review.accounts import Staff
from tests.review.judging import faults
from tests.review.table import STATES, table
from units.models import Role

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("staffed_once"),
    pytest.mark.only_on(
        "sqlite",
        "who may do what is decided above the database; how it is kept is seen in test_audit, on both",
    ),
]


@pytest.mark.parametrize("state", STATES)
def test_every_action_by_everyone(state: str, account: FinalAccount, staff: Staff) -> None:
    assert faults(table(account, staff, (state,)), state) == []


def test_a_wrong_table_is_found_out(account: FinalAccount, staff: Staff) -> None:
    found = table(account, staff, ("submitted",))
    found["submitted approve author_reviewer"] = found["submitted approve reviewer"]
    found["submitted recall clerk"] = found["submitted recall stranger"]
    guilty = {fault.split(":")[0] for fault in faults(found, "submitted")}
    assert guilty == {"submitted approve author_reviewer", "submitted recall clerk"}


def test_roles_are_those_of_the_units() -> None:
    assert {role for owners in OWNER.values() for role in owners} <= set(Role.values)
    assert OWNER.keys() == set(Action)


def test_every_state_can_be_reached_and_every_action_does_something() -> None:
    assert {Status.DRAFT, *TRANSITIONS.values()} == set(Status)
    assert {action for _, action in TRANSITIONS} | {Action.CORRECT} == set(Action)
