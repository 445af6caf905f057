"""收入决算表 (公开02表)."""

from finance.tables.columns import Column
from finance.tables.shapes import FunctionalTree

TABLE = FunctionalTree(
    key="t2",
    title="收入决算表",
    notes=("注：本表反映{scope}本年度取得的各项收入情况。",),
    figure="income",
    forms={
        "seven": (
            Column("本年收入合计", "total"),
            Column("财政拨款收入", "fiscal_appropriation"),
            Column("上级补助收入", "superior_subsidy"),
            Column("事业收入", "public_service"),
            Column("经营收入", "operating"),
            Column("附属单位上缴收入", "affiliate_remittance"),
            Column("其他收入", "other"),
        )
    },
)
