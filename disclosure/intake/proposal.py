"""What a file proposes: cells with new values, each knowing its file's cells, and rows to go. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from disclosure.intake.official.amounts import Place
from finance.figures import Figures
from finance.lines import CarryOverLine, ExpenditureAmounts, IncomeAmounts
from finance.terms import ThreePublicItem

type Cells = Mapping[str, Decimal | None]  # address as in finance.sections → amount in 元; None: not filled in


@dataclass(frozen=True)
class Proposed:
    """One cell's new amount, and the cells of the file it was read or worked out from."""

    value: Decimal
    places: tuple[Place, ...]
    table: str  # t1 …: the one it is taken with
    is_printed: bool = False  # only the published 万元 are known

    @property
    def source(self) -> str:
        """公开03表!D8 − 公开05表!C8."""
        return " − ".join(map(str, self.places))


@dataclass
class Proposal:
    """The whole of it. `scopes`: sections, or parts of them (expenditure_lines/non_fiscal), of which these are all the
    rows there are: others go. `unsure`: rows of which something could not be read: they stay."""

    cells: dict[str, Proposed] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)  # scope → the table its rows are taken with
    unsure: set[str] = field(default_factory=set)

    def only(self, tables: Collection[str]) -> "Proposal":
        """What comes with these tables."""
        return Proposal(
            {address: cell for address, cell in self.cells.items() if cell.table in tables},
            {scope: table for scope, table in self.scopes.items() if table in tables},
            set(self.unsure),
        )

    def gone(self, old: Cells) -> tuple[str, ...]:
        """Rows with amounts that the file does not have any more, in the order they stand."""
        kept = {row_of(address) for address, cell in self.cells.items() if cell.value} | self.unsure
        rows = dict.fromkeys(row_of(address) for address, value in old.items() if value)
        return tuple(row for row in rows if scope_of(row) in self.scopes and row not in kept)


def row_of(address: str) -> str:
    return address.rpartition("/")[0]


def scope_of(row: str) -> str:
    """The section of a row and, where it is of one fund, the fund: expenditure_lines/non_fiscal."""
    section, _, key = row.partition("/")
    match section:
        case "expenditure_lines":
            return f"{section}/{key.partition('-')[2]}"
        case "carry_over_lines" | "previous_lines":
            return f"{section}/{key.partition('-')[0]}"
        case _:
            return section


def amount_cells(figures: Figures) -> dict[str, Decimal | None]:
    """Every amount of the account that a nine-table workbook may speak of, by the address of its cell."""
    cells: dict[str, Decimal | None] = {}
    for received in figures.income_lines:
        cells |= _columns(f"income_lines/{received.item_code}", received.amounts)
    for spent in figures.expenditure_lines:
        cells |= _columns(f"expenditure_lines/{spent.item_code}-{spent.fund.value}", spent.amounts)
    cells |= _carried(figures.carry_over_lines)
    for line in figures.previous.lines if figures.previous else ():
        cells[f"previous_lines/{line.fund.value}-{line.item_code}/amount"] = line.amount
    for entry in figures.economic_lines:
        cells[f"economic_lines/{entry.economic_code}/amount"] = entry.amount
    cells["account//surplus_used"] = figures.surplus_used
    cells["account//surplus_distributed"] = figures.surplus_distributed
    for column, base, prefix in (
        ("actual", figures, ""),
        ("initial_budget", figures.initial_budget, "initial_budget."),
        ("adjusted_budget", figures.adjusted_budget, "adjusted_budget."),
        ("previous", figures.previous, "previous."),
    ):
        for item in ThreePublicItem:
            name = f"{prefix}three_public.{item.value}"
            amount = getattr(base.three_public, item.value) if base and name not in figures.missing else None
            cells[f"three_public_items/{item.value}/{column}"] = amount
    for column in ("income_grand_total", "fiscal_income_grand_total", "agency_operating_costs"):
        cells[f"previous_year//{column}"] = getattr(figures.previous, column) if figures.previous else None
    return cells


def _columns(row: str, amounts: IncomeAmounts | ExpenditureAmounts) -> dict[str, Decimal | None]:
    return {f"{row}/{column.name}": getattr(amounts, column.name) for column in fields(amounts)}


def _carried(lines: Iterable[CarryOverLine]) -> dict[str, Decimal | None]:
    ends = ("opening", "closing")
    return {
        f"carry_over_lines/{line.fund.value}-{line.item_code}/{end}": getattr(line, end)
        for line in lines
        for end in ends
    }
