"""The nine tables on small accounts worked out by hand, and on the published one."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.samples.changji_2023.figures import figures as changji
from finance.classification import UnknownCode, classification_of
from finance.figures import Figures, Unit
from finance.funds import Base, ThreePublic
from finance.lines import (
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.tables import TABLES, TableLayout, build, build_all
from finance.tables.grid import Cell, CellKind, Grid
from finance.terms import Fund, UnitKind
from tests.pace import slowness

LAYOUT = TableLayout()
EMPTY = Figures(
    unit=Unit("000001", "某某中心", UnitKind.ADMINISTRATIVE),
    fiscal_year=2023,
    classification=classification_of(2023),
)


def spent(code: str, fund: Fund, basic: str = "0.00", project: str = "0.00") -> ExpenditureLine:
    return ExpenditureLine(code, fund, ExpenditureAmounts(basic=Decimal(basic), project=Decimal(project)))


def wan(amount: int) -> Decimal:
    return Decimal(amount * 10_000)


# 元: 一般公共预算 basic 120,000.00 and project 30,000.50; 政府性基金 project 40,000.00; 非财政 basic 1,234.50
HAND = replace(
    EMPTY,
    income_lines=(
        IncomeLine("2080101", IncomeAmounts(general_public_budget=Decimal("150000.50"))),
        IncomeLine("2080102", IncomeAmounts(other=Decimal("2000.00"))),
        IncomeLine("2296002", IncomeAmounts(government_fund=Decimal("50000.00"))),
    ),
    expenditure_lines=(
        spent("2080101", Fund.GENERAL_PUBLIC_BUDGET, "100000.00"),
        spent("2080102", Fund.GENERAL_PUBLIC_BUDGET, project="30000.50"),
        spent("2080102", Fund.NON_FISCAL, basic="1234.50"),
        spent("2210201", Fund.GENERAL_PUBLIC_BUDGET, "20000.00"),
        spent("2296002", Fund.GOVERNMENT_FUND, project="40000.00"),
    ),
    carry_over_lines=(
        CarryOverLine(Fund.NON_FISCAL, "", Decimal("500.00"), Decimal("1265.50")),
        CarryOverLine(Fund.GOVERNMENT_FUND, "", Decimal("3000.00"), Decimal("3000.00")),
        CarryOverLine(Fund.GOVERNMENT_FUND, "2296002", Decimal("0.00"), Decimal("10000.00")),
    ),
    economic_lines=(
        EconomicLine("30101", Decimal("90000.00")),
        EconomicLine("30201", Decimal("20000.00")),
        EconomicLine("31002", Decimal("10000.00")),
    ),
    three_public=ThreePublic(vehicle_running=Decimal("8000.00"), official_reception=Decimal("500.00")),
    adjusted_budget=Base(three_public=ThreePublic(vehicle_running=Decimal("9000.00"))),
    initial_budget=Base(three_public=ThreePublic(overseas_travel=Decimal("70000.00"))),
)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.body]


def cell(grid: Grid, figure: str) -> Cell:
    return next(c for row in grid.body for c in row.cells if c.figure == figure)


def test_table_1_by_hand() -> None:
    rows = texts(build("t1", HAND, LAYOUT))
    assert len(rows) == 31
    assert rows[0] == ["一、一般公共预算财政拨款收入", "1", "15.00", "一、一般公共服务支出", "32", "0.00"]
    assert rows[7] == ["八、其他收入", "8", "0.20", "八、社会保障和就业支出", "39", "13.12"]
    assert rows[18] == ["", "19", "", "十九、住房保障支出", "50", "2.00"]
    assert rows[25] == ["", "26", "", "二十六、抗疫特别国债安排的支出", "57", "0.00"]
    assert rows[26] == ["本年收入合计", "27", "20.20", "本年支出合计", "58", "19.12"]
    assert rows[27] == ["使用非财政拨款结余（含专用结余）", "28", "0.00", "结余分配", "59", "0.00"]
    assert rows[28] == ["年初结转和结余", "29", "0.35", "年末结转和结余", "60", "1.43"]
    assert rows[29] == ["", "30", "", "", "61", ""]
    assert rows[30] == ["总计", "31", "20.55", "总计", "62", "20.55"]


def test_table_2_by_hand() -> None:
    nothing = ["0.00"] * 4
    assert texts(build("t2", HAND, LAYOUT)) == [
        ["合计", "20.20", "20.00", *nothing, "0.20"],
        ["208", "社会保障和就业支出", "15.20", "15.00", *nothing, "0.20"],
        ["20801", "人力资源和社会保障管理事务", "15.20", "15.00", *nothing, "0.20"],
        ["2080101", "行政运行", "15.00", "15.00", *nothing, "0.00"],
        ["2080102", "一般行政管理事务", "0.20", "0.00", *nothing, "0.20"],
        ["229", "其他支出", "5.00", "5.00", *nothing, "0.00"],
        ["22960", "彩票公益金安排的支出", "5.00", "5.00", *nothing, "0.00"],
        ["2296002", "用于社会福利的彩票公益金支出", "5.00", "5.00", *nothing, "0.00"],
    ]


def test_table_3_counts_every_fund() -> None:
    rows = texts(build("t3", HAND, LAYOUT))
    assert rows[0][:4] == ["合计", "19.12", "12.12", "7.00"]
    assert rows[4][:5] == ["2080102", "一般行政管理事务", "3.12", "0.12", "3.00"]


def test_every_column_prints_its_own_kind_of_money() -> None:
    received = dict(zip(IncomeAmounts.__dataclass_fields__, map(wan, range(1, 9)), strict=True))
    paid = dict(zip(ExpenditureAmounts.__dataclass_fields__, map(wan, range(1, 6)), strict=True))
    each = replace(
        EMPTY,
        income_lines=(IncomeLine("2080101", IncomeAmounts(**received)),),
        expenditure_lines=(ExpenditureLine("2080101", Fund.NON_FISCAL, ExpenditureAmounts(**paid)),),
    )
    assert [row[2] for row in texts(build("t1", each, LAYOUT))[:8]] == [f"{n}.00" for n in range(1, 9)]
    # 财政拨款 1 + 2 + 3, then 上级补助, 事业, 经营, 附属单位上缴, 其他
    assert texts(build("t2", each, LAYOUT))[0][1:] == [*("36.00", "6.00", "4.00", "5.00", "6.00", "7.00", "8.00")]
    assert texts(build("t3", each, LAYOUT))[0][1:] == ["15.00", *(f"{n}.00" for n in range(1, 6))]


def test_item_whose_amounts_cancel_out_still_has_its_row() -> None:
    moved = replace(EMPTY, expenditure_lines=(spent("2080101", Fund.NON_FISCAL, "-10000.00", "10000.00"),))
    rows = texts(build("t3", moved, LAYOUT))
    assert rows[-1][:5] == ["2080101", "行政运行", "0.00", "-1.00", "1.00"]


def test_table_4_by_hand() -> None:
    rows = texts(build("t4", HAND, LAYOUT))
    assert len(rows) == 32
    social = ["八、社会保障和就业支出", "40", "13.00", "13.00", "0.00", "0.00"]
    assert rows[7] == ["", "8", "", *social]
    assert rows[1][:3] == ["二、政府性基金预算财政拨款", "2", "5.00"]
    totals = ["本年支出合计", "59", "19.00", "15.00", "4.00", "0.00"]
    assert rows[26] == ["本年收入合计", "27", "20.00", *totals]
    closing = ["年末财政拨款结转和结余", "60", "1.30", "0.00", "1.30", "0.00"]
    assert rows[27] == ["年初财政拨款结转和结余", "28", "0.30", *closing]
    assert rows[29] == ["二、政府性基金预算财政拨款", "30", "0.30", "", "62", "", "", "", ""]
    assert rows[31] == ["总计", "32", "20.30", "总计", "64", "20.30", "15.00", "5.30", "0.00"]


def test_table_5_is_general_public_budget_alone() -> None:
    assert texts(build("t5", HAND, LAYOUT)) == [
        ["合计", "15.00", "12.00", "3.00"],
        ["208", "社会保障和就业支出", "13.00", "10.00", "3.00"],
        ["20801", "人力资源和社会保障管理事务", "13.00", "10.00", "3.00"],
        ["2080101", "行政运行", "10.00", "10.00", "0.00"],
        ["2080102", "一般行政管理事务", "3.00", "0.00", "3.00"],
        ["221", "住房保障支出", "2.00", "2.00", "0.00"],
        ["22102", "住房改革支出", "2.00", "2.00", "0.00"],
        ["2210201", "住房公积金", "2.00", "2.00", "0.00"],
    ]


def test_tree_marks_sub_totals_and_steps_names_in() -> None:
    rows = build("t5", HAND, LAYOUT).body[:4]
    assert [row.emphasis for row in rows] == [True, True, True, False]
    assert [row.cells[1].indent for row in rows[1:]] == [0, 1, 2]
    assert [row.may_break_before for row in rows] == [True, True, False, False]


def test_table_6_by_hand() -> None:
    rows = texts(build("t6", HAND, LAYOUT))
    assert len(rows) == 29
    first_left, first_right = ["301", "工资福利支出", "9.00"], ["302", "商品和服务支出", "2.00"]
    assert rows[0] == [*first_left, *first_right, "307", "债务利息及费用支出", "0.00"]
    assert rows[3][6:] == ["310", "资本性支出", "1.00"]
    assert rows[-1] == ["人员经费合计", "9.00", "公用经费合计", "3.00"]


def test_table_6_prints_a_code_that_its_fixed_rows_lack() -> None:
    odd = replace(HAND, economic_lines=(EconomicLine("31204", Decimal("12345.00")),))
    rows = texts(build("t6", odd, LAYOUT))
    third = [row[6:9] for row in rows[:-1] if row[6:7] and row[6]]
    position = third.index(["312", "对企业补助", "1.23"])
    assert third[position - 1][0] == "31099"
    assert third[position + 1 :][:2] == [["31204", "费用补贴", "1.23"], ["399", "其他支出", "0.00"]]
    assert rows[-1][-1] == "1.23"


def test_table_6_until_2021_has_one_row_of_gifts() -> None:
    old = replace(HAND, fiscal_year=2021, classification=classification_of(2021))
    codes = {c.text for row in build("t6", old, LAYOUT).body for c in row.cells}
    assert "39906" in codes
    assert not {"39909", "39910"} & codes


def test_table_7_compares_with_the_budget_the_layout_names() -> None:
    adjusted = build("t7", HAND, LAYOUT)
    assert texts(adjusted) == [
        ["0.90", "0.00", "0.90", "0.00", "0.90", "0.00", "0.85", "0.00", "0.80", "0.00", "0.80", "0.05"]
    ]
    initial = build("t7", HAND, TableLayout.read({"three_public_budget": "initial_budget"}))
    assert texts(initial)[0][:6] == ["7.00", "7.00", "0.00", "0.00", "0.00", "0.00"]
    assert cell(initial, "initial_budget.three_public.overseas_travel").amount == Decimal("70000.00")


def test_table_8_total_counts_carry_over_that_has_no_code() -> None:
    grid = build("t8", HAND, LAYOUT)
    rows = texts(grid)
    assert rows[0] == ["合计", "0.30", "5.00", "4.00", "0.00", "4.00", "1.30"]
    assert rows[3][0] == "2296002"
    assert rows[3][2:] == ["0.00", "5.00", "4.00", "0.00", "4.00", "1.00"]
    assert not any(note.startswith("说明") for note in grid.notes)


def test_empty_table_keeps_its_head_and_says_why() -> None:
    grid = build("t9", HAND, LAYOUT)
    assert texts(grid) == [["合计", "", "", "", "", "", ""], [""] * 8]
    assert len(grid.header) == 3
    assert grid.notes[-1] == "说明：某某中心本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。"
    assert cell(grid, "state_capital_operations.opening").amount == 0


def test_account_with_nothing_has_nine_whole_tables() -> None:
    grids = build_all(EMPTY, LAYOUT)
    assert [grid.label for grid in grids] == [f"公开0{n}表" for n in range(1, 10)]
    assert [grid.title for grid in grids] == [table.title for table in TABLES.values()]
    assert texts(grids[1]) == [["合计", *["0.00"] * 7]]
    assert [bool(grid.notes[-1].startswith("说明")) for grid in grids] == [False] * 6 + [True] * 3


def test_missing_figure_is_marked_and_keeps_its_table_from_being_empty() -> None:
    name = "three_public.overseas_travel"
    grid = build("t7", replace(EMPTY, missing=frozenset({name})), LAYOUT)
    assert cell(grid, name).text == "【未填】"
    assert cell(grid, name).amount is None
    assert not any(note.startswith("说明") for note in grid.notes)
    first = build("t1", replace(EMPTY, missing=frozenset({"surplus_used"})), LAYOUT)
    assert cell(first, "surplus_used").text == "【未填】"


@pytest.mark.parametrize("table", list(TABLES))
@pytest.mark.parametrize("code", ["2089998", "2013901", ""])
def test_unknown_item_is_named_whole_with_its_year(table: str, code: str) -> None:
    line = spent(code, Fund.GENERAL_PUBLIC_BUDGET, "1.00")
    with pytest.raises(UnknownCode, match=f"2023 年度支出功能分类中没有科目编码.*{code}"):
        build(table, replace(EMPTY, expenditure_lines=(line,)), LAYOUT)


def test_unknown_economic_code_is_named() -> None:
    with pytest.raises(UnknownCode, match="2023 年度支出经济分类中没有科目编码“30198”"):
        build("t6", replace(EMPTY, economic_lines=(EconomicLine("30198", Decimal("1.00")),)), LAYOUT)


def test_class_outside_the_24_rows_gets_a_row_where_it_has_an_amount() -> None:
    indebted = replace(HAND, expenditure_lines=(spent("2320301", Fund.GENERAL_PUBLIC_BUDGET, "10000.00"),))
    short = TableLayout(class_rows=24)
    rows = texts(build("t1", indebted, short))
    assert rows[23] == ["", "24", "", "二十四、债务付息支出", "54", "1.00"]
    assert rows[24] == ["", "25", "", "二十五、抗疫特别国债安排的支出", "55", "0.00"]
    assert rows[25] == ["本年收入合计", "26", "20.20", "本年支出合计", "56", "1.00"]
    assert len(texts(build("t1", HAND, short))) == 29


def test_amount_below_a_printed_cent_is_no_blank() -> None:
    small = replace(EMPTY, surplus_used=Decimal("30.00"), surplus_distributed=Decimal("-30.00"))
    grid = build("t1", small, TableLayout(zero=""))
    assert cell(grid, "surplus_used").text == "0.00"
    assert cell(grid, "surplus_distributed").text == "0.00"
    assert cell(grid, "opening_carry_over.total").text == ""


def test_published_account_prints_as_published() -> None:
    grids = {grid.key: grid for grid in build_all(changji(), LAYOUT)}
    published = {
        "t1": {
            "income.total": "716.46",
            "opening_carry_over.total": "8.49",
            "income_grand_total": "724.95",
            "expenditure.total": "712.47",
            "closing_carry_over.total": "12.48",
            "expenditure_grand_total": "724.95",
        },
        "t2": {"income.fiscal_appropriation": "620.35", "income.other": "96.11"},
        "t3": {"expenditure.basic": "516.13", "expenditure.project": "196.34"},
        "t4": {"fiscal.income_grand_total": "620.35", "fiscal.208.expenditure": "530.25"},
        "t5": {
            "general_public_budget.expenditure": "620.35",
            "general_public_budget.210.expenditure": "24.01",
            "general_public_budget.2080106.expenditure": "56.90",
            "general_public_budget.2299999.expenditure": "28.80",
        },
        "t6": {"basic_expenditure.personnel": "479.53", "basic_expenditure.public_use": "36.54"},
        "t7": {"three_public.total": "4.82", "three_public.vehicles": "4.46"},
    }
    for key, figures in published.items():
        assert {name: cell(grids[key], name).text for name in figures} == figures
    assert [grids[key].notes[-1][:2] for key in ("t8", "t9")] == ["说明", "说明"]


def test_one_cent_more_changes_exactly_what_follows_from_it() -> None:
    before = changji()
    lines = [
        replace(x, amounts=replace(x.amounts, project=x.amounts.project + 100))
        if (x.item_code, x.fund) == ("2080106", Fund.NON_FISCAL)
        else x
        for x in before.expenditure_lines
    ]
    after = replace(before, expenditure_lines=tuple(lines))
    changed = set()
    for old, new in zip(build_all(before, LAYOUT), build_all(after, LAYOUT), strict=True):
        for old_row, new_row in zip(old.body, new.body, strict=True):
            for a, b in zip(old_row.cells, new_row.cells, strict=True):
                if a != b:
                    changed.add((new.key, b.figure))
                    assert b.amount == (a.amount or 0) + 100
    codes = ("", "208.", "20801.", "2080106.")
    assert changed == {
        ("t1", "expenditure.208.total"),
        ("t1", "expenditure.total"),
        ("t1", "expenditure_grand_total"),
        *(("t3", f"expenditure.{code}{column}") for code in codes for column in ("total", "project")),
    }


def test_200_items_are_quick() -> None:
    tree = classification_of(2023).functional
    items = tree.leaves[:200]
    one = Decimal("12345.67")
    large = replace(
        EMPTY,
        income_lines=tuple(IncomeLine(c, IncomeAmounts(general_public_budget=one)) for c in items),
        expenditure_lines=tuple(spent(c, Fund.GENERAL_PUBLIC_BUDGET, "12345.67", "1.00") for c in items),
    )
    took = []
    for _ in range(3):
        start = time.process_time()
        grids = build_all(replace(large), LAYOUT)
        took.append(time.process_time() - start)
    cells = (cell for grid in grids for row in grid.body for cell in row.cells)
    assert sum(cell.kind is CellKind.NUMBER for cell in cells) > 3000
    assert (
        min(took) < 0.4 * slowness()
    )  # a tenth of it with nothing else running; all lines for every cell take seconds
