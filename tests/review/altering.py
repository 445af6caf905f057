"""What somebody with access to the database might do to a history, and what `audit` must then say."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from finance.models import CellChange, FinalAccount
from review.auditing import faults_of_history
from review.chain import sealed
from review.events import content_of
from review.models import Event, PassageApproval, Release, SeenDocument
from review.workflow import Action, Status
from units.models import User

type Alter = Callable[[FinalAccount], object]


def _event(account: FinalAccount, action: Action) -> Event:
    return Event.objects.filter(account=account, action=action.value).latest("sequence")


def _change_event(account: FinalAccount, action: Action, **columns: object) -> None:
    Event.objects.filter(pk=_event(account, action).pk).update(**columns)


def _insert_in_the_middle(account: FinalAccount) -> None:
    approved = _event(account, Action.APPROVE)
    for event in Event.objects.filter(account=account, sequence__gte=approved.sequence).order_by("-sequence"):
        Event.objects.filter(pk=event.pk).update(sequence=F("sequence") + 1)
    approved.pk = None
    approved.action, approved.old_status, approved.new_status = Action.REPLY, Status.SUBMITTED, Status.SUBMITTED
    approved.sha256 = sealed(content_of(approved))
    approved.save(force_insert=True)


def _append_well_made(account: FinalAccount) -> None:
    """By somebody who knows how events are sealed."""
    last = Event.objects.filter(account=account).latest("sequence")
    last.pk, last.sequence, last.previous, last.action = None, last.sequence + 1, last.sha256, Action.REPLY
    last.old_status = last.new_status
    last.sha256 = sealed(content_of(last))
    last.save(force_insert=True)


def _first_submitter(account: FinalAccount) -> User:
    return Event.objects.filter(account=account, action=Action.SUBMIT.value).earliest("sequence").by


def _delete_all(account: FinalAccount) -> None:
    Event.objects.filter(account=account).delete()


def _delete_last(account: FinalAccount) -> None:
    Event.objects.filter(account=account).latest("sequence").delete()


def _first_change(account: FinalAccount) -> CellChange:
    return CellChange.objects.filter(account=account, by__isnull=False).earliest("pk")


def _change_of(account: FinalAccount, **columns: object) -> None:
    CellChange.objects.filter(pk=_first_change(account).pk).update(**columns)


def _insert_change(account: FinalAccount) -> None:
    first = _first_change(account)
    CellChange.objects.filter(account=account, pk=first.pk - 1).update(cell="account//surplus_used")


def _alter_seen(account: FinalAccount) -> None:
    seen = SeenDocument.objects.get(pk=_event(account, Action.APPROVE).seen)
    SeenDocument.objects.filter(pk=seen.pk).update(passages=seen.passages.replace("筹建", "建设", 1))


def _release(account: FinalAccount, **columns: object) -> None:
    Release.objects.filter(account=account).update(**columns)


# What is done, and a word that the audit must say of it.
ALTERATIONS: Mapping[str, tuple[Alter, str]] = {
    "an event's reason": (lambda a: _change_event(a, Action.RETURN, why="没有意见"), "退回"),
    "who did it": (lambda a: _change_event(a, Action.APPROVE, by=_event(a, Action.SUBMIT).by), "内容被改动过"),
    "when": (lambda a: _change_event(a, Action.SUBMIT, at=F("at") + timedelta(microseconds=1)), "内容被改动过"),
    "what was seen": (lambda a: _change_event(a, Action.APPROVE, seen=""), "内容被改动过"),
    "a detail": (lambda a: _change_event(a, Action.PUBLISH, detail={"manifest_sha256": "f" * 64}), "公开"),
    "an event's own hash": (lambda a: _change_event(a, Action.RETURN, sha256="0" * 64), "接不上"),
    "the first event gone": (lambda a: Event.objects.filter(account=a).earliest("sequence").delete(), "缺少 1 个事件"),
    "a middle event gone": (lambda a: _event(a, Action.RETURN).delete(), "缺少 1 个事件"),
    "the last event gone": (_delete_last, "最后的事件不在了"),
    "all events gone": (_delete_all, "最后的事件不在了"),
    "an event put in": (_insert_in_the_middle, "接不上"),
    "an event put at the end": (_append_well_made, "后来加了别的事件"),
    "a changed figure's old value": (lambda a: _change_of(a, old="没有"), "修改记录被改动过"),
    "who changed a figure": (lambda a: _change_of(a, by=None), "修改记录被改动过"),
    "a change gone": (lambda a: _first_change(a).delete(), "修改记录被改动过"),
    "another change": (_insert_change, "修改记录被改动过"),
    "the document that was seen": (_alter_seen, "当时看到的内容被改动过"),
    "the document gone": (lambda a: SeenDocument.objects.all().delete(), "当时看到的内容已不在"),
    "the document made unreadable": (lambda a: SeenDocument.objects.update(passages="[1]"), "当时看到的内容被改动过"),
    "the state": (lambda a: _release(a, status=Status.SUPERSEDED.value), "状态是“已被更正”"),
    "who submitted": (lambda a: _release(a, author=_first_submitter(a)), "提交人与事件所记不符"),
    "who approved": (lambda a: _release(a, author=F("reviewer"), reviewer=F("author")), "审核人与事件所记不符"),
    "what was approved": (lambda a: _release(a, seen="0" * 64), "提交或通过的内容"),
    "who signed": (lambda a: _release(a, signed_by="另一个人"), "签发与事件所记不符"),
    "when it was signed": (lambda a: _release(a, signed_on=date(2024, 1, 1)), "签发与事件所记不符"),
    "a reason for a correction": (lambda a: _release(a, reason="更正"), "更正原因"),
    "what the approval covers": (
        lambda a: PassageApproval.objects.filter(account=a).update(digest="0" * 64),
        "通过的段落",
    ),
    "an account opened": (lambda a: FinalAccount.objects.filter(pk=a.pk).update(is_open=True), "可以修改"),
    "the day of the reply": (
        lambda a: FinalAccount.objects.filter(pk=a.pk).update(replied_on=date(2024, 1, 1)),
        "批复日期",
    ),
}


class _TakenBack(Exception):
    """Undoes one alteration."""


def said_of(alter: Alter, account: FinalAccount) -> list[str]:
    """What the audit says of a history that was altered so; then all is as before."""
    said: list[str] = []
    try:
        with transaction.atomic():
            alter(account)
            said = list(faults_of_history(FinalAccount.objects.get(pk=account.pk)))
            raise _TakenBack
    except _TakenBack:
        return said
