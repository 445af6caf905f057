"""What a cell is called when a change of it is shown: 收入决算 2080101 行政运行 其他收入."""

from django.core.exceptions import FieldDoesNotExist

from disclosure.entry.pages import SECTIONS
from disclosure.explanations import explained_check
from finance.cells import Address
from finance.classification import Classification
from finance.consolidation_actions import CONSOLIDATION
from finance.names import label
from finance.sections import LineSection, Section, TermSection
from finance.terms import Fund
from finance.typed_numbers import Refused

_TYPED_AS_ONE = {"target": "指标值", "achieved": "完成值"}
_DECIDED = {"is_on": "填报方式", "left_out": "不汇总的原因", "transfer": "内部往来"}
_BASES = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}


def cell_label(cell: str, classification: Classification) -> str:
    """Section, row and column in the clerk's words. A row's address has no column."""
    if check := explained_check(cell):
        return f"核对结果 {check} 的说明"
    try:
        address = Address.read(cell)
    except Refused:
        return cell
    if address.section == CONSOLIDATION and address.column in _DECIDED:
        return f"所属单位汇总 {_DECIDED[address.column]}{f' {address.row}' if address.column == 'left_out' else ''}"
    section = SECTIONS.get(address.section)
    if section is None:
        return cell
    words = [str(section.model._meta.verbose_name), *row_words(address, classification)]
    if address.column:
        words.append(_column_words(section, address.column))
    return " ".join(word for word in words if word)


def _column_words(section: Section, column: str) -> str:
    """A column may be several fields typed as one: >=22300条."""
    try:
        return str(section.model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return _TYPED_AS_ONE.get(column, column)


def row_words(address: Address, classification: Classification) -> list[str]:
    """Fund, code and name of a line; the item of a closed list."""
    section = SECTIONS[address.section]
    if address.section == "reasons":
        return [reason_words(address.row, classification)]
    if isinstance(section, TermSection):
        return [section.terms(address.row).label] if address.row in section.terms else [address.row]
    if not isinstance(section, LineSection):
        return []
    values = dict(zip(section.key_names, address.row.split("-"), strict=False))
    code = values.get(section.code_name, "")
    tree = classification.economic if section.kind == "economic" else classification.functional
    fund = Fund(values["fund"]).label if values.get("fund") in set(Fund) else ""
    return [code, tree.name(code) if tree.has(code) else "", f"（{fund}）" if fund else ""]


def reason_words(key: str, classification: Classification) -> str:
    """What a reason is written for: 本年收入合计（与上年比）."""
    figure, _, base = key.rpartition(".")
    if base in _BASES:
        return f"{label(figure, classification)}（与{_BASES[base]}比）"
    return f"{label(figure, classification)}主要用于" if base == "purpose" else key
