"""Which cells of a consolidated account are sums of its units', and are typed there. Knows no database."""

from finance.cells import Address
from finance.consolidation import PEOPLE, TYPED

SUMMED = "这一格由所属单位汇总得出，请到单位的决算里改"

_WHOLE = frozenset(
    (
        "income_lines",
        "expenditure_lines",
        "carry_over_lines",
        "budget_lines",
        "economic_lines",
        "three_public_items",
        "counts",
        "procurement",
        "assets",
        "performance",
    )
)
_PREVIOUS = frozenset(("previous_lines", "previous_year"))
_COLUMNS = {
    "account": ("surplus_used", "surplus_distributed", "agency_operating_costs_filed"),
    "profile": (*PEOPLE, "subordinate_units"),
}


def is_summed(address: Address, *, keeps_previous: bool) -> bool:
    """Whether the cell, or the row, comes from adding up. keeps_previous: 上年数 stay the department's own."""
    section, _, column = address
    if section in _PREVIOUS or (section, column) == ("three_public_items", "previous"):
        return not keeps_previous
    if f"{section}.{column}" in TYPED:
        return False
    return section in _WHOLE or column in _COLUMNS.get(section, ())
