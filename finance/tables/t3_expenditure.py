"""支出决算表 (公开03表): all funds, those of no 财政拨款 too."""

from finance.tables.columns import Column
from finance.tables.shapes import FunctionalTree

TABLE = FunctionalTree(
    key="t3",
    title="支出决算表",
    notes=("注：本表反映{scope}本年度各项支出情况。",),
    figure="expenditure",
    name_width=65,
    forms={
        "six": (
            Column("本年支出合计", "total", width=25),
            Column("基本支出", "basic", width=25),
            Column("项目支出", "project", width=25),
            Column("上缴上级支出", "superior_remittance", width=25),
            Column("经营支出", "operating", width=25),
            Column("对附属单位补助支出", "affiliate_subsidy", width=25),
        )
    },
)
