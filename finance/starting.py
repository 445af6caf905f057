"""Starting a year: an account from nothing, or from last year's account, whose figures it then carries."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from finance import models
from finance.classification import Classification, classification_of
from finance.figures import Figures
from finance.funds import ThreePublic
from finance.ledger import figures_of
from finance.terms import Fund, UnitKind
from units.models import BudgetUnit

_PROFILE = ("functions", "offices", "subordinate_units")


class AlreadyThere(ValidationError):
    """The unit has an account of that year; `account` is it."""

    def __init__(self, account: models.FinalAccount) -> None:
        super().__init__(f"{account}已经建立，不能再建一份。请打开已有的继续填写。")
        self.account = account


def start_account(
    unit: BudgetUnit, fiscal_year: int, edition: str, *, before: models.FinalAccount | None = None
) -> models.FinalAccount:
    """A new account. With `before`, last year's of the same unit: its profile and the codes in use come along,
    its figures as 上年数 and its closing carry-over as opening; each such figure is remembered.

    Raises AlreadyThere, and ValidationError for a year that has no 科目表."""
    found = models.FinalAccount.objects.filter(unit=unit, fiscal_year=fiscal_year).first()
    if found:
        raise AlreadyThere(found)
    account = models.FinalAccount(
        unit=unit,
        fiscal_year=fiscal_year,
        edition=edition,
        unit_name=before.unit_name if before else unit.name,
        unit_kind=before.unit_kind if before else unit.kind,
        started_from=before,
    )
    if before:
        account.scope = before.scope
    account.full_clean(exclude=("unit",))
    with transaction.atomic():
        account.save()
        if before:
            _carry(account, before)
    return account


def _carry(account: models.FinalAccount, before: models.FinalAccount) -> None:
    last = figures_of(before)
    rows = [*_profile(account, before), *_codes_in_use(account, last), *_previous(account, last)]
    for model in {type(row): None for row in rows}:
        model._default_manager.bulk_create([row for row in rows if type(row) is model])
    carried = [models.CarriedFigure(account=account, cell=cell, value=value) for cell, value in _carried_cells(rows)]
    models.CarriedFigure.objects.bulk_create(carried)


def _profile(account: models.FinalAccount, before: models.FinalAccount) -> Iterator[Model]:
    """职能 and 机构; how many people there are is counted anew."""
    profile = getattr(before, "profile", None)
    if profile:
        yield models.UnitProfile(account=account, **{name: getattr(profile, name) for name in _PROFILE})


def _codes_in_use(account: models.FinalAccount, last: Figures) -> Iterator[Model]:
    """A row, still empty, for every 科目 of last year that this year still has."""
    year: Classification = classification_of(account.fiscal_year)
    for received in last.income_lines:
        if received.amounts.total and year.functional.has(received.item_code):
            yield models.IncomeLine(account=account, item_code=received.item_code)
    for spent in last.expenditure_lines:
        if spent.amounts.total and year.functional.has(spent.item_code):
            yield models.ExpenditureLine(account=account, item_code=spent.item_code, fund=spent.fund.value)
    for entry in last.economic_lines:
        if entry.amount and year.economic.has(entry.economic_code):
            yield models.EconomicLine(account=account, economic_code=entry.economic_code)
    for carried in last.carry_over_lines:
        if carried.closing and (not carried.item_code or year.functional.has(carried.item_code)):
            yield models.CarryOverLine(
                account=account, fund=carried.fund.value, item_code=carried.item_code, opening=carried.closing
            )


def _previous(account: models.FinalAccount, last: Figures) -> Iterator[Model]:
    """Last year's figures as 上年数. What last year left unfilled stays unfilled."""
    spent: dict[tuple[Fund, str], Decimal] = {}
    for line in last.expenditure_lines:
        if line.fund is not Fund.NON_FISCAL and line.amounts.total:
            key = (line.fund, line.item_code)
            spent[key] = spent.get(key, Decimal(0)) + line.amounts.total
    for (fund, code), amount in spent.items():
        yield models.PreviousLine(account=account, fund=fund.value, item_code=code, amount=amount)
    costs = last.agency_operating_costs if UnitKind(account.unit_kind).has_agency_operating_costs else None
    yield models.PreviousYear(
        account=account,
        income_grand_total=last.income_grand_total,
        fiscal_income_grand_total=last.fiscal.income_grand_total,
        agency_operating_costs=costs,
    )
    for item in fields(ThreePublic):
        if f"three_public.{item.name}" not in last.missing:
            actual = getattr(last.three_public, item.name)
            yield models.ThreePublicItem(account=account, item=item.name, previous=actual)


def _carried_cells(rows: list[Model]) -> Iterator[tuple[str, Decimal]]:
    """(cell, value) of every figure among the new rows that is last year's."""
    for row in rows:
        match row:
            case models.PreviousLine():
                yield f"previous_lines/{row.fund}-{row.item_code}/amount", row.amount
            case models.PreviousYear():
                for name in ("income_grand_total", "fiscal_income_grand_total", "agency_operating_costs"):
                    if (value := getattr(row, name)) is not None:
                        yield f"previous_year//{name}", value
            case models.ThreePublicItem() if row.previous is not None:
                yield f"three_public_items/{row.item}/previous", row.previous
            case models.CarryOverLine():
                yield f"carry_over_lines/{row.fund}-{row.item_code}/opening", row.opening
