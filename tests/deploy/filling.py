"""Fills a site's database: run in a process of its own with the site's settings.

    python -m tests.deploy.filling accounts 45 15   units, each with a clerk and a large enough account to type into;
                                                    the first ones with a second clerk at the same account
    python -m tests.deploy.filling approved 3       small accounts that only want to be published
    python -m tests.deploy.filling public 3         published already, without a worker

It prints what it made as JSON. Passwords are invented for the one run.
"""

import json
import os
import secrets
import sys
from dataclasses import replace
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - after django.setup()
from django.db import transaction  # noqa: E402

from finance.figures import Figures  # noqa: E402
from finance.ledger import write_figures  # noqa: E402
from finance.models import FinalAccount  # noqa: E402
from publication.publishing import publish_now  # noqa: E402
from tests.factories import make_account, make_unit, make_user  # noqa: E402
from tests.publication.making import approved, entered, staff  # noqa: E402
from tests.samples import all_funds  # noqa: E402
from units.models import BudgetUnit, Role, User  # noqa: E402


def unit_of(number: int) -> BudgetUnit:
    return make_unit(f"7{number:05}", f"示例市第{number}局")


def open_account(number: int) -> FinalAccount:
    """A whole account, of which every figure is there to be typed over."""
    unit = unit_of(number)
    figures: Figures = all_funds()
    figures = replace(figures, unit=replace(figures.unit, code=unit.code, name=unit.name))
    account = make_account(
        unit, fiscal_year=figures.fiscal_year, unit_name=figures.unit.name, unit_kind=figures.unit.kind.value
    )
    write_figures(account, figures)
    return account


_PASSWORD = secrets.token_urlsafe(16)
_SEALED = make_password(_PASSWORD)  # once: it is slow by design


def with_password(user: User) -> dict[str, str]:
    user.password = _SEALED
    user.save(update_fields=["password"])
    return {"username": user.username, "password": _PASSWORD}


def accounts(count: int, shared: int) -> list[dict[str, Any]]:
    """One entry a clerk; a shared account has two."""
    found = []
    for number in range(count):
        account = open_account(number)
        for clerk in range(1 + (number < shared)):
            user = make_user(f"clerk-{number}-{clerk}", role=Role.CLERK, unit=account.unit)
            found.append({"account": account.pk, "path": _path(account), **with_password(user)})
    return found


def ready(count: int) -> list[dict[str, Any]]:
    """Approved and cleared; whoever is named may publish."""
    found = []
    for number in range(count):
        account = entered(unit=unit_of(90_000 + number))
        approved(account)
        found.append({"account": account.pk, "path": _path(account), **with_password(staff(account)[1])})
    return found


def public(count: int) -> list[dict[str, Any]]:
    found = []
    for number in range(count):
        account = entered(all_funds, unit=unit_of(80_000 + number))
        publication = publish_now(approved(account), by=staff(account)[1])
        files = {file.format: file.get_absolute_url() for file in publication.files.all()}
        places = {file.format: file.path for file in publication.files.all()}
        found.append({"page": f"/units/{_path(account)}", "files": files, "places": places})
    return found


def _path(account: FinalAccount) -> str:
    return f"{account.unit.code}/{account.fiscal_year}/"


if __name__ == "__main__":
    make = {"accounts": accounts, "approved": ready, "public": public}[sys.argv[1]]
    with transaction.atomic():
        made = make(*map(int, sys.argv[2:]))  # type: ignore[operator]
    print(json.dumps(made))
