"""Which table is which, and what is said where something in it cannot be understood."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from disclosure.intake.official.blocks import table_named
from disclosure.intake.official.codes import Codes
from disclosure.intake.official.reading import ReadWorkbook, read_official
from disclosure.intake.official.table import Gravity
from disclosure.intake.official.words import digits, label, plain
from disclosure.intake.preview import NothingFound, Purpose, preview
from disclosure.intake.workbook import Sheet, Value, Workbook, place_name
from finance.classification import classification_of
from finance.tables import build_all
from finance.tables.layout import TableLayout
from finance.terms import BudgetStage
from tests.disclosure.official_workbooks import Style, workbook_of
from tests.disclosure.test_intake_putuo import EMPTY, taken
from tests.samples import SAMPLES

FIGURES = SAMPLES["all_funds"]()
GRIDS = build_all(FIGURES, TableLayout())


def book(
    change: Callable[[list[list[Value]]], None] | None = None, sheet: int = 0, style: Style | None = None
) -> Workbook:
    """The nine tables, one sheet of them changed."""
    made = list(workbook_of(GRIDS, style or Style()).sheets)
    if change:
        rows = [list(row) for row in made[sheet].rows]
        change(rows)
        made[sheet] = Sheet(made[sheet].name, tuple(map(tuple, rows)))
    return Workbook(tuple(made))


def read(workbook: Workbook) -> ReadWorkbook:
    return read_official(workbook, FIGURES.classification, BudgetStage.ADJUSTED)


def said(found: ReadWorkbook, gravity: Gravity = Gravity.ERROR) -> list[str]:
    remarks = [remark for table in found.tables.values() for remark in table.remarks]
    return [f"{r.place} {r.words}" for r in (*found.remarks, *remarks) if r.gravity is gravity]


def put(row: int, column: int, value: Value) -> Callable[[list[list[Value]]], None]:
    def change(rows: list[list[Value]]) -> None:
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value

    return change


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("收入支出决算总表", "t1"),
        ("收 入 支 出 决 算 总 表", "t1"),
        ("《收入决算表》", "t2"),
        ("2024年度支出决算表（公开03表）", "t3"),
        ("上海市普陀区财政局2024年度财政拨款收入支出决算总表", "t4"),
        ("一般公共预算财政拨款支出决算表", "t5"),
        ("一般公共预算财政拨款基本支出决算明细表", "t6"),
        ("一般公共预算财政拨款基本支出决算表", "t6"),
        ("财政拨款“三公”经费支出决算表", "t7"),
        ("一般公共预算财政拨款 '三公' 经费支出决算表", "t7"),
        ("政府性基金预算财政拨款收入支出决算表", "t8"),
        ("国有资本经营预算财政拨款支出决算表", "t9"),
        ("国有资本经营预算财政拨款收入支出决算表", "t9"),
        ("GK02收入决算表", "t2"),
        ("项目支出决算表", ""),
        ("财政拨款支出决算明细表", ""),
        ("财政专户管理资金收入支出决算总表", ""),
        ("一般公共预算财政拨款项目支出决算表", ""),
        ("机构运行信息表", ""),
        ("注：本表是收入决算表的说明，收入决算表反映本年度收入情况，" * 3, ""),
    ],
)
def test_title_is_known_whatever_stands_around_it(text: str, key: str) -> None:
    assert table_named(plain(text)) == key


def test_title_may_stand_in_the_sheets_name_alone() -> None:
    sheets = [
        Sheet(f"公开0{n} {g.title}", s.rows[1:]) for n, (g, s) in enumerate(zip(GRIDS, book().sheets, strict=True), 1)
    ]
    assert list(read(Workbook(tuple(sheets))).tables) == [grid.key for grid in GRIDS]


def test_list_of_the_tables_is_no_table() -> None:
    contents = Sheet("目录", tuple((f"{n}、{grid.title}",) for n, grid in enumerate(GRIDS, 1)))
    found = read(Workbook((contents, *book().sheets)))
    assert len(found.tables) == 9
    assert found.ignored == ("目录",)
    assert said(found) == []


def test_same_table_twice_is_not_taken_at_all() -> None:
    sheets = book().sheets
    found = read(Workbook((*sheets, Sheet("另一张", sheets[1].rows))))
    assert said(found) == ["另一张 《收入决算表》已经在“Sheet2”里，两张都不能用，请只留一张"]
    assert not found.tables["t2"].amounts


def test_hidden_sheet_is_not_read_and_said_so() -> None:
    sheets = book().sheets
    found = read(Workbook(sheets[1:], (sheets[0],)))
    assert "t1" not in found.tables
    assert said(found, Gravity.NOTE) == ["Sheet1 隐藏的工作表没有读"]


def test_table_without_a_unit_takes_that_of_the_others() -> None:
    found = read(book(put(2, 5, None)))
    assert found.tables["t1"].amounts["income.total"].yuan == FIGURES.income.total


def test_workbook_without_any_unit_is_not_taken() -> None:
    found = read(Workbook(tuple(Sheet(s.name, tuple(r for r in s.rows if "金额单位：万元" not in r)) for s in book())))
    assert len(said(found)) == 9
    assert "没有写明金额单位" in said(found)[0]
    assert not any(table.amounts for table in found.tables.values())


@pytest.mark.parametrize(("words", "size"), [("单位:千元", 1000), ("（单位：元）", 1), ("金额单位 ： 万 元", 10_000)])
def test_unit_is_read_however_it_is_written(words: str, size: int) -> None:
    found = read(book(put(2, 5, words)))
    assert found.tables["t1"].size == Decimal(size)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("约三百万", "“约三百万”不是数字"),
        ("#REF!", "是 Excel 的错误值"),
        (True, "是“是/否”"),
        ("2024-12-31 00:00:00", "像是日期"),
        ("1e5", "科学记数法"),
        ("12%", "是百分比"),
        ("1,23.4", "逗号位置不对"),
        (1e15, "数字太大"),
        (1e299, "数字太大"),
        ("9" * 61, "内容太长"),
    ],
)
def test_cell_that_is_no_number_is_named_and_its_figure_left_alone(value: Value, words: str) -> None:
    found = read(book(put(9, 3, value), 1))
    (remark,) = said(found)
    assert remark.startswith("Sheet2!D10 ")
    assert words in remark
    name = next(iter(found.tables["t2"].unknown))
    assert name.endswith("fiscal_appropriation")
    assert name not in found.tables["t2"].amounts


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        ("２，９４０．０５", "29400500.00"),
        (" 2,940.05 ", "29400500.00"),
        ("¥2940.05", "29400500.00"),
        ("(2,940.05)", "-29400500.00"),
        ("2940.05万元", "29400500.00"),
        ("29400500元", "29400500.00"),
        (0.1 + 0.2, "3000.00"),
        ("/", "0.00"),
        ("——", "0.00"),
        ("", "0.00"),
    ],
)
def test_number_is_read_however_it_is_written(value: Value, yuan: str) -> None:
    found = read(book(put(9, 3, value), 1))
    assert said(found) == []
    assert Decimal(yuan) in {a.yuan for a in found.tables["t2"].amounts.values() if a.place.cell == "D10"}


def test_less_than_a_fen_is_rounded_and_said() -> None:
    found = read(book(put(9, 3, "1.23456789"), 1))
    assert said(found, Gravity.NOTE) == ["Sheet2!D10 不足一分的部分已四舍五入，按 12,345.68 元"]


def test_code_that_the_year_lacks_is_named_and_not_taken() -> None:
    found = read(book(put(9, 0, "2059988"), 1))
    assert any("没有科目编码“2059988”" in words for words in said(found))


def test_code_that_is_no_level_is_named() -> None:
    found = read(book(put(9, 0, "205079"), 1))
    assert said(found) == ["Sheet2!A10 “205079”不是类、款、项编码（3、5、7 位）"]


def test_row_without_a_code_is_named() -> None:
    found = read(book(put(9, 0, None), 1))
    assert said(found) == ["Sheet2!B10 这一行有数，却没有科目编码"]


def test_code_that_stands_twice_is_named() -> None:
    def change(rows: list[list[Value]]) -> None:
        rows.insert(10, list(rows[9]))

    found = read(book(change, 1))
    assert all("同一项出现了两次" in words for words in said(found))
    assert found.tables["t2"].unknown


def test_name_unlike_the_codes_is_a_note() -> None:
    found = read(book(put(9, 1, "完全不同的名称"), 1))
    assert said(found) == []
    assert any("科目名称与科目表不同：表中“完全不同的名称”" in words for words in said(found, Gravity.NOTE))


def test_head_that_lacks_a_column_is_named_and_nothing_taken_wrong() -> None:
    found = read(book(put(3, 4, "说不清的一栏"), 1))
    (remark,) = said(found)
    assert "表头缺少上级补助收入" in remark
    assert not found.tables["t2"].amounts


def test_line_that_nobody_knows_is_named_where_it_holds_an_amount() -> None:
    def change(rows: list[list[Value]]) -> None:
        rows[14][:3] = ["九、天上掉下来的收入", 9, 5.0]

    assert said(read(book(change))) == ["Sheet1!A15 不认识“天上掉下来的收入”这一行"]


def test_formula_that_nobody_computed_is_named() -> None:
    made = list(book().sheets)
    made[1] = Sheet(made[1].name, made[1].rows, frozenset({(9, 3)}))
    assert said(read(Workbook(tuple(made)))) == [
        "Sheet2!D10 公式还没有算出结果。请用 Excel 或 WPS 打开文件，保存一次后再导入"
    ]


def test_heads_repeated_on_every_page_are_no_rows() -> None:
    def change(rows: list[list[Value]]) -> None:
        rows[12:12] = [list(row) for row in rows[3:6]]

    found = read(book(change, 1))
    assert said(found) == []
    assert found.tables["t2"].amounts["income.total"].yuan == FIGURES.income.total


def test_what_stands_under_the_notes_is_not_read() -> None:
    def change(rows: list[list[Value]]) -> None:
        rows += [["审核：某某", None, 123.0], ["2080101", "行政运行", 5.0]]

    assert said(read(book(change, 1))) == []


def test_workbook_of_something_else_says_what_was_looked_for() -> None:
    with pytest.raises(NothingFound, match="看过的工作表：“通讯录”"):
        preview(Workbook((Sheet("通讯录", (("姓名", "电话"),)),)), EMPTY, Purpose.THIS_YEAR, BudgetStage.INITIAL)


def test_empty_workbook_says_what_was_looked_for() -> None:
    with pytest.raises(NothingFound, match="没有"):
        taken(Workbook(()))


def test_codes_of_one_column_or_three_are_one_code() -> None:
    three = Codes((0, 1, 2))
    assert [three.joined(row) for row in (("201", "", ""), ("201", "06", ""), ("201", "06", "01"))] == [
        "201",
        "20106",
        "2010601",
    ]
    assert three.joined(("", "", 2)) == "2010602"
    assert three.joined((None, 7.0, None)) == "20107"
    assert three.joined((208, 5, 1)) == "2080501"
    assert three.joined(("208", "20805", "2080505")) == "2080505"
    assert three.joined((None, "合计", None)) == ""
    assert Codes((0,)).joined((2010601.0,)) == "2010601"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("一般公共服务支出", "一般公共服务支出"),
        ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出"),
        ("（一）政府性基金", "政府性基金"),
        ("  其中：  事业收入", "事业收入"),
        ("3.事业收入", "事业收入"),
        (5, ""),
    ],
)
def test_label_is_read_without_its_number(text: Value, bare: str) -> None:
    assert label(text) == bare


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2010601", "2010601"),
        (2010601.0, "2010601"),
        (" 20106 ", "20106"),
        (1.5, ""),
        (-3, ""),
        (True, ""),
        ("２０１", "201"),
    ],
)
def test_code_is_read_from_text_or_number(value: Value, code: str) -> None:
    assert digits(value) == code


def test_place_is_named_as_a_spreadsheet_names_it() -> None:
    assert [place_name(0, 0), place_name(7, 25), place_name(7, 26), place_name(0, 701), place_name(0, 702)] == [
        "A1",
        "Z8",
        "AA8",
        "ZZ1",
        "AAA1",
    ]


def test_year_and_unit_of_another_are_pointed_out() -> None:
    sheets = workbook_of(build_all(FIGURES, TableLayout(subtitle="2019年度"))).sheets
    found = preview(Workbook(sheets), EMPTY, Purpose.THIS_YEAR, BudgetStage.INITIAL)
    words = [remark.words for remark in found.tables[0].mismatches]
    assert words[:2] == [
        "表中的单位是“示例职业技术学院”，这份决算的单位是“上海市普陀区财政局”",
        "表头写的是 2019 年，应为 2024 年度",
    ]


def test_code_that_this_year_lacks_is_not_taken_from_last_years_tables() -> None:
    """2101399 其他医疗救助支出 … whatever 2023 had and 2024 has not."""
    gone = sorted(set(classification_of(2023).functional.leaves) - set(classification_of(2024).functional.leaves))
    assert gone

    def change(rows: list[list[Value]]) -> None:
        item = next(row for row in rows if len(str(row[0])) == 7)
        item[0], item[1] = gone[0], classification_of(2023).functional.name(gone[0])

    figures = SAMPLES["large"]()
    sheets = list(workbook_of(build_all(figures, TableLayout())).sheets)
    rows = [list(row) for row in sheets[4].rows]
    change(rows)
    sheets[4] = Sheet(sheets[4].name, tuple(map(tuple, rows)))
    found = preview(Workbook(tuple(sheets)), EMPTY, Purpose.LAST_YEAR, BudgetStage.INITIAL)
    assert any(f"上年的 {gone[0]} 在 2024 年度科目表中没有了" in remark.words for remark in found.remarks)
    assert not any(gone[0] in d.address for d in found.comparison.differences)
