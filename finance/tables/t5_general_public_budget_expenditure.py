"""一般公共预算财政拨款支出决算表 (公开05表). Down to 项: 预算法实施条例 第六条."""

from finance.tables.columns import Column
from finance.tables.shapes import FunctionalTree

PARTS = (
    Column("合计", "expenditure", width=24),
    Column("基本支出", "basic", width=24),
    Column("项目支出", "project", width=24),
)

TABLE = FunctionalTree(
    key="t5",
    title="一般公共预算财政拨款支出决算表",
    notes=("注：本表反映{scope}本年度一般公共预算财政拨款支出情况。",),
    figure="general_public_budget",
    code_width=18,
    name_width=66,
    forms={"grouped": (Column("本年支出", parts=PARTS),), "plain": PARTS},
)
