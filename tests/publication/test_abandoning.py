"""A correction begun by mistake is abandoned: all is as it is public, and the next correction has its number."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from disclosure.exports.accounts import exported
from disclosure.exports.package import package_text
from finance.ledger import write_figures
from finance.models import CellChange, FinalAccount
from performance.ledger import write_scorecards
from publication.actions import NOT_PUT_BACK, abandon_correction, withdraw_publication
from publication.models import Publication
from publication.publishing import publish_now
from review.actions import Refused, correct, recall, reopen, submit
from review.models import Event, Notice, Release
from review.situations import release_of
from review.workflow import Action, Status
from tests.publication.making import Made, approved, published_lightly, staff
from tests.publication.test_corrections import FUNCTIONS, ON_DUTY, edit
from tests.samples import all_funds, everything_fell
from tests.samples.changji_2023_corrected import changji_2023_corrected
from tests.sharing import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication")]
WHY = "误发起，数字没有错"


@pytest.fixture(scope="module")
def published_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Made]]:
    with shared_rows(request, lambda: published_lightly(all_funds)) as shared:
        yield shared


@pytest.fixture
def account(publication: Publication) -> FinalAccount:
    """Public, with amounts in every fund."""
    return publication.release.account


def held(account: FinalAccount) -> FinalAccount:
    return FinalAccount.objects.select_related("unit").get(pk=account.pk)


def package_now(account: FinalAccount) -> str:
    return package_text(exported(held(account)).package)


def begun(account: FinalAccount) -> Release:
    """A correction in which a count, a text and then every figure and the scorecards were changed."""
    correct(account=account, by=staff(account)[0], why="以为有误")
    edit(held(account), ON_DUTY, "300")
    edit(held(account), FUNCTIONS, "负责筹建工作。")
    write_figures(held(account), replace(everything_fell(), unit=all_funds().unit), by=staff(account)[0])
    write_scorecards(held(account), changji_2023_corrected()[1], by=staff(account)[0])
    return release_of(account)


def test_what_is_public_stands_there_again_to_the_last_figure(account: FinalAccount) -> None:
    public = Publication.objects.get()
    assert package_now(account) == public.package
    begun(account)
    assert package_now(account) != public.package
    abandoned = abandon_correction(account=account, by=staff(account)[0], why=WHY)
    assert package_now(account) == public.package
    assert (abandoned.number, abandoned.status) == (2, Status.ABANDONED.value)
    assert release_of(account).status == Status.PUBLISHED.value
    assert held(account).is_open is False
    assert Publication.objects.get() == public
    call_command("audit", stdout=StringIO())
    call_command("verify_files", stdout=StringIO())


def test_what_was_typed_stays_in_the_history_and_everyone_is_told(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    begun(account)
    abandon_correction(account=account, by=clerk, why=WHY)
    typed = CellChange.objects.filter(account=account, cell=FUNCTIONS).order_by("pk").values_list("new", flat=True)
    assert [*typed][-3:] == ["负责筹建工作。", everything_fell().profile.functions, all_funds().profile.functions]
    event = Event.objects.filter(account=account).latest("sequence")
    assert (event.action, event.why, event.by) == (Action.ABANDON.value, WHY, clerk)
    assert Notice.objects.filter(user=reviewer, text__contains=WHY).exists()


def test_the_next_correction_has_the_number_and_its_notice_knows_nothing_of_it(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    begun(account)
    abandon_correction(account=account, by=clerk, why=WHY)
    correct(account=held(account), by=clerk, why="在职人员数填报有误")
    edit(held(account), ON_DUTY, "301")
    second = publish_now(approved(held(account)), by=reviewer)
    assert (second.number, second.reason) == (2, "在职人员数填报有误")
    assert all("301" in one["new"] for one in second.corrections)
    assert [one.number for one in Publication.objects.order_by("pk")] == [1, 2]
    call_command("audit", stdout=StringIO())
    call_command("verify_files", stdout=StringIO())


def test_pressed_twice_it_is_done_once_and_a_colleague_is_told_so(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    begun(account)
    first = abandon_correction(account=account, by=clerk, why=WHY)
    assert abandon_correction(account=account, by=clerk, why=WHY) == first
    assert Event.objects.filter(account=account, action=Action.ABANDON.value).count() == 1
    with pytest.raises(Refused, match="已放弃"):
        abandon_correction(account=account, by=clerk, why="又点了一次")
    assert reviewer


def test_refused_it_changes_nothing(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    with pytest.raises(Refused, match="已公开"):
        abandon_correction(account=account, by=clerk, why=WHY)
    correct(account=account, by=clerk, why="以为有误")
    edit(held(account), ON_DUTY, "300")
    typed = package_now(account)
    for by, why in ((reviewer, WHY), (clerk, " ")):
        with pytest.raises(Refused):
            abandon_correction(account=held(account), by=by, why=why)
    submit(account=held(account), by=clerk)
    with pytest.raises(Refused, match="待审核"):
        abandon_correction(account=held(account), by=clerk, why=WHY)
    recall(account=held(account), by=clerk)
    assert package_now(account) == typed
    assert release_of(account).status == Status.DRAFT.value


def test_an_approval_of_what_was_abandoned_covers_nothing(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    correct(account=account, by=clerk, why="以为有误")
    edit(held(account), ON_DUTY, "300")
    approved(held(account))
    reopen(account=held(account), by=clerk, why="不改了")
    abandon_correction(account=held(account), by=clerk, why=WHY)
    client = Client()
    client.force_login(reviewer)
    page = client.get(reverse("review", args=(account.unit.code, account.fiscal_year))).content.decode()
    assert "公开之后的改动（0）" in page
    assert "原来的审核已失效" not in page


def test_after_a_withdrawal_it_stays_withdrawn(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    withdraw_publication(account=account, by=reviewer, why="误公开")
    begun(held(account))
    abandon_correction(account=held(account), by=clerk, why=WHY)
    assert release_of(account).status == Status.WITHDRAWN.value
    assert package_now(account) == Publication.objects.get().package


def test_a_package_that_does_not_come_out_the_same_is_not_taken(
    account: FinalAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, _ = staff(account)
    begun(account)
    typed = package_now(account)
    broken = Publication.objects.get().package.replace('"version": 1', '"version": 2', 1)
    monkeypatch.setattr("publication.actions.corrected_by", lambda _: Publication(number=1, package=broken))
    with pytest.raises(Refused, match=NOT_PUT_BACK):
        abandon_correction(account=account, by=clerk, why=WHY)
    assert package_now(account) == typed
    assert release_of(account).status == Status.DRAFT.value


def test_the_button_asks_why_and_keeps_what_was_typed(account: FinalAccount) -> None:
    clerk, reviewer = staff(account)
    begun(account)
    address = reverse("publication_abandon", args=(account.unit.code, account.fiscal_year))
    review = reverse("review", args=(account.unit.code, account.fiscal_year))
    client = Client()
    client.force_login(reviewer)
    assert address not in client.get(review).content.decode()
    refused = client.post(address, {"why": WHY})
    assert (refused.status_code, "只有本单位的经办人" in refused.content.decode()) == (409, True)
    client.force_login(clerk)
    assert address in client.get(review).content.decode()
    assert client.post(address, {"why": ""}).status_code == 409
    done = client.post(address, {"why": WHY}, follow=True)
    assert "已放弃更正" in done.content.decode()
    assert address not in done.content.decode()
