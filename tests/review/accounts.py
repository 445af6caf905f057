"""Accounts for tests of the review: complete, with those who may and may not move them, anywhere on the road."""

from dataclasses import dataclass
from datetime import date

from finance.cells import AmountUnit
from finance.changes import Outcome, SetCell, apply
from finance.ledger import write_figures
from finance.models import FinalAccount
from review import actions
from review.models import Release
from review.seen import keep_seen, passages_now
from review.workflow import Status
from tests.factories import make_account, make_unit, make_user
from tests.samples import zero
from units.models import BudgetUnit, Membership, Role, User

FUNCTIONS = "profile//functions"


@dataclass(frozen=True)
class Staff:
    """Everyone who could have to do with an account, and two colleagues who bring it where it is looked at."""

    clerk: User
    reviewer: User
    superior_reviewer: User
    administrator: User
    stranger: User
    author_reviewer: User
    colleague: User
    reviewing_colleague: User

    @property
    def tried(self) -> dict[str, User]:
        """Those who might do something to it."""
        return {name: user for name, user in vars(self).items() if "colleague" not in name}


def complete_account(code: str = "650100") -> FinalAccount:
    """An account of a sample that has nothing left to do."""
    figures = zero()
    unit = make_unit(code, figures.unit.name, kind=figures.unit.kind)
    account = make_account(unit, fiscal_year=figures.fiscal_year)
    if code == figures.unit.code:
        write_figures(account, figures)
    return account


def staff_of(account: FinalAccount) -> Staff:
    """Makes them. author_reviewer is 经办人 and 审核人 of the unit; the stranger is both elsewhere."""
    unit = account.unit
    superior, other = make_unit("65", "主管部门"), make_unit("999", "别的单位")
    BudgetUnit.objects.filter(pk=unit.pk).update(parent=superior)
    account.unit.refresh_from_db()
    held = {
        "clerk": ((Role.CLERK, unit),),
        "reviewer": ((Role.REVIEWER, unit),),
        "superior_reviewer": ((Role.REVIEWER, superior),),
        "administrator": ((Role.ADMINISTRATOR, unit),),
        "stranger": ((Role.CLERK, other), (Role.REVIEWER, other)),
        "author_reviewer": ((Role.CLERK, unit), (Role.REVIEWER, unit)),
        "colleague": ((Role.CLERK, unit),),
        "reviewing_colleague": ((Role.REVIEWER, unit),),
    }
    people = {}
    for name, roles in held.items():
        people[name] = make_user(f"the_{name}", full_name=f"某{name}", email=f"{name}@example.org")
        Membership.objects.bulk_create(Membership(user=people[name], unit=at, role=role) for role, at in roles)
    return Staff(**people)


type Staffed = tuple[FinalAccount, Staff]


def staffed() -> Staffed:
    account = complete_account()
    return account, staff_of(account)


def write(account: FinalAccount, by: User, text: str, cell: str = FUNCTIONS, was: str = "") -> Outcome:
    """Types a text over what stands in a cell."""
    account = FinalAccount.objects.get(pk=account.pk)
    was = str(account.profile.functions) if cell == FUNCTIONS else was
    return apply(account, [SetCell(cell, was, text)], by=by, amount_unit=AmountUnit.YUAN)


def seen_now(account: FinalAccount) -> str:
    return keep_seen(passages_now(account))


def clear(account: FinalAccount, by: User) -> Release:
    return actions.record_clearance(
        account=account,
        by=by,
        secrecy_reviewed_by="某保密员",
        secrecy_reviewed_on=date(2024, 8, 1),
        signed_by="某局长",
        signed_on=date(2024, 8, 2),
    )


def advance(account: FinalAccount, staff: Staff, status: Status) -> None:
    """From a draft as far as this, by the colleagues. Superseded: by a correction that is public."""
    if status is Status.DRAFT:
        return
    actions.submit(account=account, by=staff.colleague)
    if status is Status.SUBMITTED:
        return
    if status is Status.RETURNED:
        actions.return_(account=account, by=staff.reviewing_colleague, why="请补充")
        return
    actions.approve(account=account, by=staff.reviewing_colleague, seen=seen_now(account))
    clear(account, staff.reviewing_colleague)
    if status is Status.APPROVED:
        return
    actions.publish(account=account, by=staff.reviewing_colleague, detail={"manifest_sha256": "0" * 64})
    if status is Status.ABANDONED:
        actions.correct(account=account, by=staff.colleague, why="数字有误")
        actions.abandon(account=account, by=staff.colleague, why="误发起")
    elif status is Status.WITHDRAWN:
        actions.withdraw(account=account, by=staff.reviewing_colleague, why="数字有误")
    elif status is Status.SUPERSEDED:
        actions.correct(account=account, by=staff.colleague, why="数字有误")
        advance(account, staff, Status.PUBLISHED)


def eventful_account() -> Staffed:
    """Published after a return: every kind of event, changes between them, words with line ends and quotation marks."""
    account = complete_account()
    staff = staff_of(account)
    write(account, staff.clerk, "负责示例市新区的前期筹建工作，\n含“三通一平”。")
    actions.submit(account=account, by=staff.clerk, seen=seen_now(account), why="请审核")
    actions.recall(account=account, by=staff.colleague)
    actions.submit(account=account, by=staff.colleague)
    actions.return_(account=account, by=staff.reviewer, why='职能写得不全：\r\n"筹建"以外的呢？')
    write(account, staff.colleague, "负责示例市新区的前期筹建和协调工作。")
    advance(account, staff, Status.APPROVED)
    actions.reopen(account=account, by=staff.clerk, why="还有一字要改")
    write(account, staff.clerk, "负责示例市新区的前期筹建、协调工作。")
    advance(account, staff, Status.APPROVED)
    actions.record_reply(account=account, by=staff.reviewer, replied_on=date(2024, 9, 1))
    detail = {"manifest_sha256": "0" * 64, "files": {"pdf": 1, "b": [2, "甲"], "a": None}}
    actions.publish(account=account, by=staff.reviewer, detail=detail)
    account.refresh_from_db()
    return account, staff
