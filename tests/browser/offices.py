"""A unit with a clerk and an account, made anew for each test."""

from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from finance.models import FinalAccount
from tests.factories import make_account, make_unit, make_user
from units.models import BudgetUnit, Role, User

_numbers = count(1)


@dataclass(frozen=True)
class Office:
    """Who fills in what."""

    unit: BudgetUnit
    account: FinalAccount
    clerk: User

    def colleague(self, role: Role = Role.CLERK, name: str = "李四") -> User:
        return make_user(f"user-{uuid4().hex[:8]}", role=role, unit=self.unit, full_name=name)


def make_office(**fields: Any) -> Office:
    unit = make_unit(f"9{uuid4().int % 10**8:08}", f"某某市公共服务中心{next(_numbers)}")
    clerk = make_user(f"user-{uuid4().hex[:8]}", role=Role.CLERK, unit=unit, full_name="张三")
    return Office(unit, make_account(unit, **fields), clerk)
