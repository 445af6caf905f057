"""Documents made up to be hard to print: long names, huge amounts, words without end, tables without end."""

from dataclasses import replace

from disclosure.parts import (
    Block,
    ContentsBlock,
    CoverBlock,
    Document,
    Heading,
    Paragraph,
    Part,
    Run,
    TableBlock,
)
from finance.tables.grid import Cell, CellKind, Grid, Orientation, Row

LONG_NAME = "某某自治区某某自治州某某自治县某某乡人民政府社会保障和公共就业服务中心（含全部下属事业单位）"
HUGE = "99,999,999,999.99"
SENTENCE = "负责就业登记、失业登记、就业援助；2023年度收入总计724.95万元，占13.41%，“三公”经费0.36万元。"

COVER = Part(
    "cover", "封面", (CoverBlock(("某某中心", "2023年度部门决算", "公开说明")),), style="cover", numbered=False
)
CONTENTS = Part("contents", "目录", (ContentsBlock("目录"),), style="contents", numbered=False)


def paragraph(text: str, figure: str = "") -> Paragraph:
    return Paragraph((Run(text, figure),))


def text_part(number: int, *texts: str, title: str = "单位概况") -> Part:
    """第…部分: two headings and these paragraphs."""
    headings: tuple[Block, ...] = (
        Heading(1, f"第{number}部分 {title}", f"part-{number}"),
        Heading(2, "一、主要职能", f"functions-{number}"),
    )
    return Part(f"part-{number}", title, headings + tuple(map(paragraph, texts)))


def document(*parts: Part, title: str = "某某中心2023年度部门决算公开说明") -> Document:
    return Document(title, "某某中心", 2023, parts)


def head(text: str, *, colspan: int = 1, rowspan: int = 1, scope: str = "") -> Cell:
    return Cell(text=text, kind=CellKind.HEADER, colspan=colspan, rowspan=rowspan, scope=scope)


def number(text: str) -> Cell:
    return Cell(text=text, kind=CellKind.NUMBER)


def tree(
    rows: int,
    *,
    amounts: int = 6,
    amount: str = HUGE,
    key: str = "t3",
    orientation: Orientation = Orientation.LANDSCAPE,
) -> Grid:
    """A table by 科目: three head rows, so many 项 and a total."""
    columns = [head(f"支出{column}", rowspan=2) for column in range(1, amounts + 1)]
    ordinals = [Cell(text=str(column), kind=CellKind.ORDINAL) for column in range(1, amounts + 1)]
    items = (
        (Cell(text=f"20{row:05}"), Cell(text="机关事业单位基本养老保险缴费支出" + "补助" * (row % 5), indent=row % 3))
        for row in range(rows)
    )
    return Grid(
        key=key,
        title="支出决算表",
        label="公开03表",
        prepared_by=f"编制单位：{LONG_NAME}",
        money_unit="金额单位：万元",
        columns=(8, 18, *[9] * amounts),
        header=(
            Row((head("项目", colspan=2), *columns)),
            Row((head("科目编码"), head("科目名称"))),
            Row((head("栏次", colspan=2), *ordinals)),
        ),
        body=(
            *(Row((*cells, *[number(amount)] * amounts)) for cells in items),
            Row((head("合计", colspan=2), *[number(amount)] * amounts), emphasis=True),
        ),
        orientation=orientation,
        notes=("注：1.本表反映部门本年度各项支出情况。", "2.可能存在尾数误差。"),
    )


def scorecard(indicators: int, *, goal: str = SENTENCE, reason: str = "实际较预算数多。", position: int = 1) -> Grid:
    """A 项目支出绩效自评表 with its merged cells: five indicators under each 二级指标."""
    rows = []
    for index in range(indicators):
        under = min(5, indicators - index)
        groups = [head("产出指标", rowspan=under, scope="rowgroup"), head("数量指标", rowspan=under, scope="rowgroup")]
        cells = [
            *([head("绩效指标完成情况", rowspan=indicators, scope="rowgroup")] if index == 0 else []),
            *(groups if index % 5 == 0 else []),
            head(f"求职登记、职业指导{index + 1}", scope="row"),
            *(Cell(text=text, align="center") for text in (">=22300条", "=25000条", "5", "4.40")),
            Cell(text=reason),
        ]
        rows.append(Row(tuple(cells), may_break_before=index > 0))
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    return Grid(
        key=f"project-{position}",
        title="项目支出绩效自评表",
        subtitle="（2023年度）",
        columns=(6, 7, 10, 15, 13, 13, 7, 10, 13),
        header=(),
        body=(
            Row((head("项目名称", colspan=2), Cell(text=LONG_NAME, colspan=7))),
            Row((head("年度总体目标", rowspan=2), head("预期目标", colspan=4), head("实际完成情况", colspan=4))),
            Row((Cell(text=goal, colspan=4), Cell(text=SENTENCE, colspan=4)), may_break_before=False),
            Row((Cell(), *(head(text, scope="col") for text in heads))),
            *rows,
            Row((head("总分", colspan=6), *map(number, ("100", "91.21分", ""))), emphasis=True, may_break_before=False),
        ),
    )


def table_part(grid: Grid, style: str = "table") -> Part:
    return Part(f"{style}-{grid.key}", grid.title, (TableBlock(grid),), grid.orientation, style)


def hostile() -> Document:
    """Everything that has ever run over an edge."""
    word = "a" * 120
    words = (
        "<script>alert(1)</script>&amp;",
        word,
        f"前面有字{word}后面也有字。",
        SENTENCE * 20,
        "喆堃㎡⑳",
        "一行\n另一行",
        "https://www.example.gov.cn/" + "path/" * 30,
    )
    return document(
        replace(COVER, blocks=(CoverBlock((LONG_NAME, "2023年度部门决算")),)),
        CONTENTS,
        text_part(1, *words, title=LONG_NAME),
        table_part(tree(30), "table"),
        table_part(tree(4, amounts=12, key="t7")),
        table_part(tree(24, amounts=3, key="t5", orientation=Orientation.PORTRAIT)),
        table_part(scorecard(8), "scorecard"),
        table_part(scorecard(24, reason=SENTENCE, position=2), "scorecard"),
        table_part(scorecard(3, goal=SENTENCE * 40, reason=SENTENCE * 12, position=3), "scorecard"),
    )
