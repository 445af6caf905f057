"""The one place that moves a release: keyword-only, always `by=`, atomic, the account's row held, one event each.

Pressed twice, an action is done once: who repeats the last event, finding what it led to, gets the same release.
Refused raises with the words of workflow.why_not.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from finance.models import CellChange, FinalAccount
from review.events import write_event
from review.models import Event, PassageApproval, Release
from review.notices import clerks_of, notify, reviewers_of
from review.readiness import Obstacle, obstacles_of
from review.seen import keep_seen, passages_now
from review.workflow import OPEN, TRANSITIONS, WANTS_A_REASON, Action, Situation, Status, why_not
from units.models import BudgetUnit, Role, User

SEEN_OTHERWISE = "你看到的内容刚刚被改动，请刷新页面，看过之后再操作"


class Refused(ValidationError):
    """The action cannot be done now; the message says why and what to do."""


def release_of(account: FinalAccount) -> Release:
    """The latest release; the first is made when it is first asked for."""
    latest = Release.objects.filter(account=account).order_by("-number").select_related("account__unit").first()
    if latest is None:
        latest, _ = Release.objects.get_or_create(account=account, number=1)
    return latest


def situation_of(release: Release, user: User, action: Action, *, known: Iterable[Obstacle] | None = None) -> Situation:
    """What decides whether this person may do this now; what must be mended first is looked for only where the
    action asks for it. `known`: what must be, where a page has just found it."""
    account = release.account
    status = Status(release.status)
    obstacles: tuple[str, ...] = ()
    if (status, action) in TRANSITIONS:
        if action is Action.SUBMIT:
            obstacles = tuple(one.words for one in (obstacles_of(account) if known is None else known))
        elif action is Action.APPROVE and (count := open_comments(release)):
            obstacles = (f"还有 {count} 条审核意见没有解决",)
    return Situation(status, _roles(account.unit, user), _has_written(release, user), obstacles)


def open_comments(release: Release) -> int:
    return release.comments.filter(parent=None, resolved_at=None).count()


def _roles(unit: BudgetUnit, user: User) -> frozenset[str]:
    """A reviewer of a unit above reviews here too."""
    roles = set[str]()
    if BudgetUnit.objects.editable_by(user).filter(pk=unit.pk).exists():
        roles.add(Role.CLERK.value)
    if BudgetUnit.objects.reviewable_by(user).filter(pk=unit.pk).exists():
        roles.add(Role.REVIEWER.value)
    return frozenset(roles)


def _has_written(release: Release, user: User) -> bool:
    """Whether the person submitted this release or changed a figure since the one before it."""
    if release.author_id == user.pk:
        return True
    before = Event.objects.filter(account=release.account_id, release__number__lt=release.number).last()
    since = before.changes_through if before else 0
    return CellChange.objects.filter(account=release.account_id, by=user, pk__gt=since).exists()


# Actions ---


def submit(*, account: FinalAccount, by: User, seen: str = "", why: str = "") -> Release:
    """提交审核: closes the account. `seen`: the hash of the document the clerk was looking at, if any."""

    def change(release: Release) -> str:
        digest = _seen_now(release.account, seen)
        release.author, release.submitted_at, release.seen = by, timezone.now(), digest
        release.reviewer = release.approved_at = None
        return digest

    return _act(account, Action.SUBMIT, by, why, change, to=reviewers_of(account.unit))


def recall(*, account: FinalAccount, by: User, why: str = "") -> Release:
    """撤回修改: before anybody has decided."""
    return _act(account, Action.RECALL, by, why, to=reviewers_of(account.unit))


def return_(*, account: FinalAccount, by: User, why: str) -> Release:
    """退回, with a reason; comments say where."""
    return _act(account, Action.RETURN, by, why, to=clerks_of(account.unit))


def approve(*, account: FinalAccount, by: User, seen: str, why: str = "") -> Release:
    """审核通过 what was seen: `seen` must be the hash of the document as it stands. Each passage is approved in the
    words it now has."""

    def change(release: Release) -> str:
        passages = passages_now(release.account)
        digest = keep_seen(passages)
        if seen != digest:
            raise Refused(SEEN_OTHERWISE)
        release.reviewer, release.approved_at = by, timezone.now()
        release.approvals.all().delete()
        PassageApproval.objects.bulk_create(
            PassageApproval(
                account=release.account,
                release=release,
                passage=passage.key,
                digest=passage.digest,
                by=by,
                at=release.approved_at,
            )
            for passage in passages
        )
        return digest

    return _act(account, Action.APPROVE, by, why, change, to=clerks_of(account.unit))


def reopen(*, account: FinalAccount, by: User, why: str) -> Release:
    """取回修改 what was approved: the approval of each passage holds as long as its words do."""
    return _act(account, Action.REOPEN, by, why, to=[*clerks_of(account.unit), *reviewers_of(account.unit)])


def record_clearance(
    *, account: FinalAccount, by: User, secrecy_reviewed_by: str, secrecy_reviewed_on: date, signed_by: str,
    signed_on: date,
) -> Release:  # fmt: skip
    """登记保密审查 and 负责人签发: who and when."""

    def change(release: Release) -> str:
        release.secrecy_reviewed_by, release.secrecy_reviewed_on = secrecy_reviewed_by.strip(), secrecy_reviewed_on
        release.signed_by, release.signed_on = signed_by.strip(), signed_on
        if not (release.secrecy_reviewed_by and release.signed_by):
            raise Refused("请填写保密审查人和签发负责人的姓名")
        if max(secrecy_reviewed_on, signed_on) > timezone.localdate():
            raise Refused("日期不能晚于今天")
        return release.seen

    return _act(account, Action.CLEAR, by, f"保密审查：{secrecy_reviewed_by}；签发：{signed_by}", change)


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

    people = [*clerks_of(account.unit), *reviewers_of(account.unit)]
    return _act(account, Action.PUBLISH, by, "", change, detail=detail, to=people)


def withdraw(*, account: FinalAccount, by: User, why: str) -> Release:
    """撤下 the release that is public; its address keeps a notice. A correction that is under way goes on."""
    public = Release.objects.filter(account=account, status=Status.PUBLISHED.value).first()
    people = [*clerks_of(account.unit), *reviewers_of(account.unit)]
    return _act(account, Action.WITHDRAW, by, why, release=public, to=people)


def correct(*, account: FinalAccount, by: User, why: str) -> Release:
    """发起更正: opens the next release as a draft; what is public stays as it is until that one is published."""
    with transaction.atomic():
        held = _held(account)
        release = release_of(held)
        if release.number > 1 and release.status == Status.DRAFT.value and _is_repeated(release, Action.CORRECT, by):
            return release
        _refuse_where_not(release, Action.CORRECT, by, why)
        following = Release.objects.create(account=held, number=release.number + 1, reason=why.strip())
        write_event(following, Action.CORRECT, old=Status(release.status), by=by, why=why)
        FinalAccount.objects.filter(pk=held.pk).update(is_open=True)
        people = [*clerks_of(held.unit), *reviewers_of(held.unit)]
        _tell(following, Action.CORRECT, by, why, people)
    return following


def _act(
    account: FinalAccount,
    action: Action,
    by: User,
    why: str,
    change: Callable[[Release], str] | None = None,
    *,
    release: Release | None = None,
    detail: dict[str, Any] | None = None,
    to: Iterable[User] = (),
) -> Release:
    """One step along the table. `change` sets what belongs to the new state and returns the hash of what was seen."""
    with transaction.atomic():
        held = _held(account)
        moved = Release.objects.select_related("account__unit").get(pk=release.pk) if release else release_of(held)
        if action is not Action.CLEAR and _is_repeated(moved, action, by):
            return moved
        _refuse_where_not(moved, action, by, why)
        old = Status(moved.status)
        new = TRANSITIONS[old, action]
        seen = change(moved) if change else moved.seen
        moved.status = new.value
        moved.save()
        if not release or not Release.objects.under_way().filter(account=held).exists():
            FinalAccount.objects.filter(pk=held.pk).update(is_open=new in OPEN)
        write_event(moved, action, old=old, by=by, why=why, seen=seen, detail=detail)
        _tell(moved, action, by, why, to)
    account.refresh_from_db(fields=["is_open"])
    return moved


def _held(account: FinalAccount) -> FinalAccount:
    """The account, nobody else moving or editing it until the transaction ends."""
    return FinalAccount.objects.select_for_update(of=("self",)).select_related("unit").get(pk=account.pk)


def _is_repeated(release: Release, action: Action, by: User) -> bool:
    last = Event.objects.filter(release=release).last()
    return last is not None and (last.action, last.by_id, last.new_status) == (action.value, by.pk, release.status)


def _refuse_where_not(release: Release, action: Action, by: User, why: str) -> None:
    if words := why_not(action, situation_of(release, by, action)):
        raise Refused(words)
    if action in WANTS_A_REASON and not why.strip():
        raise Refused(f"{action.label}请写明原因")


def _seen_now(account: FinalAccount, seen: str) -> str:
    digest = keep_seen(passages_now(account))
    if seen and seen != digest:
        raise Refused(SEEN_OTHERWISE)
    return digest


_TOLD = {
    Action.SUBMIT: "提交了{account}，请审核",
    Action.RECALL: "撤回了{account}",
    Action.RETURN: "退回了{account}：{why}",
    Action.APPROVE: "审核通过了{account}",
    Action.REOPEN: "取回了{account}：{why}",
    Action.PUBLISH: "公开了{account}",
    Action.WITHDRAW: "撤下了{account}：{why}",
    Action.CORRECT: "对{account}发起更正：{why}",
}


def _tell(release: Release, action: Action, by: User, why: str, people: Iterable[User]) -> None:
    if action not in _TOLD:
        return
    account = release.account
    text = f"{by.get_full_name()}{_TOLD[action].format(account=account, why=why.strip())}"
    address = reverse("review", args=(account.unit.code, account.fiscal_year))
    others = {user.pk: user for user in people if user.pk != by.pk}
    notify(others.values(), account=account, text=text, address=address)
