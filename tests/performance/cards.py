"""Scorecards for tests: the smallest that can be printed, and any that can be entered."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from finance.free_text import clean_name, clean_text
from finance.terms import FundSource
from performance.scorecards import (
    FORM_SOURCES,
    FundLine,
    Indicator,
    IndicatorValue,
    Measure,
    Operator,
    Scorecard,
    ScorecardKind,
    Scorecards,
)
from performance.scoring import RULE_SETS


def make_indicator(**changes: Any) -> Indicator:
    """Ten of ten done, ten points."""
    indicator = Indicator(
        level1="产出指标",
        level2="数量指标",
        level3="次数",
        target=IndicatorValue(Operator.AT_LEAST, "10", "次"),
        achieved=IndicatorValue(Operator.EQUAL, "10", "次"),
        points=Decimal(10),
    )
    return replace(indicator, **changes)


def make_card(*indicators: Indicator, **changes: Any) -> Scorecard:
    """A project that spent half of its 2.00 万元, by the ministry's rule set."""
    card = Scorecard(
        kind=ScorecardKind.PROJECT,
        name="某项目",
        funds=(FundLine(FundSource.OTHER, Decimal(10_000), Decimal(20_000), Decimal(10_000)),),
        goal="目标",
        result="结果",
        indicators=indicators,
        competent_department="某局",
        implementing_unit="某中心",
        rule_set="mof_2020",
    )
    return replace(card, **changes)


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co"))


def _texts(longest: int, *, at_least: int = 0) -> st.SearchStrategy[str]:
    """Text as it is after cleaning; a name that must be filled holds more than white space."""
    cleaned = st.text(_LETTERS, min_size=at_least, max_size=longest).map(clean_text)
    return cleaned.filter(lambda text: bool(text.strip())) if at_least else cleaned


def _names(longest: int, *, at_least: int = 0) -> st.SearchStrategy[str]:
    """A name as it is after cleaning: one line."""
    return _texts(longest, at_least=at_least).map(clean_name).filter(lambda text: bool(text) or not at_least)


_POINTS = st.decimals(0, 100, places=2)
_AMOUNTS = st.decimals(0, 10**12, places=2)
_VALUES = st.builds(IndicatorValue, st.sampled_from(Operator), _names(10), _names(4))


@st.composite
def _filed(draw: st.DrawFn, points: Decimal) -> Decimal | None:
    return draw(st.none() | st.decimals(0, points, places=2))


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    points = draw(_POINTS)
    return Indicator(
        level1=draw(_names(6, at_least=1)),
        level2=draw(_names(6, at_least=1)),
        level3=draw(_names(12)),
        target=draw(_VALUES),
        achieved=draw(_VALUES),
        points=points,
        measure=draw(st.sampled_from(Measure)),
        basis=draw(_texts(8)),
        filed_score=draw(_filed(points)),
        score_reason=draw(_texts(8)),
        deviation_reason=draw(_texts(8)),
        starts_group=draw(st.booleans()),
    )


@st.composite
def cards(draw: st.DrawFn, kind: ScorecardKind) -> Scorecard:
    """A card with any of its form's sources, in official order."""
    points = draw(_POINTS)
    sources = [source for source in FORM_SOURCES[kind] if draw(st.booleans())]
    return Scorecard(
        kind=kind,
        name=draw(_names(12, at_least=1)),
        funds=tuple(FundLine(source, draw(_AMOUNTS), draw(_AMOUNTS), draw(_AMOUNTS)) for source in sources),
        goal=draw(_texts(12)),
        result=draw(_texts(12)),
        indicators=tuple(draw(st.lists(indicators(), max_size=4))),
        competent_department=draw(_names(8)),
        implementing_unit=draw(_names(8)),
        execution_points=points,
        filed_execution_score=draw(_filed(points)),
        execution_score_reason=draw(_texts(8)),
        rule_set=draw(st.sampled_from(sorted(RULE_SETS))),
    )


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecards:
    """All the scorecards of some account."""
    overall = draw(st.none() | cards(ScorecardKind.OVERALL))
    return Scorecards(overall, tuple(draw(st.lists(cards(ScorecardKind.PROJECT), max_size=3))))
