"""A workbook read: which of the nine tables it holds, what stands in them, what could not be read. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure.intake.official.blocks import Block, blocks_of
from disclosure.intake.official.panels import read_panels
from disclosure.intake.official.rows import read_row
from disclosure.intake.official.sides import read_sides
from disclosure.intake.official.table import Gravity, ReadTable, Remark
from disclosure.intake.official.trees import read_tree
from disclosure.intake.workbook import Workbook
from finance.classification import Classification
from finance.tables import TABLES
from finance.terms import BudgetStage

_HUNDREDTH_OF_WAN = Decimal(100)


@dataclass(frozen=True)
class ReadWorkbook:
    """The tables of a workbook by key, and what there is to say of the rest."""

    tables: Mapping[str, ReadTable]
    remarks: tuple[Remark, ...]
    ignored: tuple[str, ...]  # sheets that hold none of the nine

    @property
    def is_rounded(self) -> bool:
        """Nothing but printed 万元, in whatever unit: every amount is one of whole hundreds of 元."""
        amounts = (amount for table in self.tables.values() for amount in table.amounts.values())
        return all(amount.value % _HUNDREDTH_OF_WAN == 0 for amount in amounts)


def read_official(workbook: Workbook, classification: Classification, budget: BudgetStage) -> ReadWorkbook:
    """All that is understood. `budget`: what the 预算数 of 公开07表 means."""
    blocks = blocks_of(workbook)
    sizes = {size for block in blocks if (size := block.size)}
    tables: dict[str, ReadTable] = {}
    remarks: list[Remark] = []
    for block in blocks:
        size = block.size or (next(iter(sizes)) if len(sizes) == 1 else None)
        table = _read(block, size, classification, budget)
        if table is None:
            continue
        if size is None:
            table.amounts.clear()
            words = "没有写明金额单位。请在表头写上“单位：万元”或“单位：元”后再导入"
            table.remarks = [Remark(Gravity.ERROR, block.sheet.name, words)]
        if block.key in tables:
            words = f"《{table.title}》已经在“{tables[block.key].sheet.name}”里，两张都不能用，请只留一张"
            remarks.append(Remark(Gravity.ERROR, block.sheet.name, words))
            tables[block.key].amounts.clear()
            continue
        tables[block.key] = table
    used = {table.sheet.name for table in tables.values()}
    in_order = {key: tables[key] for key in TABLES if key in tables}
    ignored = tuple(sheet.name for sheet in workbook if sheet.name not in used)
    remarks += (Remark(Gravity.NOTE, sheet.name, "隐藏的工作表没有读") for sheet in workbook.hidden)
    return ReadWorkbook(in_order, tuple(remarks), ignored)


def _read(block: Block, size: Decimal | None, classification: Classification, budget: BudgetStage) -> ReadTable | None:
    """None for a title that heads no table: a list of contents has nine of them."""
    table = ReadTable(block, size or Decimal(10_000), classification)
    match block.key:
        case "t1" | "t4":
            is_known = read_sides(table)
        case "t6":
            is_known = read_panels(table)
        case "t7":
            is_known = read_row(table, budget)
        case _:
            is_known = read_tree(table)
    if is_known:
        return table
    if not _has_numbers(block):
        return None
    words = f"标题是《{table.title}》，表头却认不出来，这张表没有读"
    table.remarks.append(Remark(Gravity.ERROR, block.sheet.name, words))
    return table


def _has_numbers(block: Block) -> bool:
    return any(
        isinstance(value, int | float) and not isinstance(value, bool)
        for row in block.sheet.rows[block.first : block.end]
        for value in row
    )
