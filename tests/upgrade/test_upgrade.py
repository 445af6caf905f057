"""What earlier versions wrote, after all migrations since: not a row fewer, not a value other, and the pages open."""

from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS
from disclosure.reports import draft_report
from finance.models import CellChange, FinalAccount
from publication.models import Publication
from review.models import Release
from tests.engines import EmptyDatabase, connected
from tests.factories import make_user
from tests.upgrade.dumping import EMPTY, FOLDER, MADE_BY_MIGRATE, dumped, empty_tables, load, plain_row, read
from tests.upgrade.filling import SECRET, fill, told
from units.models import SecondFactor
from units.sign_in.sealing import unseal

DUMPS = sorted(path.name.removesuffix(".json.gz") for path in FOLDER.glob("*.json.gz"))
# Columns that went away or are written otherwise now, each with what holds that nothing was lost by it.
REWRITTEN = {
    ("units.SecondFactor", "secret"): "test_sealed_secret_is_the_one_it_was",
}
PAGES = ("entry", "review", "history", "publication", "account", "intake", "entry_findings")


@pytest.fixture(scope="module", params=DUMPS)
def upgraded(
    request: pytest.FixtureRequest, empty_database: EmptyDatabase, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """The dump; the models of this thread read the database that was made of it and brought up to date."""
    content = read(request.param)
    with django_db_blocker.unblock(), connected(empty_database()):
        load(content)
        call_command("migrate", verbosity=0)
        call_command("index_publications", stdout=StringIO())  # not in the dump: made of publications
        yield content


def ours(content: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    return ((label, rows) for label, rows in content["rows"].items() if label not in EMPTY | MADE_BY_MIGRATE)


def test_no_row_and_no_value_is_lost(upgraded: dict[str, Any]) -> None:
    """Every column that is still there holds what it held: amounts, states, times, who did what."""
    for label, rows in ours(upgraded):
        model = apps.get_model(label)
        key = model._meta.pk.attname
        now = {str(row[key]): row for row in map(plain_row, model._default_manager.all())}
        assert rows, label
        for row in rows:
            found = now[str(row[key])]
            for name, value in row.items():
                if (label, name) not in REWRITTEN and label != "portal.SearchText":
                    assert same(found[name], value), f"{label} {row[key]} {name}"


def same(now: Any, then: Any) -> bool:
    """0.10 is 0.1: engines write amounts with more places or fewer."""
    if isinstance(now, str) and isinstance(then, str) and now != then and now.replace(".", "").lstrip("-").isdigit():
        return Decimal(now) == Decimal(then)
    return bool(now == then)


def test_accounts_add_up_to_the_same_fen(upgraded: dict[str, Any]) -> None:
    assert told() == upgraded["told"]


def test_database_is_as_the_models_say(upgraded: dict[str, Any]) -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("makemigrations", check_changes=True, verbosity=0)


def test_chain_of_events_is_unbroken(upgraded: dict[str, Any]) -> None:
    out = StringIO()
    call_command("audit", stdout=out)
    assert out.getvalue()
    assert Release.objects.count() == len(upgraded["rows"].get("review.Release", []))


def test_sealed_secret_is_the_one_it_was(upgraded: dict[str, Any]) -> None:
    secrets = [unseal(factor.sealed_secret, factor.user_id) for factor in SecondFactor.objects.all()]
    assert secrets == [SECRET] * len(upgraded["rows"].get("units.SecondFactor", []))


def test_pages_of_old_accounts_open(upgraded: dict[str, Any]) -> None:
    client = Client()
    client.force_login(make_user("looks-on", full_name="示例", is_superuser=True))
    for account in FinalAccount.objects.select_related("unit"):
        for name in PAGES:
            where = reverse(name, args=(account.unit.code, account.fiscal_year))
            assert client.get(where, follow=True).status_code == 200, where
    for publication in Publication.objects.all():
        where = reverse("published_version", args=(publication.unit_code, publication.fiscal_year, publication.number))
        shown = client.get(where)
        assert shown.status_code == (410 if publication.standing == "withdrawn" else 200), where
    for name in ("desk", "board", "administration", "administration_units", "administration_users", "home"):
        assert client.get(reverse(name)).status_code == 200, name


def test_old_accounts_are_printed(upgraded: dict[str, Any]) -> None:
    for account in FinalAccount.objects.select_related("unit"):
        report = draft_report(account)
        if not report.gap_labels:
            assert FORMATS["txt"].make(exported(account))


def test_old_account_can_be_worked_on(upgraded: dict[str, Any]) -> None:
    """New rows get numbers of their own, also where the old ones brought theirs."""
    account = FinalAccount.objects.order_by("pk")[0]
    latest = CellChange.objects.order_by("pk").last()
    made = CellChange.objects.create(account=account, cell="profile//offices", old="", new="新", version=99)
    assert latest is None or made.pk > latest.pk


@pytest.mark.only_on("sqlite", "a dump knows no engine")
@pytest.mark.django_db
def test_next_dump_has_a_row_in_every_table() -> None:
    """Whoever adds a table adds a row to filling.py, or the next version's upgrade would go untried."""
    fill()
    assert empty_tables(dumped()) == []


def test_there_is_a_dump_to_upgrade_from() -> None:
    assert DUMPS
    assert all(Path(FOLDER / f"{name}.json.gz").stat().st_size < 1_000_000 for name in DUMPS)
