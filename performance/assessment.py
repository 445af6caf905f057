"""得分 of a whole scorecard: computed and filed side by side, the printed one, 总分, the rule set used."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from performance.scorecards import Scorecard
from performance.scoring import (
    MUCH_OVER,
    RULE_SETS,
    Score,
    execution_score,
    score_indicator,
)

EXECUTION = "预算执行率"


@dataclass(frozen=True)
class ScoredRow:
    """One score of a scorecard. The filed score is printed where there is one; neither replaces the other."""

    name: str  # 预算执行率 or 三级指标
    points: Decimal
    computed: Score
    filed: Decimal | None = None

    @property
    def printed(self) -> Decimal | None:
        """得分 as published; None where it is neither filed nor computable."""
        return self.computed.value if self.filed is None else self.filed

    @property
    def difference(self) -> Decimal | None:
        """Filed − computed; None where one of them is missing."""
        if self.filed is None or self.computed.value is None:
            return None
        return self.filed - self.computed.value

    @property
    def is_overruled(self) -> bool:
        """A score filed by hand that is not the computed one: it wants a reason."""
        return self.filed is not None and self.filed != self.computed.value

    @property
    def needs_deviation_reason(self) -> bool:
        """偏差原因 is due: points were lost, or the target was exceeded by more than 30%."""
        is_short = self.printed is not None and self.printed < self.points
        return is_short or (self.computed.ratio or Decimal(0)) > MUCH_OVER


@dataclass(frozen=True)
class Assessment:
    """Every score of a scorecard."""

    execution: ScoredRow
    indicators: tuple[ScoredRow, ...]  # in the scorecard's order

    @property
    def rows(self) -> tuple[ScoredRow, ...]:
        return (self.execution, *self.indicators)

    @property
    def unscored(self) -> tuple[ScoredRow, ...]:
        """Rows that have no score to print."""
        return tuple(row for row in self.rows if row.printed is None)

    @property
    def total(self) -> Decimal | None:
        """总分 = Σ printed scores; None while one is missing."""
        scores = [row.printed for row in self.rows if row.printed is not None]
        return sum(scores, Decimal("0.00")) if len(scores) == len(self.rows) else None


def assess(card: Scorecard, rule_set: str = "") -> Assessment:
    """The scorecard scored by its own rule set, or by another.

    Raises:
        ValueError: there is no such rule set.
    """
    # Forms, gaps and checks all ask for it: a card, which never changes, remembers its assessments.
    known: dict[str, Assessment] = card.__dict__.setdefault("_assessments", {})
    name = rule_set or card.rule_set
    if name not in known:
        known[name] = _assess(card, name)
    return known[name]


def _assess(card: Scorecard, name: str) -> Assessment:
    computed = execution_score(name, card.executed, card.adjusted_budget, card.execution_points)
    return Assessment(
        ScoredRow(EXECUTION, card.execution_points, computed, card.filed_execution_score),
        tuple(ScoredRow(i.level3, i.points, score_indicator(name, i), i.filed_score) for i in card.indicators),
    )


@dataclass(frozen=True)
class RowFit:
    """One printed score against a rule set."""

    card: str  # the scorecard's name
    name: str
    index: int  # 0 预算执行率, 1 … the indicators
    printed: Decimal
    computed: Score


@dataclass(frozen=True)
class Fit:
    """How well a rule set explains printed scores."""

    rule_set: str
    fits: tuple[RowFit, ...]
    breaks: tuple[RowFit, ...]
    unchecked: tuple[RowFit, ...]  # the rule set cannot score these rows

    @property
    def label(self) -> str:
        """The rule set as a person calls it."""
        return RULE_SETS[self.rule_set].label

    @property
    def is_perfect(self) -> bool:
        """Every checkable row obeys, and there is one."""
        return bool(self.fits) and not self.breaks


def infer(*cards: Scorecard) -> tuple[Fit, ...]:
    """Which rule set the printed scores of these cards follow: every computing rule set, the best first.

    One card alone may fit two equally well (then the one it names comes first), or another better by chance:
    all cards of one kind together tell more. Rows without a printed score say nothing and are left out.
    """
    named = {card.rule_set for card in cards}
    fits = [_fit(cards, name) for name, rules in RULE_SETS.items() if not rules.is_manual]
    return tuple(sorted(fits, key=lambda fit: (len(fit.breaks), -len(fit.fits), fit.rule_set not in named)))


def _fit(cards: Sequence[Scorecard], rule_set: str) -> Fit:
    rows = [
        RowFit(card.name, row.name, index, row.printed, other.computed)
        for card in cards
        for index, (row, other) in enumerate(zip(assess(card).rows, assess(card, rule_set).rows, strict=True))
        if row.printed is not None
    ]
    return Fit(
        rule_set,
        tuple(row for row in rows if row.computed.value == row.printed),
        tuple(row for row in rows if row.computed.value not in (None, row.printed)),
        tuple(row for row in rows if row.computed.value is None),
    )
