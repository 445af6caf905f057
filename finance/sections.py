"""Sections: what of an account is addressed cell by cell, `<section>/<row>/<column>`, and how rows are keyed.

Row keys are natural (a code, a fund and a code): two people who add the same 科目 meet in the same row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, override

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models as db
from django.db.models import Model

from finance import models
from finance.cells import Amount, Cell, Choice, Count, Flag, Number, Refused, Words
from finance.fields import MAX_DIGITS, FreeCharField
from finance.terms import Fund, Term, ThreePublicItem

MAX_ROWS = 1000  # of one section: a slip with a whole workbook in the clipboard stops here
type Row = Any  # a row of whichever model the section keeps


def cell_of(field: Any) -> Cell:
    """How a column is read and printed follows from the column."""
    if isinstance(field, db.DecimalField):
        if field.max_digits == MAX_DIGITS:
            is_signed = not any(isinstance(v, MinValueValidator) for v in field.validators)
            return Amount(optional=field.null, signed=is_signed, scaled=field.name != "house_area")
        limits = [v.limit_value for v in field.validators if isinstance(v, MaxValueValidator)]
        maximum = min([Number.maximum, *map(Decimal, limits)])
        return Number(optional=field.null, maximum=maximum, default=field.get_default() or Number.default)
    if isinstance(field, db.PositiveIntegerField):
        return Count()
    if isinstance(field, db.BooleanField):
        return Flag()
    if field.choices:
        return Choice(tuple(field.flatchoices), field.get_default() or "")
    if isinstance(field, FreeCharField):
        return Words(field.max_length or 200, lines=False, required=not field.blank)
    return Words()


@dataclass(frozen=True)
class Section:
    """Rows of one model under one account. The rows of this class are single: their key is empty."""

    name: str
    model: type[Model]
    column_names: tuple[str, ...]

    @cached_property
    def columns(self) -> Mapping[str, Cell]:
        """The columns that can be typed into."""
        return MappingProxyType({name: cell_of(self.model._meta.get_field(name)) for name in self.column_names})

    @property
    def is_open(self) -> bool:
        """Rows come and go by hand."""
        return False

    def rows(self, account: models.FinalAccount) -> dict[str, Row]:
        """The rows there are, by key. Never another account's, whatever is asked for."""
        return {self.key_of(row): row for row in self.model._default_manager.filter(account=account)}

    def key_of(self, row: Row) -> str:
        return ""

    def make(self, account: models.FinalAccount, key: str) -> Row:
        """A new row, not saved. Raises Refused for a key that cannot be."""
        return cleaned(self.model(account=account, **self.key_values(key)))

    def key_values(self, key: str) -> dict[str, Any]:
        if key:
            raise Refused("没有这一行")
        return {}

    def refuse_gone(self, key: str) -> None:
        """A key that typing into it cannot bring back raises Refused; a natural key can."""

    def value(self, row: Row, column: str) -> Any:
        return getattr(row, column)

    def put(self, row: Row, column: str, value: Any) -> tuple[str, ...]:
        """Writes the value; the model's columns that moved."""
        setattr(row, column, value)
        return (column,)

    def followers(self, column: str) -> tuple[str, ...]:
        """Columns that a change of this one may move along."""
        return ()

    def dependents(self, row: Row) -> Iterator[tuple[str, str]]:
        """(cell, text) of everything that goes when the row goes, beyond its own cells."""
        yield from ()

    def fault(self, row: Row, column: str) -> str:
        """What is wrong with this column beside the others of its row; empty: nothing."""
        return ""

    def title(self, row: Row) -> str:
        """What a message calls the row."""
        return str(row)


def cleaned(row: Row) -> Row:
    """The row, if its key can be. Raises Refused."""
    try:
        row.clean()
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
    return row


class AccountSection(Section):
    """The account's own columns."""

    def rows(self, account: models.FinalAccount) -> dict[str, Row]:
        return {"": account}


