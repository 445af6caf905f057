"""勾稽关系 of the scorecards: every module of checks is named here, which registers it.

Ids: P1xx money, P2xx points and scores, P3xx indicators, P4xx words, P5xx names and form.
"""

from performance.checks import against_accounts, costs, explanations, indicators, money, names, reasons, scores, texts
from performance.checks.evaluation import SCORECARD_CHECKS, Evaluation

__all__ = [
    "SCORECARD_CHECKS",
    "Evaluation",
    "against_accounts",
    "costs",
    "explanations",
    "indicators",
    "money",
    "names",
    "reasons",
    "scores",
    "texts",
]
