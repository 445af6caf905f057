"""勾稽关系 over one account: every module of checks is named here, which registers it.

Ids: F1xx 收入支出, F2xx 财政拨款, F3xx 基本支出, F4xx “三公”, F5xx 预算和上年, F6xx 其他重要事项,
F7xx 名称和科目, F8xx 主要原因, F9xx 所属单位汇总.
"""

from finance.checks import (
    basic_expenditure,
    budgets_and_previous,
    consolidation,
    fiscal,
    income_expenditure,
    last_year,
    names_and_codes,
    other_matters,
    reasons,
    three_public,
)
from finance.checks.account import ACCOUNT_CHECKS
from finance.checks.consolidation import CONSOLIDATION_CHECKS
from finance.checks.last_year import LAST_YEAR_CHECKS

__all__ = [
    "ACCOUNT_CHECKS",
    "CONSOLIDATION_CHECKS",
    "LAST_YEAR_CHECKS",
    "basic_expenditure",
    "budgets_and_previous",
    "consolidation",
    "fiscal",
    "income_expenditure",
    "last_year",
    "names_and_codes",
    "other_matters",
    "reasons",
    "three_public",
]
