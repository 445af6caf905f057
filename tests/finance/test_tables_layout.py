"""What a layout switches: every difference between places is data."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from disclosure.samples.changji_2023.figures import figures as changji
from finance.tables import TABLES, LayoutError, TableLayout, build, build_all
from finance.tables.grid import CellKind, Grid, Orientation
from tests.finance.random_tables import FORMS

CHANGJI = changji()

# tables.md, the real columns of it: 上海 (R1, R2), and the ministry's own order and wording (C)
SHANGHAI = {
    "row_numbers": False,
    "column_numbers": False,
    "label": "",
    "prepared_by": "",
    "money_unit": "单位：万元",
    "zero": "",
    "split_codes": True,
    "indent": False,
    "class_rows": 24,
    "total_last": ["t5"],
    "three_public_budget": "initial_budget",
    "forms": {"t5": "plain", "t6": "two", "t7": "by_item"},
    "notes": {"t1": ["注：本表反映部门本年度的总收支和年末结转结余情况。"], "t7": []},
    "wording": {
        "使用非财政拨款结余（含专用结余）": "使用非财政拨款结余",
        "t8.小计": "合计",
        "t4.项目（按功能分类）": "项目",
    },
}
NATIONAL = {
    "order": ["t1", "t2", "t3", "t4", "t5", "t6", "t8", "t9", "t7"],
    "forms": {"t9": "spent"},
    "prepared_by": "部门：{unit}",
    "subtitle": "{year}年度",
    "titles": {
        "t6": "一般公共预算财政拨款基本支出决算明细表",
        "t9": "国有资本经营预算财政拨款支出决算表",
    },
    "statements": {"t8": "本表为空表。", "t9": ""},
}


def layout(**settings: Any) -> TableLayout:
    return TableLayout.read(settings)


def head(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.header]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.body]


def test_default_is_the_national_frame_in_the_order_of_xinjiang() -> None:
    first, *_, last = build_all(CHANGJI, TableLayout())
    assert (first.label, first.title) == ("公开01表", "收入支出决算总表")
    assert (first.prepared_by, first.money_unit) == (f"编制单位：{CHANGJI.unit.name}", "金额单位：万元")
    assert (last.label, last.title) == ("公开09表", "国有资本经营预算财政拨款收入支出决算表")
    portrait = [g.key for g in build_all(CHANGJI, TableLayout()) if g.orientation is Orientation.PORTRAIT]
    assert portrait == ["t1", "t5", "t6"]


def test_widths_fill_the_page_they_are_made_for() -> None:
    for grid in build_all(CHANGJI, TableLayout()):
        assert sum(grid.columns) == pytest.approx(156 if grid.orientation is Orientation.PORTRAIT else 235)


def test_heads_of_table_1() -> None:
    assert head(build("t1", CHANGJI, layout())) == [
        ["收入", "支出"],
        ["项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    bare = layout(row_numbers=False, column_numbers=False)
    assert head(build("t1", CHANGJI, bare))[1] == ["项目", "决算数", "项目（按功能分类）", "决算数"]
    assert len(head(build("t1", CHANGJI, bare))) == 2


def test_heads_of_table_4() -> None:
    assert head(build("t4", CHANGJI, layout()))[1:] == [
        [
            *("项目", "行次", "决算数", "项目（按功能分类）", "行次", "合计"),
            *("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
        ],
        ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
    ]


def test_codes_joined_or_split() -> None:
    joined, split = build("t5", CHANGJI, layout()), build("t5", CHANGJI, layout(split_codes=True))
    assert head(joined)[1][:2] == ["功能分类科目编码", "科目名称"]
    assert head(split)[1][:2] == ["支出功能分类科目编码", "科目名称"]
    assert head(split)[2] == ["类", "款", "项"]
    assert [row[:3] for row in texts(split)[1:4]] == [["201", "", ""], ["201", "06", ""], ["201", "06", "07"]]
    assert texts(joined)[3][0] == "2010607"
    assert split.body[0].cells[0].colspan == 4
    assert sum(split.columns) == sum(joined.columns)
    economic = build("t6", CHANGJI, layout(split_codes=True, forms={"t6": "two"}))
    assert texts(economic)[1][:3] == ["301", "01", "基本工资"]


def test_total_row_first_or_last() -> None:
    assert texts(build("t5", CHANGJI, layout()))[0][0] == "合计"
    last = build("t5", CHANGJI, layout(total_last=["t5"]))
    assert texts(last)[0][0] == "201"
    assert texts(last)[-1][0] == "合计"
    assert not last.body[-1].may_break_before


def test_zero_and_thousands() -> None:
    assert texts(build("t5", CHANGJI, layout(zero="")))[3][2:] == ["3.20", "", "3.20"]
    rich = replace(CHANGJI, surplus_used=Decimal("29400500.00"))
    assert texts(build("t1", rich, layout()))[27][2] == "2,940.05"
    assert texts(build("t1", rich, layout(thousands=False)))[27][2] == "2940.05"


def test_24_rows_are_numbered_anew() -> None:
    rows = texts(build("t1", CHANGJI, layout(class_rows=24)))
    assert rows[23] == ["", "24", "", "二十四、抗疫特别国债安排的支出", "53", "0.00"]
    assert rows[24][:2] == ["本年收入合计", "25"]
    assert rows[-1][:2] == ["总计", "29"]
    assert rows[-1][3:5] == ["总计", "58"]
    fiscal = texts(build("t4", CHANGJI, layout(class_rows=24)))
    assert (fiscal[-1][1], fiscal[-1][4]) == ("30", "60")


def test_forms_of_table_6() -> None:
    three, two = build("t6", CHANGJI, layout()), build("t6", CHANGJI, layout(forms={"t6": "two"}))
    assert head(three) == [["人员经费", "公用经费"], ["科目编码", "科目名称", "决算数"] * 3]
    assert [cell.colspan for cell in three.header[0].cells] == [3, 6]
    assert head(two) == [["经济分类科目编码", "科目名称", "决算数"] * 2]
    assert len(texts(three)) == 29
    assert len(texts(two)) == 39
    assert texts(three)[-1] == texts(two)[-1] == ["人员经费合计", "479.53", "公用经费合计", "36.54"]


def test_forms_of_table_7_hold_the_same_figures() -> None:
    by_stage = build("t7", CHANGJI, layout())
    by_item = build("t7", CHANGJI, layout(forms={"t7": "by_item"}))
    assert head(by_stage)[0] == ["预算数", "决算数"]
    assert head(by_item)[0] == ["财政拨款“三公”经费"]
    assert head(by_item)[3][:2] == ["预算数", "决算数"]
    assert head(by_stage)[-1] == [str(n) for n in range(1, 13)]
    figures = [{cell.figure for cell in grid.body[0].cells} for grid in (by_stage, by_item)]
    assert figures[0] == figures[1]
    assert len(figures[0]) == 12


def test_national_order_and_titles() -> None:
    grids = build_all(CHANGJI, TableLayout.read(NATIONAL))
    assert [(grid.key, grid.label) for grid in grids[5:]] == [
        ("t6", "公开06表"),
        ("t8", "公开07表"),
        ("t9", "公开08表"),
        ("t7", "公开09表"),
    ]
    assert grids[5].title == "一般公共预算财政拨款基本支出决算明细表"
    assert grids[7].title == "国有资本经营预算财政拨款支出决算表"
    assert head(grids[7])[0][1:] == ["合计", "基本支出", "项目支出"]
    assert grids[0].subtitle == "2023年度"
    assert grids[0].prepared_by == f"部门：{CHANGJI.unit.name}"
    assert grids[6].notes[-1] == "本表为空表。"
    assert texts(grids[7]) == [["合计", "0.00", "0.00", "0.00"]]  # no statement, so its zeros stand


def test_shanghai_by_data_alone() -> None:
    grids = {grid.key: grid for grid in build_all(CHANGJI, TableLayout.read(SHANGHAI))}
    assert len(texts(grids["t1"])) == 28
    assert texts(grids["t1"])[25] == ["使用非财政拨款结余", "", "结余分配", ""]
    assert head(grids["t5"]) == [
        ["项目", "合计", "基本支出", "项目支出"],
        ["支出功能分类科目编码", "科目名称"],
        ["类", "款", "项"],
    ]
    assert head(grids["t8"])[1][2:] == ["合计", "基本支出", "项目支出"]
    assert head(grids["t4"])[1][2] == "项目"
    assert grids["t1"].notes == ("注：本表反映部门本年度的总收支和年末结转结余情况。",)
    assert grids["t7"].notes == ()
    assert grids["t1"].label == ""
    assert not any(c.kind is CellKind.ORDINAL for g in grids.values() for r in g.body for c in r.cells)


def test_notes_off_leaves_the_statement_of_an_empty_table() -> None:
    grids = build_all(CHANGJI, layout(show_notes=False))
    assert [len(grid.notes) for grid in grids] == [0] * 7 + [1, 1]


def test_table_left_out_is_not_built() -> None:
    eight = layout(order=[key for key in TABLES if key != "t9"])
    assert len(build_all(CHANGJI, eight)) == 8
    with pytest.raises(LayoutError, match="t9"):
        build("t9", CHANGJI, eight)


@pytest.mark.parametrize(("key", "form"), [(key, form) for key, forms in FORMS.items() for form in forms])
def test_every_form_builds(key: str, form: str) -> None:
    assert build(key, CHANGJI, layout(forms={key: form})).body


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"rownumbers": True}, "版式中没有“rownumbers”这一项"),
        ({"class_rows": 25}, "class_rows 应为 24 或 26，不是 25"),
        ({"class_rows": "24"}, "class_rows 的值“24”写错了"),
        ({"row_numbers": 1}, "row_numbers 的值“1”写错了"),
        ({"order": ["t1", "t10"]}, "order 中没有“t10”这张表"),
        ({"order": ["t1", "t1"]}, "order 中有重复的表"),
        ({"titles": {"5": "表"}}, "titles 中没有“5”这张表"),
        ({"three_public_budget": "final"}, "three_public_budget 应为 initial_budget、adjusted_budget 之一"),
    ],
)
def test_slip_in_an_edition_is_named(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        TableLayout.read(settings)


def test_form_that_a_table_lacks_is_named() -> None:
    with pytest.raises(LayoutError, match="支出决算表》没有版式“four”，可用 by_stage、by_item"):
        build("t7", CHANGJI, layout(forms={"t7": "four"}))
