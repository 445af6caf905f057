"""Who has no business posting to an address, and who is signed in and may do nothing yet: tests/test_roles.py walks
what each role may read."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from finance.models import CellChange, FinalAccount
from review.models import Comment, Release
from review.workflow import Status
from tests import test_roles
from tests.attack.pages import administration_addresses, jack_of_all_trades, office_addresses
from tests.factories import make_unit, make_user
from units.models import BudgetUnit, Membership, Role, User

pytestmark = pytest.mark.django_db

OF_SIGNING_IN = {"login", "logout", "session", "sign_in_code", "oidc_start", "oidc_back", "admin_login"}
PROBES = {"healthz", "readyz", "metrics"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def state(account: FinalAccount) -> tuple[Any, ...]:
    """What a stranger could have moved."""
    return (
        FinalAccount.objects.get(pk=account.pk).version,
        CellChange.objects.count(),
        Comment.objects.count(),
        list(Release.objects.exclude(status=Status.DRAFT.value).values_list("pk", "status")),
        account.intake_files.count(),
        BudgetUnit.objects.count(),
        User.objects.count(),
    )


@pytest.fixture
def strangers(account: FinalAccount) -> dict[str, Client]:
    superior = make_unit("100", "主管部门")
    BudgetUnit.objects.filter(pk=account.unit.pk).update(parent=superior)
    below, other = make_unit("100101", "下级单位", parent=account.unit), make_unit("200", "别的单位")
    held = {
        "other_clerk": (Role.CLERK, other),
        "other_reviewer": (Role.REVIEWER, other),
        "superior_clerk": (Role.CLERK, superior),
        "subordinate_reviewer": (Role.REVIEWER, below),
    }
    found = {name: signed_in(make_user(f"the_{name}", role=role, unit=at)) for name, (role, at) in held.items()}
    left = make_user("left", role=Role.CLERK, unit=account.unit)
    Membership.objects.filter(user=left).delete()
    gone = jack_of_all_trades(account)
    deactivated = signed_in(gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return found | {"left": signed_in(left), "anonymous": Client(), "deactivated": deactivated}


def test_stranger_posts_to_nothing_of_an_account(account: FinalAccount, strangers: dict[str, Client]) -> None:
    walked = {n: where for n, where in office_addresses(account).items() if test_roles.is_of_an_account(n)}
    walked |= {n: w for n, w in office_addresses(account).items() if n in test_roles.OF_ADMINISTRATORS}
    before = state(account)
    sent = {"action": "take_all", "do": "comment", "body": "x", "why": "x", "profile//functions": "x", "code": "999"}
    for name, where in walked.items():
        for who, client in strangers.items():
            expected = (302, 401, 405) if who in ("anonymous", "deactivated") else (404, 405)
            assert client.post(where, sent).status_code in expected, (name, who)
    assert state(account) == before


def test_who_was_deactivated_is_nobody_at_once(account: FinalAccount, strangers: dict[str, Client]) -> None:
    client = strangers["deactivated"]
    for name, where in office_addresses(account).items():
        if name not in OF_SIGNING_IN | PROBES:
            assert client.get(where).status_code in (302, 401, 405), name


@pytest.mark.parametrize("held_by", ["must_change_password", "must_use_second_factor"])
def test_who_has_something_to_do_first_reads_and_does_nothing_else(account: FinalAccount, held_by: str) -> None:
    """Saves and fragments too, which answer for themselves that nobody is signed in."""
    user = jack_of_all_trades(account)
    User.objects.filter(pk=user.pk).update(**{held_by: True})
    client = signed_in(user)
    first = "password_change" if held_by == "must_change_password" else "second_factor"
    before = state(account)
    walked = {n: w for n, w in office_addresses(account).items() if n not in OF_SIGNING_IN | PROBES | {first}}
    walked |= {where: where for where in administration_addresses()}
    where_to = office_addresses(account)[first]
    for name, where in walked.items():
        answer = client.get(where)
        assert (answer.status_code, answer.headers.get("Location")) == (302, where_to), name
        assert client.get(where, headers={"HX-Request": "true"}).status_code == 403, name
        assert client.post(where, "{}", content_type="application/json").status_code == 403, name
    assert state(account)[:4] == before[:4]
    assert client.get(where_to).status_code == 200
    assert client.get("/").status_code == 200


def test_superuser_is_kept_from_nothing_but_typing(account: FinalAccount) -> None:
    user = make_user("root", is_superuser=True, is_staff=True)
    client = signed_in(user)
    for name, where in office_addresses(account).items():
        if test_roles.is_of_an_account(name) and not name.startswith(test_roles.DOWNLOADS):
            assert client.get(where).status_code not in (403, 500), name
    before = state(account)
    for name in ("entry_page", "entry_findings", "entry_changes"):
        assert client.post(office_addresses(account)[name], {}).status_code == 403, name
    assert state(account)[:4] == before[:4]


def test_staff_who_look_after_users_make_nobody_a_superuser(account: FinalAccount) -> None:
    """In Django's administration whoever may change users could tick it for themselves."""
    staff = make_user("staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(content_type__app_label="units"))
    client = signed_in(staff)
    page = client.get(f"/admin/units/user/{staff.pk}/change/")
    assert page.status_code == 200
    assert 'name="is_superuser"' not in page.content.decode()
    superuser = make_user("root", is_superuser=True, is_staff=True)
    assert client.get(f"/admin/units/user/{superuser.pk}/password/").status_code in (302, 403, 404)
    sent = {"username": "staff", "full_name": "某", "is_superuser": "on", "is_active": "on", "is_staff": "on"}
    sent |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    client.post(f"/admin/units/user/{staff.pk}/change/", sent)
    client.post(f"/admin/units/user/{superuser.pk}/change/", sent | {"username": "root2"})
    assert set(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == {"root"}
