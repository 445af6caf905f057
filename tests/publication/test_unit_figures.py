"""A department's publication: each number told by its units, of those that are not public only together."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.consolidating import refresh
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.money import total
from finance.transfers import InternalTransfer
from publication.actions import abandon_correction
from publication.models import Publication
from publication.publishing import publish_now
from review.actions import correct, reopen
from review.situations import release_of
from tests.finance.departments import OWN_LEVEL, Department, as_unit, paying, receiving, transfer
from tests.publication.making import approved, staff
from tests.samples import no_offices, shorthand
from tests.sharing import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light", "approved_once")]

ONE: InternalTransfer = transfer("1", "2", "100.00")
FIGURE = "expenditure.total"


def approved_department() -> Department:
    """It and its units approved, none of them public."""
    members = [
        shorthand.with_reasons(paying(as_unit(no_offices(), "1", OWN_LEVEL), ONE)),
        shorthand.with_reasons(receiving(as_unit(no_offices(), "2", "示例市乙中心"), ONE)),
        as_unit(no_offices(), "3", "示例市丙中心"),
    ]
    department = Department(members, with_department_below=False)
    for member in department.members.values():
        approved(member)
    approved(department.filled_in())
    return department


@pytest.fixture(scope="module")
def approved_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Department]]:
    with shared_rows(request, approved_department) as shared:
        yield shared


@pytest.fixture
def department(approved_once: Callable[[], Department]) -> Department:
    return approved_once()


def published(account: FinalAccount) -> Publication:
    return publish_now(release_of(account), by=staff(account)[1])


def all_published(department: Department, *codes: str) -> Publication:
    """The department's, after these of its units were published."""
    for code in codes:
        published(department.members[code])
    return published(department.now())


def test_number_is_told_by_the_units_that_are_public(department: Department) -> None:
    publication = all_published(department, "2", "3")
    told = publication.figures[FIGURE]
    members = {code: figures_of(member).expenditure.total for code, member in department.members.items()}
    assert told["units"] == [["2", 1, f"{members['2']}"], ["3", 1, f"{members['3']}"]]
    assert told["other_units"] == [1, f"{members['1']}"]
    assert told["taken_out"] == "-100.00"
    assert total(members.values()) - 100 == Decimal(told["amount"])


def test_every_amount_of_the_report_is_told_by_units(department: Department) -> None:
    figures = all_published(department).figures
    amounts = {name for name, entry in figures.items() if entry["amount"] is not None}
    assert len(amounts) > 50
    assert {name for name in amounts if "units" not in figures[name]} == set()
    assert "units" in figures["procurement.goods"]  # it stands in words alone
    assert "units" not in figures["profile.on_duty"]


def test_page_of_a_number_leads_to_the_units_own_numbers(department: Department) -> None:
    all_published(department, "3")
    page = Client().get(reverse("published_figure", args=("700", 2023, 1, FIGURE))).content.decode()
    address = reverse("published_figure", args=("3", 2023, 1, FIGURE))
    assert f'<a href="{address}">示例市丙中心</a>' in page
    assert "没有单独公开的单位（2 个）" in page
    assert "乙中心" not in page.partition("由哪些单位汇总")[2].partition("</section>")[0]
    assert "抵销单位之间的补助和上缴" in page
    assert Client().get(address).status_code == 200


def test_what_a_unit_says_later_changes_nothing(department: Department) -> None:
    publication = all_published(department)
    published(department.members["3"])
    assert Publication.objects.get(pk=publication.pk).figures == publication.figures


def test_account_that_is_no_sum_tells_of_no_units(department: Department) -> None:
    publication = published(department.members["3"])
    assert [name for name, entry in publication.figures.items() if "units" in entry] == []


def test_correction_of_a_department_is_abandoned_though_a_unit_has_changed(department: Department) -> None:
    publication = all_published(department)
    correct(account=department.now(), by=department.clerk, why="单位的数有误")
    member = department.members["3"]
    clerk, reviewer = staff(member)
    reopen(account=member, by=reviewer, why="有误")
    typed = SetCell("counts//reception_people", "0", "3")
    apply(member, [typed], by=clerk, amount_unit=AmountUnit.YUAN)
    refresh(department.now())
    abandon_correction(account=department.now(), by=department.clerk, why="先不更正")
    account = department.now()
    assert figures_of(account).counts.reception_people == 0
    assert (account.is_open, Publication.objects.get(release__account=account)) == (False, publication)
