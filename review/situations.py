"""Where an account stands and what decides whether somebody may move it: read by the actions and by every page."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from finance.models import CellChange, FinalAccount
from review.models import Event, Release
from review.readiness import Obstacle, obstacles_of, units_not_approved
from review.workflow import OWNER, TRANSITIONS, Action, Situation, Status
from units.models import BudgetUnit, Role, User


def release_of(account: FinalAccount) -> Release:
    """The latest release; the first is made when it is first asked for."""
    latest = Release.objects.filter(account=account).latest_first().select_related("account__unit").first()
    if latest is None:
        latest, _ = Release.objects.get_or_create(account=account, number=1)
    return latest


def newest_release_of(account: FinalAccount) -> Release:
    """The release that was begun last, abandoned or not."""
    newest = Release.objects.filter(account=account).order_by("-pk").select_related("account__unit").first()
    return newest or release_of(account)


def shown_release_of(account: FinalAccount) -> Release:
    """The latest release that ever was public, withdrawn or not; before there is one, the latest of all."""
    shown = (Status.PUBLISHED.value, Status.WITHDRAWN.value)
    found = Release.objects.filter(account=account, status__in=shown).order_by("-number")
    return found.select_related("account__unit").first() or release_of(account)


def situation_of(release: Release, user: User, action: Action, *, known: Iterable[Obstacle] | None = None) -> Situation:
    """What decides whether this person may do this now; what must be mended first is looked for only where the
    action asks for it. `known`: what must be, where a page has just found it."""
    status, roles = Status(release.status), roles_of(release.account.unit, user)
    obstacles: tuple[str, ...] = ()
    if (status, action) in TRANSITIONS and roles & OWNER[action]:
        if action is Action.SUBMIT:
            obstacles = tuple(one.words for one in obstacles_to_submit(release, user, known=known))
        elif action is Action.APPROVE and (count := open_comments(release)):
            obstacles = (f"还有 {count} 条审核意见没有解决",)
        elif action is Action.APPROVE:
            obstacles = units_not_approved(release.account)
        elif action is Action.PUBLISH and not release.is_cleared:
            obstacles = ("还没有登记保密审查和负责人签发",)
    return Situation(
        status,
        roles,
        has_written=action is Action.APPROVE and user.pk in writers_of(release),
        obstacles=obstacles,
        has_next=action is Action.CORRECT and _has_next(release),
        is_correction=release.number > 1,
    )


NOBODY_TO_REVIEW = Obstacle(
    "没有人能审核：本单位和上级单位都没有审核人，或者审核人都参与了填报。请管理员增设一位没有参与填报的审核人"
)


def obstacles_to_submit(
    release: Release, user: User, *, known: Iterable[Obstacle] | None = None
) -> tuple[Obstacle, ...]:
    """What is to be mended in the account, and whether anybody is there to review what this person submits."""
    found = obstacles_of(release.account) if known is None else known
    hands = writers_of(release) | {user.pk}
    reviewers = reviewers_of(release.account.unit, but=hands)
    return (*found, *(() if reviewers.exists() else (NOBODY_TO_REVIEW,)))


def open_comments(release: Release) -> int:
    return release.comments.filter(parent=None, resolved_at=None).count()


def writers_of(release: Release) -> frozenset[int]:
    """Ids of all who have a hand in this release: who changed a cell or explained a finding since it began, and who
    submitted it, though it was sent back since. A correction begins with its first event; what was written before
    belongs to the releases before it."""
    began = Event.objects.filter(release=release.pk, action=Action.CORRECT.value).order_by("sequence").first()
    changes = CellChange.objects.filter(account=release.account_id, pk__gt=began.changes_through if began else 0)
    submitted = Event.objects.filter(release=release.pk, action=Action.SUBMIT.value)
    found = {release.author_id, *_people(changes), *_people(submitted)}
    return frozenset(one for one in found if one is not None)


def _people(rows: QuerySet[Any]) -> set[int | None]:
    return set(rows.order_by().values_list("by", flat=True).distinct())


def _has_next(release: Release) -> bool:
    return Release.objects.filter(account=release.account_id, number__gt=release.number).latest_first().exists()


def roles_of(unit: BudgetUnit, user: User) -> frozenset[str]:
    """What the user does for the unit. A reviewer of a unit above reviews here too."""
    roles = set[str]()
    if BudgetUnit.objects.editable_by(user).filter(pk=unit.pk).exists():
        roles.add(Role.CLERK.value)
    if BudgetUnit.objects.reviewable_by(user).filter(pk=unit.pk).exists():
        roles.add(Role.REVIEWER.value)
    return frozenset(roles)


def reviewers_of(unit: BudgetUnit, *, but: Collection[int] = ()) -> QuerySet[User]:
    """审核人 of the unit itself; where it has none, of the nearest unit above that has some. `but`: ids of those who
    may not review it."""
    above: BudgetUnit | None = unit
    seen = set[int]()
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        found = User.objects.filter(is_active=True, memberships__unit=above, memberships__role=Role.REVIEWER)
        found = found.exclude(pk__in=but).distinct()
        if found.exists():
            return found
        above = above.parent
    return User.objects.none()
