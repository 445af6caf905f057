"""One row of numbers under merged headings: 公开07表."""

from collections.abc import Mapping
from dataclasses import dataclass

from finance.tables.columns import Column, leaves_of
from finance.tables.grid import Row
from finance.tables.layout import TableLayout
from finance.tables.shapes.table import Table
from finance.tables.sheet import Sheet
from finance.terms import BudgetStage


@dataclass(frozen=True, kw_only=True)
class OneRow(Table):
    """Numbers under merged headings. {budget} in a figure is the 预算 this layout compares with."""

    forms: Mapping[str, tuple[Column, ...]]

    def columns(self, layout: TableLayout) -> tuple[Column, ...]:
        return self.form(self.forms, layout)

    def figures(self, layout: TableLayout) -> frozenset[str]:
        leaves = leaves_of(self.columns(layout))
        return frozenset(leaf.figure.replace("{budget}", stage.value) for leaf in leaves for stage in BudgetStage)

    def body(self, sheet: Sheet) -> tuple[Row, ...]:
        stage = sheet.layout.three_public_budget
        if stage is BudgetStage.INITIAL:  # a unit founded during the year has 全年预算 only
            stage = sheet.figures.budget_stage
        leaves = leaves_of(self.columns(sheet.layout))
        return (Row(tuple(sheet.number(leaf.figure.replace("{budget}", stage.value)) for leaf in leaves)),)
