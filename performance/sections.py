"""自评表 cell by cell: scorecards, their funds and their indicators, keyed so that a row keeps its address.

The overall card is `overall`, a project its number in the database. A row to come proposes new1, new2 … (or
new1@57: right after indicator 57, new1@0: first) and is told its number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, override

from django.db.models import F, Max

from finance.cells import Cell, Refused, Words
from finance.models import FinalAccount
from finance.sections import Row, Section
from finance.terms import FundSource
from performance import models
from performance.scorecards import FORM_SOURCES, IndicatorValue, Measure, Operator, ScorecardKind
from performance.scoring import RULE_SETS
from performance.values import Day, NotDone, Number, Range, read

OVERALL = "overall"
_MOST_ON_A_CARD = 200
_NEW = re.compile(r"new\d{1,4}(?:@(\d{1,18}))?")
_SIGNS = {
    ">=": Operator.AT_LEAST,
    "≥": Operator.AT_LEAST,
    "≧": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
    "≤": Operator.AT_MOST,
    "≦": Operator.AT_MOST,
    ">": Operator.MORE,
    "＞": Operator.MORE,
    "<": Operator.LESS,
    "＜": Operator.LESS,
    "=": Operator.EQUAL,
    "＝": Operator.EQUAL,
}
_NUMBER_AND_UNIT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?(?:\s*[~～\-—–至到]\s*\d[\d,]*(?:\.\d+)?)?)(\D{0,40})")


def written_value(text: str) -> IndicatorValue:
    """指标值 as typed, cut into sign, value and unit: ≥22300条. Printed, it is what was typed (≥ as >=)."""
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    rest = text.removeprefix(sign).strip()
    operator = _SIGNS[sign] if sign else Operator.NONE
    match = _NUMBER_AND_UNIT.fullmatch(rest)
    return IndicatorValue(operator, match[1], match[2]) if match else IndicatorValue(operator, rest)


def measure_of(target: str, names: str) -> Measure:
    """指标类型 as the 指标值 suggests it."""
    match read(target):
        case Number(unit=unit) if unit.startswith("%"):
            return Measure.PERCENT
        case Number() | Range():
            return Measure.COST if "成本" in names else Measure.COUNT
        case Day():
            return Measure.DATE
        case NotDone():
            return Measure.COUNT
    return Measure.QUALITATIVE if target else Measure.COUNT


def card_key(card: models.Scorecard) -> str:
    return OVERALL if card.kind == ScorecardKind.OVERALL else str(card.pk)


def _card(account: FinalAccount, key: str) -> models.Scorecard:
    """The card of this account with this key; the overall one is made when it is first needed."""
    if key == OVERALL:
        defaults = {"name": account.unit_name, "rule_set": _rule_set(account, ScorecardKind.OVERALL)}
        card, _ = models.Scorecard.objects.get_or_create(
            account=account, kind=ScorecardKind.OVERALL.value, position=1, defaults=defaults
        )
        return card
    found = models.Scorecard.objects.filter(account=account, pk=key) if _is_number(key) else None
    if not found:
        raise Refused("没有这张自评表，可能已被删除")
    return found[0]


def _rule_set(account: FinalAccount, kind: ScorecardKind) -> str:
    """What the unit's other cards of the kind go by, the latest first; else the first that computes."""
    cards = models.Scorecard.objects.filter(account__unit=account.unit_id, kind=kind.value)
    used = cards.order_by("-account__fiscal_year", "-position").values_list("rule_set", flat=True).first()
    return used or next(name for name, rules in RULE_SETS.items() if not rules.is_manual)


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 18


class ScorecardSection(Section):
    """自评表 themselves."""

    @property
    @override
    def is_open(self) -> bool:
        return True

    @override
    def key_of(self, row: Row) -> str:
        return card_key(row)

    @override
    def make(self, account: FinalAccount, key: str) -> Row:
        if key == OVERALL:
            return _card(account, key)
        if not _NEW.fullmatch(key):
            raise Refused("没有这个项目，可能已被删除")
        projects = models.Scorecard.objects.filter(account=account, kind=ScorecardKind.PROJECT.value)
        last = projects.aggregate(last=Max("position"))["last"] or 0
        return models.Scorecard.objects.create(
            account=account,
            kind=ScorecardKind.PROJECT.value,
            position=last + 1,
            rule_set=_rule_set(account, ScorecardKind.PROJECT),
        )

    @override
    def refuse_gone(self, key: str) -> None:
        if _is_number(key):
            raise Refused("没有这张自评表，可能已被删除")

    @override
    def fault(self, row: Row, column: str) -> str:
        if row.filed_execution_score is not None and row.filed_execution_score > row.execution_points:
            return f"得分不能超过分值（{row.execution_points:g}）"
        return ""

    @override
    def dependents(self, row: Row) -> Iterator[tuple[str, str]]:
        for section in (FUNDS, INDICATORS):
            for part in section.model._default_manager.filter(scorecard=row).select_related("scorecard"):
                yield f"{section.name}/{section.key_of(part)}", section.title(part)


