"""What a person can do next with an account, and why not: the state bar and the review page show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from finance.models import FinalAccount
from review.deadline import Deadline, deadline_of
from review.models import Release
from review.readiness import Obstacle
from review.situations import roles_of, situation_of
from review.workflow import (
    CLERK,
    CORRECTABLE,
    OPEN,
    OWNER,
    REVIEWER,
    TRANSITIONS,
    UNDER_WAY,
    Action,
    Status,
    why_not,
)
from units.models import User


@dataclass(frozen=True)
class Step:
    """One button. Disabled where there is a reason why not, which stands beside it."""

    action: Action
    label: str
    why_not: str = ""


@dataclass(frozen=True)
class Stand:
    """Where an account stands, as one person sees it."""

    release: Release
    roles: frozenset[str]
    next: Step | None
    deadline: Deadline | None  # of what is not public yet

    @property
    def status(self) -> Status:
        return Status(self.release.status)

    @property
    def words(self) -> str:
        """待审核; a correction says so: 第 2 版（更正）待审核."""
        number = self.release.number
        return f"第 {number} 版（更正）{self.status.label}" if number > 1 else self.status.label


def latest_release(account: FinalAccount) -> Release:
    """The latest release; where there is none yet, one that nobody has saved. Looking makes no rows."""
    found = Release.objects.filter(account=account).latest_first().select_related("author", "reviewer").first()
    release = found or Release(account=account, number=1, status=Status.DRAFT.value)
    release.account = account  # with its unit, which the caller has
    return release


def stand_of(account: FinalAccount, user: User, *, known: Iterable[Obstacle] | None = None) -> Stand:
    """`known`: what stands in the way of submission, where the page has just found it."""
    release = latest_release(account)
    roles = roles_of(account.unit, user)
    action = next_action(release, roles)
    step = step_of(action, release, user, known=known) if action else None
    deadline = None
    if Status(release.status) in UNDER_WAY and release.number == 1:
        deadline = deadline_of(account.replied_on, timezone.localdate())
    return Stand(release, roles, step, deadline)


def step_of(action: Action, release: Release, user: User, *, known: Iterable[Obstacle] | None = None) -> Step:
    """The button of an action, with why it cannot be pressed now."""
    return Step(action, action.label, why_not(action, situation_of(release, user, action, known=known)))


def steps_of(stand: Stand, user: User, *, known: Iterable[Obstacle]) -> tuple[Step, ...]:
    """Every action of this state that is for this person's roles, with why not now."""
    actions = (action for action in Action if _is_offered(action, stand))
    return tuple(step_of(action, stand.release, user, known=known) for action in actions)


def _is_offered(action: Action, stand: Stand) -> bool:
    is_of_state = stand.status in CORRECTABLE if action is Action.CORRECT else (stand.status, action) in TRANSITIONS
    if action is Action.ABANDON and stand.release.number == 1:
        return False
    return is_of_state and bool(stand.roles & OWNER[action])


def next_action(release: Release, roles: frozenset[str]) -> Action | None:
    """What this person is to do next; nothing where it is another's turn."""
    status = Status(release.status)
    if status in OPEN and CLERK in roles:
        return Action.SUBMIT
    if status is Status.SUBMITTED and REVIEWER in roles:
        return Action.APPROVE
    if status is Status.APPROVED and roles & {CLERK, REVIEWER}:
        return Action.PUBLISH if release.is_cleared else Action.CLEAR
    return None


_OTHERS_TURN = {
    Status.DRAFT: "经办人正在填报，提交后由审核人审核",
    Status.RETURNED: "已退回经办人修改",
    Status.SUBMITTED: "等待审核人审核；审核期间数字不能修改",
    Status.APPROVED: "审核已通过，等待公开",
    Status.PUBLISHED: "已经公开；要改动，须发起更正",
    Status.SUPERSEDED: "已由更正版取代",
    Status.WITHDRAWN: "已经撤下；要重新公开，须发起更正",
    Status.ABANDONED: "这次更正已放弃",
}


def whose_turn(status: Status) -> str:
    """What the account waits for, for who has nothing to do."""
    return _OTHERS_TURN[status]
