"""A closed account takes no change, whatever way it comes; and each way says so in words."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from disclosure.actions import explain
from disclosure.editions import edition
from disclosure.exports.accounts import exported
from disclosure.exports.package import package_text
from disclosure.intake.preview import Purpose
from disclosure.intake.taking import NotTaken, keep, preview_file, take
from finance.ledger import figures_of, write_figures
from finance.models import CLOSED, CellChange, FinalAccount
from finance.starting import start_account
from finance.tables import build_all
from finance.terms import BudgetStage
from performance.ledger import scorecards_of, write_scorecards
from review import actions
from review.situations import release_of
from review.workflow import Status
from tests.disclosure.official_workbooks import workbook_of, xlsx_of
from tests.review.accounts import Staff, advance, write
from tests.review.test_own_work import WARNING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed_once")]


CLOSED_STATES = [status for status in Status if status not in (Status.DRAFT, Status.RETURNED, Status.SUPERSEDED)]


@pytest.mark.parametrize("status", CLOSED_STATES)
def test_nothing_is_changed_past_the_lock(status: Status, account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, status)
    fresh = FinalAccount.objects.get()
    assert not fresh.is_open
    before = (fresh.version, CellChange.objects.count(), figures_of(fresh))
    (result,) = write(account, staff.clerk, "负责筹建。").results
    assert (result.status, result.message) == ("refused", CLOSED)
    figures = figures_of(fresh)
    ways: list[Callable[[], Any]] = [
        lambda: write_figures(fresh, replace(figures, profile=replace(figures.profile, on_duty=7))),
        lambda: write_scorecards(fresh, scorecards_of(fresh)),
        lambda: explain(account=fresh, judged=WARNING, text="属实。", by=staff.clerk),
        lambda: explain(account=fresh, judged=WARNING, text="", by=staff.clerk),
    ]
    for way in ways:
        with pytest.raises(ValidationError) as refusal:
            way()
        assert refusal.value.messages == [CLOSED]
    with pytest.raises(CommandError, match="没有换版本：这份决算已提交审核"):
        call_command("edition", "move", "650100", "2023", "national_2023", stdout=StringIO())
    fresh = FinalAccount.objects.get()
    assert (fresh.version, CellChange.objects.count(), figures_of(fresh)) == before


def test_a_returned_account_is_changed_again(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.RETURNED)
    assert write(account, staff.clerk, "负责筹建。").results[0].status == "saved"
    call_command("edition", "move", "650100", "2023", "national_2023", stdout=StringIO())
    change = CellChange.objects.latest("pk")
    assert (change.cell, change.old, change.new, change.by_name) == (
        "account//edition",
        "xinjiang_2023",
        "national_2023",
        "命令载入",
    )


def take_in(path: Path, *options: str) -> str:
    """What the command complains of."""
    try:
        call_command("take_in", str(path), *options, stdout=StringIO())
    except CommandError as error:
        return str(error)
    return ""


def test_a_package_is_taken_in_by_an_open_account_alone(account: FinalAccount, staff: Staff, tmp_path: Path) -> None:
    package = tmp_path / "package.json"
    package.write_text(package_text(exported(account).package), encoding="utf-8")
    write(account, staff.clerk, "负责筹建。")
    actions.submit(account=account, by=staff.clerk)
    assert take_in(package) == f"package.json 没有载入，什么也没有改动：\n{CLOSED}"
    actions.recall(account=account, by=staff.clerk)
    assert "没有用户“nobody”" in take_in(package, "--by", "nobody")
    assert take_in(package, "--by", staff.colleague.username) == ""
    change = CellChange.objects.latest("pk")
    assert (change.cell, change.by, change.old) == ("profile//functions", staff.colleague, "负责筹建。")
    assert account.intake_files.get().taken_by == staff.colleague


def test_a_workbook_is_taken_in_by_an_open_account_alone(account: FinalAccount, staff: Staff, tmp_path: Path) -> None:
    write(account, staff.clerk, "1234500", "income_lines/2080101/other", "0.00")
    write(account, staff.clerk, "1234500", "expenditure_lines/2080101-non_fiscal/basic", "0.00")
    tables = build_all(figures_of(account), edition(account.edition).table_layout)
    workbook = tmp_path / "tables.xlsx"
    workbook.write_bytes(xlsx_of(workbook_of(tables)))
    FinalAccount.objects.update(is_open=False)
    said = take_in(workbook, "650100", "2023", "--by", staff.clerk.username)
    assert said == f"tables.xlsx 没有载入，什么也没有改动：\n{CLOSED}", "once, not for every cell"
    assert not account.intake_files.exists()


def test_a_preview_looked_at_before_it_closed_is_not_taken(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.clerk, "1234500", "income_lines/2080101/other", "0.00")
    tables = build_all(figures_of(account), edition(account.edition).table_layout)
    content = xlsx_of(workbook_of(tables))
    write(account, staff.clerk, "0", "income_lines/2080101/other", "1,234,500.00")
    file = keep(
        account, name="报表.xlsx", content=content, purpose=Purpose.THIS_YEAR, stage=BudgetStage.ADJUSTED, by=None
    )
    shown = preview_file(file).fingerprint
    FinalAccount.objects.update(is_open=False)
    with pytest.raises(NotTaken) as refusal:
        take(file, tables=None, shown=shown, by=staff.clerk)
    assert str(refusal.value) == CLOSED
    assert figures_of(account).income_grand_total == 0


def test_the_sample_is_not_reset_once_it_is_submitted() -> None:
    call_command("sample", "putuo_finance_2024", stdout=StringIO())
    account = FinalAccount.objects.latest("pk")
    clerk, reviewer = (account.unit.memberships.get(role=role).user for role in ("clerk", "reviewer"))
    actions.submit(account=account, by=clerk)
    with pytest.raises(CommandError, match="不能写入：\n这份决算已提交审核"):
        call_command("sample", "putuo_finance_2024", "--reset", stdout=StringIO())
    said = StringIO()
    call_command("sample", "putuo_finance_2024", stdout=said)
    assert "已经存在，未作改动" in said.getvalue()
    seen = release_of(account).seen
    assert actions.approve(account=account, by=reviewer, seen=seen).status == Status.APPROVED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED])
def test_a_year_starts_from_the_last_wherever_that_stands(status: Status, account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, status)
    following = start_account(account.unit, 2024, "xinjiang_2023", before=FinalAccount.objects.get())
    assert following.is_open
    assert following.profile.functions == account.profile.functions
    assert following.carried_figures.exists()
    assert FinalAccount.objects.get(pk=account.pk).is_open == (status is Status.DRAFT)
