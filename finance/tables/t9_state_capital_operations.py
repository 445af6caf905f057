"""国有资本经营预算财政拨款收入支出决算表 (公开09表); the national form has 支出 alone."""

from finance.tables.columns import Column
from finance.tables.shapes import FunctionalTree
from finance.tables.t8_government_fund import ACCOUNT

TABLE = FunctionalTree(
    key="t9",
    title="国有资本经营预算财政拨款收入支出决算表",
    notes=("注：本表反映{scope}本年度国有资本经营预算财政拨款收入支出及结转和结余情况。",),
    statement="说明：{unit}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
    figure="state_capital_operations",
    name_width=65,
    forms={
        "account": ACCOUNT,
        "spent": (
            Column("合计", "expenditure", width=50),
            Column("基本支出", "basic", width=50),
            Column("项目支出", "project", width=50),
        ),
    },
)
