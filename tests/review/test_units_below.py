"""A department on its way to the public: its units go first, and what they change stops it."""

from collections.abc import Callable, Iterator

import pytest

from disclosure.reports import judged_findings
from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.consolidating import refresh
from finance.ledger import figures_of
from finance.models import FinalAccount, ThreePublicItem
from finance.money import yuan
from publication.contents import Contents
from publication.gate import gate
from review import actions
from review.actions import Refused
from review.readiness import NOT_THE_SUM, obstacles_of
from review.seen import keep_seen, passages_now
from review.situations import release_of
from tests.finance.departments import OWN_LEVEL, Department, as_unit
from tests.publication.making import approved, staff
from tests.samples import no_offices
from tests.sharing import shared_rows

pytestmark = pytest.mark.django_db


def filled_in() -> Department:
    members = [as_unit(no_offices(), "1", OWN_LEVEL), as_unit(no_offices(), "2", "示例市乙中心")]
    made = Department(members, with_department_below=False)
    made.filled_in()
    return made


@pytest.fixture(scope="module")
def filled_in_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Department]]:
    with shared_rows(request, filled_in) as shared:
        yield shared


@pytest.fixture
def department(filled_in_once: Callable[[], Department]) -> Department:
    return filled_in_once()


def approve(department: Department) -> None:
    account = department.now()
    actions.approve(account=account, by=staff(account)[1], seen=keep_seen(passages_now(account)))


def submit(department: Department) -> None:
    account = department.now()
    staff(account)
    actions.submit(account=account, by=department.clerk)


def change(member: FinalAccount) -> None:
    """The unit takes its account back and types another figure."""
    clerk, reviewer = staff(member)
    actions.reopen(account=member, by=reviewer, why="有一个数要改")
    typed = SetCell("counts//reception_people", "0", "3")
    (result,) = apply(member, [typed], by=clerk, amount_unit=AmountUnit.YUAN).results
    assert result.status == "saved", result.message


def test_department_waits_until_its_units_have_submitted(department: Department) -> None:
    words = [one.words for one in obstacles_of(department.now())]
    assert "所属单位“示例市乙中心”的决算还在填报，提交审核以后，汇总的决算才能提交" in words
    with pytest.raises(Refused, match="还在填报"):
        submit(department)
    for member in department.members.values():
        actions.submit(account=member, by=staff(member)[0])
    assert obstacles_of(department.now()) == ()
    submit(department)


def test_department_is_approved_after_its_units(department: Department) -> None:
    first, second = department.members.values()
    approved(first)
    actions.submit(account=second, by=staff(second)[0])
    submit(department)
    with pytest.raises(Refused, match="“示例市乙中心”的决算还没有审核通过"):
        approve(department)
    actions.approve(account=second, by=staff(second)[1], seen=keep_seen(passages_now(second)))
    approve(department)


def test_unit_that_changes_after_the_submission_stops_the_approval(department: Department) -> None:
    for member in department.members.values():
        approved(member)
    submit(department)
    change(department.members["2"])
    with pytest.raises(Refused, match="“示例市乙中心”的数已变动，汇总未更新"):
        approve(department)
    found = [one.finding for one in judged_findings(department.now()) if one.standing.is_open]
    assert [one.check for one in found] == ["F901"]
    actions.recall(account=department.now(), by=department.clerk)
    refresh(department.now())
    assert figures_of(department.now()).counts.reception_people == 3


def test_unit_that_changes_after_the_approval_stops_the_publication(department: Department) -> None:
    for member in department.members.values():
        approved(member)
    submit(department)
    approve(department)
    account = department.now()
    contents = Contents.of(account)
    passed = {item.key: item.is_passed for item in gate(release_of(account), contents)}
    assert passed["findings"]
    change(department.members["2"])
    account = department.now()
    (stopped,) = [item for item in gate(release_of(account), Contents.of(account)) if item.key == "findings"]
    assert "“示例市乙中心”的数已变动" in stopped.problems[0].words


def test_sums_that_are_none_are_found_at_the_submission(department: Department) -> None:
    """A row written past every door."""
    for member in department.members.values():
        approved(member)
    ThreePublicItem.objects.filter(account=department.account, item="vehicle_running").update(actual=yuan("1.00"))
    assert obstacles_of(department.now())[0].words == NOT_THE_SUM


def test_department_that_is_no_sum_waits_for_nobody(department: Department) -> None:
    account = department.now()
    account.consolidation.is_on = False
    account.consolidation.save()
    assert not any("还在填报" in one.words for one in obstacles_of(department.now()))
