"""更正说明: which sentences and figures a correction changed, and why, as a document of its own. Pure."""

from collections.abc import Sequence
from typing import Any

from disclosure.parts import Document, Heading, Paragraph, Part, Run, TableBlock
from disclosure.passages import PassageKind
from finance.tables.grid import Cell, CellKind, Grid, Row

_NOTHING = "（无）"


def notice_of(
    *, unit_name: str, fiscal_year: int, number: int, reason: str, corrections: Sequence[dict[str, Any]]
) -> Document:
    """One page or more: the reason, then every difference with the words before and after. `corrections` as a
    Publication keeps them."""
    title = f"{unit_name}{fiscal_year}年度部门决算更正说明"
    heading = Heading(1, title, "notice")
    texts = [one for one in corrections if one["kind"] == PassageKind.TEXT.value]
    cells = [one for one in corrections if one["kind"] != PassageKind.TEXT.value]
    count = "、".join(
        words for words in (f"文字 {len(texts)} 处" * bool(texts), f"表格 {len(cells)} 处" * bool(cells)) if words
    )
    said = (
        f"现公开第{number}版，取代此前公开的第{number - 1}版。更正原因：{reason}",
        f"本次共更正{count}，逐处列在后面的更正内容表中；未列出的内容与第{number - 1}版完全一致。"
        if count
        else f"本版内容与第{number - 1}版完全一致。",
    )
    paragraphs = (Paragraph((Run(text),), f"notice-{place}") for place, text in enumerate(said, 1))
    parts = [Part("notice", title, (heading, *paragraphs))]
    if corrections:
        parts.append(Part("corrections", "更正内容", (TableBlock(_grid(unit_name, corrections)),), style="table"))
    return Document(title, unit_name, fiscal_year, tuple(parts))


def _grid(unit_name: str, corrections: Sequence[dict[str, Any]]) -> Grid:
    heads = ("序号", "位置", "更正前", "更正后")
    return Grid(
        key="corrections",
        title="更正内容",
        columns=(6, 24, 35, 35),
        header=(Row(tuple(Cell(text=text, kind=CellKind.HEADER, scope="col") for text in heads)),),
        body=tuple(_row(place, one) for place, one in enumerate(corrections, 1)),
        prepared_by=f"编制单位：{unit_name}",
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
