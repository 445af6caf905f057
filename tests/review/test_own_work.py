"""Nobody approves their own work: whoever typed, explained, took in or submitted, in this release."""

from dataclasses import replace

import pytest

from disclosure.actions import explain
from disclosure.explanations import Judged, Standing, explained_check, explanation_cell
from finance.checks.registry import Finding, Severity
from finance.ledger import figures_of, write_figures
from finance.models import CellChange, FinalAccount
from performance.ledger import write_scorecards
from performance.models import Indicator, Scorecard
from performance.scorecards import Scorecards
from review import actions
from review.situations import release_of, situation_of, writers_of
from review.workflow import Action, Status, why_not
from tests.performance.cards import make_card
from tests.review.accounts import Staff, advance, seen_now, write
from units.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed_once")]

OWN_WORK = "填报或提交过这份决算的人不能审核它，请由另一位审核人审核"
WARNING = Judged(Finding("X001", Severity.WARNING, "请核对", ("a.b",), "", "0"), Standing.TO_BE_EXPLAINED)


def refused(account: FinalAccount, user: User) -> str:
    """Why this person may not approve it; empty where they just did."""
    try:
        actions.approve(account=account, by=user, seen=seen_now(account))
    except actions.Refused as refusal:
        return str(refusal.messages[0])
    return ""


def test_what_a_command_wrote_is_nobodys_own(account: FinalAccount, staff: Staff) -> None:
    assert set(CellChange.objects.values_list("by", flat=True)) == {None}
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == ""


def test_who_typed_does_not_approve(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.author_reviewer, "负责示例市新区的筹建工作。")
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == OWN_WORK
    assert refused(account, staff.reviewer) == ""


def test_typing_and_undoing_it_counts(account: FinalAccount, staff: Staff) -> None:
    was = account.profile.functions
    write(account, staff.author_reviewer, "负责示例市新区的筹建工作。")
    write(account, staff.author_reviewer, was)
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == OWN_WORK


def test_who_explained_does_not_approve(account: FinalAccount, staff: Staff) -> None:
    """Even if somebody else has written over it, or it was taken back."""
    explain(account=account, judged=WARNING, text="由上级承担。", by=staff.author_reviewer)
    explain(account=account, judged=WARNING, text="", by=staff.clerk)
    assert CellChange.objects.filter(cell="explanations/X001:a.b/text").count() == 2
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == OWN_WORK


def test_who_had_submitted_it_does_not_approve(account: FinalAccount, staff: Staff) -> None:
    """Though it was sent back, and somebody else has submitted it since."""
    actions.submit(account=account, by=staff.author_reviewer)
    actions.return_(account=account, by=staff.reviewer, why="请补充")
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == OWN_WORK


def test_who_took_whole_figures_in_does_not_approve(account: FinalAccount, staff: Staff) -> None:
    figures = figures_of(account)
    write_figures(account, figures, by=staff.author_reviewer)
    assert writers_of(release_of(account)) == frozenset(), "the same figures are no change"
    write_figures(account, replace(figures, profile=replace(figures.profile, on_duty=7)), by=staff.author_reviewer)
    actions.submit(account=account, by=staff.clerk)
    assert refused(account, staff.author_reviewer) == OWN_WORK


def test_a_correction_begins_anew(account: FinalAccount, staff: Staff) -> None:
    """Who wrote the first release may approve the second, and who writes the second may not; though the first is
    withdrawn meanwhile."""
    write(account, staff.author_reviewer, "负责示例市新区的筹建工作。")
    advance(account, staff, Status.PUBLISHED)
    actions.correct(account=account, by=staff.clerk, why="职能有误")
    second = release_of(account)
    assert writers_of(second) == frozenset()
    write(account, staff.clerk, "负责示例市新区的前期筹建工作。")
    actions.withdraw(account=account, by=staff.reviewer, why="职能有误")
    assert writers_of(second) == {staff.clerk.pk}
    actions.submit(account=account, by=staff.colleague)
    assert refused(account, staff.author_reviewer) == ""


def test_comments_stop_the_approval_until_they_are_resolved(account: FinalAccount, staff: Staff) -> None:
    actions.submit(account=account, by=staff.clerk)
    release = release_of(account)
    comment = release.comments.create(body="请核对", by=staff.reviewer)
    release.comments.create(body="已核对", by=staff.clerk, parent=comment)
    assert refused(account, staff.reviewer) == "还不能审核通过：还有 1 条审核意见没有解决"
    release.comments.filter(pk=comment.pk).update(resolved_by=staff.reviewer, resolved_at="2024-08-01T00:00:00Z")
    assert refused(account, staff.reviewer) == ""


def test_who_has_left_does_nothing(account: FinalAccount, staff: Staff) -> None:
    User.objects.filter(pk=staff.clerk.pk).update(is_active=False)
    staff.clerk.refresh_from_db()
    release = release_of(account)
    said = why_not(Action.SUBMIT, situation_of(release, staff.clerk, Action.SUBMIT))
    assert said == "只有本单位的经办人可以提交审核"
    superuser = User.objects.create_superuser("root", full_name="某管理员")
    assert why_not(Action.SUBMIT, situation_of(release, superuser, Action.SUBMIT))


# Whole writes in the log ---


def test_whole_figures_are_logged_cell_by_cell(account: FinalAccount, staff: Staff) -> None:
    CellChange.objects.all().delete()
    figures = figures_of(account)
    profile = replace(figures.profile, on_duty=12, functions="筹建。")
    write_figures(account, replace(figures, profile=profile), by=staff.clerk)
    logged = {change.cell: (change.old, change.new, change.by) for change in CellChange.objects.all()}
    assert logged == {
        "profile//functions": ("负责示例市新区的前期筹建工作。", "筹建。", staff.clerk),
        "profile//on_duty": ("0", "12", staff.clerk),
    }
    assert {change.version for change in CellChange.objects.all()} == {FinalAccount.objects.get().version}


def test_scorecards_written_again_keep_their_addresses(account: FinalAccount, staff: Staff) -> None:
    write_scorecards(account, Scorecards(None, (make_card(name="甲"), make_card(name="乙"))))
    cards, indicators = numbers(Scorecard), numbers(Indicator)
    CellChange.objects.all().delete()
    write_scorecards(account, Scorecards(None, (make_card(name="甲"), make_card(name="丙"))), by=staff.clerk)
    assert (numbers(Scorecard), numbers(Indicator)) == (cards, indicators)
    (change,) = CellChange.objects.all()
    assert (change.cell, change.old, change.new) == (f"scorecards/{cards[1]}/name", "乙", "丙")
    write_scorecards(account, Scorecards(None, (make_card(name="甲"),)), by=staff.clerk)
    assert numbers(Scorecard) == cards[:1]
    assert CellChange.objects.filter(cell=f"scorecards/{cards[1]}/name").latest("pk").new == ""


def numbers(model: type[Scorecard] | type[Indicator]) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def test_explanations_have_an_address_however_long_their_key() -> None:
    long = [explanation_cell(f"X001:{','.join(f'figure.{n}' for n in range(40))},{end}") for end in "ab"]
    assert all(len(cell) <= 200 and explained_check(cell) == "X001" for cell in long)
    assert long[0] != long[1]
    assert explained_check("profile//functions") == ""
