"""What holds for the nine tables of any account under any layout."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from finance.figures import Figures
from finance.money import to_wan, total
from finance.tables import TABLES, TableLayout, build, build_all
from finance.tables.grid import Cell, CellKind, Grid, Row
from finance.terms import Fund
from tests.finance.random_tables import figures, layouts

thorough = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TREES = {
    "t2": ("income", "total"),
    "t3": ("expenditure", "total"),
    "t5": ("general_public_budget", "expenditure"),
    "t8": ("government_fund", "expenditure"),
    "t9": ("state_capital_operations", "expenditure"),
}


def rows_of(grid: Grid) -> tuple[Row, ...]:
    return (*grid.header, *grid.body)


def numbers(rows: Iterable[Row]) -> list[Cell]:
    return [cell for row in rows for cell in row.cells if cell.kind is CellKind.NUMBER]


def amounts(grid: Grid) -> dict[str, Decimal]:
    """Amounts by dotted name, as they stand in the table."""
    return {cell.figure: cell.amount for cell in numbers(grid.body) if cell.amount is not None}


def assert_rectangular(rows: tuple[Row, ...], width: int) -> None:
    """Every place of rows × width is covered by exactly one cell."""
    covered: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (index, column) in covered:
                column += 1
            places = {(index + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
            assert not places & covered, f"“{cell.text}” in row {index} overlaps"
            covered |= places
            column += cell.colspan
    assert covered == {(i, j) for i in range(len(rows)) for j in range(width)}


@thorough
@given(figures, layouts)
def test_every_dotted_name_resolves_to_the_amount_printed(f: Figures, layout: TableLayout) -> None:
    for grid in build_all(f, layout):
        for cell in numbers(grid.body):
            amount = f.amount(cell.figure)
            assert cell.amount == amount
            assert amount is not None
            assert cell.text in ("", layout.zero) or Decimal(cell.text.replace(",", "")) == to_wan(amount)
            assert amount or cell.text in ("", layout.zero)
            assert "," not in cell.text or layout.thousands
            assert not cell.text.startswith("-0.00")


@thorough
@given(figures, layouts)
def test_every_grid_is_a_rectangle(f: Figures, layout: TableLayout) -> None:
    for grid in build_all(f, layout):
        assert_rectangular(grid.header, len(grid.columns))
        assert_rectangular(grid.body, len(grid.columns))
        assert all(width > 0 for width in grid.columns)


@thorough
@given(figures, layouts)
def test_tree_has_every_item_with_an_amount_under_its_parents(f: Figures, layout: TableLayout) -> None:
    tree = f.classification.functional
    for key, (prefix, _) in TREES.items():
        columns = [cell.figure.removeprefix(f"{prefix}.") for cell in numbers(_totals(f, layout, key))]
        printed = _codes(build(key, f, layout), prefix)
        items = {line.item_code for line in f.income_lines}
        items |= {line.item_code for line in f.expenditure_lines}
        items |= {line.item_code for line in f.carry_over_lines}
        expected = {c for c in items - {""} if any(f.amount(f"{prefix}.{c}.{column}") for column in columns)}
        assert {code for code in printed if tree.is_leaf_level(code)} == expected
        assert set(printed) == {code for c in expected for code in (*tree.ancestors(c), c)}
        assert printed == sorted(printed)


@thorough
@given(figures, layouts)
def test_tree_sub_totals_are_the_sums_of_what_stands_below(f: Figures, layout: TableLayout) -> None:
    tree = f.classification.functional
    for key, (prefix, column) in TREES.items():
        grid = build(key, f, layout)
        stands = amounts(grid)
        printed = _codes(grid, prefix)
        for code in printed:
            children = [child for child in tree.children(code) if child in printed]
            if children:
                below = total(stands[f"{prefix}.{child}.{column}"] for child in children)
                assert stands[f"{prefix}.{code}.{column}"] == below
        classes = total(stands[f"{prefix}.{code}.{column}"] for code in printed if len(code) == 3)
        assert stands[f"{prefix}.{column}"] == classes


@thorough
@given(figures, layouts)
def test_carry_over_total_counts_lines_without_a_code(f: Figures, layout: TableLayout) -> None:
    for key, fund in (("t8", Fund.GOVERNMENT_FUND), ("t9", Fund.STATE_CAPITAL_OPERATIONS)):
        stands = amounts(build(key, f, layout))
        if f"{fund}.opening" in stands:
            lines = [line for line in f.carry_over_lines if line.fund == fund]
            assert stands[f"{fund}.opening"] == total(line.opening for line in lines)
            assert stands[f"{fund}.closing"] == total(line.closing for line in lines)


@thorough
@given(figures, layouts)
def test_sides_of_table_1_and_4_add_up(f: Figures, layout: TableLayout) -> None:
    first, fourth = amounts(build("t1", f, layout)), amounts(build("t4", f, layout))
    sources = [v for name, v in first.items() if name.startswith("income.") and name != "income.total"]
    assert first["income.total"] == total(sources)
    assert first["income_grand_total"] == (total(sources) + first["surplus_used"] + first["opening_carry_over.total"])
    classes = total(v for name, v in first.items() if _code_in(name))
    assert first["expenditure.total"] == classes
    assert first["expenditure_grand_total"] == (
        classes + first["surplus_distributed"] + first["closing_carry_over.total"]
    )
    for fund in ("fiscal", "general_public_budget", "government_fund", "state_capital_operations"):
        classes = total(v for name, v in fourth.items() if name.startswith(f"{fund}.") and _code_in(name))
        assert fourth[f"{fund}.expenditure"] == classes
        assert fourth[f"{fund}.expenditure_grand_total"] == classes + fourth[f"{fund}.closing"]
    received = total(fourth[f"{fund}.income"] for fund in Fund if fund is not Fund.NON_FISCAL)
    assert fourth["fiscal.income"] == received
    assert fourth["fiscal.income_grand_total"] == received + fourth["fiscal.opening"]


@thorough
@given(figures, layouts)
def test_economic_classes_add_up_to_both_sides(f: Figures, layout: TableLayout) -> None:
    stands = amounts(build("t6", f, layout))
    codes = [name.split(".")[1] for name in stands if _code_in(name)]
    assert len(codes) == len(set(codes))
    for code in codes:
        below = [c for c in codes if len(c) == 5 and c.startswith(code)]
        assert stands[f"basic_expenditure.{code}.total"] == total(stands[f"basic_expenditure.{c}.total"] for c in below)
    personnel = total(stands[f"basic_expenditure.{c}.total"] for c in ("301", "303"))
    public_use = total(stands[f"basic_expenditure.{c}.total"] for c in codes if len(c) == 3 and c not in ("301", "303"))
    assert stands["basic_expenditure.personnel"] == personnel
    assert stands["basic_expenditure.public_use"] == public_use


@thorough
@given(figures, layouts)
def test_row_numbers_run_down_the_left_and_on_down_the_right(f: Figures, layout: TableLayout) -> None:
    for key in ("t1", "t4"):
        grid = build(key, f, layout)
        ordinals = [[c.text for c in row.cells if c.kind is CellKind.ORDINAL] for row in grid.body]
        count = len(grid.body)
        expected = [[str(n), str(n + count)] for n in range(1, count + 1)]
        assert ordinals == (expected if layout.row_numbers else [[]] * count)


@thorough
@given(figures, layouts)
def test_statement_stands_exactly_where_nothing_else_does(f: Figures, layout: TableLayout) -> None:
    for grid in build_all(f, layout):
        has_statement = any(note.startswith("说明：") for note in grid.notes)
        has_numbers = any(cell.amount for cell in numbers(grid.body))
        assert has_statement == (bool(TABLES[grid.key].statement) and not has_numbers)
        if has_statement:
            assert all(cell.text == "" for cell in numbers(grid.body))


def _code_in(name: str) -> bool:
    return any(step.isdigit() for step in name.split("."))


def _codes(grid: Grid, prefix: str) -> list[str]:
    """Codes of a tree's rows, in printed order, each once."""
    names = [cell.figure.split(".") for cell in numbers(grid.body)]
    codes = [steps[1] for steps in names if steps[0] == prefix and steps[1].isdigit()]
    return list(dict.fromkeys(codes))


def _totals(f: Figures, layout: TableLayout, key: str) -> list[Row]:
    return [
        row
        for row in build(key, f, layout).body
        if row.cells[0].kind is CellKind.HEADER and row.cells[0].text == "合计"
    ]
