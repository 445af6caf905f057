"""Units that nobody fills in, or whose account nobody could review."""

from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from units.models import BudgetUnitQuerySet, Membership, Role

# The ORM cannot recurse; UNION ends circles. A reviewer of a unit reviews all below it.
_REVIEWED = """
    WITH RECURSIVE reviewed(id) AS (
        SELECT unit_id FROM units_membership
        JOIN units_user ON units_user.id = units_membership.user_id
        WHERE role = %s AND units_user.is_active
        UNION
        SELECT unit.id FROM units_budgetunit AS unit JOIN reviewed ON unit.parent_id = reviewed.id
    )
    SELECT id FROM reviewed
"""
_BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM units_budgetunit WHERE code = %s
        UNION
        SELECT unit.id FROM units_budgetunit AS unit JOIN below ON unit.parent_id = below.id
    )
    SELECT id FROM below
"""


def without_clerk(units: BudgetUnitQuerySet) -> BudgetUnitQuerySet:
    clerks = Membership.objects.filter(unit=OuterRef("pk"), role=Role.CLERK, user__is_active=True)
    return units.filter(~Exists(clerks))


def without_reviewer(units: BudgetUnitQuerySet) -> BudgetUnitQuerySet:
    """Neither of their own nor of a unit above."""
    return units.exclude(pk__in=RawSQL(_REVIEWED, (Role.REVIEWER,)))  # noqa: S611 - the role comes as a parameter


def at_and_below(units: BudgetUnitQuerySet, code: str) -> BudgetUnitQuerySet:
    """The unit of this code and all below it."""
    return units.filter(pk__in=RawSQL(_BELOW, (code,)))  # noqa: S611 - the code comes as a parameter
