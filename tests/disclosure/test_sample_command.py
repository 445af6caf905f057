"""python manage.py sample: loads once, never over a clerk's work."""

from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from finance.ledger import figures_of, write_figures
from finance.models import FinalAccount
from performance.ledger import scorecards_of
from tests.disclosure.published import sample
from units.models import BudgetUnit, Membership, User

pytestmark = pytest.mark.django_db


def load(*options: str) -> list[str]:
    out = StringIO()
    call_command("sample", "changji_2023", *options, stdout=out)
    return out.getvalue().splitlines()


def the_account() -> FinalAccount:
    return FinalAccount.objects.get(unit__code="523001", fiscal_year=2023)


def spend_more(account: FinalAccount) -> None:
    figures = figures_of(account)
    write_figures(account, replace(figures, surplus_used=figures.surplus_used + Decimal(100)))


def test_sample_reads_back_as_it_was_entered() -> None:
    assert load()[-1] == "523001 2023"
    figures, scorecards = sample()
    assert figures_of(the_account()) == figures
    assert scorecards_of(the_account()) == scorecards


def test_sample_loaded_twice_changes_nothing() -> None:
    load()
    before = (
        the_account().version,
        User.objects.count(),
        Membership.objects.count(),
        BudgetUnit.objects.count(),
    )
    assert load()[-1] == "523001 2023"
    after = (
        the_account().version,
        User.objects.count(),
        Membership.objects.count(),
        BudgetUnit.objects.count(),
    )
    assert before == after
    assert before[1:] == (3, 3, 1)


def test_sample_leaves_a_clerks_edit_alone() -> None:
    load()
    spend_more(the_account())
    load()
    assert figures_of(the_account()).surplus_used == Decimal(100)


def test_sample_reset_restores_the_published_figures() -> None:
    load()
    spend_more(the_account())
    load("--reset")
    assert figures_of(the_account()) == sample()[0]


def test_sample_refuses_a_code_that_another_unit_has() -> None:
    BudgetUnit.objects.create(code="523001", name="某某局", kind="administrative", region="某州")
    with pytest.raises(CommandError, match="某某局"):
        load()
    assert not FinalAccount.objects.exists()


def test_sample_gives_nothing_to_a_user_who_happens_to_have_a_demo_name() -> None:
    other = User.objects.create_user("admin", password="x", full_name="另一个人")
    lines = load()
    assert not other.memberships.exists()
    assert any("admin" in line and "未作改动" in line for line in lines)


def test_demo_users_can_sign_in_with_the_printed_passwords() -> None:
    lines = load()
    for user in User.objects.all():
        password = next(line for line in lines if f"：{user.username}，" in line).split()[-1]
        assert user.check_password(password)
        assert user.memberships.count() == 1
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["admin"]


def test_unknown_sample_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("sample", "nowhere_1999")
