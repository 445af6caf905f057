"""收入支出决算总表 (公开01表)."""

from finance.tables.columns import Column
from finance.tables.shapes import Line, Side, TwoSided

TABLE = TwoSided(
    key="t1",
    title="收入支出决算总表",
    notes=(
        "注：1.本表反映{scope}本年度的总收支和年末结转结余情况。",
        "2.本套报表金额单位转换时可能存在尾数误差。",
    ),
    sides=(
        Side(
            heading="收入",
            label_width=50,
            columns=(Column("决算数", width=20),),
            lines=(
                Line("一、一般公共预算财政拨款收入", "income.general_public_budget"),
                Line("二、政府性基金预算财政拨款收入", "income.government_fund"),
                Line("三、国有资本经营预算财政拨款收入", "income.state_capital_operations"),
                Line("四、上级补助收入", "income.superior_subsidy"),
                Line("五、事业收入", "income.public_service"),
                Line("六、经营收入", "income.operating"),
                Line("七、附属单位上缴收入", "income.affiliate_remittance"),
                Line("八、其他收入", "income.other"),
            ),
            totals=(
                Line("本年收入合计", "income.total", is_total=True),
                Line("使用非财政拨款结余（含专用结余）", "surplus_used"),
                Line("年初结转和结余", "opening_carry_over.total"),
                Line("", ""),
                Line("总计", "income_grand_total", is_total=True),
            ),
        ),
        Side(
            heading="支出",
            label_heading="项目（按功能分类）",
            label_width=50,
            columns=(Column("决算数", width=20),),
            classes="expenditure.{code}.total",
            totals=(
                Line("本年支出合计", "expenditure.total", is_total=True),
                Line("结余分配", "surplus_distributed"),
                Line("年末结转和结余", "closing_carry_over.total"),
                Line("", ""),
                Line("总计", "expenditure_grand_total", is_total=True),
            ),
        ),
    ),
)
