"""The constraints that many tables share."""

from django.db import models
from django.db.models import Q

from finance.terms import Term


def none_negative(name: str, *columns: str) -> models.CheckConstraint:
    """None of these amounts is negative (rules.md, rule 6); null passes."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__gte": 0})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message="金额不能为负数")


def one_of(name: str, column: str, terms: type[Term]) -> models.CheckConstraint:
    """The column holds a code of the closed list, whoever wrote it."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": [member.value for member in terms]}),
        name=name,
        violation_error_message="不是可选的值",
    )


def once(name: str, *columns: str, message: str) -> models.UniqueConstraint:
    """One row for an account and these columns."""
    return models.UniqueConstraint(fields=("account", *columns), name=name, violation_error_message=message)
