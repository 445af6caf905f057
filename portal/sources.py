"""Where a number comes from: its cells in the tables, what it is the sum of, and the sentences that print it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from disclosure.passages import Line, Passage, PassageKind
from finance.money import ZERO, total

_BASES = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}


@dataclass(frozen=True)
class Number:
    """One figure as a report prints it."""

    name: str
    label: str
    text: str
    amount: Decimal | None

    @property
    def yuan(self) -> str:
        return f"{self.amount:,.2f}" if self.amount is not None else ""


@dataclass(frozen=True)
class Place:
    """A line that prints it."""

    passage: str
    title: str
    key: str
    label: str
    text: str


@dataclass(frozen=True)
class UnitAmount:
    """What one unit of a department brought: of which version of its own report, in 元."""

    unit_code: str
    number: int
    amount: Decimal

    @property
    def yuan(self) -> str:
        return f"{self.amount:,.2f}"


@dataclass(frozen=True)
class Source:
    """All that is known of a figure."""

    number: Number
    cells: tuple[Place, ...]
    sentences: tuple[Place, ...]
    parts: tuple[Number, ...]  # it is their sum
    wholes: tuple[Number, ...]  # of which it is a part
    compared: tuple[str, Number | None, Number | None] = ("", None, None)  # 上年, this year's, the base's
    units: tuple[UnitAmount, ...] = ()  # of a department: those of its units that had published themselves
    others: tuple[int, Decimal] = (0, ZERO)  # how many others, and what they brought together
    taken_out: Decimal = ZERO  # 内部往来抵销

    @property
    def of_units(self) -> str:
        """What the units come to, in 元."""
        return f"{total(unit.amount for unit in self.units) + self.others[1] + self.taken_out:,.2f}"

    @property
    def is_exact(self) -> bool:
        """Whether the parts come to it, to the 分."""
        amounts = [part.amount for part in self.parts if part.amount is not None]
        return len(amounts) == len(self.parts) and total(amounts) == self.number.amount


def source_of(name: str, figures: Mapping[str, Mapping[str, Any]], passages: Sequence[Passage]) -> Source | None:
    """None for a name that the report does not print."""
    if name not in figures:
        return None
    cells: list[Place] = []
    sentences: list[Place] = []
    for passage in passages:
        for line in passage.lines:
            if name in line.figures:
                place = _place(passage, line)
                (sentences if passage.kind is PassageKind.TEXT else cells).append(place)
    parts = [part for part in figures[name].get("sum_of", ()) if part in figures]
    wholes = [whole for whole, entry in figures.items() if name in entry.get("sum_of", ())]
    return Source(
        _number(name, figures[name]),
        tuple(cells),
        tuple(sentences),
        tuple(_number(part, figures[part]) for part in parts),
        tuple(_number(whole, figures[whole]) for whole in wholes),
        _compared(name, figures),
        tuple(UnitAmount(code, number, Decimal(amount)) for code, number, amount in figures[name].get("units", ())),
        _others(figures[name]),
        Decimal(figures[name].get("taken_out", "0")),
    )


def _others(entry: Mapping[str, Any]) -> tuple[int, Decimal]:
    count, amount = entry.get("other_units", (0, "0"))
    return int(count), Decimal(amount)


def _compared(name: str, figures: Mapping[str, Mapping[str, Any]]) -> tuple[str, Number | None, Number | None]:
    """What a change is the difference of."""
    stem, _, base = name.rpartition(".")
    if base not in _BASES or stem not in figures:
        return "", None, None
    other = f"{base}.{stem}"
    return _BASES[base], _number(stem, figures[stem]), _number(other, figures[other]) if other in figures else None


def _number(name: str, entry: Mapping[str, Any]) -> Number:
    amount = entry.get("amount")
    return Number(name, str(entry.get("label") or name), str(entry["text"]), Decimal(amount) if amount else None)


def _place(passage: Passage, line: Line) -> Place:
    return Place(passage.key, passage.title, line.key, line.label, line.text)
