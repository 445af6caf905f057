"""Users and units for tests, each with the least that makes it valid."""

from units.models import BudgetUnit, Membership, Role, UnitKind, User


def make_user(username: str = "clerk", **fields: object) -> User:
    """A user who cannot sign in with a password; use client.force_login."""
    return User.objects.create(username=username, full_name=f"测试{username}", **fields)


def make_unit(code: str = "100001", *, parent: BudgetUnit | None = None) -> BudgetUnit:
    """行政单位 of an invented place."""
    return BudgetUnit.objects.create(
        code=code, name=f"示例单位{code}", kind=UnitKind.ADMINISTRATIVE, parent=parent, region="示例省示例市"
    )


def give_role(user: User, unit: BudgetUnit, role: Role) -> Membership:
    """Makes the user 经办人, 审核人 or 管理员 of the unit."""
    return Membership.objects.create(user=user, unit=unit, role=role)
