"""Notices: a row in the app for each person, and an e-mail once the transaction stands."""

import logging
from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from finance.models import FinalAccount
from review.models import Notice, Release
from review.situations import reviewers_of, writers_of
from review.workflow import Action
from units.models import BudgetUnit, Role, User

_log = logging.getLogger(__name__)

_TOLD = {
    Action.SUBMIT: "提交了{account}，请审核",
    Action.RECALL: "撤回了{account}",
    Action.RETURN: "退回了{account}：{why}",
    Action.APPROVE: "审核通过了{account}",
    Action.REOPEN: "取回了{account}：{why}",
    Action.PUBLISH: "公开了{account}",
    Action.WITHDRAW: "撤下了{account}：{why}",
    Action.CORRECT: "对{account}发起更正：{why}",
    Action.ABANDON: "放弃了对{account}的更正：{why}",
}
_TO_CLERKS = frozenset({Action.RETURN, Action.APPROVE})
_TO_REVIEWERS = frozenset({Action.SUBMIT, Action.RECALL})  # what is not here either goes to both


def clerks_of(unit: BudgetUnit) -> QuerySet[User]:
    return User.objects.filter(is_active=True, memberships__unit=unit, memberships__role=Role.CLERK).distinct()


def tell(release: Release, action: Action, by: User, why: str) -> None:
    """Tells those whom the action concerns, but not the one who did it."""
    if action not in _TOLD:
        return
    account = release.account
    people: dict[int, User] = {}
    if action not in _TO_REVIEWERS:
        people |= {user.pk: user for user in clerks_of(account.unit)}
    if action not in _TO_CLERKS:
        writers = writers_of(release) if action is Action.SUBMIT else ()
        people |= {user.pk: user for user in reviewers_of(account.unit, but=writers)}
    people.pop(by.pk, None)
    text = f"{by.get_full_name()}{_TOLD[action].format(account=account, why=why)}"
    address = reverse("review", args=(account.unit.code, account.fiscal_year))
    notify(people.values(), account=account, text=text, address=address)


def notify(users: Iterable[User], *, account: FinalAccount, text: str, address: str) -> None:
    """One notice each; `address` is a path of this site."""
    people = list(users)
    Notice.objects.bulk_create(Notice(user=user, account=account, text=text[:300], address=address) for user in people)
    addresses = [user.email for user in people if user.email]
    # Robust: whatever is the matter with the post, what was done stands, and the page says so.
    transaction.on_commit(lambda: _send(addresses, text, address), robust=True)


def _send(addresses: list[str], text: str, address: str) -> None:
    """A mail server that does not answer is not asked again for the next; one bad address keeps no other back."""
    subject = " ".join(text.split())[:120]
    for to in addresses:
        try:
            send_mail(subject, f"{text}\n\n{settings.SITE_URL}{address}\n", None, [to])
        except (SMTPRecipientsRefused, ValueError):
            _log.exception("notice not sent by e-mail: the address is refused")
        except OSError:
            _log.exception("notices not sent by e-mail")
            return
