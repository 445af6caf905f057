"""Rows for tests: the smallest that the database takes, each argument changing one thing."""

from typing import Any

from finance.models import FinalAccount
from finance.terms import UnitKind
from units.models import BudgetUnit, Membership, Role, User


def make_unit(
    code: str = "650001",
    name: str = "某某市公共服务中心",
    *,
    kind: UnitKind = UnitKind.ADMINISTRATIVE,
    parent: BudgetUnit | None = None,
    region: str = "新疆维吾尔自治区某某市",
) -> BudgetUnit:
    return BudgetUnit.objects.create(code=code, name=name, kind=kind.value, parent=parent, region=region)


def make_user(
    username: str = "clerk", *, role: Role | None = None, unit: BudgetUnit | None = None, **fields: Any
) -> User:
    """A user; with a role and a unit, one who works there."""
    user = User.objects.create_user(username=username, full_name=fields.pop("full_name", "测试用户"), **fields)
    if role is not None and unit is not None:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def make_account(
    unit: BudgetUnit | None = None,
    *,
    fiscal_year: int = 2023,
    edition: str = "xinjiang_2023",
    **fields: Any,
) -> FinalAccount:
    """An account with nothing entered yet, for the unit under its present name."""
    unit = unit or make_unit()
    names = {"unit_name": unit.name, "unit_kind": unit.kind}
    return FinalAccount.objects.create(unit=unit, fiscal_year=fiscal_year, edition=edition, **(names | fields))
