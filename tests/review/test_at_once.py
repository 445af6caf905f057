"""The review under real concurrency: people who move one account at once, each on a connection of their own."""

import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from disclosure.actions import explain
from disclosure.explanations import Judged, Standing
from finance.checks.registry import Finding, Severity
from finance.models import CellChange, FinalAccount, Texts
from review import actions
from review.auditing import faults_of_history
from review.models import Event, Release
from review.situations import release_of
from review.workflow import Action, Status
from tests.at_once import at_once
from tests.review.accounts import Staff, Staffed, clear, seen_now, staffed, write
from units.models import User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql", "SQLite lets one write at a time, and threads share its database in memory"),
]

ROUNDS = 5
CLICKS = 20


@pytest.fixture
def found(transactional_db: None) -> Staffed:
    """Committed, so not shared."""
    return staffed()


@pytest.fixture(autouse=True)
def _history_holds(account: FinalAccount) -> Iterator[None]:
    """After all that."""
    yield
    assert list(faults_of_history(FinalAccount.objects.get())) == []


def said_by(move: Callable[[], object]) -> str:
    """What becomes of a move: done, or refused."""
    try:
        move()
    except actions.Refused:
        return "refused"
    return "done"


def events(account: FinalAccount, action: Action) -> int:
    return Event.objects.filter(account=account, action=action.value).count()


def approved(account: FinalAccount, staff: Staff) -> None:
    """By the clerk's and the reviewer's hand, and ready to be published."""
    actions.submit(account=account, by=staff.colleague)
    actions.approve(account=account, by=staff.reviewer, seen=seen_now(account))
    clear(account, staff.reviewer)


def publish(account: FinalAccount, user: User) -> Release:
    return actions.publish(account=account, by=user, detail={"manifest_sha256": "0" * 64})


def test_ten_who_look_at_once_make_one_release(account: FinalAccount, staff: Staff) -> None:
    assert len(set(at_once(lambda user: release_of(account).pk, [staff.clerk] * 10))) == 1
    assert Release.objects.count() == 1


def test_twenty_clicks_submit_once(account: FinalAccount, staff: Staff) -> None:
    """Of two clerks the quicker one submits, and the other is told so at each click."""
    seen = seen_now(account)

    def click(user: User) -> str:
        return said_by(lambda: actions.submit(account=account, by=user, seen=seen))

    assert Counter(at_once(click, [staff.clerk] * CLICKS)) == {"done": CLICKS}
    assert events(account, Action.SUBMIT) == 1
    actions.recall(account=account, by=staff.clerk)
    said = Counter(at_once(click, [staff.clerk, staff.colleague] * (CLICKS // 2)))
    assert said == {"done": CLICKS // 2, "refused": CLICKS // 2}
    assert events(account, Action.SUBMIT) == 2


def test_of_approve_return_and_recall_exactly_one_wins(account: FinalAccount, staff: Staff) -> None:
    for _ in range(ROUNDS):
        actions.submit(account=account, by=staff.clerk)
        seen, before = seen_now(account), Event.objects.filter(account=account).count()

        def decide(user: User, seen: str = seen) -> str:
            if user == staff.clerk:
                return said_by(lambda: actions.recall(account=account, by=user))
            if user == staff.reviewer:
                return said_by(lambda: actions.approve(account=account, by=user, seen=seen))
            return said_by(lambda: actions.return_(account=account, by=user, why="再看看"))

        said = at_once(decide, [staff.clerk, staff.reviewer, staff.superior_reviewer] * 2)
        # Whoever won clicked twice: both clicks find it done.
        assert said.count("done") == 2
        assert Event.objects.filter(account=account).count() - before == 1
        if Release.objects.get(account=account).status == Status.APPROVED:
            actions.reopen(account=account, by=staff.clerk, why="再来一次")
        assert FinalAccount.objects.get().is_open


def test_nothing_slips_in_after_the_submission(account: FinalAccount, staff: Staff) -> None:
    """Two type and one explains while a third submits: what was saved was seen, what was not seen was refused; and both
    happened."""
    tried = Counter[str]()
    for n in range(ROUNDS):

        def do(user: User, n: int = n) -> list[str]:
            if user == staff.clerk:
                time.sleep(0.2)  # the others have begun: without it the submission may be first in every round
                return [said_by(lambda: actions.submit(account=account, by=user))]
            if user == staff.administrator:
                return [explained(account, user, f"第 {n} 轮第 {i} 次") for i in range(20)]
            cell = {staff.colleague: "texts//other_notes", staff.author_reviewer: "texts//performance_results"}[user]
            return [typed(account, user, f"第{n}轮第{i}次。", cell) for i in range(20)]

        everyone = [staff.clerk, staff.colleague, staff.author_reviewer, staff.administrator]
        tried.update(word for words in at_once(do, everyone) for word in words)
        release, event = Release.objects.get(account=account), Event.objects.filter(account=account).latest("sequence")
        assert event.seen == release.seen == seen_now(account)
        assert not CellChange.objects.filter(account=account, pk__gt=event.changes_through).exists()
        actions.recall(account=account, by=staff.clerk)
    assert tried["done"] == ROUNDS
    assert sum(tried.values()) == ROUNDS * 61
    assert tried.keys() <= {"done", "saved", "refused", "explained", "ValidationError"}
    assert tried["refused"] > 0
    assert tried["saved"] > 0


def typed(account: FinalAccount, user: User, text: str, cell: str) -> str:
    """Over what stands there: nobody else types into this cell."""
    texts = Texts.objects.filter(account=account).first()
    was = str(getattr(texts, cell.rpartition("/")[2])) if texts else ""
    return write(account, user, text, cell, was).results[0].status


def explained(account: FinalAccount, user: User, text: str) -> str:
    finding = Finding("X001", Severity.WARNING, "请核对", ("income.total",), "收入", "0" * 64)
    warning = Judged(finding, Standing.TO_BE_EXPLAINED)
    try:
        explain(account=account, judged=warning, text=text, by=user)
    except Exception as error:
        return type(error).__name__
    return "explained"


def test_fifty_clicks_publish_once_and_twenty_begin_one_correction(account: FinalAccount, staff: Staff) -> None:
    approved(account, staff)
    said = at_once(lambda user: said_by(lambda: publish(account, user)), [staff.clerk, staff.reviewer] * 25)
    assert Counter(said) == {"done": 25, "refused": 25}
    assert events(account, Action.PUBLISH) == 1

    def mend(user: User) -> str:
        return said_by(lambda: actions.correct(account=account, by=user, why="附表有误"))

    assert Counter(at_once(mend, [staff.clerk] * CLICKS)) == {"done": CLICKS}
    assert sorted(Release.objects.values_list("number", flat=True)) == [1, 2]


def test_twenty_clicks_abandon_once_and_the_number_is_free(account: FinalAccount, staff: Staff) -> None:
    """Of two clerks the quicker one abandons the correction."""
    approved(account, staff)
    publish(account, staff.clerk)
    actions.correct(account=account, by=staff.clerk, why="附表有误")

    def click(user: User) -> str:
        return said_by(lambda: actions.abandon(account=account, by=user, why="误发起"))

    said = Counter(at_once(click, [staff.clerk, staff.colleague] * (CLICKS // 2)))
    assert said == {"done": CLICKS // 2, "refused": CLICKS // 2}
    assert events(account, Action.ABANDON) == 1
    assert not FinalAccount.objects.get().is_open
    actions.correct(account=account, by=staff.clerk, why="这次是真的")
    releases = list(Release.objects.order_by("pk").values_list("number", "status"))
    assert releases == [(1, "published"), (2, "abandoned"), (2, "draft")]
