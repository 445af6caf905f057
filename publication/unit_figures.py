"""The numbers of a department told by its units: of each that has published itself, which version and how much. Pure.

What is not public yet stays unsaid: those units are told together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from finance.consolidation import eliminations
from finance.figures import Figures, Procurement
from finance.money import ZERO, total
from finance.transfers import InternalTransfer
from finance.unit_amounts import Read, named

_MONEY_IN_WORDS = (
    "agency_operating_costs",
    *(f"procurement.{one.name}" for one in fields(Procurement)),
    "procurement.total",
    *(f"assets.{name}" for name in ("fixed_assets", "house_value", "vehicle_value")),
)


@dataclass(frozen=True)
class Units:
    """What a department adds up: figures, and the version that is public (None: not by itself)."""

    members: Sequence[tuple[Figures, int | None]]
    transfers: Sequence[InternalTransfer]


def with_units(printed: dict[str, dict[str, Any]], units: Units, own: Figures) -> dict[str, dict[str, Any]]:
    """The printed figures; of each that its units come to exactly, `units`: [code, version, amount] of those that are
    public, `other_units`: [how many others, their amount together], and `taken_out`, 内部往来抵销. Amounts in 元."""
    away = eliminations([figures for figures, _ in units.members], units.transfers, own)
    told = ((name, entry, _told(name, entry, units, away, own)) for name, entry in printed.items())
    return {name: entry | parts for name, entry, parts in told}


def _told(name: str, entry: dict[str, Any], units: Units, away: Figures, own: Figures) -> dict[str, Any]:
    read = named(name)
    whole = Decimal(entry["amount"]) if entry["amount"] is not None else _told_in_words(name, read, own)
    if whole is None:
        return {}
    amounts = [_amount(read, figures) for figures, _ in units.members]
    taken_out = _amount(read, away)
    if total(amounts) + taken_out != whole:
        return {}
    public, others = [], []
    for (figures, number), amount in zip(units.members, amounts, strict=True):
        if number is None:
            others.append(amount)
        elif amount:
            public.append([figures.unit.code, number, f"{amount:.2f}"])
    return {
        "units": sorted(public),
        "other_units": [len(others), f"{total(others):.2f}"],
        "taken_out": f"{taken_out:.2f}",
    }


def _told_in_words(name: str, read: Read, own: Figures) -> Decimal | None:
    """A sum of money that stands in no table."""
    return read(own) if name in _MONEY_IN_WORDS else None


def _amount(read: Read, figures: Figures) -> Decimal:
    """Nothing for a name that is no amount: it then comes to nothing."""
    try:
        return read(figures) or ZERO
    except AttributeError:
        return ZERO
