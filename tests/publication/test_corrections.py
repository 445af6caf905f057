"""Corrections: a new version, a notice that lists exactly what differs, the old one marked; and withdrawal."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command

from disclosure.passages import read_passages
from disclosure.text import to_text
from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.models import FinalAccount
from publication.actions import withdraw_publication
from publication.models import Publication, Standing
from publication.notice import notice_of
from publication.publishing import Making, publish_now
from publication.storage import stored
from review.actions import Refused, correct
from review.situations import release_of
from review.workflow import Status
from tests.publication.making import approved, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication")]

FUNCTIONS = "profile//functions"
ON_DUTY = "profile//on_duty"


def edit(account: FinalAccount, cell: str, value: str) -> None:
    section, _, column = cell.split("/")
    was = getattr(getattr(account, section), column)
    outcome = apply(account, [SetCell(cell, str(was), value)], by=staff(account)[0], amount_unit=AmountUnit.YUAN)
    assert [result.status for result in outcome.results] == ["saved"]


def corrected(first: Publication) -> tuple[Publication, Publication]:
    """Two versions: in the second one count and the words of the functions are others."""
    account = first.release.account
    clerk, reviewer = staff(account)
    correct(account=account, by=clerk, why="在职人员数填报有误")
    edit(account, ON_DUTY, "12")
    edit(account, FUNCTIONS, "负责筹建工作。负责档案管理。")
    second = publish_now(approved(FinalAccount.objects.get(pk=account.pk)), by=reviewer)
    return Publication.objects.get(pk=first.pk), Publication.objects.get(pk=second.pk)


def told(publication: Publication) -> set[tuple[str, str]]:
    return {(one["old"], one["new"]) for one in publication.corrections}


def test_a_correction_supersedes_and_the_old_version_stays_as_it_was(publication: Publication) -> None:
    first, second = corrected(publication)
    assert (first.number, second.number) == (1, 2)
    assert (first.standing, first.superseded_by, first.superseded_at) == (
        Standing.SUPERSEDED.value,
        second,
        second.published_at,
    )
    assert second.standing == Standing.CURRENT.value
    assert first.release.status == Status.SUPERSEDED.value
    assert second.reason == "在职人员数填报有误"
    assert all(stored(file.path) for file in first.files.all())


def test_the_corrections_are_exactly_what_differs(publication: Publication) -> None:
    first, second = corrected(publication)
    before = {line.text for passage in read_passages(first.passages) for line in passage.lines}
    after = {line.text for passage in read_passages(second.passages) for line in passage.lines}
    assert {old for old, _ in told(second)} - {""} == before - after
    assert {new for _, new in told(second)} - {""} == after - before
    assert ("", "负责档案管理。") in told(second)
    assert first.corrections == []


def test_the_notice_lists_every_difference_and_the_reason(publication: Publication) -> None:
    _, second = corrected(publication)
    assert [file.format for file in second.files.all()] == ["txt", "json", "notice"]
    document = notice_of(
        unit_name=second.unit_name,
        fiscal_year=second.fiscal_year,
        number=second.number,
        reason=second.reason,
        corrections=second.corrections,
    )
    text = to_text(document)
    assert f"{second.unit_name}2023年度部门决算现公开第2版，取代此前公开的第1版。" in text
    assert "更正原因：在职人员数填报有误。" in text
    rows = [line for line in text.splitlines() if line[:1].isdigit()]
    assert len(rows) == len(second.corrections)
    assert all((one["new"] or "（无）") in row for one, row in zip(second.corrections, rows, strict=True))
    assert stored(second.files.get(format="notice").path).startswith(b"%PDF-")


def test_a_withdrawal_keeps_the_row_and_its_reason_and_shows_no_more(publication: Publication) -> None:
    account = publication.release.account
    clerk, reviewer = staff(account)
    with pytest.raises(Refused):
        withdraw_publication(account=account, by=clerk, why="有误")
    with pytest.raises(Refused, match="原因"):
        withdraw_publication(account=account, by=reviewer, why=" ")
    withdrawn = withdraw_publication(account=account, by=reviewer, why="公开了不应公开的附件")
    assert (withdrawn.standing, withdrawn.withdrawn_because) == (Standing.WITHDRAWN.value, "公开了不应公开的附件")
    assert withdrawn.withdrawn_at is not None
    assert release_of(account).status == Status.WITHDRAWN.value
    assert withdraw_publication(account=account, by=reviewer, why="公开了不应公开的附件") == withdrawn


def test_after_a_withdrawal_the_next_version_may_be_the_same_and_supersedes_nothing(publication: Publication) -> None:
    account = publication.release.account
    clerk, reviewer = staff(account)
    withdraw_publication(account=account, by=reviewer, why="误撤")
    correct(account=account, by=clerk, why="恢复公开")
    second = publish_now(approved(account), by=reviewer)
    first = Publication.objects.get(number=1)
    assert (first.standing, first.superseded_by) == (Standing.WITHDRAWN.value, None)
    assert (second.standing, second.corrections) == (Standing.CURRENT.value, [])


def test_after_a_withdrawal_the_notice_tells_nothing_of_what_was_withdrawn(publication: Publication) -> None:
    account = publication.release.account
    clerk, reviewer = staff(account)
    withdraw_publication(account=account, by=reviewer, why="写了不应公开的内容")
    correct(account=account, by=clerk, why="删去不应公开的内容")
    edit(account, FUNCTIONS, "负责筹建工作。负责档案管理。")
    again = approved(FinalAccount.objects.get(pk=account.pk))
    with patch("publication.publishing.notice_of", wraps=notice_of) as told_in:
        second = publish_now(again, by=reviewer)
    assert second.corrections == []
    text = to_text(notice_of(**told_in.call_args.kwargs))
    assert "此前公开的第1版已经撤下" in text
    assert "完全一致" not in text


def test_a_version_withdrawn_while_the_next_is_made_stops_it(publication: Publication) -> None:
    """Else the words that were withdrawn would stand in the notice."""
    account = publication.release.account
    clerk, reviewer = staff(account)
    correct(account=account, by=clerk, why="有误")
    edit(account, FUNCTIONS, "负责筹建工作。负责档案管理。")
    making = Making(approved(FinalAccount.objects.get(pk=account.pk)), reviewer)
    assert making.corrections
    withdraw_publication(account=account, by=reviewer, why="写了不应公开的内容")
    with pytest.raises(Refused, match="再公开一次"):
        making.freeze()
    assert publish_now(release_of(account), by=reviewer).corrections == []


def test_after_a_correction_and_a_withdrawal_everything_still_holds(publication: Publication) -> None:
    _, second = corrected(publication)
    account = second.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="撤下")
    call_command("verify_files", stdout=StringIO())
    call_command("audit", stdout=StringIO())
