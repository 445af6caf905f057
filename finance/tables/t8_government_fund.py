"""政府性基金预算财政拨款收入支出决算表 (公开08表)."""

from finance.tables.columns import Column
from finance.tables.shapes import FunctionalTree

SPENT = (
    Column("小计", "expenditure", width=25),
    Column("基本支出", "basic", width=25),
    Column("项目支出", "project", width=25),
)
ACCOUNT = (
    Column("年初结转和结余", "opening", width=25),
    Column("本年收入", "income", width=25),
    Column("本年支出", parts=SPENT),
    Column("年末结转和结余", "closing", width=25),
)

TABLE = FunctionalTree(
    key="t8",
    title="政府性基金预算财政拨款收入支出决算表",
    notes=("注：本表反映{scope}本年度政府性基金预算财政拨款收入支出及结转和结余情况。",),
    statement="说明：{unit}本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。",
    figure="government_fund",
    name_width=65,
    forms={"account": ACCOUNT},
)
