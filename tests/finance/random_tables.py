"""Hypothesis strategies: Figures with random lines in all four funds, layouts with any switches."""

from decimal import Decimal

from hypothesis import strategies as st

from finance.classification import classification_of
from finance.figures import Figures, Unit
from finance.funds import Base, ThreePublic
from finance.lines import (
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.tables import TABLES, TableLayout
from finance.terms import BudgetStage, Fund, UnitKind

CLASSIFICATION = classification_of(2023)
UNIT = Unit("000001", "某某中心", UnitKind.ADMINISTRATIVE)

amounts = st.one_of(st.just(Decimal("0.00")), st.decimals(-(10**6), 10**10, places=2))
items = st.sampled_from(CLASSIFICATION.functional.leaves)
funds = st.sampled_from(Fund)
income_lines = st.builds(
    IncomeLine, items, st.builds(IncomeAmounts, **dict.fromkeys(IncomeAmounts.__dataclass_fields__, amounts))
)
expenditure_lines = st.builds(
    ExpenditureLine,
    items,
    funds,
    st.builds(ExpenditureAmounts, **dict.fromkeys(ExpenditureAmounts.__dataclass_fields__, amounts)),
)
carry_over_lines = st.builds(CarryOverLine, funds, st.one_of(st.just(""), items), amounts, amounts)
economic_lines = st.builds(EconomicLine, st.sampled_from(CLASSIFICATION.economic.leaves), amounts)
three_public = st.builds(ThreePublic, amounts, amounts, amounts, amounts)


def tuples[T](elements: st.SearchStrategy[T], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(elements, max_size=most).map(tuple)


figures = st.builds(
    Figures,
    unit=st.just(UNIT),
    fiscal_year=st.just(2023),
    classification=st.just(CLASSIFICATION),
    income_lines=tuples(income_lines, 8),
    expenditure_lines=tuples(expenditure_lines, 10),
    carry_over_lines=tuples(carry_over_lines, 5),
    surplus_used=amounts,
    surplus_distributed=amounts,
    initial_budget=st.builds(Base, three_public=three_public),
    adjusted_budget=st.builds(Base, three_public=three_public),
    economic_lines=tuples(economic_lines, 10),
    three_public=three_public,
)


FORMS = {key: tuple(getattr(table, "forms", ())) for key, table in TABLES.items()}
forms = st.fixed_dictionaries({}, optional={key: st.sampled_from(names) for key, names in FORMS.items() if names})

layouts = st.builds(
    TableLayout,
    order=st.permutations(list(TABLES)).map(tuple),
    forms=forms,
    row_numbers=st.booleans(),
    column_numbers=st.booleans(),
    split_codes=st.booleans(),
    indent=st.booleans(),
    class_rows=st.sampled_from([24, 26]),
    total_last=st.sets(st.sampled_from(list(TABLES))).map(tuple),
    thousands=st.booleans(),
    zero=st.sampled_from(["0.00", ""]),
    three_public_budget=st.sampled_from([BudgetStage.INITIAL, BudgetStage.ADJUSTED]),
    show_notes=st.booleans(),
    label=st.sampled_from(["公开{number}表", ""]),
)
