"""一般公共预算财政拨款基本支出决算表 (公开06表): three blocks (national) or two (Shanghai)."""

from finance.tables.shapes import EconomicPanels, Panel, PanelForm


def _block(class_code: str, endings: str) -> tuple[str, ...]:
    """A 类 and its 款: "301" and "01 02" are 301, 30101 and 30102."""
    return (class_code, *(class_code + ending for ending in endings.split()))


WAGES = _block("301", "01 02 03 06 07 08 09 10 11 12 13 14 99")
SUBSIDIES = _block("303", "01 02 03 04 05 06 07 08 09 10 11 99")
GOODS_AND_SERVICES = _block("302", "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16 17 18 24 25 26 27 28 29 31 39 40 99")
INTEREST = _block("307", "01 02")
CAPITAL = _block("310", "01 02 03 05 06 07 08 09 10 11 12 13 19 21 22 99")
CAPITAL_IN_SHORT = _block("310", "01 02 03 07 13 19 21 22 99")
OTHER = _block("399", "06 07 08 09 10 99")  # 39906 赠与 until 2021, 39909 and 39910 since

TABLE = EconomicPanels(
    key="t6",
    title="一般公共预算财政拨款基本支出决算表",
    notes=("注：本表反映{scope}本年度一般公共预算财政拨款基本支出明细情况。",),
    forms={
        "three": PanelForm(
            panels=(
                Panel("人员经费", (*WAGES, *SUBSIDIES)),
                Panel("公用经费", GOODS_AND_SERVICES),
                Panel("公用经费", (*INTEREST, *CAPITAL, *OTHER)),
            ),
            code_heading="科目编码",
            has_headings=True,
            code_width=10,
            name_width=24,
            amount_width=18,
        ),
        "two": PanelForm(
            panels=(
                Panel("人员经费", (*WAGES, *SUBSIDIES)),
                Panel("公用经费", (*GOODS_AND_SERVICES, *CAPITAL_IN_SHORT)),
            ),
            code_heading="经济分类科目编码",
            has_headings=False,
            code_width=16,
            name_width=40,
            amount_width=22,
        ),
    },
)
