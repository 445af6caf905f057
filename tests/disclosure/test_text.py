"""Document → plain text."""

from disclosure.parts import Heading, Paragraph, Part, Run, TableBlock
from disclosure.text import part_text, to_text
from finance.tables.grid import Cell, Grid, Row
from tests.disclosure.synthetic import CONTENTS, COVER, document, head, number, table_part, text_part


def test_text_of_paragraphs_keeps_reading_order_apart_by_blank_lines() -> None:
    text = to_text(document(COVER, text_part(1, "甲。", "乙。"), text_part(2, "丙。")))
    assert text == (
        "某某中心\n2023年度部门决算\n公开说明\n\n"
        "第1部分 单位概况\n\n一、主要职能\n\n甲。\n\n乙。\n\n"
        "第2部分 单位概况\n\n一、主要职能\n\n丙。\n"
    )


def test_text_leaves_out_the_contents() -> None:
    assert "目录" not in to_text(document(CONTENTS, text_part(1, "甲。")))


def test_text_joins_the_runs_of_a_paragraph() -> None:
    runs = (Run("收入"), Run("724.95", "income.total"), Run("万元。"))
    assert part_text(Part("p", "", (Heading(2, "一、收入", "a"), Paragraph(runs)))) == "一、收入\n\n收入724.95万元。"


def test_text_of_a_table_separates_cells_by_tabs_and_prints_a_merged_cell_once() -> None:
    grid = Grid(
        key="t1",
        title="收入决算表",
        subtitle="（2023年度）",
        label="公开02表",
        prepared_by="编制单位：某某中心",
        money_unit="金额单位：万元",
        columns=(1, 1, 1),
        header=(Row((head("项目", colspan=2), head("金额"))),),
        body=(
            Row((head("财政", rowspan=2), Cell(text="一般\n公共"), number("1.00"))),
            Row((Cell(text="基金"), number("2.00"))),
        ),
        notes=("注：无。",),
    )
    assert part_text(table_part(grid)).split("\n") == [
        "收入决算表",
        "（2023年度）",
        "公开02表",
        "编制单位：某某中心\t金额单位：万元",
        "项目\t金额",
        "财政\t一般 公共\t1.00",
        "基金\t2.00",
        "注：无。",
    ]


def test_text_of_a_part_without_words_adds_nothing() -> None:
    empty = Grid(key="t1", title="", columns=(1,), header=(), body=())
    assert to_text(document(Part("p", "", (TableBlock(empty),)), text_part(1))) == "第1部分 单位概况\n\n一、主要职能\n"
