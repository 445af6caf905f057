"""The nine tables of 部门决算公开, as data: `build` makes one a Grid, `build_all` those a layout prints."""

from collections.abc import Container, Mapping
from types import MappingProxyType

from finance.figures import Figures
from finance.tables import (
    t1_income_and_expenditure,
    t2_income,
    t3_expenditure,
    t4_fiscal_appropriation,
    t5_general_public_budget_expenditure,
    t6_basic_expenditure,
    t7_three_public,
    t8_government_fund,
    t9_state_capital_operations,
)
from finance.tables.grid import Grid
from finance.tables.layout import TABLE_KEYS, LayoutError, TableLayout
from finance.tables.shapes import Table
from finance.tables.sheet import Sheet

_MODULES = (
    t1_income_and_expenditure,
    t2_income,
    t3_expenditure,
    t4_fiscal_appropriation,
    t5_general_public_budget_expenditure,
    t6_basic_expenditure,
    t7_three_public,
    t8_government_fund,
    t9_state_capital_operations,
)
TABLES: Mapping[str, Table] = MappingProxyType({module.TABLE.key: module.TABLE for module in _MODULES})


def build(table_key: str, figures: Figures, layout: TableLayout) -> Grid:
    """One table. UnknownCode names a code that the year's 科目 lack, LayoutError a table there is not."""
    if table_key not in layout.order:
        raise LayoutError(f"版式没有“{table_key}”这张表，只有 {'、'.join(layout.order)}")
    return TABLES[table_key].grid(Sheet(figures, layout))


def build_all(figures: Figures, layout: TableLayout, only: Container[str] = TABLE_KEYS) -> tuple[Grid, ...]:
    """Every table of the layout, or only these, in its order."""
    sheet = Sheet(figures, layout)
    return tuple(TABLES[key].grid(sheet) for key in layout.order if key in only)


__all__ = ["TABLES", "LayoutError", "TableLayout", "build", "build_all"]
