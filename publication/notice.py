"""更正说明: which sentences and figures a correction changed, and why, as a document of its own. Pure."""

from collections.abc import Sequence
from typing import Any

from disclosure.parts import Document, Heading, Paragraph, Part, Run, TableBlock
from disclosure.passages import PassageKind
from finance.tables.grid import Cell, CellKind, Grid, Row

_NOTHING = "（无）"


def notice_of(
    *,
    unit_name: str,
    fiscal_year: int,
    number: int,
    reason: str,
    corrections: Sequence[dict[str, Any]],
    is_after_withdrawal: bool = False,
) -> Document:
    """One page or more: the reason, then every difference with the words before and after. `corrections` as a
    Publication keeps them; of a version that was withdrawn nothing is told."""
    title = f"{unit_name}{fiscal_year}年度部门决算更正说明"
    texts = sum(one["kind"] == PassageKind.TEXT.value for one in corrections)
    counts = ((texts, "文字"), (len(corrections) - texts, "表格"))
    count = "、".join(f"{what}{number}处" for number, what in counts if number)
    before = f"第{number - 1}版"
    if is_after_withdrawal:
        replaced, compared = f"此前公开的{before}已经撤下", f"{before}的内容不再公布，本说明不逐处对照。"
    elif count:
        replaced = f"取代此前公开的{before}"
        compared = f"本次更正{count}，逐处列在下表；未列出的内容与{before}完全一致。"
    else:
        replaced, compared = f"取代此前公开的{before}", f"本版内容与{before}完全一致。"
    said = (
        f"{unit_name}{fiscal_year}年度部门决算现公开第{number}版，{replaced}。",
        f"更正原因：{reason.rstrip('。；;. ')}。",
        compared,
    )
    paragraphs = (Paragraph((Run(text),), f"notice-{place}") for place, text in enumerate(said, 1))
    table = (TableBlock(_grid(corrections)),) if corrections else ()
    part = Part("notice", "更正说明", (Heading(1, "部门决算更正说明", "notice"), *paragraphs, *table))
    return Document(title, unit_name, fiscal_year, (part,))


def _grid(corrections: Sequence[dict[str, Any]]) -> Grid:
    heads = ("序号", "位置", "更正前", "更正后")
    return Grid(
        key="corrections",
        title="更正内容",
        columns=(6, 24, 35, 35),
        header=(Row(tuple(Cell(text=text, kind=CellKind.HEADER, scope="col") for text in heads)),),
        body=tuple(_row(place, one) for place, one in enumerate(corrections, 1)),
    )


def _row(place: int, one: dict[str, Any]) -> Row:
    where = f"{one['title']}\n{one['label']}" if one["label"] else str(one["title"])
    return Row(
        (
            Cell(text=str(place), kind=CellKind.ORDINAL),
            Cell(text=where, align="left"),
            Cell(text=one["old"] or _NOTHING, align="left"),
            Cell(text=one["new"] or _NOTHING, align="left"),
        )
    )
