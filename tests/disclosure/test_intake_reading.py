"""The nine tables in other people's workbooks: whatever the layout, every figure is read under its name."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.intake.official.reading import read_official
from disclosure.intake.official.table import Gravity
from finance.figures import Figures
from finance.money import WAN, to_wan
from finance.tables import TableLayout, build_all
from finance.tables.sheet import UNFILLED
from tests.disclosure.official_workbooks import Style, workbook_of
from tests.finance.random_tables import CLASSIFICATION, layouts
from tests.finance.random_tables import figures as any_figures

styles = st.builds(
    Style,
    is_rounded=st.booleans(),
    unit=st.sampled_from(["万元", "元"]),
    as_text=st.booleans(),
    zero=st.sampled_from([0.0, None, "", "-", "0.00", "—"]),
    numeric_codes=st.booleans(),
    blank_rows=st.booleans(),
    left_columns=st.sampled_from([0, 1, 3]),
    repeats_merged=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(figures=any_figures, layout=layouts, style=styles)
def test_every_figure_of_every_layout_is_read(figures: Figures, layout: TableLayout, style: Style) -> None:
    grids = build_all(figures, layout)
    read = read_official(workbook_of(grids, style), CLASSIFICATION, layout.three_public_budget)
    assert list(read.tables) == sorted(layout.order)
    assert not read.remarks
    for grid in grids:
        table = read.tables[grid.key]
        assert [remark for remark in table.remarks if remark.gravity is Gravity.ERROR] == []
        printed = {c.figure: c.amount for row in grid.body for c in row.cells if c.figure and c.text != UNFILLED}
        found = {name: amount.yuan for name, amount in table.amounts.items()}
        expected = {
            name: (to_wan(amount) * WAN if style.is_rounded else amount)
            for name, amount in printed.items()
            if amount is not None
        }
        assert found == {name: Decimal(amount) for name, amount in expected.items()}