class FundSection(Section):
    """资金 of a card, one row a source: <card>-<source>."""

    @override
    def rows(self, account: FinalAccount) -> dict[str, Row]:
        funds = models.ScorecardFund.objects.filter(scorecard__account=account).select_related("scorecard")
        return {self.key_of(fund): fund for fund in funds}

    @override
    def key_of(self, row: Row) -> str:
        return f"{card_key(row.scorecard)}-{row.source}"

    @override
    def make(self, account: FinalAccount, key: str) -> Row:
        of_card, _, source = key.partition("-")
        card = _card(account, of_card)
        if source not in FundSource or FundSource(source) not in FORM_SOURCES[ScorecardKind(card.kind)]:
            raise Refused("这张表没有这一资金来源")
        return models.ScorecardFund(scorecard=card, source=source)

    @override
    def title(self, row: Row) -> str:
        return f"{row} {row.initial_budget} {row.adjusted_budget} {row.executed}"


@dataclass(frozen=True)
class IndicatorSection(Section):
    """三级指标: <card>-<number>. Target and achieved are one cell each, typed as the form prints them."""

    @cached_property
    @override
    def columns(self) -> Mapping[str, Cell]:
        written = Words(300, lines=False)
        stored = [name for name in self.column_names if name not in ("target", "achieved")]
        columns = Section(self.name, self.model, tuple(stored)).columns
        return MappingProxyType({name: columns.get(name, written) for name in self.column_names})

    @property
    @override
    def is_open(self) -> bool:
        return True

    @override
    def rows(self, account: FinalAccount) -> dict[str, Row]:
        indicators = models.Indicator.objects.filter(scorecard__account=account).select_related("scorecard")
        return {self.key_of(indicator): indicator for indicator in indicators}

    @override
    def key_of(self, row: Row) -> str:
        return f"{card_key(row.scorecard)}-{row.pk}"

    @override
    def make(self, account: FinalAccount, key: str) -> Row:
        of_card, _, proposed = key.partition("-")
        match = _NEW.fullmatch(proposed)
        if match is None:
            raise Refused("这一行已被删除，不能再填")
        card = _card(account, of_card)
        rows = models.Indicator.objects.filter(scorecard=card)
        last = rows.aggregate(last=Max("position"))["last"] or 0
        if rows.count() >= _MOST_ON_A_CARD:
            raise Refused(f"一张表最多 {_MOST_ON_A_CARD} 个指标")
        after = rows.filter(pk=match[1]).first() if match[1] else None
        position = after.position + 1 if after else 1 if match[1] == "0" else last + 1
        below = rows.filter(position__gte=position)
        below.update(position=F("position") + last + 1)  # in two steps, for positions are unique at all times
        rows.filter(position__gt=last).update(position=F("position") - last)
        names = {"level1": after.level1, "level2": after.level2} if after else {}
        return models.Indicator.objects.create(
            scorecard=card,
            position=position,
            points=0,
            measure=Measure.COUNT.value,
            target_operator=Operator.NONE.value,
            achieved_operator=Operator.NONE.value,
            **names,
        )

    @override
    def refuse_gone(self, key: str) -> None:
        if _is_number(key.partition("-")[2]):
            raise Refused("这一行已被删除，不能再填")

    @override
    def value(self, row: Row, column: str) -> Any:
        if column not in ("target", "achieved"):
            return getattr(row, column)
        operator = Operator(getattr(row, f"{column}_operator"))
        return IndicatorValue(operator, getattr(row, f"{column}_value"), getattr(row, f"{column}_unit")).text

    @override
    def put(self, row: Row, column: str, value: Any) -> tuple[str, ...]:
        is_suggested = row.measure == self._suggested(row)
        if column in ("target", "achieved"):
            written = written_value(value)
            for part in ("operator", "value", "unit"):
                setattr(row, f"{column}_{part}", getattr(written, part))
            moved = tuple(f"{column}_{part}" for part in ("operator", "value", "unit"))
        else:
            setattr(row, column, value)
            moved = (column,)
        if self.followers(column) and is_suggested:
            row.measure = self._suggested(row).value
        return (*moved, *self.followers(column))

    def _suggested(self, row: Row) -> Measure:
        return measure_of(self.value(row, "target"), f"{row.level1}{row.level2}")

    @override
    def followers(self, column: str) -> tuple[str, ...]:
        return ("measure",) if column in ("target", "level1", "level2") else ()

    @override
    def fault(self, row: Row, column: str) -> str:
        if row.filed_score is not None and row.filed_score > row.points:
            return f"得分不能超过分值（{row.points:g}）" if column == "filed_score" else "分值不能小于已填的得分"
        return ""

    @override
    def title(self, row: Row) -> str:
        names = (row.level1, row.level2, row.level3, self.value(row, "target"), self.value(row, "achieved"))
        return " ".join((*names, f"{row.points} 分"))


SCORECARDS = ScorecardSection(
    "scorecards",
    models.Scorecard,
    (
        "name",
        "competent_department",
        "implementing_unit",
        "rule_set",
        "execution_points",
        "filed_execution_score",
        "execution_score_reason",
        "goal",
        "result",
    ),
)
FUNDS = FundSection("scorecard_funds", models.ScorecardFund, ("initial_budget", "adjusted_budget", "executed"))
INDICATORS = IndicatorSection(
    "indicators",
    models.Indicator,
    (
        "level1",
        "level2",
        "level3",
        "target",
        "basis",
        "points",
        "achieved",
        "filed_score",
        "deviation_reason",
        "measure",
        "score_reason",
        "starts_group",
    ),
)
SECTIONS: Mapping[str, Section] = MappingProxyType({s.name: s for s in (SCORECARDS, FUNDS, INDICATORS)})
