"""What an administrator does to units. Keyword-only, always `by=`."""

from django.core.exceptions import ValidationError
from django.db import transaction

from units.administration.records import of_unit, record, title_of
from units.models import BudgetUnit, User


def add_unit(*, unit: BudgetUnit, by: User) -> None:
    with transaction.atomic():
        unit.save()
        record(by, of_unit(unit), f"新建单位 {unit.code} {unit.name}")


def change_unit(*, unit: BudgetUnit, fields: list[str], by: User) -> None:
    """Saves what the form changed: only these fields. Accounts keep the name and kind they were begun with. Raises
    ValidationError where it would come to stand below itself."""
    with transaction.atomic():
        held = BudgetUnit.objects.select_for_update().order_by("pk")
        if "parent" in fields:
            list(held.values_list("pk"))  # two moved at once could each become the other's superior
            _refuse_circle(unit)
        before = held.get(pk=unit.pk)
        told = [
            f"{title_of(BudgetUnit, name)} {_shown(before, name)} → {_shown(unit, name)}"
            for name in fields
            if getattr(before, name) != getattr(unit, name)
        ]
        if told:
            unit.save(update_fields=fields)
            record(by, of_unit(unit), "，".join(told))


def _refuse_circle(unit: BudgetUnit) -> None:
    """As the form did, with the units as they are now that nobody else can move one."""
    if unit.parent is not None:
        unit.parent.refresh_from_db()
    try:
        unit.clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from error


def _shown(unit: BudgetUnit, name: str) -> str:
    if name == "parent":
        return f"{unit.parent.name}（{unit.parent.code}）" if unit.parent else "（无）"
    return unit.get_kind_display() if name == "kind" else str(getattr(unit, name))
