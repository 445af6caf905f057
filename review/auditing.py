"""Whether an account's history still holds: its chain of events, what they sealed, and what its releases say of it."""

from collections.abc import Iterator, Mapping, Sequence

from disclosure.passages import digest_of, read_passages
from finance.models import FinalAccount
from review.chain import sealed
from review.events import changes_digest, content_of
from review.models import Event, Release, SeenDocument
from review.workflow import CORRECTABLE, OPEN, TRANSITIONS, Action, Status


def faults_of_history(account: FinalAccount, head: str = "") -> Iterator[str]:
    """What does not hold, in words; nothing where all holds. `head`: the hash of the last event as somebody wrote it
    down elsewhere, which not even a chain that was made anew from its beginning could contain."""
    events = list(Event.objects.filter(account=account).select_related("release").order_by("sequence"))
    yield from _faults_of_chain(account, events)
    if head and head not in {event.sha256 for event in events}:
        yield f"{account}：另存的摘要 {head[:12]} 不在事件链中，事件被换过或删去"
    of_release: dict[int, list[Event]] = {}
    for event in events:
        of_release.setdefault(event.release_id, []).append(event)
    releases = list(Release.objects.filter(account=account).order_by("number"))
    for release in releases:
        yield from (f"{release}：{fault}" for fault in _faults_of_release(release, of_release.get(release.pk, [])))
    latest = next((one for one in reversed(releases) if one.status != Status.ABANDONED.value), None)
    if latest and account.is_open != (Status(latest.status) in OPEN):
        yield f"{account}：{'可以' if account.is_open else '不能'}修改，与状态“{_label(latest.status)}”不符"
    replied = [event.detail.get("replied_on") for event in events if event.action == Action.REPLY.value]
    if replied and replied[-1] != (account.replied_on.isoformat() if account.replied_on else None):
        yield f"{account}：批复日期与登记的“{replied[-1]}”不符"


# The chain ---


def _faults_of_chain(account: FinalAccount, events: Sequence[Event]) -> Iterator[str]:
    previous, since, sequence = "", 0, 0
    states: dict[int, str] = {}
    for event in events:
        sequence += 1
        name = f"{account}第 {event.sequence} 个事件 {event}"
        if event.sequence != sequence:
            yield f"{name}：前面缺少 {event.sequence - sequence} 个事件"
            sequence = event.sequence
        if event.previous != previous:
            yield f"{name}：与上一事件接不上"
        if sealed(content_of(event)) != event.sha256:
            yield f"{name}：内容被改动过"
        if changes_digest(account.pk, since, event.changes_through) != event.changes_sha256:
            yield f"{name}：它之前的修改记录被改动过"
        if event.seen and (fault := _fault_of_seen(event.seen)):
            yield f"{name}：{fault}"
        if not _is_a_step(event, states.get(event.release_id)):
            yield f"{name}：从“{_label(event.old_status)}”到“{_label(event.new_status)}”不是应有的一步"
        previous, since = event.sha256, event.changes_through
        states[event.release_id] = event.new_status


def _is_a_step(event: Event, before: str | None) -> bool:
    """Whether the table has this step, from where the release stood. `before`: None for its first event."""
    old, new, action = Status(event.old_status), Status(event.new_status), Action(event.action)
    if action is Action.CORRECT:
        return before is None and old in CORRECTABLE and new is Status.DRAFT
    return old == (before or Status.DRAFT) and TRANSITIONS.get((old, action)) is new


def _fault_of_seen(sha256: str) -> str:
    document = SeenDocument.objects.filter(pk=sha256).first()
    if document is None:
        return "当时看到的内容已不在"
    try:
        holds = digest_of(read_passages(document.passages)) == sha256
    except (ValueError, KeyError, TypeError):  # no longer what passages_text writes
        holds = False
    return "" if holds else "当时看到的内容被改动过"


# What a release says of itself ---


def _faults_of_release(release: Release, events: Sequence[Event]) -> Iterator[str]:
    last = events[-1] if events else None
    if release.head != (last.sha256 if last else ""):
        yield "最后的事件不在了，或者后来加了别的事件"
    told = last.new_status if last else Status.DRAFT.value
    if release.status != told:
        yield f"状态是“{_label(release.status)}”，事件所记是“{_label(told)}”"
    by_action = {event.action: event for event in events}  # the last of each
    yield from _faults_of_facts(release, by_action)
    approved = by_action.get(Action.APPROVE.value)
    if approved and not _fault_of_seen(approved.seen):
        passages = read_passages(SeenDocument.objects.get(pk=approved.seen).passages)
        kept = dict(release.approvals.values_list("passage", "digest"))
        if kept != {passage.key: passage.digest for passage in passages}:
            yield "通过的段落与审核人所见不符"


def _faults_of_facts(release: Release, by_action: Mapping[str, Event]) -> Iterator[str]:
    """Who submitted, approved and signed, as the events tell it."""
    submitted, approved = by_action.get(Action.SUBMIT.value), by_action.get(Action.APPROVE.value)
    if release.author_id != (submitted.by_id if submitted else None):
        yield "提交人与事件所记不符"
    holds = approved and submitted and approved.sequence > submitted.sequence
    if release.reviewer_id != (approved.by_id if approved and holds else None):
        yield "审核人与事件所记不符"
    seen = approved if holds else submitted
    if release.seen != (seen.seen if seen else ""):
        yield "提交或通过的内容与事件所记不符"
    cleared, reopened = by_action.get(Action.CLEAR.value), by_action.get(Action.REOPEN.value)
    if cleared and reopened and reopened.sequence > cleared.sequence:
        cleared = None
    if _clearance(release) != ((cleared.why, cleared.detail) if cleared else None):
        yield "保密审查和签发与事件所记不符"
    opened = by_action.get(Action.CORRECT.value)
    if release.reason != (opened.why if opened else ""):
        yield "更正原因与事件所记不符"


def _clearance(release: Release) -> tuple[str, dict[str, str]] | None:
    """As actions.record_clearance words it."""
    if not (release.secrecy_reviewed_on and release.signed_on):
        return None
    why = f"保密审查：{release.secrecy_reviewed_by}；签发：{release.signed_by}"
    days = {"secrecy_reviewed_on": release.secrecy_reviewed_on, "signed_on": release.signed_on}
    return why, {name: day.isoformat() for name, day in days.items()}


def _label(status: str) -> str:
    return Status(status).label if status in Status else status
