"""The numbers of a report, each with its name, its exact amount, where it stands and what it is the sum of. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from disclosure.exports.sums import sums_of
from disclosure.parts import Block, Document, ListBlock, Paragraph, TableBlock
from disclosure.passages import Passage
from finance.figures import Figures
from finance.names import label

_COMPARED = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}


def printed_figures(document: Document, passages: Iterable[Passage], figures: Figures) -> dict[str, dict[str, Any]]:
    """Dotted name → what the public is shown of a figure: `label` 中文名称, `text` as first printed, `amount` in 元
    (null for what is no amount), `passages` where it stands, `sum_of` the figures of the same table that add up to it,
    and `formula`, the same in words. A sum is only told where its parts come to it exactly."""
    grids = [block.grid for part in document.parts for block in part.blocks if isinstance(block, TableBlock)]
    sums: dict[str, tuple[str, ...]] = {}
    for grid in grids:
        sums = sums_of(grid) | sums  # the first table that has it says it
    found: dict[str, dict[str, Any]] = {}
    for name, text, amount in _printed(document):
        entry = found.setdefault(name, {"label": _label(name, figures), "text": text, "amount": None, "passages": []})
        if amount is not None:
            entry["amount"] = f"{amount:.2f}"
    for passage in passages:
        for line in passage.lines:
            for name in line.figures:
                if name in found and passage.key not in found[name]["passages"]:
                    found[name]["passages"].append(passage.key)
                if name in found and found[name]["label"] == name:
                    found[name]["label"] = line.label or passage.title
    for name, entry in found.items():
        entry["sum_of"] = parts = [part for part in sums.get(name, ()) if part in found]
        entry["formula"] = f"{entry['label']} = {' + '.join(found[part]['label'] for part in parts)}" if parts else ""
    return found


def _printed(document: Document) -> Iterator[tuple[str, str, Decimal | None]]:
    """Every printed figure in reading order: tables first, for there stands the amount to the 分."""
    blocks = [block for part in document.parts for block in part.blocks]
    yield from (found for block in blocks if isinstance(block, TableBlock) for found in _of_block(block))
    yield from (found for block in blocks if not isinstance(block, TableBlock) for found in _of_block(block))


def _of_block(block: Block) -> Iterator[tuple[str, str, Decimal | None]]:
    match block:
        case TableBlock(grid):
            cells = (cell for row in grid.body for cell in row.cells)
            yield from ((cell.figure, cell.text, cell.amount) for cell in cells if cell.figure and cell.text)
        case Paragraph():
            yield from ((run.figure, run.text, None) for run in block.runs if run.figure)
        case ListBlock():
            yield from ((run.figure, run.text, None) for row in block.rows for run in row if run.figure)


def _label(name: str, figures: Figures) -> str:
    """收入总计; 收入总计与上年相比 for a change; the name itself where the house has no words for it yet."""
    stem, _, base = name.rpartition(".")
    try:
        if stem and base in _COMPARED:
            return f"{label(stem, figures.classification)}与{_COMPARED[base]}相比"
        return label(name, figures.classification)
    except KeyError:
        return name  # of a scorecard: its row and column will say
