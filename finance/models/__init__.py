"""What is entered for a 部门决算, in wide rows: a column's name is its figure's name, amounts in 元."""

from finance.models.account import CLOSED, FinalAccount, UnitProfile
from finance.models.consolidation import ConsolidatedUnit, Consolidation, InternalTransfer
from finance.models.history import CarriedFigure, CellChange
from finance.models.lines import (
    BudgetLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureLine,
    IncomeLine,
    PreviousLine,
)
from finance.models.singles import (
    Assets,
    PerformanceManagement,
    PreviousYear,
    Procurement,
    ThreePublicCounts,
    ThreePublicItem,
)
from finance.models.words import Reason, Texts

__all__ = [
    "CLOSED",
    "Assets",
    "BudgetLine",
    "CarriedFigure",
    "CarryOverLine",
    "CellChange",
    "ConsolidatedUnit",
    "Consolidation",
    "EconomicLine",
    "ExpenditureLine",
    "FinalAccount",
    "IncomeLine",
    "InternalTransfer",
    "PerformanceManagement",
    "PreviousLine",
    "PreviousYear",
    "Procurement",
    "Reason",
    "Texts",
    "ThreePublicCounts",
    "ThreePublicItem",
    "UnitProfile",
]
