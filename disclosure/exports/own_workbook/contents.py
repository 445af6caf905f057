"""What goes into a workbook: the account as the entry pages show it, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from disclosure.entry.cards import card_of
from disclosure.entry.pages import SECTIONS
from disclosure.entry.screen import Screen
from disclosure.exports.own_workbook.marks import Issued, fits, holdable
from disclosure.exports.own_workbook.sums import Rows, Sums
from finance.cells import AmountUnit, Cell, Choice
from finance.classification import Classification
from finance.models import FinalAccount
from performance.scorecards import Scorecard
from performance.sections import OVERALL
from units.models import User

YUAN = AmountUnit.YUAN


def values_of(screen: Screen) -> Rows:
    """Every row of every section and what stands in its columns."""
    return {
        name: {
            key: {column: section.value(row, column) for column in section.columns}
            for key, row in screen.rows(name).items()
        }
        for name, section in SECTIONS.items()
    }


def texts_of(values: Rows) -> dict[str, str]:
    """Address → text, in 元, as the log of changes writes it and as a workbook can hold it."""
    return {
        f"{name}/{key}/{column}": holdable(SECTIONS[name].columns[column].print(value, YUAN))
        for name, rows in values.items()
        for key, columns in rows.items()
        for column, value in columns.items()
    }


def empty_box(cell: Cell) -> Any:
    """What stands in a box whose row is not there. A choice has not been made: which the row will begin with, whoever
    makes it says."""
    return None if isinstance(cell, Choice) else cell.empty


@dataclass
class Contents:
    """One account, for one workbook. Amounts are in 元 whatever the user's screen shows."""

    account: FinalAccount
    user: User

    @cached_property
    def screen(self) -> Screen:
        screen = Screen(self.account, self.user)
        screen.unit = YUAN
        return screen

    @cached_property
    def values(self) -> Rows:
        return values_of(self.screen)

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.values)

    @property
    def classification(self) -> Classification:
        return self.screen.figures.classification

    @property
    def tolerance(self) -> Decimal:
        """Where only the published 万元 of some figures are known, sums of them are off by a little."""
        return Decimal(500) if self.screen.figures.printed_only else Decimal(0)

    def cell(self, address: str) -> Cell:
        section, _, column = address.split("/")
        return SECTIONS[section].columns[column]

    def value(self, address: str) -> Any:
        """What stands in the box, whether its row is there or not."""
        section, key, column = address.split("/")
        return self.values[section].get(key, {}).get(column, empty_box(self.cell(address)))

    def is_too_long(self, address: str) -> bool:
        value = self.value(address)
        return isinstance(value, str) and not fits(self.cell(address).print(self.value(address), YUAN))

    def cards(self) -> Iterator[tuple[str, str]]:
        """Key and name of every scorecard, the overall one whether it is there or not."""
        yield OVERALL, "整体支出绩效自评表"
        for number, key in enumerate(self.screen.index.projects, 1):
            yield key, self.value(f"scorecards/{key}/name") or f"第 {number} 个项目"

    def card(self, key: str) -> Scorecard | None:
        return card_of(self.screen, key)

    def issued(self, at: str) -> Issued:
        """What the workbook remembers of all this."""
        return Issued(
            unit_code=self.account.unit.code,
            unit_name=self.account.unit_name,
            fiscal_year=self.account.fiscal_year,
            account_version=self.account.version,
            at=at,
            cells=texts_of(self.values),
            rows=frozenset(
                f"{name}/{key}" for name, rows in self.values.items() if SECTIONS[name].is_open for key in rows
            ),
        )
