"""Events written and verified: what an event says, the seal on it, and whether a chain still holds."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils import timezone

from disclosure.passages import digest_of, read_passages
from finance.models import CellChange, FinalAccount
from review.chain import digest_of_changes, sealed
from review.models import Event, Release, SeenDocument
from review.workflow import Action, Status
from units.models import User


def write_event(
    release: Release,
    action: Action,
    *,
    old: Status,
    by: User,
    why: str = "",
    seen: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    """The next event of the account's chain; whoever calls holds the account's row."""
    last = Event.objects.filter(account=release.account_id).last()
    since = last.changes_through if last else 0
    changes = CellChange.objects.filter(account=release.account_id, pk__gt=since)
    through = changes.aggregate(last=Max("pk"))["last"] or since
    event = Event(
        account_id=release.account_id,
        release=release,
        sequence=last.sequence + 1 if last else 1,
        action=action.value,
        old_status=old.value,
        new_status=release.status,
        by=by,
        at=timezone.now(),
        why=Event._meta.get_field("why").to_python(why),
        seen=seen,
        changes_through=through,
        changes_sha256=_changes_digest(release.account_id, since, through),
        detail=detail or {},
        previous=last.sha256 if last else "",
    )
    event.sha256 = sealed(_content(event))
    event.save(force_insert=True)
    return event


def faults_of_chain(account: FinalAccount) -> Iterator[str]:
    """What does not hold in an account's chain, in words; nothing for a chain that holds."""
    previous, since, sequence = "", 0, 0
    states: dict[int, str] = {}
    for event in Event.objects.filter(account=account).select_related("release"):
        sequence += 1
        name = f"{account} 第 {event.sequence} 个事件（{event}）"
        if event.sequence != sequence:
            yield f"{name}：前面缺少 {event.sequence - sequence} 个事件"
            sequence = event.sequence
        if event.previous != previous:
            yield f"{name}：与上一事件接不上"
        if sealed(_content(event)) != event.sha256:
            yield f"{name}：内容被改动过"
        if _changes_digest(account.pk, since, event.changes_through) != event.changes_sha256:
            yield f"{name}：它之前的修改记录被改动过"
        if event.seen and (fault := _fault_of_seen(event.seen)):
            yield f"{name}：{fault}"
        before = states.get(event.release_id, Status.DRAFT.value)
        if event.action != Action.CORRECT.value and event.old_status != before:
            yield f"{name}：原状态应为“{Status(before).label}”"
        previous, since = event.sha256, event.changes_through
        states[event.release_id] = event.new_status
    for release in account.releases.all():
        told = states.get(release.pk, Status.DRAFT.value)
        if release.status != told:
            words = f"{Status(release.status).label}”，事件所记是“{Status(told).label}"
            yield f"{release}：状态是“{words}”"


def _content(event: Event) -> dict[str, Any]:
    """All that an event says, save its own hash."""
    return {
        "account": event.account_id,
        "release": event.release_id,
        "sequence": event.sequence,
        "action": event.action,
        "from": event.old_status,
        "to": event.new_status,
        "by": event.by_id,
        "at": f"{event.at.timestamp():.6f}",
        "why": event.why,
        "seen": event.seen,
        "changes_through": event.changes_through,
        "changes_sha256": event.changes_sha256,
        "detail": event.detail,
        "previous": event.previous,
    }


def _changes_digest(account: int, since: int, through: int) -> str:
    rows = CellChange.objects.filter(account=account, pk__gt=since, pk__lte=through).order_by("pk")
    columns = ("pk", "cell", "kind", "old", "new", "by_id", "version")
    stamps = ((*(getattr(row, column) for column in columns), f"{row.at.timestamp():.6f}") for row in rows.iterator())
    return digest_of_changes(stamps)


def _fault_of_seen(sha256: str) -> str:
    document = SeenDocument.objects.filter(pk=sha256).first()
    if document is None:
        return "当时看到的内容已不在"
    return "" if digest_of(read_passages(document.passages)) == sha256 else "当时看到的内容被改动过"
