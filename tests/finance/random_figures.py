"""Figures nobody thought of: any that can be entered, with any of the nullable ones not filled in."""

from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from finance.classification import classification_of
from finance.figures import (
    Assets,
    Figures,
    PerformanceManagement,
    Procurement,
    Profile,
    Texts,
    ThreePublicCounts,
    Unit,
)
from finance.free_text import clean_name, clean_text, points_of
from finance.funds import Base, ThreePublic
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

YEAR = 2023
CLASSIFICATION = classification_of(YEAR)
REASONS = (
    "income_grand_total.previous",
    "fiscal.expenditure.initial_budget",
    "three_public.total.adjusted_budget",
)

amounts = st.integers(0, 10**15 - 1).map(lambda cents: Decimal(cents) / 100)
signed = st.integers(1 - 10**15, 10**15 - 1).map(lambda cents: Decimal(cents) / 100)
counts = st.integers(0, 2**31 - 1)
scores = st.integers(0, 100 * 100).map(lambda hundredths: Decimal(hundredths) / 100)
words = st.text(max_size=40).map(clean_text)
points = st.lists(words.filter(lambda text: points_of(text) == (text,)), max_size=3).map(tuple)
funds = st.sampled_from(list(Fund))
items = st.sampled_from(CLASSIFICATION.functional.leaves)
economic_codes = st.sampled_from(CLASSIFICATION.economic.leaves)


def _lines(keys: st.SearchStrategy[Any], line: Any) -> st.SearchStrategy[Any]:
    """Up to four lines with different keys, in the order of the report: fund, then code."""
    order = list(Fund)
    chosen = st.lists(keys, max_size=4, unique=True).map(
        lambda found: sorted(found, key=lambda k: (order.index(k[0]), k[1]) if isinstance(k, tuple) else k)
    )
    return chosen.flatmap(lambda found: st.tuples(*(line(key) for key in found)))


def _amounts_of(part: Any) -> st.SearchStrategy[Any]:
    return st.builds(part, **{f.name: amounts for f in fields(part)})


carry_over_keys = st.tuples(funds, items | st.just("")).filter(
    lambda key: bool(key[1]) or key[0] in (Fund.GENERAL_PUBLIC_BUDGET, Fund.NON_FISCAL)
)
base_lines = _lines(
    st.tuples(funds, items | st.just("")),
    lambda key: amounts.map(lambda amount: BaseLine(key[0], key[1], amount)),
)


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    missing: set[str] = set()
    kind = draw(st.sampled_from(list(UnitKind)))

    def filled(name: str, values: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
        """Some of these, the others missing."""
        absent = draw(st.sets(st.sampled_from(sorted(values))))
        missing.update(f"{name}.{column}" for column in absent)
        return {column: draw(values[column]) for column in values if column not in absent}

    def numbers(name: str, part: Any, **others: st.SearchStrategy[Any]) -> dict[str, Any]:
        return filled(name, {f.name: counts if f.type is int else amounts for f in fields(part)} | others)

    def three_public(name: str) -> ThreePublic:
        return ThreePublic(**filled(name, {f.name: amounts for f in fields(ThreePublic)}))

    def budget(name: str) -> Base:
        return Base(lines=draw(base_lines), three_public=three_public(f"{name}.three_public"))

    def previous() -> Base:
        totals = filled("previous", {"income_grand_total": amounts, "fiscal.income_grand_total": amounts})
        costs = draw(st.none() | amounts)
        if costs is None and kind.has_agency_operating_costs:
            missing.add("previous.agency_operating_costs")
        return Base(
            lines=draw(base_lines),
            three_public=three_public("previous.three_public"),
            income_grand_total=totals.get("income_grand_total"),
            fiscal_income_grand_total=totals.get("fiscal.income_grand_total"),
            agency_operating_costs=costs,
        )

    texts: dict[str, Any] = {
        f.name: draw(st.booleans() if f.type is bool else words if f.type is str else points) for f in fields(Texts)
    }
    return Figures(
        unit=Unit("650001", draw(words.map(clean_name).filter(bool)), kind, draw(st.sampled_from(list(Scope)))),
        fiscal_year=YEAR,
        classification=CLASSIFICATION,
        profile=Profile(
            functions=draw(words),
            offices=draw(points),
            subordinate_units=draw(points),
            **filled("profile", {"on_duty": counts, "honorary_retired": counts, "retired": counts}),
        ),
        income_lines=draw(_lines(items, lambda c: st.builds(IncomeLine, st.just(c), _amounts_of(IncomeAmounts)))),
        expenditure_lines=draw(
            _lines(
                st.tuples(funds, items),
                lambda key: st.builds(
                    ExpenditureLine, st.just(key[1]), st.just(key[0]), _amounts_of(ExpenditureAmounts)
                ),
            )
        ),
        carry_over_lines=draw(
            _lines(
                carry_over_keys,
                lambda key: st.tuples(signed, signed).map(lambda ends: CarryOverLine(key[0], key[1], *ends)),
            )
        ),
        surplus_used=draw(amounts),
        surplus_distributed=draw(amounts),
        initial_budget=budget("initial_budget"),
        adjusted_budget=budget("adjusted_budget"),
        previous=previous() if draw(st.booleans()) else None,
        economic_lines=draw(
            _lines(economic_codes, lambda code: amounts.map(lambda amount: EconomicLine(code, amount)))
        ),
        three_public=three_public("three_public"),
        counts=ThreePublicCounts(**numbers("counts", ThreePublicCounts)),
        agency_operating_costs_filed=draw(st.none() | amounts),
        procurement=Procurement(**numbers("procurement", Procurement)),
        assets=Assets(**numbers("assets", Assets)),
        performance=PerformanceManagement(**numbers("performance", PerformanceManagement, average_score=scores)),
        texts=Texts(**texts),
        reasons=MappingProxyType(draw(st.dictionaries(st.sampled_from(REASONS), words))),
        missing=frozenset(missing),
    )
