"""What stops a submission: gaps, errors, unexplained warnings; for the button, the checklist and the action alike."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from disclosure.actions import explain
from disclosure.explanations import Judged, Standing
from disclosure.reports import judged_findings
from finance.ledger import figures_of, write_figures
from finance.models import FinalAccount
from review import actions
from review.readiness import obstacles_of, obstacles_shown
from review.situations import NOBODY_TO_REVIEW, obstacles_to_submit, release_of, situation_of
from review.workflow import Action, why_not
from tests.review.accounts import Staff, write
from units.models import Membership, Role, User

pytestmark = pytest.mark.django_db


def refusal(account: FinalAccount, staff: Staff) -> str:
    """What the button says; the action says the same."""
    said = why_not(Action.SUBMIT, situation_of(release_of(account), staff.clerk, Action.SUBMIT))
    assert said
    with pytest.raises(actions.Refused) as refused:
        actions.submit(account=account, by=staff.clerk)
    assert refused.value.messages == [said]
    return said


def test_nothing_stops_a_complete_account(account: FinalAccount, staff: Staff) -> None:
    assert obstacles_of(account) == ()
    actions.submit(account=account, by=staff.clerk)


def test_a_gap_stops_it_and_leads_to_its_box(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.clerk, "")
    (gap,) = obstacles_of(account)
    assert (gap.standing, gap.address) == (None, "/entry/650100/2023/profile/#profile//functions")
    assert "主要职能" in gap.words
    assert refusal(account, staff) == f"还不能提交审核：{gap.words}"


def test_an_error_stops_it(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.clerk, "100", "account//surplus_distributed", "0.00")
    (error,) = obstacles_of(account)
    assert (error.standing, error.words[-5:]) == (Standing.MUST_BE_MENDED, "（须改正）")
    assert refusal(account, staff) == f"还不能提交审核：{error.words}"
    (judged,) = (one for one in judged_findings(account) if one.standing.is_open)
    with pytest.raises(ValidationError, match="不能用说明代替改正"):
        explain(account=account, judged=judged, text="属实。", by=staff.clerk)


def receive(account: FinalAccount, staff: Staff, times: int, was: str = "0") -> list[Judged]:
    """So many receptions that cost nothing: only the unit knows whether that is so."""
    for name in ("reception_batches", "reception_people"):
        assert write(account, staff.clerk, str(times), f"counts//{name}", was).results[0].status == "saved"
    return [one for one in judged_findings(account) if one.standing.is_open]


def explain_each(account: FinalAccount, found: list[Judged], by: User) -> None:
    for judged in found:
        explain(account=account, judged=judged, text="由上级单位承担。", by=by)


def test_a_warning_stops_it_until_it_is_explained(account: FinalAccount, staff: Staff) -> None:
    found = receive(account, staff, 5)
    assert {judged.standing for judged in found} == {Standing.TO_BE_EXPLAINED}
    assert "待说明" in refusal(account, staff)
    explain_each(account, found[1:], staff.clerk)
    assert "待说明" in refusal(account, staff)
    explain_each(account, found[:1], staff.clerk)
    assert obstacles_of(account) == ()
    found = receive(account, staff, 6, "5")
    assert {judged.standing for judged in found} == {Standing.LAPSED}, "explained for other figures"
    assert "须重新说明" in refusal(account, staff)
    explain_each(account, found, staff.clerk)
    actions.submit(account=account, by=staff.clerk)


def test_what_is_shown_is_kept_and_follows_every_change(
    account: FinalAccount, staff: Staff, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    assert obstacles_shown(account) == ()
    with django_assert_max_num_queries(1):
        assert obstacles_shown(account) == ()
    write(account, staff.clerk, "")
    assert len(obstacles_shown(FinalAccount.objects.get())) == 1
    write(account, staff.clerk, "负责示例市新区的前期筹建工作。")
    found = receive(account, staff, 5)
    assert len(obstacles_shown(FinalAccount.objects.get())) == len(found)
    explain_each(account, found, staff.clerk)
    assert obstacles_shown(FinalAccount.objects.get()) == ()


def test_it_follows_last_years_account_too(account: FinalAccount, staff: Staff) -> None:
    assert obstacles_shown(account) == ()
    figures = figures_of(account)
    names = {"unit_name": account.unit_name, "unit_kind": account.unit_kind}
    before = FinalAccount.objects.create(unit=account.unit, fiscal_year=2022, edition=account.edition, **names)
    write_figures(before, replace(figures, fiscal_year=2022))
    write(before, staff.clerk, "500000", "income_lines/2080101/other", "0.00")
    assert obstacles_shown(account) == obstacles_of(account) != ()


def nobody_reviews() -> None:
    Membership.objects.filter(role=Role.REVIEWER).exclude(user__username="the_stranger").delete()


def test_without_any_reviewer_it_says_so_before(account: FinalAccount, staff: Staff) -> None:
    nobody_reviews()
    assert "请管理员增设" in refusal(account, staff)
    assert [one.words for one in obstacles_to_submit(release_of(account), staff.clerk)] == [NOBODY_TO_REVIEW.words]


def test_a_reviewer_who_typed_or_submits_is_none(account: FinalAccount, staff: Staff) -> None:
    nobody_reviews()
    Membership.objects.create(user=staff.author_reviewer, unit=account.unit, role=Role.REVIEWER)
    assert obstacles_to_submit(release_of(account), staff.author_reviewer) == (NOBODY_TO_REVIEW,)
    assert obstacles_to_submit(release_of(account), staff.clerk) == ()
    write(account, staff.author_reviewer, "负责示例市新区的前期筹建和协调工作。")
    assert obstacles_to_submit(release_of(account), staff.clerk) == (NOBODY_TO_REVIEW,)


def test_a_reviewer_of_a_unit_above_will_do_unless_gone(account: FinalAccount, staff: Staff) -> None:
    nobody_reviews()
    assert account.unit.parent
    Membership.objects.create(user=staff.superior_reviewer, unit=account.unit.parent, role=Role.REVIEWER)
    assert obstacles_to_submit(release_of(account), staff.clerk) == ()
    User.objects.filter(pk=staff.superior_reviewer.pk).update(is_active=False)
    assert obstacles_to_submit(release_of(account), staff.clerk) == (NOBODY_TO_REVIEW,)
