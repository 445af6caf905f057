"""Notices: a row in the app for each person, and an e-mail once the transaction stands."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet

from finance.models import FinalAccount
from review.models import Notice
from units.models import BudgetUnit, Role, User

_log = logging.getLogger(__name__)


def clerks_of(unit: BudgetUnit) -> QuerySet[User]:
    return User.objects.filter(is_active=True, memberships__unit=unit, memberships__role=Role.CLERK).distinct()


def reviewers_of(unit: BudgetUnit) -> QuerySet[User]:
    """审核人 of the unit itself; where it has none, of the nearest unit above that has some."""
    above: BudgetUnit | None = unit
    seen = set[int]()
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        found = User.objects.filter(is_active=True, memberships__unit=above, memberships__role=Role.REVIEWER).distinct()
        if found.exists():
            return found
        above = above.parent
    return User.objects.none()


def notify(users: Iterable[User], *, account: FinalAccount, text: str, address: str) -> None:
    """One notice each; `address` is a path of this site."""
    people = list(users)
    Notice.objects.bulk_create(Notice(user=user, account=account, text=text[:300], address=address) for user in people)
    addresses = [user.email for user in people if user.email]
    transaction.on_commit(lambda: _send(addresses, text, address))


def _send(addresses: list[str], text: str, address: str) -> None:
    """A mail server that does not answer stops nobody's work: the notice stands in the app."""
    for to in addresses:
        try:
            send_mail(text[:120], f"{text}\n\n{settings.SITE_URL}{address}\n", None, [to])
        except OSError:
            _log.exception("notice not sent by e-mail")
