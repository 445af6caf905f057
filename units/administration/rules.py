"""Who may look after units and users, and whom an administrator must leave to a superuser."""

from django.contrib.auth.models import AnonymousUser

from units.models import BudgetUnit, Membership, Role, User


def may_administer(user: User | AnonymousUser) -> bool:
    """超级管理员, or 管理员 of any unit."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).exists()


def is_guarded(user: User) -> bool:
    """Whether this user could do to others what an administrator can, or more: whoever gets hold of such a user's
    password has that power. So only a superuser touches them, themselves included."""
    return user.is_superuser or user.is_staff or Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).exists()


def why_not_touch(by: User, user: User) -> str:
    """Why `by` may not change this user; empty where they may."""
    if by.is_superuser or not is_guarded(user):
        return ""
    return "管理员的账号（您自己的也是）只有超级管理员能改动"


def why_not_give(by: User, role: str) -> str:
    """Why `by` may not give or take this role; empty where they may."""
    if by.is_superuser or role != Role.ADMINISTRATOR:
        return ""
    return "“管理员”只有超级管理员能给或取消"


def why_not_deactivate(by: User, user: User) -> str:
    if by == user:
        return "不能停用自己"
    return why_not_touch(by, user)


def two_hats(user: User) -> list[BudgetUnit]:
    """Units for which the user both fills in and reviews. Nobody approves what they have a hand in all the same; but
    such a unit may have nobody left to approve."""
    units = BudgetUnit.objects
    return list(units.editable_by(user).filter(pk__in=units.reviewable_by(user).order_by().values("pk")))
