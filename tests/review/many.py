"""Many accounts in few statements, for lists that must stay quick: units with an account of a year, in every state."""

from datetime import datetime, timedelta

from django.utils import timezone

from finance.models import FinalAccount
from finance.terms import UnitKind
from review.models import Release
from review.workflow import Status
from units.models import BudgetUnit, User

STATES = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED, Status.PUBLISHED)


def many_accounts(count: int, *, under: BudgetUnit, author: User, reviewer: User, year: int = 2023) -> None:
    """Units below `under`; every fifth in each state, one in seven without an account, reply dates around today."""
    now, today = timezone.now(), timezone.localdate()
    kind = UnitKind.ADMINISTRATIVE.value
    units = BudgetUnit.objects.bulk_create(
        BudgetUnit(code=f"M{n:06}", name=f"第{n}中心", kind=kind, parent=under, region="某某市") for n in range(count)
    )
    accounts = FinalAccount.objects.bulk_create(
        FinalAccount(
            unit=unit,
            fiscal_year=year,
            edition="xinjiang_2023",
            unit_name=unit.name,
            unit_kind=kind,
            replied_on=today - timedelta(days=n % 40) if n % 3 else None,
        )
        for n, unit in enumerate(units)
        if n % 7
    )
    Release.objects.bulk_create(
        _release(account, STATES[n % 5], author, reviewer, now - timedelta(minutes=n))
        for n, account in enumerate(accounts)
        if STATES[n % 5] is not Status.DRAFT
    )


def _release(account: FinalAccount, status: Status, author: User, reviewer: User, at: datetime) -> Release:
    release = Release(account=account, status=status.value, author=author, submitted_at=at, seen="0" * 64)
    if status in (Status.APPROVED, Status.PUBLISHED):
        release.reviewer, release.approved_at = reviewer, at
    if status is Status.PUBLISHED:
        release.published_at = at
    return release
