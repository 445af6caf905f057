"""部门决算 in the administration: the page opens on a whole account, and saving it moves the version."""

from typing import Any

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


def _as_filled_in(response: Any) -> dict[str, Any]:
    """What a browser would send back with nothing changed."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {
        bound.html_name: "" if bound.value() is None else bound.value()
        for form in forms
        for bound in form
        if bound.value() is not False
    }


def test_saving_the_account_unchanged_changes_no_figure_and_moves_the_version(
    client: Client, account: FinalAccount
) -> None:
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    address = f"/admin/finance/finalaccount/{account.pk}/change/"
    page = client.get(address)
    assert page.status_code == 200
    before = figures_of(account)
    saved = client.post(address, _as_filled_in(page))
    assert saved.status_code == 302, saved.context["errors"]
    assert figures_of(account) == before
    account.refresh_from_db()
    assert account.version == 2


def test_unknown_code_is_refused_beside_its_box(client: Client, account: FinalAccount) -> None:
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    address = f"/admin/finance/finalaccount/{account.pk}/change/"
    sent = _as_filled_in(client.get(address)) | {"income_lines-0-item_code": "2089999X"}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert "功能分类科目“2089999X”不在 2023 年度科目表中" in answer.content.decode()


def test_staff_find_the_accounts_of_their_own_units_only(client: Client, account: FinalAccount) -> None:
    elsewhere = make_account(make_unit("650999", "别的单位"))
    clerk = make_user("clerk", role=Role.CLERK, unit=account.unit, is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_finalaccount"))
    client.force_login(clerk)
    found = client.get("/admin/finance/finalaccount/").context["cl"].queryset
    assert list(found) == [account]
    assert client.get(f"/admin/finance/finalaccount/{elsewhere.pk}/change/").status_code == 302
