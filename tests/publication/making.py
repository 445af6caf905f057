"""Real publications of invented accounts, made through the review's own actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from unittest.mock import patch

from django.core.files.storage import InMemoryStorage, storages
from django.core.management import call_command

from disclosure.exports.formats import FORMATS, Format
from finance.figures import Figures
from finance.ledger import write_figures
from finance.models import FinalAccount
from publication import publishing
from publication.models import Publication
from publication.publishing import publish_now
from publication.storage import ALIAS
from review.actions import approve, record_clearance, submit
from review.models import Release
from review.seen import keep_seen, passages_now
from review.situations import release_of
from tests.factories import make_account, make_unit, make_user
from tests.samples import zero
from units.models import BudgetUnit, Role, User

# Quick to make, for tests that are not about the formats: see the fixture `light`.
LIGHT_FORMATS = (
    Format("txt", "纯文本", "部门决算公开说明", "txt", FORMATS["txt"].make),
    Format("json", "数据包（JSON）", "部门决算数据包", "json", FORMATS["json"].make),
)


def entered(
    build: Callable[[], Figures] = zero, *, unit: BudgetUnit | None = None, edition: str = "xinjiang_2023"
) -> FinalAccount:
    """An account filled in whole, its figures those of a sample, for the sample's unit or for an own `unit`."""
    figures = build()
    if unit:
        figures = replace(figures, unit=replace(figures.unit, code=unit.code, name=unit.name))
    else:
        unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    account = make_account(
        unit,
        fiscal_year=figures.fiscal_year,
        edition=edition,
        unit_name=figures.unit.name,
        unit_kind=figures.unit.kind.value,
    )
    write_figures(account, figures)
    return account


def staff(account: FinalAccount) -> tuple[User, User]:
    """The unit's 经办人 and 审核人, made when first asked for."""
    code = account.unit.code
    found = []
    for role in (Role.CLERK, Role.REVIEWER):
        name = f"{role.value}-{code}"
        found.append(User.objects.filter(username=name).first() or make_user(name, role=role, unit=account.unit))
    return found[0], found[1]


def approved(account: FinalAccount, *, cleared: bool = True) -> Release:
    """Submitted by the clerk, approved by the reviewer, 保密审查 and 签发 recorded."""
    clerk, reviewer = staff(account)
    submit(account=account, by=clerk)
    approve(account=account, by=reviewer, seen=keep_seen(passages_now(account)))
    if cleared:
        record_clearance(
            account=account,
            by=reviewer,
            secrecy_reviewed_by="某审查",
            secrecy_reviewed_on=date(2024, 8, 1),
            signed_by="某负责",
            signed_on=date(2024, 8, 2),
        )
    return release_of(account)


def published(
    build: Callable[[], Figures] = zero, *, unit: BudgetUnit | None = None, edition: str = "xinjiang_2023"
) -> Publication:
    """A real publication of a sample's figures, with its files in storage. The first PDF of a process takes some
    seconds, those after it less."""
    account = entered(build, unit=unit, edition=edition)
    return publish_now(approved(account), by=staff(account)[1])


type Made = tuple[Publication, InMemoryStorage]


def published_lightly(build: Callable[[], Figures] = zero) -> Made:
    """In the light formats, the files in a storage of their own."""
    files = InMemoryStorage()
    kept = patch.dict(vars(storages)["_storages"], {ALIAS: files})
    with kept, patch.object(publishing, "PUBLISHED_FORMATS", LIGHT_FORMATS):
        return published(build), files


def work_off() -> None:
    """A worker until the queue is empty, in this process and its transaction: it must not let go of a connection that
    somebody else has begun a transaction on."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, interval=0, startup_delay=False)
