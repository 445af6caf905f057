"""The shapes of a table: two-sided, functional tree, economic panels, one row."""

from finance.tables.shapes.economic_panels import EconomicPanels, Panel, PanelForm
from finance.tables.shapes.functional_tree import FunctionalTree
from finance.tables.shapes.one_row import OneRow
from finance.tables.shapes.table import Table
from finance.tables.shapes.two_sided import Line, Side, TwoSided

__all__ = [
    "EconomicPanels",
    "FunctionalTree",
    "Line",
    "OneRow",
    "Panel",
    "PanelForm",
    "Side",
    "Table",
    "TwoSided",
]
