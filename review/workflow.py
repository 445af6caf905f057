"""States of a release, actions that lead from one to another, and who may do them: one table. Pure.

`actions.py` is the only place that moves a release along it; the pages, the tests and docs/workflow.md read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from finance.terms import Term


class Status(Term):
    """Where a release stands."""

    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "待公开"
    PUBLISHED = "published", "已公开"
    SUPERSEDED = "superseded", "已被更正"
    WITHDRAWN = "withdrawn", "已撤下"
    ABANDONED = (
        "abandoned",
        "已放弃",
    )  # a correction that never became public


class Action(Term):
    """What people do; the label is the button's."""

    SUBMIT = "submit", "提交审核"
    RECALL = "recall", "撤回修改"
    RETURN = "return", "退回"
    APPROVE = "approve", "审核通过"
    REOPEN = "reopen", "取回修改"
    REPLY = "reply", "登记批复日期"  # of the finance department: the twenty days run from it
    CLEAR = "clear", "登记保密审查和签发"
    PUBLISH = "publish", "公开"
    SUPERSEDE = "supersede", "由更正版取代"  # by the publishing of the next release, never by hand
    WITHDRAW = "withdraw", "撤下"
    CORRECT = "correct", "发起更正"  # opens the next release; the published one stays as it is
    ABANDON = "abandon", "放弃更正"  # a correction begun by mistake; its number is free again


# Codes of units.models.Role; a test holds the two together. A workflow that imports no Django cannot name them.
CLERK, REVIEWER = "clerk", "reviewer"

TRANSITIONS: Mapping[tuple[Status, Action], Status] = MappingProxyType(
    {
        (Status.DRAFT, Action.SUBMIT): Status.SUBMITTED,
        (Status.RETURNED, Action.SUBMIT): Status.SUBMITTED,
        (Status.SUBMITTED, Action.RECALL): Status.DRAFT,
        (Status.SUBMITTED, Action.RETURN): Status.RETURNED,
        (Status.SUBMITTED, Action.APPROVE): Status.APPROVED,
        (Status.APPROVED, Action.REOPEN): Status.DRAFT,
        (Status.APPROVED, Action.CLEAR): Status.APPROVED,
        (Status.APPROVED, Action.PUBLISH): Status.PUBLISHED,
        (Status.PUBLISHED, Action.SUPERSEDE): Status.SUPERSEDED,
        (Status.PUBLISHED, Action.WITHDRAW): Status.WITHDRAWN,
        (Status.DRAFT, Action.ABANDON): Status.ABANDONED,
        (Status.RETURNED, Action.ABANDON): Status.ABANDONED,
        # The reply comes when it comes, and a wrong date can be mended.
        (Status.DRAFT, Action.REPLY): Status.DRAFT,
        (Status.SUBMITTED, Action.REPLY): Status.SUBMITTED,
        (Status.RETURNED, Action.REPLY): Status.RETURNED,
        (Status.APPROVED, Action.REPLY): Status.APPROVED,
        (Status.PUBLISHED, Action.REPLY): Status.PUBLISHED,
    }
)
# From a release in one of these states the next one is opened, as a draft.
CORRECTABLE = frozenset({Status.PUBLISHED, Status.WITHDRAWN})

OWNER: Mapping[Action, frozenset[str]] = MappingProxyType(
    {
        Action.SUBMIT: frozenset({CLERK}),
        Action.RECALL: frozenset({CLERK}),
        Action.RETURN: frozenset({REVIEWER}),
        Action.APPROVE: frozenset({REVIEWER}),
        Action.REOPEN: frozenset({CLERK, REVIEWER}),
        Action.REPLY: frozenset({CLERK, REVIEWER}),
        Action.CLEAR: frozenset({CLERK, REVIEWER}),
        Action.PUBLISH: frozenset({CLERK, REVIEWER}),
        Action.SUPERSEDE: frozenset(),
        Action.WITHDRAW: frozenset({REVIEWER}),
        Action.CORRECT: frozenset({CLERK}),
        Action.ABANDON: frozenset({CLERK}),
    }
)
WANTS_A_REASON = frozenset({Action.RETURN, Action.REOPEN, Action.WITHDRAW, Action.CORRECT, Action.ABANDON})
UNDER_WAY = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED})
OPEN = frozenset({Status.DRAFT, Status.RETURNED})  # figures may be changed
ROLE_LABELS = {CLERK: "经办人", REVIEWER: "审核人"}


@dataclass(frozen=True)
class Situation:
    """All that decides whether an action may be done now. `obstacles`: what must be mended first, in words."""

    status: Status
    roles: frozenset[str]  # of the person, for this unit
    has_written: bool = False  # the person typed into this release, explained something in it, or submitted it
    obstacles: tuple[str, ...] = ()
    has_next: bool = False  # a correction of it is under way
    is_correction: bool = False


def why_not(action: Action, situation: Situation) -> str:
    """Why the action may not be done now, for the button's tooltip and the refusal alike; empty where it may."""
    if action is Action.CORRECT:
        if situation.status not in CORRECTABLE:
            return f"“{situation.status.label}”的决算不能发起更正，已公开的才需要更正"
        if situation.has_next:
            return "已经有一个更正版在办理中"
    elif (situation.status, action) not in TRANSITIONS:
        return f"现在的状态是“{situation.status.label}”，不能{action.label}"
    elif action is Action.ABANDON and not situation.is_correction:
        return "这是第一版，还没有公开过，没有可以放弃的更正"
    if not situation.roles & OWNER[action]:
        who = "或".join(ROLE_LABELS[role] for role in sorted(OWNER[action]))
        return f"只有本单位的{who}可以{action.label}" if who else "由系统完成，不能手工操作"
    if action is Action.APPROVE and situation.has_written:
        return "填报或提交过这份决算的人不能审核它，请由另一位审核人审核"
    if situation.obstacles:
        more = f"等 {len(situation.obstacles)} 处" if len(situation.obstacles) > 1 else ""
        return f"还不能{action.label}：{situation.obstacles[0]}{more}"
    return ""
