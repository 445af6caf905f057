"""Events written: what an event says, and the seal on it. review/auditing.py reads them back."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from finance.free_text import clean_text
from finance.models import CellChange
from review.chain import digest_of_changes, sealed
from review.models import Event, Release
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
    """The next event of the account's chain; whoever calls holds the account's row. The release remembers it as its
    last one, so that its going would be noticed."""
    last = Event.objects.filter(account=release.account_id).order_by("sequence").last()
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
        why=clean_text(why),
        seen=seen,
        changes_through=through,
        changes_sha256=changes_digest(release.account_id, since, through),
        detail=detail or {},
        previous=last.sha256 if last else "",
    )
    event.sha256 = sealed(content_of(event))
    event.save(force_insert=True)
    release.head = event.sha256
    release.save(update_fields=["head"])
    return event


def content_of(event: Event) -> dict[str, Any]:
    """All that an event says, save its own hash; the same from every database: moments in microseconds since 1970."""
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


def changes_digest(account: int, since: int, through: int) -> str:
    """Of the log of cells after one event and up to the next."""
    rows = CellChange.objects.filter(account=account, pk__gt=since, pk__lte=through).order_by("pk")
    columns = ("pk", "cell", "kind", "old", "new", "by_id", "version")
    stamps = ((*(getattr(row, column) for column in columns), f"{row.at.timestamp():.6f}") for row in rows.iterator())
    return digest_of_changes(stamps)
