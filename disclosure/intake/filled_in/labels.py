"""What a box of the workbook is called when a change of it is shown: row and column, in the words of its page."""

from collections.abc import Mapping
from functools import cache

from disclosure.entry.pages import PAGES, SECTIONS
from disclosure.intake.filled_in.comparing import Comparison
from disclosure.intake.labels import cell_label, row_words
from finance.blocks import Fields, Fixed, Lines
from finance.cells import Address
from finance.models import CarriedFigure
from finance.names import reason_label
from performance.entry import FUND_COLUMNS, INDICATOR_COLUMNS, Cards
from performance.sections import OVERALL


@cache
def _columns() -> Mapping[str, str]:
    """section/column → its label, and the cell of a single box → the box's."""
    found: dict[str, str] = {}
    for page in PAGES.values():
        for block in page.blocks:
            match block:
                case Fields():
                    found |= {box.cell: box.text for box in block.boxes}
                case Lines() | Fixed():
                    found |= {f"{block.section}/{column.name}": column.label for column in block.columns}
                case Cards():
                    found |= {f"indicators/{column.name}": column.label for column in INDICATOR_COLUMNS[block.kind]}
    return found | {f"scorecard_funds/{column.name}": column.label for column in FUND_COLUMNS}


class Labels:
    """Of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.current = comparison.current
        self.classification = comparison.current.classification

    def row(self, address: str) -> str:
        """The row of a cell or, given a row's own address, that row; empty for a box that is alone."""
        read = Address.read(address)
        match read.section:
            case "scorecards" | "scorecard_funds" | "indicators":
                return self._of_card(read)
            case "reasons":
                return self._reason(read.row)
            case "carried":
                return f"改动原因：{self._carried(read.row)}"
        words = " ".join(word for word in row_words(read, self.classification) if word)
        return words or _columns().get(address, "")

    def column(self, address: str) -> str:
        read = Address.read(address)
        if not read.column or address in _columns() or read.section in ("reasons", "carried"):
            return ""
        label = _columns().get(f"{read.section}/{read.column}")
        return label or str(SECTIONS[read.section].model._meta.get_field(read.column).verbose_name)  # type: ignore[union-attr]

    def _of_card(self, read: Address) -> str:
        key, _, _ = read.row.partition("-")
        name = self._name(key)
        if read.section == "scorecard_funds":
            return f"{name} 资金"
        if read.section == "indicators":
            return f"{name} {self._text(f'indicators/{read.row}/level3') or '指标'}"
        return name

    def _name(self, key: str) -> str:
        return "整体支出绩效自评表" if key == OVERALL else self._text(f"scorecards/{key}/name") or "没有名称的项目"

    def _text(self, address: str) -> str:
        """As the workbook has it or else the account."""
        if entered := self.comparison.filled.cells.get(address):
            return entered.text
        row = address.rpartition("/")[0]
        return self.current.text(address) if self.current.has_row(row) else ""

    def _reason(self, key: str) -> str:
        try:
            return reason_label(key, self.classification)
        except KeyError:
            return key

    def _carried(self, key: str) -> str:
        row = next((row for row in self.current.carried.values() if str(row.pk) == key), None)
        return cell_label(row.cell, self.classification) if isinstance(row, CarriedFigure) else ""
