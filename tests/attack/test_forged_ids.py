"""What belongs to another account, named by whoever may work on this one: it looks as if it were not there."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.intake.preview import Purpose
from disclosure.intake.taking import keep
from disclosure.models import Explanation, IntakeFile
from finance.models import CellChange, FinalAccount
from finance.terms import BudgetStage
from performance.models import Scorecard
from publication.models import Acknowledgement
from review import actions
from review.models import Comment, Notice, Release, SeenDocument
from review.workflow import Status
from tests.factories import make_account, make_unit
from units.models import Membership, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(account: FinalAccount) -> FinalAccount:
    """Another unit's, in which somebody has written."""
    made = make_account(make_unit("990001", "别的单位"), fiscal_year=account.fiscal_year)
    Scorecard.objects.create(account=made, kind="project", name="别人的项目", position=1)
    return made


def submitted(account: FinalAccount, by: User) -> Release:
    state = {"status": Status.SUBMITTED.value, "author": by, "submitted_at": timezone.now(), "seen": "0" * 64}
    return Release.objects.create(account=account, **state)


def save(client: Client, account: FinalAccount, *changes: dict[str, str], edit_id: str = "") -> Any:
    where = f"/entry/{account.unit.code}/{account.fiscal_year}/changes/"
    body = json.dumps({"changes": changes, "edit_id": edit_id})
    return client.post(where, body, content_type="application/json")


def test_comment_of_another_account(jack: tuple[Client, User], account: FinalAccount, other: FinalAccount) -> None:
    client, user = jack
    author = User.objects.create(username="author", full_name="某")
    submitted(account, author)
    theirs = Comment.objects.create(release=submitted(other, author), body="别人的", by=author)
    for doing in ("answer", "resolve", "reopen"):
        sent = {"do": doing, "comment": theirs.pk, "body": "我写的"}
        assert client.post(f"/review/{account.unit.code}/{account.fiscal_year}/comments/", sent).status_code == 404
    theirs.refresh_from_db()
    assert theirs.resolved_at is None
    assert not theirs.answers.exists()
    assert not Comment.objects.filter(by=user).exists()


def test_file_of_another_account(jack: tuple[Client, User], account: FinalAccount, other: FinalAccount) -> None:
    client, _ = jack
    kept = {"purpose": Purpose.THIS_YEAR, "stage": BudgetStage.ADJUSTED, "by": None}
    theirs = keep(other, name="报表.xlsx", content=b"secret", **kept)  # type: ignore[arg-type]
    base = f"/entry/{account.unit.code}/{account.fiscal_year}/files/{theirs.pk}/"
    assert client.get(base).status_code == 404
    assert client.get(f"{base}content/").status_code == 404
    for action in ("take_all", "cancel", "back"):
        assert client.post(base, {"action": action}).status_code == 404
    assert IntakeFile.objects.filter(pk=theirs.pk, taken_at=None).exists()


def test_rows_of_another_account(jack: tuple[Client, User], account: FinalAccount, other: FinalAccount) -> None:
    client, _ = jack
    card = Scorecard.objects.get(account=other)
    answer = save(
        client,
        account,
        {"cell": f"scorecards/{card.pk}/name", "was": card.name, "value": "改名"},
        {"cell": f"indicators/{card.pk}/level3", "was": "", "value": "x"},
        {"remove_row": f"scorecards/{card.pk}"},
        {"cell": "profile/../functions", "was": "", "value": "x"},
        {"cell": f"account/{other.pk}/unit_name", "was": "", "value": "x"},
        {"cell": "release//status", "was": "", "value": "published"},
        {"cell": "profile//account_id", "was": "", "value": str(other.pk)},
        {"cell": "profile//__class__", "was": "", "value": "x"},
    )
    assert answer.status_code == 200
    card.refresh_from_db()
    assert card.name == "别人的项目"
    assert not CellChange.objects.filter(account=other).exists()
    assert {one["status"] for one in answer.json()["results"][3:]} == {"refused"}


def test_edit_of_another_account(jack: tuple[Client, User], account: FinalAccount, other: FinalAccount) -> None:
    """An edit sent before for another account: its rows are not taken for rows of this one."""
    client, user = jack
    edit = str(uuid.uuid4())
    Membership.objects.create(user=user, unit=other.unit, role=Role.CLERK)
    first = save(client, other, {"add_row": "scorecards/new1"}, edit_id=edit).json()["results"][0]
    second = save(client, account, {"add_row": "scorecards/new1"}, edit_id=edit).json()["results"][0]
    assert first["status"] == second["status"] == "saved"
    assert first["row"] != second["row"]


def test_document_of_another_account_is_not_what_was_seen(
    jack: tuple[Client, User], account: FinalAccount, other: FinalAccount
) -> None:
    """An approval of something that the reviewer saw elsewhere."""
    client, _ = jack
    author = User.objects.create(username="author", full_name="某")
    release = submitted(account, author)
    elsewhere = SeenDocument.objects.create(sha256="1" * 64, passages="[]")
    client.post(
        f"/review/{account.unit.code}/{account.fiscal_year}/act/",
        {"action": "approve", "seen": elsewhere.sha256},
    )
    release.refresh_from_db()
    assert (release.status, release.approved_at) == (Status.SUBMITTED.value, None)


def test_notice_of_another_user(jack: tuple[Client, User], account: FinalAccount) -> None:
    client, _ = jack
    somebody = User.objects.create(username="somebody", full_name="某")
    theirs = Notice.objects.create(user=somebody, account=account, text="给别人的", address="/")
    client.post("/desk/notices/", {"notice": theirs.pk})
    client.post("/desk/notices/", {})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_explanation_and_acknowledgement_of_what_is_not_there(
    jack: tuple[Client, User], account: FinalAccount, other: FinalAccount
) -> None:
    client, _ = jack
    where = f"{account.unit.code}/{account.fiscal_year}"
    forged = {"explanation:F203:x": "没事", "key": f"{other.pk}:F203", "text": "没事", "place": "0" * 64, "why": "可以"}
    client.post(f"/entry/{where}/findings/", forged)
    client.post(f"/publication/{where}/acknowledge/", forged)
    assert not Explanation.objects.exists()
    assert not Acknowledgement.objects.exists()


def test_action_that_there_is_not(jack: tuple[Client, User], account: FinalAccount) -> None:
    client, _ = jack
    for action in ("publish", "withdraw", "__class__", "", "submit ", "SUBMIT"):
        client.post(f"/review/{account.unit.code}/{account.fiscal_year}/act/", {"action": action, "why": "因为"})
    assert not Release.objects.exclude(status=Status.DRAFT.value).exists()


def test_user_who_asks_for_powers_in_a_form_gets_none(account: FinalAccount) -> None:
    """Fields that no form of theirs has."""
    user = User.objects.create(username="clerk", full_name="某")
    Membership.objects.create(user=user, unit=account.unit, role=Role.CLERK)
    client = Client()
    client.force_login(user)
    wanted = {"is_superuser": "on", "is_staff": "on", "role": "administrator", "amount_unit": "wan", "user": "1"}
    for where in ("/entry/amount-unit/", "/password/", "/password/second-factor/", "/desk/notices/", "/session/"):
        client.post(where, wanted)
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.memberships.count()) == (False, False, 1)
    with pytest.raises(actions.Refused):
        actions.withdraw(account=account, by=user, why="因为")
