"""The page of publishing: what each person sees and may do, at each stage."""

import pytest
from django.test import Client
from django.urls import reverse

from finance.models import FinalAccount, UnitProfile
from publication.jobs import renew, take_up
from publication.models import Acknowledgement, JobState, Publication, PublicationJob
from publication.publishing import make, publish_now
from review.models import Release
from tests.factories import make_unit, make_user
from tests.publication.making import approved, entered, staff
from units.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light", "approved_once")]


def address(account: FinalAccount, name: str = "publication") -> str:
    return reverse(name, args=(account.unit.code, account.fiscal_year))


@pytest.fixture
def reviewer(release: Release) -> Client:
    client = Client()
    client.force_login(staff(release.account)[1])
    return client


def page(client: Client, account: FinalAccount) -> str:
    answer = client.get(address(account))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_account_that_is_not_approved_shows_where_it_stands() -> None:
    account = entered(unit=make_unit("700001"))
    client = Client()
    client.force_login(staff(account)[0])
    assert "审核通过以后才能公开" in page(client, account)


def test_the_button_leads_through_progress_to_the_result(release: Release, reviewer: Client) -> None:
    account = release.account
    assert "公开前检查" in page(reviewer, account)
    assert reviewer.post(address(account, "publication_start")).status_code == 302
    shown = page(reviewer, account)
    assert "正在公开" in shown
    assert "排队等待" in shown
    job = PublicationJob.objects.get()
    lease = take_up(job.pk)
    assert lease
    renew(job.pk, lease, step="PDF", done=2, steps=5)
    part = reviewer.get(address(account, "publication_progress"), headers={"hx-request": "true"}).content.decode()
    assert "PDF（第 3 步，共 5 步）" in part
    PublicationJob.objects.update(state=JobState.QUEUED, lease=None)
    make(job.pk)
    over = reviewer.get(address(account, "publication_progress"), headers={"hx-request": "true"})
    assert over["HX-Refresh"] == "true"
    shown = page(reviewer, account)
    assert "第 1 版" in shown
    assert Publication.objects.get().files.get(format="json").sha256 in shown


def test_what_fails_is_listed_with_the_way_to_mend_it(release: Release, reviewer: Client) -> None:
    UnitProfile.objects.update(functions="电话13812345678。")
    shown = page(reviewer, release.account)
    assert "2 项没有通过" in shown
    assert "疑似手机号" in shown
    assert 'type="submit" disabled' in shown
    assert "13812345678" not in shown


def test_words_of_secrecy_are_answered_for_on_the_page() -> None:
    account = entered(unit=make_unit("700001"))
    UnitProfile.objects.update(functions="管理机密文件。管理秘密档案。")
    approved(account)
    client = Client()
    client.force_login(staff(account)[1])
    shown = page(client, account)
    assert "这些字样可以公开吗" in shown
    places = [part.split('"')[0] for part in shown.split('name="place" value="')[1:]]
    assert len(places) == 2
    said = {"place": [*places, "not on the page"], "why": "法定职责"}
    assert client.post(address(account, "publication_acknowledge"), {**said, "why": ""}).status_code == 409
    assert client.post(address(account, "publication_acknowledge"), said).status_code == 302
    assert Acknowledgement.objects.count() == 2
    assert "2 处已有说明" in page(client, account)


def test_a_reader_who_does_not_work_there_sees_but_does_not_publish(release: Release) -> None:
    administrator = Client()
    administrator.force_login(make_user("the_administrator", role=Role.ADMINISTRATOR, unit=release.account.unit))
    assert "disabled" in page(administrator, release.account)
    answer = administrator.post(address(release.account, "publication_start"))
    assert answer.status_code == 409
    assert not PublicationJob.objects.exists()


def test_a_stranger_finds_nothing(release: Release) -> None:
    stranger = Client()
    stranger.force_login(make_user("stranger"))
    for name in ("publication_start", "publication_acknowledge", "publication_withdraw"):
        assert stranger.post(address(release.account, name)).status_code == 404
    assert stranger.get(address(release.account)).status_code == 404


def test_a_reviewer_withdraws_for_a_reason(release: Release, reviewer: Client) -> None:
    account = release.account
    publish_now(release, by=staff(account)[1])
    assert "撤下公开的版本" in page(reviewer, account)
    assert reviewer.post(address(account, "publication_withdraw"), {"why": ""}).status_code == 409
    assert reviewer.post(address(account, "publication_withdraw"), {"why": "误公开"}).status_code == 302
    assert "误公开" in page(reviewer, account)
    clerk = Client()
    clerk.force_login(staff(account)[0])
    assert "撤下公开的版本" not in page(clerk, account)
