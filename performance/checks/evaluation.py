"""What the scorecard checks look at: cards with links written out, scored and read, beside the accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from finance.checks.account import FiguresReader
from finance.checks.amounts import Side, Term
from finance.checks.intervals import Interval, sum_of
from finance.checks.registry import Registry
from finance.figures import Figures
from finance.terms import FundSource
from performance.assessment import Assessment, assess
from performance.live_links import written_out
from performance.matching import Match, indicator_matches
from performance.scorecards import (
    FundLine,
    Indicator,
    IndicatorValue,
    Operator,
    Scorecard,
    ScorecardKind,
    Scorecards,
)

_PRINTED_STEP = Decimal(100)  # 元 in 0.01万元

_CARD_LABELS = {
    "name": "名称",
    "goal": "预期目标",
    "result": "实际完成情况",
    "competent_department": "主管部门",
    "implementing_unit": "实施单位",
    "initial_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "executed": "全年执行数",
    "execution_rate": "预算执行率",
    "execution_points": "预算执行率分值",
    "execution_score": "预算执行率得分",
    "execution_score_reason": "预算执行率得分的说明",
    "total_points": "总分值",
    "total_score": "总分",
}
_INDICATOR_LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "指标值",
    "achieved": "完成值",
    "basis": "指标值设定依据",
    "points": "分值",
    "score": "得分",
    "score_reason": "得分的说明",
    "deviation_reason": "偏差原因",
}
_SOURCES = {source.value: source.label for source in FundSource}
_NAME = "scorecards"


@dataclass(frozen=True)
class Row:
    """One indicator in its place."""

    figure: str  # scorecards.projects.2.indicators.5
    number: int
    indicator: Indicator
    card: "Card"

    @property
    def title(self) -> str:
        return f"{self.card.title}指标“{self.indicator.level3}”"


@dataclass(frozen=True)
class Card:
    """One scorecard in its place."""

    figure: str  # scorecards.overall, scorecards.projects.2
    card: Scorecard

    @property
    def is_project(self) -> bool:
        return self.card.kind is ScorecardKind.PROJECT

    @property
    def title(self) -> str:
        return f"项目“{self.card.name}”" if self.is_project else "整体支出自评表"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(f"{self.figure}.indicators.{number}", number, indicator, self)
            for number, indicator in enumerate(self.card.indicators, start=1)
        )

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.card)

    @cached_property
    def goal_matches(self) -> tuple[Match, ...]:
        return indicator_matches(self.card.goal, self.card.indicators, is_goal=True)

    @cached_property
    def result_matches(self) -> tuple[Match, ...]:
        return indicator_matches(self.card.result, self.card.indicators, is_goal=False)

    def lines(self, *sources: FundSource) -> tuple[FundLine, ...]:
        """资金 from these sources, or all."""
        return tuple(line for line in self.card.funds if not sources or line.source in sources)


@dataclass(frozen=True)
class Evaluation:
    """绩效自评 of one account: all of its scorecards beside its figures."""

    figures: Figures
    scorecards: Scorecards

    @cached_property
    def _written_out(self) -> Scorecards:
        """Links that lead nowhere stay as they are; a check of their own finds them."""
        cards = written_out(self.figures, self.scorecards, keep_unknown=True)
        overall = _with_units(cards.overall) if cards.overall else None
        return Scorecards(overall, tuple(map(_with_units, cards.projects)))

    @cached_property
    def overall(self) -> Card | None:
        card = self._written_out.overall
        return Card(f"{_NAME}.overall", card) if card else None

    @cached_property
    def projects(self) -> tuple[Card, ...]:
        cards = enumerate(self._written_out.projects, start=1)
        return tuple(Card(f"{_NAME}.projects.{number}", card) for number, card in cards)

    @property
    def cards(self) -> tuple[Card, ...]:
        return ((self.overall,) if self.overall else ()) + self.projects

    @property
    def rows(self) -> Iterator[Row]:
        """Every indicator of every card."""
        return (row for card in self.cards for row in card.rows)


def _with_units(card: Scorecard) -> Scorecard:
    """Clerks write the unit once: >=50个, 50. What lacks it has its neighbour's."""
    if all(bool(i.target.unit) is bool(i.achieved.unit) for i in card.indicators):
        return card
    return replace(card, indicators=tuple(map(_with_unit, card.indicators)))


