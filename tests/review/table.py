"""Every action by everyone in every state, tried on real rows and taken back: the work that test_table.py judges."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from finance.models import FinalAccount
from review import actions
from review.models import Event, Release
from review.situations import newest_release_of, release_of, shown_release_of, situation_of
from review.workflow import UNDER_WAY, Action, Status, why_not
from tests.review.accounts import Staff, advance, clear, seen_now, write
from units.models import User

type Tried = dict[str, Any]

DO: Mapping[Action, Callable[[FinalAccount, User, str], Release]] = {
    Action.SUBMIT: lambda account, by, seen: actions.submit(account=account, by=by, seen=seen),
    Action.RECALL: lambda account, by, _: actions.recall(account=account, by=by),
    Action.RETURN: lambda account, by, _: actions.return_(account=account, by=by, why="有一处不清楚"),
    Action.APPROVE: lambda account, by, seen: actions.approve(account=account, by=by, seen=seen),
    Action.REOPEN: lambda account, by, _: actions.reopen(account=account, by=by, why="还要改一处"),
    Action.REPLY: lambda account, by, _: actions.record_reply(account=account, by=by, replied_on=date(2024, 9, 1)),
    Action.CLEAR: lambda account, by, _: clear(account, by),
    Action.PUBLISH: lambda account, by, _: actions.publish(
        account=account, by=by, detail={"manifest_sha256": "1" * 64}
    ),
    Action.WITHDRAW: lambda account, by, _: actions.withdraw(account=account, by=by, why="涉及不宜公开的内容"),
    Action.CORRECT: lambda account, by, _: actions.correct(account=account, by=by, why="附表有误"),
    Action.ABANDON: lambda account, by, _: actions.abandon(account=account, by=by, why="误发起"),
}
# Of the first release, and of a correction of it that is under way.
STATES = (*(status.value for status in Status), *(f"{status}2" for status in Status if status in UNDER_WAY))
_OUT_OF_REACH = (Status.SUPERSEDED, Status.ABANDONED)


class _TakenBack(Exception):
    """Undoes one trial."""


def table(account: FinalAccount, staff: Staff, states: tuple[str, ...] = STATES) -> dict[str, Tried]:
    """What became of it, by "state action person"."""
    found: dict[str, Tried] = {}
    write(account, staff.author_reviewer, "负责示例市新区的前期筹建和统筹协调工作。")
    for state in states:
        try:
            with transaction.atomic():
                if state.endswith("2"):
                    advance(account, staff, Status.PUBLISHED)
                    actions.correct(account=account, by=staff.colleague, why="数字有误")
                advance(account, staff, Status(state.removesuffix("2")))
                found |= _row(account, staff, state)
                raise _TakenBack
        except _TakenBack:
            pass
    return found


def _row(account: FinalAccount, staff: Staff, state: str) -> dict[str, Tried]:
    found, seen = {}, seen_now(account)
    for action in Action:
        for name, person in staff.tried.items():
            # Such a release is never the latest, so no button reaches it: only the refusal can be asked for.
            is_out_of_reach = state in _OUT_OF_REACH or action not in DO
            tried = _asked(account, person, action, state) if is_out_of_reach else _done(account, person, action, seen)
            found[f"{state} {action} {name}"] = tried
    return found


def _asked(account: FinalAccount, person: User, action: Action, state: str) -> Tried:
    release = Release.objects.get(account=account, status=state) if state in _OUT_OF_REACH else release_of(account)
    return {"refused": why_not(action, situation_of(release, person, action))}


def _done(account: FinalAccount, person: User, action: Action, seen: str) -> Tried:
    said = why_not(action, situation_of(_meant(account, action), person, action))
    events = Event.objects.filter(account=account).count()
    tried: Tried = {"tooltip": said}
    try:
        with transaction.atomic():
            try:
                release = DO[action](account, person, seen)
                again = DO[action](account, person, seen)
                tried |= {"to": release.status, "again": again.pk == release.pk, "number": release.number}
            except actions.Refused as refusal:
                tried["refused"] = refusal.messages[0]
            tried["events"] = Event.objects.filter(account=account).count() - events
            tried["is_open"] = FinalAccount.objects.get(pk=account.pk).is_open
            raise _TakenBack
    except _TakenBack:
        account.refresh_from_db()
    return tried


def _meant(account: FinalAccount, action: Action) -> Release:
    picks = {Action.WITHDRAW: shown_release_of, Action.ABANDON: newest_release_of}
    return picks.get(action, release_of)(account)