@dataclass(frozen=True)
class LineSection(Section):
    """Rows under a 科目 and, for most, a fund; the key is both with a hyphen between: 2080101-non_fiscal."""

    key_names: tuple[str, ...]
    kind: str = "functional"  # which codes its picker offers

    @property
    def is_open(self) -> bool:
        return True

    def key_of(self, row: Row) -> str:
        return "-".join(getattr(row, name) for name in self.key_names)

    def key_values(self, key: str) -> dict[str, Any]:
        parts = key.split("-")
        if len(parts) != len(self.key_names):
            raise Refused("没有这一行")
        values = dict(zip(self.key_names, parts, strict=True))
        if "fund" in values and values["fund"] not in Fund:
            raise Refused("没有这一资金性质")
        code = values[self.code_name]
        if code and not (code.isascii() and code.isdigit()):
            raise Refused(f"科目编码“{code[:20]}”不对：编码只有数字")
        if not code and not self.model._meta.get_field(self.code_name).blank:  # type: ignore[union-attr]
            raise Refused("请选择科目")
        return values

    @property
    def code_name(self) -> str:
        return next(name for name in self.key_names if name.endswith("code"))


@dataclass(frozen=True)
class TermSection(Section):
    """One row a member of a closed list."""

    key_name: str
    terms: type[Term]

    def key_of(self, row: Row) -> str:
        return str(getattr(row, self.key_name))

    def key_values(self, key: str) -> dict[str, Any]:
        if key not in self.terms:
            raise Refused("没有这一行")
        return {self.key_name: key}


class ReasonSection(Section):
    """主要原因, one row a comparison: <figure>.<base>."""

    def key_of(self, row: Row) -> str:
        return str(row.figure)

    def key_values(self, key: str) -> dict[str, Any]:
        if len(key) > 120:
            raise Refused("没有这一比较项")
        return {"figure": key}


class CarriedSection(Section):
    """Why a figure of last year's account was typed over. The rows are made when the year is started."""

    def key_of(self, row: Row) -> str:
        return str(row.pk)

    @override
    def make(self, account: models.FinalAccount, key: str) -> Row:
        raise Refused("没有这一行")


_PROFILE = ("functions", "on_duty", "honorary_retired", "retired", "offices", "subordinate_units")
_SOURCES = (
    "general_public_budget",
    "government_fund",
    "state_capital_operations",
    "superior_subsidy",
    "public_service",
    "operating",
    "affiliate_remittance",
    "other",
)
_KINDS = ("basic", "project", "superior_remittance", "operating", "affiliate_subsidy")
_ACCOUNT = ("unit_name", "unit_kind", "scope", "surplus_used", "surplus_distributed", "agency_operating_costs_filed")
_FUND_AND_CODE = ("fund", "item_code")


def entered(model: type[Model]) -> tuple[str, ...]:
    """Every column of a single but its key."""
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in ("id", "account"))


CARRIED = CarriedSection("carried", models.CarriedFigure, ("reason",))
SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        section.name: section
        for section in (
            CARRIED,
            AccountSection("account", models.FinalAccount, _ACCOUNT),
            Section("profile", models.UnitProfile, _PROFILE),
            LineSection("income_lines", models.IncomeLine, _SOURCES, ("item_code",)),
            LineSection("expenditure_lines", models.ExpenditureLine, _KINDS, ("item_code", "fund")),
            LineSection("carry_over_lines", models.CarryOverLine, ("opening", "closing"), _FUND_AND_CODE),
            LineSection("budget_lines", models.BudgetLine, ("initial_budget", "adjusted_budget"), _FUND_AND_CODE),
            LineSection("previous_lines", models.PreviousLine, ("amount",), _FUND_AND_CODE),
            LineSection("economic_lines", models.EconomicLine, ("amount",), ("economic_code",), "economic"),
            TermSection(
                "three_public_items",
                models.ThreePublicItem,
                ("initial_budget", "adjusted_budget", "actual", "previous"),
                "item",
                ThreePublicItem,
            ),
            Section("counts", models.ThreePublicCounts, entered(models.ThreePublicCounts)),
            Section("procurement", models.Procurement, entered(models.Procurement)),
            Section("assets", models.Assets, entered(models.Assets)),
            Section("performance", models.PerformanceManagement, entered(models.PerformanceManagement)),
            Section("previous_year", models.PreviousYear, entered(models.PreviousYear)),
            Section("texts", models.Texts, entered(models.Texts)),
            ReasonSection("reasons", models.Reason, ("text",)),
        )
    }
)
