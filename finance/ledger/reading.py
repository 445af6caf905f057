"""An account read from its rows."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import Col

from finance import models
from finance.classification import classification_of
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.free_text import points_of
from finance.funds import Base, ThreePublic
from finance.ledger.mapping import PEOPLE, POINTS, PREVIOUS_TOTALS, columns, in_order
from finance.lines import (
    BaseLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.terms import Fund, Scope, UnitKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_LINES = (
    "income_lines",
    "expenditure_lines",
    "carry_over_lines",
    "budget_lines",
    "previous_lines",
    "economic_lines",
    "three_public_items",
    "reasons",
)
_SINGLES = ("profile", "counts", "procurement", "assets", "performance", "previous_year", "texts")


def figures_of(account: models.FinalAccount) -> Figures:
    """Everything entered for the account, as it now stands in the database. Lines stand in the order of fund and code,
    however they were entered; a single that is null, or whose row is not there, is named in `missing` and counts as
    zero."""
    fresh = models.FinalAccount.objects.select_related("unit").get(pk=account.pk)
    return _Reading(fresh, {name: _rows_of(fresh, name) for name in (*_LINES, *_SINGLES)}).figures()


def _rows_of(account: models.FinalAccount, name: str) -> list[Any]:
    """The rows of one table. Every save reads all of them, and Django takes longer to put such a query together, and
    models from its rows, than to run it: so it is written out, and a row is a plain tuple with names."""
    query, row, converters = _table(name)
    with connection.cursor() as cursor:
        cursor.execute(query, [account.pk])
        found = cursor.fetchall()
    if converters:
        found = [[convert(value) for convert, value in zip(converters, values, strict=True)] for values in found]
    return [row(values) for values in found]


@cache
def _table(name: str) -> tuple[str, Callable[[Iterable[Any]], Any], tuple[Callable[[Any], Any], ...]]:
    """The query of a table, what makes a row of its columns, and what makes of a value that the engine keeps the one
    it stands for; nothing where the engine keeps all as they are."""
    model: Any = models.FinalAccount._meta.get_field(name).related_model
    table, columns = model._meta.db_table, model._meta.concrete_fields
    order = ", ".join("id" if column == "pk" else column for column in model._meta.ordering or ("pk",))
    wanted = ", ".join(column.column for column in columns)
    query = f"SELECT {wanted} FROM {table} WHERE account_id = %s ORDER BY {order}"  # noqa: S608 - names of ours
    converters = tuple(_converter(column.get_col(table)) for column in columns)
    is_kept_as_is = all(converter is _as_it_is for converter in converters)
    row = namedtuple(model.__name__, [column.attname for column in columns])  # type: ignore[misc]  # a table's own
    return query, row._make, () if is_kept_as_is else converters


def _converter(column: Col) -> Callable[[Any], Any]:
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return partial(_converted, column, steps) if steps else _as_it_is


def _converted(column: Col, steps: list[Callable[..., Any]], value: Any) -> Any:
    for step in steps:
        value = step(value, column, connection)
    return value


def _as_it_is(value: Any) -> Any:
    return value


def figures_of_all(accounts: Iterable[models.FinalAccount]) -> dict[int, Figures]:
    """The same of many accounts, by their numbers; in nine queries however many there are."""
    wanted = [account.pk for account in accounts]
    fetched = models.FinalAccount.objects.select_related("unit", *_SINGLES).prefetch_related(*_LINES)
    return {
        account.pk: _Reading(account, {name: _fetched(account, name) for name in (*_LINES, *_SINGLES)}).figures()
        for account in fetched.filter(pk__in=wanted).order_by("pk")
    }


def _fetched(account: models.FinalAccount, name: str) -> list[Any]:
    if name in _LINES:
        return list(getattr(account, name).all())
    row = getattr(account, name, None)  # Django's exception for a row that is not there is an AttributeError
    return [] if row is None else [row]


class _Reading:
    """One account being read, with its rows by table; `missing` grows as nulls are met."""

    def __init__(self, account: models.FinalAccount, rows: Mapping[str, list[Any]]) -> None:
        self.account, self.rows = account, rows
        self.kind = UnitKind(account.unit_kind)
        self.missing: set[str] = set()

    def figures(self) -> Figures:
        account = self.account
        return Figures(
            unit=Unit(account.unit.code, account.unit_name, self.kind, Scope(account.scope)),
            fiscal_year=account.fiscal_year,
            classification=classification_of(account.fiscal_year),
            profile=self._profile(),
            income_lines=in_order(
                [
                    IncomeLine(row.item_code, IncomeAmounts(**columns(row, IncomeAmounts)))
                    for row in self.rows["income_lines"]
                ]
            ),
            expenditure_lines=in_order(
                [
                    ExpenditureLine(
                        row.item_code, Fund(row.fund), ExpenditureAmounts(**columns(row, ExpenditureAmounts))
                    )
                    for row in self.rows["expenditure_lines"]
                ]
            ),
            carry_over_lines=in_order(
                [
                    CarryOverLine(Fund(row.fund), row.item_code, row.opening, row.closing)
                    for row in self.rows["carry_over_lines"]
                ]
            ),
            surplus_used=account.surplus_used,
            surplus_distributed=account.surplus_distributed,
            initial_budget=self._budget("initial_budget"),
            adjusted_budget=self._budget("adjusted_budget"),
            previous=self._previous(),
            economic_lines=tuple(EconomicLine(row.economic_code, row.amount) for row in self.rows["economic_lines"]),
            three_public=self._three_public("three_public", "actual"),
            counts=ThreePublicCounts(**self._filled("counts", ThreePublicCounts)),
            agency_operating_costs_filed=account.agency_operating_costs_filed,
            procurement=Procurement(**self._filled("procurement", Procurement)),
            assets=Assets(**self._filled("assets", Assets)),
            performance=PerformanceManagement(**self._filled("performance", PerformanceManagement)),
            texts=self._texts(),
            reasons=MappingProxyType({row.figure: row.text for row in self.rows["reasons"]}),
            missing=frozenset(self.missing),
        )

    def _single(self, name: str) -> Any:
        """The 1-1 row, or None."""
        return next(iter(self.rows[name]), None)

    def _filled(self, name: str, part: "type[DataclassInstance]", only: Iterable[str] = ()) -> dict[str, Any]:
        """The columns of a 1-1 row that somebody has filled in; the others are named missing."""
        row = self._single(name)
        entered = {column: getattr(row, column, None) for column in only or [f.name for f in fields(part)]}
        return self._named(name, entered)

    def _named(self, name: str, entered: dict[str, Any]) -> dict[str, Any]:
        self.missing.update(f"{name}.{column}" for column, value in entered.items() if value is None)
        return {column: value for column, value in entered.items() if value is not None}

    def _profile(self) -> Profile:
        people = self._filled("profile", Profile, PEOPLE)
        row = self._single("profile")
        if row is None:
            return Profile(**people)
        return Profile(
            functions=row.functions,
            offices=points_of(row.offices),
            subordinate_units=points_of(row.subordinate_units),
            **people,
        )

    def _texts(self) -> Texts:
        row = self._single("texts")
        if row is None:
            return Texts()
        written = columns(row, Texts)
        return Texts(**written | {name: points_of(written[name]) for name in POINTS})

    def _three_public(self, name: str, column: str) -> ThreePublic:
        rows = {row.item: getattr(row, column) for row in self.rows["three_public_items"]}
        return ThreePublic(**self._named(name, {f.name: rows.get(f.name) for f in fields(ThreePublic)}))

    def _budget(self, name: str) -> Base:
        entered = ((row, getattr(row, name)) for row in self.rows["budget_lines"])
        return Base(
            lines=in_order(
                [BaseLine(Fund(row.fund), row.item_code, sum_) for row, sum_ in entered if sum_ is not None]
            ),
            three_public=self._three_public(f"{name}.three_public", name),
        )

    def _previous(self) -> Base | None:
        """None in a first year. Any amount of 上年 makes a 上年: what else it lacks is missing then."""
        row = self._single("previous_year")
        lines = [BaseLine(Fund(line.fund), line.item_code, line.amount) for line in self.rows["previous_lines"]]
        if row is None and not lines and not any(item.previous for item in self.rows["three_public_items"]):
            return None
        totals = {column: getattr(row, column, None) for column in PREVIOUS_TOTALS}
        self.missing.update(
            f"previous.{PREVIOUS_TOTALS[column]}"
            for column, value in totals.items()
            if value is None and (column != "agency_operating_costs" or self.kind.has_agency_operating_costs)
        )
        return Base(
            lines=in_order(lines),
            three_public=self._three_public("previous.three_public", "previous"),
            **totals,
        )
