"""People who move one account at once, each on a connection of their own; and the table, the constraints and the audit.

The work that test_postgresql.py judges, in a process of its own, whose DATABASE_URL names an empty server.
"""

import json
import time
from collections import Counter
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from disclosure.actions import explain
from disclosure.explanations import Judged, Standing
from finance.checks.registry import Finding, Severity
from finance.models import CellChange, FinalAccount, Texts
from review import actions
from review.auditing import faults_of_history
from review.models import Event, Release
from review.seen import passages_now
from review.situations import release_of
from review.workflow import Action, Status
from tests.finance.saving_at_once import at_once
from tests.review.accounts import Staff, clear, complete_account, eventful_account, seen_now, staff_of, write
from tests.review.altering import ALTERATIONS, said_of
from tests.review.breaking import not_refused
from tests.review.table import table
from units.models import User

ROUNDS = 5
CLICKS = 20
type Found = dict[str, Any]


def said_by(move: Any) -> str:
    """What becomes of a move: done, or refused."""
    try:
        move()
    except actions.Refused:
        return "refused"
    return "done"


def _events(account: FinalAccount, action: Action) -> int:
    return Event.objects.filter(account=account, action=action.value).count()


def submitted_again_and_again(account: FinalAccount, staff: Staff) -> Found:
    """One clerk clicks twenty times; then, after a recall, another clerk clicks with them."""
    seen = seen_now(account)

    def click(user: User) -> str:
        return said_by(lambda: actions.submit(account=account, by=user, seen=seen))

    first = Counter(at_once(click, [staff.clerk] * CLICKS))
    found: Found = {"one": first, "events": _events(account, Action.SUBMIT)}
    actions.recall(account=account, by=staff.clerk)
    second = Counter(at_once(click, [staff.clerk, staff.colleague] * (CLICKS // 2)))
    return found | {"two": second, "events_of_two": _events(account, Action.SUBMIT) - found["events"]}


def decided_at_once(account: FinalAccount, staff: Staff) -> Found:
    """A reviewer approves, another returns it, and the clerk recalls it, all at once: one of them wins."""
    rounds = Counter[str]()
    for _ in range(ROUNDS):
        actions.submit(account=account, by=staff.clerk)
        seen, before = seen_now(account), Event.objects.filter(account=account).count()

        def decide(user: User, seen: str = seen) -> str:
            if user == staff.clerk:
                return said_by(lambda: actions.recall(account=account, by=user))
            if user == staff.reviewer:
                return said_by(lambda: actions.approve(account=account, by=user, seen=seen))
            return said_by(lambda: actions.return_(account=account, by=user, why="再看看"))

        said = sorted(at_once(decide, [staff.clerk, staff.reviewer, staff.superior_reviewer] * 2))
        events = Event.objects.filter(account=account).count() - before
        # Whoever won clicked twice: both clicks find it done.
        rounds[f"{said.count('done')} done, {events} event"] += 1
        if Release.objects.get(account=account).status == Status.APPROVED:
            actions.reopen(account=account, by=staff.clerk, why="再来一次")
    return {"rounds": rounds}


def edited_while_submitted(account: FinalAccount, staff: Staff) -> Found:
    """Two type and one explains while a third submits: what was saved was seen, and what was not seen was refused."""
    wrong, tried = [], Counter[str]()
    for n in range(ROUNDS):

        def do(user: User, n: int = n) -> list[str]:
            if user == staff.clerk:
                time.sleep(0.2)  # the others have begun: without it the submission may be first in every round
                return [said_by(lambda: actions.submit(account=account, by=user))]
            if user == staff.administrator:
                return [_explained(account, user, f"第 {n} 轮第 {i} 次") for i in range(20)]
            cell = {staff.colleague: "texts//other_notes", staff.author_reviewer: "texts//performance_results"}[user]
            return [_typed(account, user, f"第{n}轮第{i}次。", cell) for i in range(20)]

        everyone = [staff.clerk, staff.colleague, staff.author_reviewer, staff.administrator]
        tried.update(word for words in at_once(do, everyone) for word in words)
        release, event = Release.objects.get(account=account), Event.objects.filter(account=account).latest("sequence")
        after = CellChange.objects.filter(account=account, pk__gt=event.changes_through).count()
        if release.seen != seen_now(account) or after or event.seen != release.seen:
            wrong.append(f"round {n}: {after} changes slipped in")
        actions.recall(account=account, by=staff.clerk)
    return {"wrong": wrong, "tried": tried}


def _typed(account: FinalAccount, user: User, text: str, cell: str) -> str:
    """Over what stands there: nobody else types into this cell."""
    texts = Texts.objects.filter(account=account).first()
    was = str(getattr(texts, cell.rpartition("/")[2])) if texts else ""
    return write(account, user, text, cell, was).results[0].status


def _explained(account: FinalAccount, user: User, text: str) -> str:
    finding = Finding("X001", Severity.WARNING, "请核对", ("income.total",), "收入", "0" * 64)
    warning = Judged(finding, Standing.TO_BE_EXPLAINED)
    try:
        explain(account=account, judged=warning, text=text, by=user)
    except Exception as error:
        return type(error).__name__
    return "explained"


def published_again_and_again(account: FinalAccount, staff: Staff) -> Found:
    """Fifty clicks of two people on 公开, then twenty on 发起更正."""
    actions.submit(account=account, by=staff.colleague)
    actions.approve(account=account, by=staff.reviewer, seen=seen_now(account))
    clear(account, staff.reviewer)
    detail = {"manifest_sha256": "0" * 64}

    def click(user: User) -> str:
        return said_by(lambda: actions.publish(account=account, by=user, detail=detail))

    def mend(user: User) -> str:
        return said_by(lambda: actions.correct(account=account, by=user, why="附表有误"))

    said = Counter(at_once(click, [staff.clerk, staff.reviewer] * 25))
    published = _events(account, Action.PUBLISH)
    mended = Counter(at_once(mend, [staff.clerk] * CLICKS))
    numbers = list(Release.objects.filter(account=account).order_by("number").values_list("number", flat=True))
    return {"said": said, "published": published, "mended": mended, "releases": numbers}


def abandoned_again_and_again(account: FinalAccount, staff: Staff) -> Found:
    """Of two clerks the quicker one abandons the correction; the number is free for the next."""

    def click(user: User) -> str:
        return said_by(lambda: actions.abandon(account=account, by=user, why="误发起"))

    said = Counter(at_once(click, [staff.clerk, staff.colleague] * (CLICKS // 2)))
    found = {"said": said, "events": _events(account, Action.ABANDON), "is_open": FinalAccount.objects.get().is_open}
    actions.correct(account=account, by=staff.clerk, why="这次是真的")
    return found | {"releases": list(Release.objects.order_by("pk").values_list("number", "status"))}


def first_asked_at_once(account: FinalAccount, staff: Staff) -> Found:
    """Ten open the page of an account that has no release yet."""
    found = at_once(lambda user: release_of(account).pk, [staff.clerk] * 10)
    return {"releases": len(set(found)), "rows": Release.objects.filter(account=account).count()}


class _TakenBack(Exception):
    """Undoes what was only looked at."""


def taken_back(work: Any) -> Any:
    found = None
    try:
        with transaction.atomic():
            found = work()
            raise _TakenBack
    except _TakenBack:
        return found


def altered() -> Found:
    """The eventful history, untouched and altered."""
    account, _ = eventful_account()
    clean = list(faults_of_history(account))
    said = {name: said_of(alter, account) for name, (alter, _) in ALTERATIONS.items()}
    return {"clean": clean, "missed": [n for n, (_, words) in ALTERATIONS.items() if words not in "".join(said[n])]}


def broken() -> list[str]:
    account = complete_account()
    return not_refused(account, staff_of(account))


def main() -> None:
    """Prints what was found as JSON."""
    call_command("migrate", verbosity=0)
    found: Found = {
        "database": connection.vendor,
        "table": taken_back(table),
        "altered": taken_back(altered),
        "not_refused": taken_back(broken),
    }
    account = complete_account()
    staff = staff_of(account)
    found["first"] = first_asked_at_once(account, staff)
    found["submitted"] = submitted_again_and_again(account, staff)
    actions.recall(account=account, by=Release.objects.get().author or staff.clerk)
    found["decided"] = decided_at_once(account, staff)
    if not FinalAccount.objects.get().is_open:
        raise AssertionError("a decision was left over")
    found["edited"] = edited_while_submitted(account, staff)
    found["published"] = published_again_and_again(account, staff)
    found["abandoned"] = abandoned_again_and_again(account, staff)
    found["faults"] = list(faults_of_history(FinalAccount.objects.get()))
    found["passages"] = len(passages_now(account))
    connection.close()
    print(json.dumps(found, ensure_ascii=False))
