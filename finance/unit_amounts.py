"""One number of a department told unit by unit: what each brings, what is taken out, and that it comes to the number.
Pure; amounts in 元."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.consolidation import costs_of, eliminations, is_own_level
from finance.figures import Figures
from finance.funds import Base
from finance.lines import BaseLine
from finance.money import ZERO, total
from finance.terms import Fund
from finance.transfers import InternalTransfer

type Read = Callable[[Figures], Decimal | None]

_COSTS = ("agency_operating_costs", "agency_operating_costs_filed")
_ITEMS = {"actual": ""} | {base: f"{base}." for base in ("previous", "initial_budget", "adjusted_budget")}


@dataclass(frozen=True)
class Part:
    """What one unit brings; None: it has not filled this in."""

    unit_code: str
    name: str
    amount: Decimal | None
    is_own_level: bool = False


@dataclass(frozen=True)
class Breakdown:
    """A number of the department and its parts. `taken_out`: 内部往来抵销, not positive."""

    amount: Decimal | None
    parts: tuple[Part, ...]
    taken_out: Decimal

    @property
    def before(self) -> Decimal:
        """The parts added up."""
        return total(part.amount for part in self.parts if part.amount is not None)

    @property
    def is_exact(self) -> bool:
        """Whether they come to it, to the 分."""
        return self.amount is not None and self.before + self.taken_out == self.amount


def breakdown(members: Sequence[Figures], transfers: Sequence[InternalTransfer], own: Figures, read: Read) -> Breakdown:
    """`read` finds the number in figures: named(…) or at(…)."""
    by_code = sorted(members, key=lambda one: one.unit.code)
    parts = tuple(
        Part(one.unit.code, one.unit.name, read(one), is_own_level(one.unit.name, own.unit.name)) for one in by_code
    )
    return Breakdown(read(own), parts, read(eliminations(members, transfers, own)) or ZERO)


def named(figure: str) -> Read:
    """A figure by its dotted name."""

    def read(f: Figures) -> Decimal | None:
        if figure in f.missing:
            return None
        if figure in _COSTS:
            return costs_of(f)
        return f.amount(figure)

    return read


def at(cell: str) -> Read:
    """A box by its address, `<section>/<row>/<column>`; column total of a line: its sum. KeyError for another."""
    section, row, column = cell.split("/")

    def read(f: Figures) -> Decimal | None:
        return _amount(f, section, row, column)

    return read


def _amount(f: Figures, section: str, row: str, column: str) -> Decimal | None:
    first, _, rest = row.partition("-")
    match section:
        case "income_lines":
            return total(getattr(x.amounts, column) for x in f.income_lines if x.item_code == row)
        case "expenditure_lines":
            lines = (x for x in f.expenditure_lines if x.item_code == first and x.fund == rest)
            return total(getattr(x.amounts, column) for x in lines)
        case "carry_over_lines":
            ends = (x for x in f.carry_over_lines if (x.fund, x.item_code) == (first, rest))
            return total(getattr(x, column) for x in ends)
        case "budget_lines":
            return _of_base(getattr(f, column), first, rest)
        case "previous_lines":
            return _of_base(f.previous, first, rest)
        case "economic_lines":
            return total(x.amount for x in f.economic_lines if x.economic_code == row)
        case "three_public_items":
            return named(f"{_ITEMS[column]}three_public.{row}")(f)
        case "account":
            return named(column)(f)
        case "previous_year":
            name = column.replace("fiscal_income", "fiscal.income")
            return named(f"previous.{name}")(f)
        case "profile" | "counts" | "procurement" | "assets" | "performance":
            return named(f"{section}.{column}")(f)
    raise KeyError(section)


def _of_base(base: Base | None, fund: str, code: str) -> Decimal | None:
    lines: tuple[BaseLine, ...] = base.lines if base else ()
    return total(x.amount for x in lines if (x.fund, x.item_code) == (Fund(fund), code))
