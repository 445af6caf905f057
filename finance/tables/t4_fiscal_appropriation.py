"""财政拨款收入支出决算总表 (公开04表)."""

from finance.tables.columns import Column
from finance.tables.shapes import Line, Side, TwoSided

TABLE = TwoSided(
    key="t4",
    title="财政拨款收入支出决算总表",
    notes=("注：本表反映{scope}本年度财政拨款总收支和结转结余情况。",),
    sides=(
        Side(
            heading="收入",
            label_width=52,
            columns=(Column("决算数", width=22),),
            lines=(
                Line("一、一般公共预算财政拨款", "general_public_budget.income"),
                Line("二、政府性基金预算财政拨款", "government_fund.income"),
                Line("三、国有资本经营预算财政拨款", "state_capital_operations.income"),
            ),
            totals=(
                Line("本年收入合计", "fiscal.income", is_total=True),
                Line("年初财政拨款结转和结余", "fiscal.opening"),
                Line("一、一般公共预算财政拨款", "general_public_budget.opening", indent=1),
                Line("二、政府性基金预算财政拨款", "government_fund.opening", indent=1),
                Line("三、国有资本经营预算财政拨款", "state_capital_operations.opening", indent=1),
                Line("总计", "fiscal.income_grand_total", is_total=True),
            ),
        ),
        Side(
            heading="支出",
            label_heading="项目（按功能分类）",
            label_width=53,
            columns=(
                Column("合计", "fiscal", width=23),
                Column("一般公共预算财政拨款", "general_public_budget", width=23),
                Column("政府性基金预算财政拨款", "government_fund", width=23),
                Column("国有资本经营预算财政拨款", "state_capital_operations", width=23),
            ),
            classes="{fund}.{code}.expenditure",
            totals=(
                Line("本年支出合计", "{fund}.expenditure", is_total=True),
                Line("年末财政拨款结转和结余", "{fund}.closing"),
                Line("", ""),
                Line("", ""),
                Line("", ""),
                Line("总计", "{fund}.expenditure_grand_total", is_total=True),
            ),
        ),
    ),
)
