"""管理记录: written with each change, shown on the pages, and a line each in the security log."""

from django.db.models import Field, Model

from units.models import AdministrationRecord, BudgetUnit, User
from units.sign_in.events import note

_LONGEST = 1000


def title_of(model: type[Model], name: str) -> str:
    """What a column is called."""
    column = model._meta.get_field(name)
    assert isinstance(column, Field)
    return str(column.verbose_name)


def of_user(user: User) -> str:
    return f"user:{user.username}"


def of_unit(unit: BudgetUnit) -> str:
    return f"unit:{unit.code}"


def record(by: User, subject: str, words: str) -> None:
    """Within the transaction of what it tells. The request's own line in the log says from where."""
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    AdministrationRecord.objects.create(by=by, subject=subject, words=shown)
    note("administration", None, username=by.username, subject=subject, words=shown)