def _with_unit(indicator: Indicator) -> Indicator:
    target, achieved = indicator.target, indicator.achieved
    if target.number is None or achieved.number is None:
        return indicator
    unit = target.unit or achieved.unit
    return replace(indicator, target=replace(target, unit=unit), achieved=replace(achieved, unit=unit))


def said(value: IndicatorValue) -> str:
    """An indicator's value as a message writes it: >=700人, 735人."""
    return f"{value.value}{value.unit}" if value.operator is Operator.EQUAL else value.text


def money_side(label: str, lines: tuple[FundLine, ...], column: str) -> Side:
    """Amounts of a card as one side of a comparison. Cards are filled in in 万元: an amount that has no more
    than two decimals of it may be a rounded one, and what rounding explains is no contradiction."""
    amounts = tuple(getattr(line, column) for line in lines)
    intervals = [_interval(amount) for amount in amounts]
    return Side(label, (Term("", _NAME, amounts),), sum_of(intervals))


def _interval(amount: Decimal) -> Interval:
    is_rounded = bool(amount) and not amount % _PRINTED_STEP
    return Interval.printed(amount) if is_rounded else Interval.exact(amount)


class EvaluationReader(FiguresReader):
    """Reads accounts and scorecards for the registry: scorecards.projects.2.indicators.5 counts from 1."""

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__(evaluation.figures)
        self.evaluation = evaluation
        self._found: dict[str, tuple[Card | Row, list[str]]] = {}

    def value(self, name: str) -> object:
        if not name.startswith(f"{_NAME}."):
            return super().value(name)
        subject, rest = self._find(name)
        column = ".".join(rest)
        if not rest:
            return repr(subject.card if isinstance(subject, Card) else subject.indicator)
        if isinstance(subject, Row):
            if column == "score":
                scored = subject.card.assessment.indicators[subject.number - 1]
                return (scored.filed, scored.computed.value)
            return str(getattr(subject.indicator, column))
        return _card_value(subject, rest)

    def label(self, name: str) -> str:
        if not name.startswith(f"{_NAME}."):
            return super().label(name)
        subject, rest = self._find(name)
        if isinstance(subject, Row):
            return f"{subject.title}{'的' + _INDICATOR_LABELS[rest[0]] if rest else ''}"
        words = [_SOURCES.get(part) or _CARD_LABELS[part] for part in rest]
        return f"{subject.title}{'的' + ''.join(words) if words else ''}"

    def _find(self, name: str) -> tuple[Card | Row, list[str]]:
        """The card or row a name leads to, and what is left of it. LookupError where there is none."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> tuple[Card | Row, list[str]]:
        _, kind, *rest = name.split(".")
        projects = self.evaluation.projects
        found = self.evaluation.overall if kind == "overall" else projects[int(rest.pop(0)) - 1]
        if found is None:
            raise LookupError(name)
        if rest[:1] == ["indicators"] and len(rest) > 1:
            return found.rows[int(rest[1]) - 1], rest[2:]
        return found, rest


def _card_value(card: Card, rest: list[str]) -> object:
    if rest[0] in _SOURCES:
        lines = card.lines(FundSource(rest[0]))
        return tuple(getattr(line, rest[1]) for line in lines) if len(rest) > 1 else lines
    if rest[0] == "execution_score":
        execution = card.assessment.execution
        return (execution.filed, execution.computed.value)
    if rest[0] == "total_score":
        return card.assessment.total
    return str(getattr(card.card, rest[0]))


SCORECARD_CHECKS = Registry("绩效自评", EvaluationReader)
check = SCORECARD_CHECKS.check
