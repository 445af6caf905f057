"""The one place that moves a release: keyword-only, always `by=`, atomic, the account's row held, one event each.

Pressed twice, an action is done once: who repeats the last event, word for word, gets the same release.
Refused raises with the words of workflow.why_not.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from disclosure.editions import EditionError
from disclosure.passages import Passage
from finance.classification import UnknownCode
from finance.free_text import clean_text
from finance.models import FinalAccount
from review.events import write_event
from review.models import Event, PassageApproval, Release
from review.notices import tell
from review.seen import keep_seen, passages_now
from review.situations import newest_release_of, release_of, shown_release_of, situation_of
from review.workflow import OPEN, TRANSITIONS, WANTS_A_REASON, Action, Status, why_not
from units.models import User

SEEN_OTHERWISE = "你看到的内容刚刚被改动，请刷新页面，看过之后再操作"


class Refused(ValidationError):
    """The action cannot be done now; the message says why and what to do."""


def submit(*, account: FinalAccount, by: User, seen: str = "", why: str = "") -> Release:
    """提交审核: closes the account. `seen`: the hash of the document the clerk was looking at, if any."""

    def change(release: Release) -> str:
        digest = _seen_now(_passages(release.account), seen or None)
        release.author, release.submitted_at, release.seen = by, timezone.now(), digest
        release.reviewer = release.approved_at = None
        return digest

    return _act(account, Action.SUBMIT, by, why, change)


def recall(*, account: FinalAccount, by: User, why: str = "") -> Release:
    """撤回修改: before anybody has decided."""
    return _act(account, Action.RECALL, by, why)


def return_(*, account: FinalAccount, by: User, why: str, seen: str = "") -> Release:
    """退回, with a reason; comments say where. `seen` as for `submit`: a page left open since the last round must not
    return what its reader has not seen."""

    def change(release: Release) -> str:
        return _seen_now(_passages(release.account), seen or None)

    return _act(account, Action.RETURN, by, why, change)


def approve(*, account: FinalAccount, by: User, seen: str, why: str = "") -> Release:
    """审核通过 what was seen: `seen` must be the hash of the document as it stands. Each passage is approved in the
    words it now has."""

    def change(release: Release) -> str:
        passages = _passages(release.account)
        digest = release.seen = _seen_now(passages, seen)
        release.reviewer = by
        release.approved_at = now = timezone.now()
        _approve_each(release, passages, by=by, at=now)
        return digest

    return _act(account, Action.APPROVE, by, why, change)


def reopen(*, account: FinalAccount, by: User, why: str) -> Release:
    """取回修改 what was approved: the approval of each passage holds as long as its words do. 保密审查 and 签发 were
    of what it said, and are asked for anew."""

    def change(release: Release) -> str:
        release.secrecy_reviewed_by = release.signed_by = ""
        release.secrecy_reviewed_on = release.signed_on = None
        return release.seen

    return _act(account, Action.REOPEN, by, why, change)


def record_clearance(
    *, account: FinalAccount, by: User, secrecy_reviewed_by: str, secrecy_reviewed_on: date, signed_by: str,
    signed_on: date,
) -> Release:  # fmt: skip
    """登记保密审查 and 负责人签发: who and when."""

    reviewed_by, signed = _name(secrecy_reviewed_by), _name(signed_by)

    def change(release: Release) -> str:
        release.secrecy_reviewed_by, release.secrecy_reviewed_on = reviewed_by, secrecy_reviewed_on
        release.signed_by, release.signed_on = signed, signed_on
        if max(secrecy_reviewed_on, signed_on) > timezone.localdate():
            raise Refused("日期不能晚于今天")
        return release.seen

    why = f"保密审查：{reviewed_by}；签发：{signed}"
    days = {"secrecy_reviewed_on": secrecy_reviewed_on.isoformat(), "signed_on": signed_on.isoformat()}
    return _act(account, Action.CLEAR, by, why, change, detail=days)


def record_reply(*, account: FinalAccount, by: User, replied_on: date) -> Release:
    """登记批复日期: the day the finance department approved the account; the twenty days run from it."""

    def change(release: Release) -> str:
        if replied_on > timezone.localdate():
            raise Refused("批复日期不能晚于今天")
        if replied_on.year <= account.fiscal_year:
            raise Refused(f"{account.fiscal_year} 年度的决算在年度结束以后才有批复，请核对日期")
        FinalAccount.objects.filter(pk=account.pk).update(replied_on=replied_on)
        return release.seen

    detail = {"replied_on": replied_on.isoformat()}
    return _act(account, Action.REPLY, by, f"批复日期：{replied_on.isoformat()}", change, detail=detail)


def publish(*, account: FinalAccount, by: User, detail: dict[str, Any]) -> Release:
    """公开: called by the publication that has made its files, within its transaction; `detail` names their hashes.
    The release before it becomes 已被更正."""

    def change(release: Release) -> str:
        for earlier in Release.objects.filter(account=account, status=Status.PUBLISHED.value):
            earlier.status = Status.SUPERSEDED.value
            earlier.save(update_fields=["status"])
            write_event(earlier, Action.SUPERSEDE, old=Status.PUBLISHED, by=by, detail={"by": release.number})
        release.published_at = timezone.now()
        return release.seen

    return _act(account, Action.PUBLISH, by, "", change, detail=detail)


def withdraw(*, account: FinalAccount, by: User, why: str) -> Release:
    """撤下 the release that is public; its address keeps a notice. A correction that is under way goes on."""
    return _act(account, Action.WITHDRAW, by, why, pick=shown_release_of)


def correct(*, account: FinalAccount, by: User, why: str) -> Release:
    """发起更正: opens the next release as a draft; what is public stays as it is until that one is published."""
    why = clean_text(why).strip()
    with transaction.atomic():
        held = _held(account)
        release = release_of(held)
        if _is_repeated(release, Action.CORRECT, by, why, {}):
            return release
        _refuse_where_not(release, Action.CORRECT, by, why)
        following = Release.objects.create(account=held, number=release.number + 1, reason=why)
        write_event(following, Action.CORRECT, old=Status(release.status), by=by, why=why)
        FinalAccount.objects.filter(pk=held.pk).update(is_open=True)
        tell(following, Action.CORRECT, by, why)
    account.refresh_from_db(fields=["is_open"])
    return following


def abandon(*, account: FinalAccount, by: User, why: str) -> Release:
    """放弃更正: the release before it is the latest again, and the account closes. Called by the publication, which has
    put the figures that are public back, within its transaction."""
    return _act(account, Action.ABANDON, by, why, pick=newest_release_of)


def _act(
    account: FinalAccount,
    action: Action,
    by: User,
    why: str,
    change: Callable[[Release], str] | None = None,
    *,
    pick: Callable[[FinalAccount], Release] = release_of,
    detail: dict[str, Any] | None = None,
) -> Release:
    """One step along the table, of the release that `pick` finds once the account is held. `change` sets what belongs
    to the new state and returns the hash of what was seen."""
    why = clean_text(why).strip()
    with transaction.atomic():
        held = _held(account)
        release = pick(held)
        if _is_repeated(release, action, by, why, detail or {}):
            return release
        _refuse_where_not(release, action, by, why)
        old = Status(release.status)
        seen = change(release) if change else release.seen
        release.status = TRANSITIONS[old, action].value
        release.save()
        FinalAccount.objects.filter(pk=held.pk).update(is_open=Status(release_of(held).status) in OPEN)
        write_event(release, action, old=old, by=by, why=why, seen=seen, detail=detail)
        tell(release, action, by, why)
    account.refresh_from_db(fields=["is_open", "replied_on"])
    return release


def _held(account: FinalAccount) -> FinalAccount:
    """The account, nobody else moving or editing it until the transaction ends."""
    return FinalAccount.objects.select_for_update(of=("self",)).select_related("unit").get(pk=account.pk)


def _is_repeated(release: Release, action: Action, by: User, why: str, detail: dict[str, Any]) -> bool:
    """Whether the same person has just done the same. Another reason, or other files, are another matter."""
    last = Event.objects.filter(release=release).order_by("sequence").last()
    done = last and (last.action, last.by_id, last.new_status, last.why, last.detail)
    return done == (action.value, by.pk, release.status, why, detail)


def _refuse_where_not(release: Release, action: Action, by: User, why: str) -> None:
    if words := why_not(action, situation_of(release, by, action)):
        raise Refused(words)
    if action in WANTS_A_REASON and not why:
        raise Refused(f"{action.label}请写明原因")


def _passages(account: FinalAccount) -> tuple[Passage, ...]:
    try:
        return passages_now(account)
    except (EditionError, UnknownCode) as error:
        raise Refused(str(error)) from error


def _seen_now(passages: tuple[Passage, ...], seen: str | None) -> str:
    """Keeps what stands there now. Raises Refused where somebody says they saw something else."""
    digest = keep_seen(passages)
    if seen not in (None, digest):
        raise Refused(SEEN_OTHERWISE)
    return digest


def _approve_each(release: Release, passages: tuple[Passage, ...], *, by: User, at: datetime) -> None:
    release.approvals.all().delete()
    common = {"account": release.account, "release": release, "by": by, "at": at}
    PassageApproval.objects.bulk_create(
        PassageApproval(passage=passage.key, digest=passage.digest, **common) for passage in passages
    )


def _name(text: str) -> str:
    name = clean_text(text).strip()
    if not name:
        raise Refused("请填写保密审查人和签发负责人的姓名")
    if len(name) > 50 or "\n" in name:
        raise Refused("姓名太长，最多 50 个字")
    return name
