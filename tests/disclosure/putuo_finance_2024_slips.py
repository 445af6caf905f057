"""Where the report of 上海市普陀区财政局 contradicts itself or the template: what it prints, what we print, and why."""

from typing import NamedTuple


class Slip(NamedTuple):
    """A slip of the text. `published` stands once in it, `ours` in its place."""

    published: str
    ours: str
    why: str


class CellSlip(NamedTuple):
    """A slip of a table: its title, the row's label, the published cell and ours."""

    table: str
    row: str
    published: str
    ours: str
    why: str


TEXT_SLIPS = (
    Slip("其他收入6.2万元，占0.21%；", "其他收入6.20万元，占0.21%。", "one decimal, and a semicolon ends the sentence"),
    Slip("603.14万元，占20.51%；", "603.14万元，占20.51%。", "a semicolon ends the sentence"),
    Slip(
        "财政拨款收入支出总计0.3万元。与2023年度相比，财政拨款收入支出总计持平。主要原因：",
        "财政拨款收入支出总计2961.68万元。与2023年度相比，财政拨款收入支出总计减少63.14万元，下降2.09%。主要原因：",
        "公开04表 prints 2,961.68; what is 持平 has no cause, and the text gives the cause of a fall",
    ),
    Slip(
        "2106.66万元，占71.73%",
        "2106.66万元，占71.65%",
        "2106.66 ÷ 2940.05 is 71.65%; the four shares add up to 100.07%",
    ),
    Slip("445.69万元，占15.16%；", "445.69万元，占15.16%。", "a semicolon ends the sentence"),
    Slip(
        "退休费、个人农业生产补贴；",
        "退休费、奖励金；",
        "公开06表 has the 0.31 under 30309 奖励金, nothing under 30310",
    ),
)

_FORCED = "the 类 was made 0.01 smaller so that the printed rows add up; tables 02, 03, 05 and the text say 326.72"
CELL_SLIPS = (
    CellSlip("收入支出决算总表", "八、社会保障和就业支出", "326.71", "326.72", _FORCED),
    CellSlip("财政拨款收入支出决算总表", "八、社会保障和就业支出", "326.71", "326.72", _FORCED),
)
# 公开06表: a 款 of the official form that the publication lost at the turn of its page; nothing stands under it.
LOST_ROW = ("303", "06", "救济费", "")
