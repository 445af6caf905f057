"""批量公开 in the browser: what one person chooses is queued after a second look; nobody else's is slipped in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from finance.models import FinalAccount
from publication.models import JobState, PublicationJob
from review.models import Release
from review.workflow import Status
from tests.factories import make_account, make_unit, make_user
from tests.publication.making import entered
from units.models import BudgetUnit, Membership, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


@pytest.fixture
def department() -> BudgetUnit:
    return make_unit("700", "某某局")


@pytest.fixture
def overseer(department: BudgetUnit) -> User:
    return make_user("overseer", role=Role.REVIEWER, unit=department)


@pytest.fixture
def rows(department: BudgetUnit) -> list[Release]:
    """Three rows that look approved, quick to make: nothing is entered behind them, and no gate is asked."""
    units = [make_unit(f"70000{n}", f"第{n}中心", parent=department) for n in range(3)]
    return [looks_approved(unit) for unit in units]


def looks_approved(unit: BudgetUnit) -> Release:
    author, reviewer = (make_user(f"{role}-{unit.code}") for role in ("author", "reviewer"))
    now, today = timezone.now(), timezone.localdate()
    return Release.objects.create(
        account=make_account(unit), status=Status.APPROVED.value, seen="0" * 64, author=author, submitted_at=now,
        reviewer=reviewer, approved_at=now, secrecy_reviewed_by="某审查", secrecy_reviewed_on=today,
        signed_by="某负责", signed_on=today,
    )  # fmt: skip


@pytest.fixture
def draft(department: BudgetUnit) -> FinalAccount:
    return entered(unit=make_unit("700009", "填报中的中心", parent=department))


@pytest.fixture
def visitor(overseer: User, client: Client) -> Client:
    client.force_login(overseer)
    return client


PAGE, START = reverse("publish_batch"), reverse("publish_batch_start")


def chosen(releases: list[Release], **more: str) -> dict[str, object]:
    return {"year": "2023", "release": [release.pk for release in releases], **more}


def test_chosen_ones_are_queued_after_a_second_look(rows: list[Release], visitor: Client) -> None:
    asked = visitor.post(START, chosen(rows[:2])).content.decode()
    assert "公开这 2 份决算？" in asked
    assert not PublicationJob.objects.exists()
    told = visitor.post(START, chosen(rows[:2], confirmed="yes"), follow=True).content.decode()
    assert "已排队 2 份" in told
    assert PublicationJob.objects.count() == 2
    again = visitor.post(START, chosen(rows[:2], confirmed="yes"), follow=True).content.decode()
    assert "已排队 0 份" in again
    assert DBTaskResult.objects.count() == 2


def test_another_units_account_cannot_be_slipped_in(rows: list[Release], client: Client) -> None:
    other = looks_approved(make_unit("900001"))
    client.force_login(make_user("clerk-of-one", role=Role.CLERK, unit=rows[0].account.unit))
    asked = client.post(START, chosen([rows[0], rows[1], other])).content.decode()
    assert "公开这 1 份决算？" in asked
    assert "另有 2 份不在其内" in asked
    client.post(START, chosen([rows[0], rows[1], other], confirmed="yes"))
    assert list(PublicationJob.objects.values_list("release", flat=True)) == [rows[0].pk]


@pytest.mark.parametrize("rubbish", [["x"], ["-1"], ["9" * 40], ["٣"], []])
def test_rubbish_is_not_chosen(rubbish: list[str], rows: list[Release], visitor: Client) -> None:
    told = visitor.post(START, {"year": "x", "release": rubbish, "confirmed": "yes"}, follow=True)
    assert told.status_code == 200
    assert not PublicationJob.objects.exists()


def test_the_list_says_where_each_stands_and_why_it_stopped(
    rows: list[Release], draft: FinalAccount, visitor: Client
) -> None:
    visitor.post(START, chosen(rows[:2], confirmed="yes"))
    assert 'hx-trigger="every 5s"' in visitor.get(PAGE).content.decode()
    jobs = PublicationJob.objects.order_by("pk")
    jobs.filter(release=rows[0]).update(state=JobState.STOPPED, problems=["没有通过<b>"])
    jobs.filter(release=rows[1]).update(state=JobState.FAILED, problems=["出错"] * 9)
    page = visitor.get(PAGE).content.decode()
    assert "hx-trigger" not in page
    assert "没有通过&lt;b&gt;" in page
    assert "共 9 处" in page
    assert "填报中的中心" not in page
    failed = visitor.get(PAGE, {"stage": "failed", "year": "2023"}).content.decode()
    assert ("第0中心" in failed, "第2中心" in failed) == (True, False)
    assert f'value="{rows[0].pk}"' in failed  # to be tried again
    uncleared = Release.objects.filter(pk=rows[2].pk)
    uncleared.update(signed_by="", signed_on=None)
    ready = visitor.get(PAGE, {"stage": "ready"}).content.decode()
    assert ("第2中心" in ready, 'type="checkbox"' in ready) == (False, False)


def test_who_waits_is_told_how_many_come_first(rows: list[Release], visitor: Client) -> None:
    visitor.post(START, chosen(rows, confirmed="yes"))
    assert [job.ahead for job in PublicationJob.objects.order_by("pk")] == [0, 1, 2]
    page = reverse("publication_progress", args=(rows[2].account.unit.code, rows[2].account.fiscal_year))
    assert "前面约有" in visitor.get(page, headers={"HX-Request": "true"}).content.decode()


def test_who_only_looks_on_can_choose_nothing(rows: list[Release], client: Client) -> None:
    client.force_login(make_user("admin", role=Role.ADMINISTRATOR, unit=make_unit("600")))
    page = client.get(PAGE).content.decode()
    assert "第2中心" in page
    assert 'type="checkbox"' not in page


def test_a_stranger_sees_nothing(rows: list[Release], client: Client) -> None:
    client.force_login(make_user("nobody"))
    assert "第0中心" not in client.get(PAGE, {"year": "2023"}).content.decode()
    assert not Membership.objects.filter(user__username="nobody").exists()


def test_the_list_asks_few_questions_however_long_it_is(
    rows: list[Release], visitor: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        visitor.get(PAGE)
