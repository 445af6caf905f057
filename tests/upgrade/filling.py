"""Invented data in every table, made by the program's own actions; and what the program then says of it.

A new table wants a row here: `python -m tests.upgrade` says which has none. A column of text wants a value that an
upgrade could spoil, not an empty one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from disclosure.intake.preview import Purpose
from disclosure.intake.taking import keep
from disclosure.models import Explanation, FigureSource
from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.ledger import figures_of
from finance.models import CarriedFigure, ConsolidatedUnit, Consolidation, FinalAccount, InternalTransfer
from finance.terms import BudgetStage
from finance.transfers import TransferKind
from performance.ledger import write_scorecards
from performance.scorecards import Scorecards
from publication import publishing
from publication.actions import withdraw_publication
from publication.models import Acknowledgement, JobState, PublicationJob, Worker
from publication.publishing import publish_now
from publication.tasks import make_publication
from review import commenting
from review.actions import correct, return_, submit
from review.seen import passages_now
from review.situations import release_of
from tests.factories import make_unit, make_user
from tests.publication.making import LIGHT_FORMATS, approved, entered
from tests.samples import all_funds, everything_fell, large_scorecards
from units.administration import people
from units.models import BudgetUnit, RecoveryCode, Role, SecondFactor, SignInFailure
from units.sign_in.sealing import seal

SECRET = "JBSWY3DPEHPK3PXP"  # of no telephone


def fill() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "PUBLISHED_FORMATS", LIGHT_FORMATS)  # rows are kept here, not files
        _fill()


def _fill() -> None:
    top = make_unit("650", "示例州财政局")
    users(top)
    unit = make_unit("650001", "示例自治州综合事务管理局", parent=top)
    account = drafted(unit)
    adding_up(top, account)
    public(make_unit("650002", "示例第二中心", parent=top))
    withdrawn(make_unit("650003", "示例第三中心", parent=top))
    returned(make_unit("650004", "示例第四中心", parent=top))
    Worker.objects.create(host="示例机", process=1)
    session = SessionStore()
    session["shown"] = "示例"
    session.save()


def users(top: BudgetUnit) -> None:
    root = make_user("root", full_name="示例超级", is_superuser=True, is_staff=True)
    someone = make_user("someone", full_name="示例某某", email="someone@example.com", must_use_second_factor=True)
    make_user("gone", full_name="示例离任", is_active=False, must_change_password=True, amount_unit="wan")
    SecondFactor.objects.create(user=someone, sealed_secret=seal(SECRET, someone.pk), last_step=58_000_000)
    RecoveryCode.objects.create(user=someone, sha256="a" * 64)
    RecoveryCode.objects.create(user=someone, sha256="b" * 64, used_at=timezone.now())
    SignInFailure.objects.create(username="someone", address="192.0.2.1")
    people.give_role(user=someone, unit=top, role=Role.ADMINISTRATOR, by=root)


def drafted(unit: BudgetUnit) -> FinalAccount:
    """A draft with all that a clerk leaves behind."""
    clerk = make_user("clerk", role=Role.CLERK, unit=unit, full_name="示例经办")
    account = entered(all_funds, unit=unit)
    write_scorecards(account, some_scorecards())
    row = account.income_lines.order_by("pk")[0]
    cell = f"income_lines/{row.item_code}/other"
    apply(account, [SetCell(cell, str(row.other), "1234.56")], by=clerk, amount_unit=AmountUnit.YUAN)
    CarriedFigure.objects.create(account=account, cell=cell, value="99.99", reason="上年有误，按批复更正")
    text = "收入减少是因为项目完工。"
    Explanation.objects.create(account=account, key="F203", fingerprint="c" * 64, text=text, written_by=clerk)
    stage = BudgetStage.ADJUSTED
    file = keep(account, name="报表.xlsx", content=b"\x00\xff1", purpose=Purpose.THIS_YEAR, stage=stage, by=clerk)
    FigureSource.objects.create(account=account, cell=cell, value="1234.56", file=file, sheet="公开02表", place="D8")
    return account


def adding_up(top: BudgetUnit, part: FinalAccount) -> None:
    """The department's account, with the unit's in it and a transfer between them."""
    account = entered(everything_fell, unit=top)
    Consolidation.objects.create(account=account, is_on=False)
    ConsolidatedUnit.objects.create(
        consolidation=account.consolidation, unit=part.unit, account=part, version=part.version, digest="d" * 64
    )
    InternalTransfer.objects.create(
        consolidation=account.consolidation,
        kind=TransferKind.SUBSIDY.value,
        payer=account.unit,
        receiver=part.unit,
        amount=Decimal("123.45"),
    )


def public(unit: BudgetUnit) -> None:
    """Published, then corrected: two versions, one superseded."""
    account = entered(unit=unit)
    release = approved(account)
    clerk, reviewer = release.author, release.reviewer
    assert clerk is not None
    assert reviewer is not None
    Acknowledgement.objects.create(
        release=release, digest="e" * 64, word="秘密", quoted="示例句子", why="已由示例审查看过", by=reviewer
    )
    publish_now(release, by=reviewer)
    correct(account=account, by=clerk, why="在职人员数填报有误")
    account.refresh_from_db()
    was = str(account.profile.on_duty)
    apply(account, [SetCell("profile//on_duty", was, "12")], by=clerk, amount_unit=AmountUnit.YUAN)
    publish_now(approved(FinalAccount.objects.get(pk=account.pk)), by=reviewer)


def withdrawn(unit: BudgetUnit) -> None:
    release = approved(entered(unit=unit))
    assert release.reviewer is not None
    publish_now(release, by=release.reviewer)
    job = PublicationJob.objects.create(
        release=release, state=JobState.DONE, by=release.reviewer, finished=timezone.now(), steps=3, done=3
    )
    make_publication.enqueue(job.pk)
    withdraw_publication(account=release.account, by=release.reviewer, why="内容有误，核实后重新公开")


def returned(unit: BudgetUnit) -> None:
    """Commented on and sent back."""
    account = entered(unit=unit)
    clerk = make_user("clerk-4", role=Role.CLERK, unit=unit, full_name="示例经办四")
    reviewer = make_user("reviewer-4", role=Role.REVIEWER, unit=unit, full_name="示例审核四")
    submit(account=account, by=clerk)
    passages = passages_now(account)
    pin = commenting.pin_of(passages[1], passages[1].lines[0])
    made = commenting.comment(account=account, by=reviewer, pin=pin, body="请补充说明。\n见批复。")
    return_(account=account, by=reviewer, why="按意见修改")
    commenting.answer(comment=made, by=clerk, body="已补充")
    assert release_of(account).status == "returned"


def some_scorecards() -> Scorecards:
    cards = large_scorecards()
    return replace(cards, projects=cards.projects[:3])


def told() -> dict[str, Any]:
    """Totals of every account as this version adds them up, in 元."""
    found = {}
    for account in FinalAccount.objects.select_related("unit").order_by("pk"):
        figures = figures_of(account)
        found[f"{account.unit.code}-{account.fiscal_year}"] = {
            "income": str(figures.income.total),
            "expenditure": str(figures.expenditure.total),
        }
    return found
