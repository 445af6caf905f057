"""部门决算 in the administration: a whole account to be read, and nothing to be changed past the log."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from finance.ledger import figures_of, write_figures
from finance.models import FinalAccount
from tests.factories import make_account, make_unit, make_user
from tests.samples import all_funds
from units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> FinalAccount:
    figures = all_funds()
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    account = make_account(unit)
    write_figures(account, figures)
    return account


def test_the_account_is_shown_and_cannot_be_changed(client: Client, account: FinalAccount) -> None:
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    address = f"/admin/finance/finalaccount/{account.pk}/change/"
    page = client.get(address)
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert b'name="income_lines-0-item_code"' not in page.content
    before = figures_of(account)
    assert client.post(address, {"unit_name": "别的名称"}).status_code == 403
    assert client.post(f"/admin/finance/finalaccount/{account.pk}/delete/", {"post": "yes"}).status_code == 403
    account.refresh_from_db()
    assert (figures_of(account), account.version) == (before, 1)


def test_staff_find_the_accounts_of_their_own_units_only(client: Client, account: FinalAccount) -> None:
    elsewhere = make_account(make_unit("650999", "别的单位"))
    clerk = make_user("clerk", role=Role.CLERK, unit=account.unit, is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_finalaccount"))
    client.force_login(clerk)
    found = client.get("/admin/finance/finalaccount/").context["cl"].queryset
    assert list(found) == [account]
    assert client.get(f"/admin/finance/finalaccount/{elsewhere.pk}/change/").status_code == 302
