"""The one door between the database and Scorecards: `scorecards_of` reads, `write_scorecards` replaces."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from finance.ledger import ChangedMeanwhile
from finance.ledger.rewriting import log_rewriting, texts_of
from finance.models import FinalAccount
from finance.terms import FundSource
from performance import models
from performance.scorecards import (
    FundLine,
    Indicator,
    IndicatorValue,
    Measure,
    Operator,
    Scorecard,
    ScorecardKind,
    Scorecards,
)
from performance.sections import SECTIONS
from units.models import User

_SOURCES = tuple(FundSource)
_CARD_COLUMNS = tuple(field.name for field in fields(Scorecard) if field.name not in ("kind", "funds", "indicators"))
_INDICATOR_COLUMNS = tuple(
    field.name for field in fields(Indicator) if field.name not in ("target", "achieved", "measure")
)
_VALUE_COLUMNS = (
    *(f"{which}_{part}" for which in ("target", "achieved") for part in ("operator", "value", "unit")),
    "measure",
)
_FUND_COLUMNS = ("initial_budget", "adjusted_budget", "executed")


def scorecards_of(account: FinalAccount) -> Scorecards:
    """All 自评表 of the account, in three queries however many there are. As plain values: every save reads them, and
    a hundred model instances take three times as long."""
    funds: dict[int, list[FundLine]] = {}
    for card, source, *amounts in _rows(models.ScorecardFund, account, "scorecard_id", "source", *_FUND_COLUMNS):
        funds.setdefault(card, []).append(FundLine(FundSource(source), *amounts))
    indicators: dict[int, list[Indicator]] = {}
    for card, *values in _rows(models.Indicator, account, "scorecard_id", *_VALUE_COLUMNS, *_INDICATOR_COLUMNS):
        indicators.setdefault(card, []).append(_indicator(values))
    rows = models.Scorecard.objects.filter(account=account).order_by("position")
    cards = [
        Scorecard(
            kind=ScorecardKind(kind),
            funds=tuple(sorted(funds.get(pk, ()), key=lambda line: _SOURCES.index(line.source))),
            indicators=tuple(indicators.get(pk, ())),
            **dict(zip(_CARD_COLUMNS, values, strict=True)),
        )
        for pk, kind, *values in rows.values_list("pk", "kind", *_CARD_COLUMNS)
    ]
    overall = next((card for card in cards if card.kind is ScorecardKind.OVERALL), None)
    return Scorecards(overall, tuple(card for card in cards if card.kind is ScorecardKind.PROJECT))


def _rows(model: type[Model], account: FinalAccount, *columns: str) -> Iterator[list[Any]]:
    """Of all cards of the account; indicators in their order."""
    order = "position" if model is models.Indicator else "pk"
    rows = model._default_manager.filter(scorecard__account=account).order_by(order)
    yield from map(list, rows.values_list(*columns))


def write_scorecards(account: FinalAccount, scorecards: Scorecards, *, by: User | None = None) -> None:
    """Replaces all 自评表 of the account by these. The inverse of `scorecards_of`; funds come back in the
    official order. A card, and an indicator, takes the number of the one that stood in its place, so that its cells
    keep their addresses. Every cell that changes is logged, `by` a person, or by a command if None.

    Raises ValidationError with every fault found, each naming its scorecard and row in Chinese, and writes
    nothing, as for an account that is closed; raises ChangedMeanwhile where the account's version has moved on
    since it was read."""
    cards, funds, indicators = _checked(account, scorecards)
    with transaction.atomic():
        before = texts_of(account, SECTIONS)
        found = FinalAccount.objects.filter(pk=account.pk, version=account.version)
        if not found.update(version=F("version") + 1, updated=timezone.now()):
            raise ChangedMeanwhile(account)
        account.refuse_closed()
        _take_places(account, cards, indicators)
        models.Scorecard.objects.filter(account=account).delete()
        models.Scorecard.objects.bulk_create(cards)
        models.ScorecardFund.objects.bulk_create(funds)
        models.Indicator.objects.bulk_create(indicators)
        account.refresh_from_db()
        log_rewriting(account, SECTIONS, before, by=by)


def _take_places(account: FinalAccount, cards: list[models.Scorecard], indicators: list[models.Indicator]) -> None:
    """The numbers of those that are there, for those that take their place."""
    there = models.Scorecard.objects.filter(account=account)
    numbers = {(kind, position): pk for kind, position, pk in there.values_list("kind", "position", "pk")}
    for card in cards:
        card.pk = numbers.get((card.kind, card.position))
    rows = models.Indicator.objects.filter(scorecard__account=account)
    parts = {(card, position): pk for card, position, pk in rows.values_list("scorecard", "position", "pk")}
    for indicator in indicators:
        indicator.pk = parts.get((indicator.scorecard.pk, indicator.position))


def _indicator(values: list[Any]) -> Indicator:
    """From _VALUE_COLUMNS and _INDICATOR_COLUMNS."""
    target, achieved, (measure, *others) = values[:3], values[3:6], values[6:]
    return Indicator(
        target=IndicatorValue(Operator(target[0]), *target[1:]),
        achieved=IndicatorValue(Operator(achieved[0]), *achieved[1:]),
        measure=Measure(measure),
        **dict(zip(_INDICATOR_COLUMNS, others, strict=True)),
    )


def _card_row(account: FinalAccount, position: int, card: Scorecard) -> models.Scorecard:
    return models.Scorecard(
        account=account,
        kind=card.kind.value,
        position=position,
        **{column: getattr(card, column) for column in _CARD_COLUMNS},
    )


def _indicator_row(row: models.Scorecard, position: int, indicator: Indicator) -> models.Indicator:
    return models.Indicator(
        scorecard=row,
        position=position,
        measure=indicator.measure.value,
        target_operator=indicator.target.operator.value,
        target_value=indicator.target.value,
        target_unit=indicator.target.unit,
        achieved_operator=indicator.achieved.operator.value,
        achieved_value=indicator.achieved.value,
        achieved_unit=indicator.achieved.unit,
        **{column: getattr(indicator, column) for column in _INDICATOR_COLUMNS},
    )


def _fund_row(row: models.Scorecard, line: FundLine) -> models.ScorecardFund:
    return models.ScorecardFund(
        scorecard=row,
        source=line.source.value,
        initial_budget=line.initial_budget,
        adjusted_budget=line.adjusted_budget,
        executed=line.executed,
    )


type _Rows = tuple[list[models.Scorecard], list[models.ScorecardFund], list[models.Indicator]]


def _checked(account: FinalAccount, scorecards: Scorecards) -> _Rows:
    """All rows, validated. Raises ValidationError with every fault."""
    placed = [(ScorecardKind.OVERALL, 1, scorecards.overall)] if scorecards.overall else []
    placed += [(ScorecardKind.PROJECT, position, card) for position, card in enumerate(scorecards.projects, start=1)]
    cards: list[models.Scorecard] = []
    funds: list[models.ScorecardFund] = []
    indicators: list[models.Indicator] = []
    faults: list[str] = []
    for kind, position, card in placed:
        title = f"{card.kind.label}“{card.name}”"
        if card.kind is not kind:
            faults.append(f"{title}：种类应为{kind.label}")
        row = _card_row(account, position, card)
        faults += _faults(row, title, "account")
        cards.append(row)
        sources = [line.source for line in card.funds]
        for line in card.funds:
            fund = _fund_row(row, line)
            faults += _faults(fund, f"{title}的{line.source.label}", "scorecard")
            funds.append(fund)
        for source in dict.fromkeys(s for s in sources if sources.count(s) > 1):
            faults.append(f"{title}：资金来源“{source.label}”填了{sources.count(source)}行")
        for number, indicator in enumerate(card.indicators, start=1):
            entered = _indicator_row(row, number, indicator)
            faults += _faults(entered, f"{title}第{number}个指标“{indicator.level3}”", "scorecard")
            indicators.append(entered)
    if faults:
        raise ValidationError(faults)
    return cards, funds, indicators


def _faults(row: Model, title: str, exclude: str) -> Iterator[str]:
    """What is wrong with a row. Uniqueness is known already, and constraints only repeat the validators: both
    are left to the database, for each would cost a query a row."""
    try:
        row.full_clean(exclude={exclude}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield from (f"{title}：{label}{message}" for message in messages)
