"""What an edit after an approval takes back: the passages whose words changed, those worked out too, and only those."""

from io import StringIO

import pytest
from django.core.management import call_command

from disclosure.passages import Passage
from finance.models import CellChange, FinalAccount
from review import actions
from review.models import Release
from review.seen import lapsed_passages, passages_now
from review.situations import release_of
from review.workflow import Status
from tests.review.accounts import Staff, advance, clear, seen_now, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed_once")]


def now(account: FinalAccount) -> tuple[Passage, ...]:
    return passages_now(FinalAccount.objects.get(pk=account.pk))


def lapsed(account: FinalAccount) -> set[str]:
    """Titles of what has lapsed."""
    keys = lapsed_passages(release_of(account), now(account))
    return {passage.title for passage in now(account) if passage.key in keys}


def saying(account: FinalAccount, *words: str) -> set[str]:
    """Titles of the passages that say any of these."""
    return {p.title for p in now(account) if any(word in line.text for line in p.lines for word in words)}


def test_nothing_lapses_where_nothing_was_approved(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.clerk, "负责筹建。")
    assert lapsed(account) == set()
    actions.submit(account=account, by=staff.clerk)
    assert lapsed(account) == set()


def test_nothing_lapses_by_reopening(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)
    actions.reopen(account=account, by=staff.clerk, why="改一字")
    assert lapsed(account) == set()


def test_words_take_back_their_own_passage(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)
    actions.reopen(account=account, by=staff.clerk, why="改一字")
    write(account, staff.clerk, "负责示例市新区的统筹。")
    assert lapsed(account) == saying(account, "负责示例市新区的统筹")
    assert len(lapsed(account)) == 1
    write(account, staff.clerk, "负责示例市新区的前期筹建工作。")
    assert lapsed(account) == set(), "as it was approved, it is approved"


def test_a_figure_takes_back_all_that_is_worked_out_of_it(account: FinalAccount, staff: Staff) -> None:
    """1,234,500.00 元 of income, and what was spent: in tables, in sentences and in totals; nothing else."""
    advance(account, staff, Status.PUBLISHED)
    before = {passage.key: passage.digest for passage in now(account)}
    actions.correct(account=account, by=staff.clerk, why="漏列一项收入")
    assert lapsed(account) == set()
    write(account, staff.clerk, "1234500", "income_lines/2080101/other", "0.00")
    found = lapsed(account)
    assert found == {passage.title for passage in now(account) if before.get(passage.key) != passage.digest}
    assert saying(account, "123.45") <= found
    assert len(found) < len(before) / 2, "most passages say what they said"
    assert any("收入决算表" in title for title in found)
    assert any("收入决算情况说明" in title for title in found)


def test_the_latest_approval_counts(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)
    actions.reopen(account=account, by=staff.clerk, why="改一字")
    write(account, staff.clerk, "负责示例市新区的统筹。")
    actions.submit(account=account, by=staff.clerk)
    assert len(lapsed(account)) == 1, "submitted is not approved"
    actions.approve(account=account, by=staff.reviewer, seen=seen_now(account))
    assert lapsed(account) == set()
    actions.reopen(account=account, by=staff.clerk, why="改回来")
    write(account, staff.clerk, "负责示例市新区的前期筹建工作。")
    assert len(lapsed(account)) == 1, "it says what was approved once, and not what was approved last"


def test_clearance_is_of_what_it_said(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)
    assert release_of(account).is_cleared
    actions.reopen(account=account, by=staff.clerk, why="改一字")
    advance_again(account, staff)
    assert not release_of(account).is_cleared
    with pytest.raises(actions.Refused, match="还没有登记保密审查和负责人签发"):
        actions.publish(account=account, by=staff.reviewer, detail={})
    clear(account, staff.clerk)
    assert actions.publish(account=account, by=staff.reviewer, detail={}).status == Status.PUBLISHED


def advance_again(account: FinalAccount, staff: Staff) -> None:
    actions.submit(account=account, by=staff.clerk)
    actions.approve(account=account, by=staff.reviewer, seen=seen_now(account))


def test_what_was_not_seen_is_not_approved(account: FinalAccount, staff: Staff) -> None:
    stale = seen_now(account)
    write(account, staff.clerk, "负责示例市新区的统筹。")
    with pytest.raises(actions.Refused, match="请刷新页面"):
        actions.submit(account=account, by=staff.clerk, seen=stale)
    actions.submit(account=account, by=staff.clerk, seen=seen_now(account))
    for seen in (stale, "", "0" * 64):
        with pytest.raises(actions.Refused, match="请刷新页面"):
            actions.approve(account=account, by=staff.reviewer, seen=seen)
    assert Release.objects.get().status == Status.SUBMITTED
    actions.approve(account=account, by=staff.reviewer, seen=seen_now(account))


def test_a_real_report_says_the_same_twice() -> None:
    """Nothing in the cut depends on when or how often it is made: approved words stay approved."""
    call_command("sample", "putuo_finance_2024", stdout=StringIO())
    account = FinalAccount.objects.latest("pk")
    first = passages_now(account)
    assert passages_now(FinalAccount.objects.latest("pk")) == first
    assert len({passage.key for passage in first}) == len(first)
    assert CellChange.objects.filter(account=account).count() > 100
