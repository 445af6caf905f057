"""Columns and figures have the same names: what both ways through the door share."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model

from finance.lines import BaseLine, CarryOverLine, ExpenditureLine, IncomeLine
from finance.terms import Fund

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Entered as text, one point a line.
POINTS = ("performance_results", "performance_problems", "performance_measures")
PEOPLE = ("on_duty", "honorary_retired", "retired")
# The singles of 上年 that are not “三公”: column → the figure's name under `previous.`
PREVIOUS_TOTALS = {
    "income_grand_total": "income_grand_total",
    "fiscal_income_grand_total": "fiscal.income_grand_total",
    "agency_operating_costs": "agency_operating_costs",
}

_FUND_ORDER = {fund: position for position, fund in enumerate(Fund)}


def columns(source: object, part: "type[DataclassInstance]") -> dict[str, Any]:
    """The part's fields, read from a row or a dataclass that has them all."""
    return {f.name: getattr(source, f.name) for f in fields(part)}


def title_of(model: type[Model], column: str) -> str:
    """What a form calls the column."""
    field = model._meta.get_field(column)
    assert isinstance(field, Field)
    return str(field.verbose_name)


def in_order[L: (IncomeLine, ExpenditureLine, CarryOverLine, BaseLine)](lines: list[L]) -> tuple[L, ...]:
    """By fund, then code: the order of the report, not of entering."""
    return tuple(sorted(lines, key=_place))


def _place(line: IncomeLine | ExpenditureLine | CarryOverLine | BaseLine) -> tuple[int, str]:
    return (0 if isinstance(line, IncomeLine) else _FUND_ORDER[line.fund], line.item_code)
