"""A clerk at a 填报工作簿: opens it, types into its boxes, and hands it in again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from disclosure.entry.pages import SECTIONS
from disclosure.exports.own_workbook.marks import BLOCK, CODE, FUND, NEW, REMOVE, REMOVED, VALUE
from disclosure.exports.own_workbook.writing import own_workbook
from disclosure.intake import child, opening
from disclosure.intake.filled_in.comparing import Comparison
from disclosure.intake.filled_in.taking import comparison_of, take_filled
from disclosure.intake.preview import Purpose
from disclosure.intake.taking import Taken, keep
from disclosure.intake.workbook import Sheet, Workbook
from disclosure.models import IntakeFile
from finance.models import FinalAccount
from finance.sections import LineSection
from finance.terms import BudgetStage, Fund
from units.models import User

type Row = tuple[str, int, dict[str, int]]  # sheet, row, name → column


def opened(content: bytes) -> Workbook:
    """As the child process reads it, without the process."""
    return opening._workbook(child.read_xlsx(content))


@dataclass
class Paper:
    """A workbook being filled in."""

    workbook: Workbook
    rows: dict[str, Row] = field(default_factory=dict)  # mark in column A → where
    spare: dict[str, list[Row]] = field(default_factory=dict)
    written: dict[str, dict[tuple[int, int], Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sheet in self.workbook:
            names: dict[str, int] = {}
            for row in range(len(sheet.rows)):
                mark = sheet.cell(row, 0)
                if not isinstance(mark, str):
                    continue
                if mark.startswith(BLOCK):
                    names = {str(v): c for c in range(1, sheet.width) if (v := sheet.cell(row, c)) is not None}
                elif mark.endswith(NEW):
                    self.spare.setdefault(mark, []).append((sheet.name, row, names))
                else:
                    self.rows[mark] = (sheet.name, row, names)

    @classmethod
    def of(cls, account: FinalAccount, user: User) -> "Paper":
        return cls(opened(own_workbook(account, user)))

    # Typing ---

    def has(self, address: str) -> bool:
        return address in self.rows or address.rpartition("/")[0] in self.rows

    def boxes(self, section: str) -> Iterator[str]:
        """Every box of a section whose rows are not added by hand."""
        for mark, (_, _, names) in self.rows.items():
            if mark.startswith(f"{section}/"):
                yield from [mark] if mark.count("/") == 2 else (f"{mark}/{name}" for name in names if name != REMOVE)

    def value(self, address: str) -> Any:
        name, row, column = self._where(address)
        sheet = next(sheet for sheet in self.workbook if sheet.name == name)
        return self.written.get(name, {}).get((row, column), sheet.cell(row, column))

    def type(self, address: str, value: Any) -> None:
        """Into a box, or a cell of a row that stands there."""
        name, row, column = self._where(address)
        self.written.setdefault(name, {})[row, column] = value

    def _where(self, address: str) -> tuple[str, int, int]:
        if address in self.rows:
            name, row, names = self.rows[address]
            return name, row, names[VALUE]
        mark, _, column = address.rpartition("/")
        name, row, names = self.rows[mark]
        return name, row, names[column]

    def remove(self, mark: str) -> None:
        if mark.startswith("scorecards/"):
            self.type(f"{REMOVE}:{mark}", REMOVED)
        else:
            self.type(f"{mark}/{REMOVE}", REMOVED)

    def add(self, mark: str, values: Mapping[str, Any]) -> None:
        """Into the next empty row: income_lines/+."""
        name, row, names = self.spare[mark].pop(0)
        for column, value in values.items():
            self.written.setdefault(name, {})[row, names[column]] = value

    def add_line(self, section: str, key: str, values: Mapping[str, Any]) -> None:
        """A line by its key."""
        kept = SECTIONS[section]
        assert isinstance(kept, LineSection)
        read = kept.key_values(key)
        head = {CODE: read[kept.code_name]} | ({FUND: Fund(read["fund"]).label} if "fund" in read else {})
        self.add(f"{section}/{NEW}", head | dict(values))

    # Handing in ---

    def done(self) -> Workbook:
        return Workbook(tuple(self._typed(sheet) for sheet in self.workbook), self.workbook.hidden)

    def _typed(self, sheet: Sheet) -> Sheet:
        rows = [list(row) for row in sheet.rows]
        for (row, column), value in self.written.get(sheet.name, {}).items():
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = None if value == "" else value
        return Sheet(sheet.name, tuple(map(tuple, rows)), sheet.formulas_without_value)

    def compared(self, account: FinalAccount) -> Comparison:
        return comparison_of(FinalAccount.objects.select_related("unit").get(pk=account.pk), self.done())


def as_typed(value: Any) -> Any:
    """What a clerk types for a value: a number where it is one."""
    match value:
        case None | "":
            return ""
        case bool():
            return "是" if value else ""
        case Decimal():
            return float(value)
    return value


def hand_in(monkeypatch: Any, paper: Paper, account: FinalAccount, user: User, **more: Any) -> Taken:
    """Kept, looked at, taken; the file itself is not made again."""
    workbook = paper.done()
    monkeypatch.setattr("disclosure.intake.filled_in.taking.open_workbook", lambda _: workbook)
    file = kept(account, user, repr(workbook).encode())
    shown = paper.compared(account).fingerprint
    options = {"pages": None, "overrule": ()} | more
    return take_filled(file, shown=shown, by=user, **options)


def kept(account: FinalAccount, user: User, content: bytes) -> IntakeFile:
    return keep(
        account, name="填报工作簿.xlsx", content=content, purpose=Purpose.FILLED_IN, stage=BudgetStage.ADJUSTED, by=user
    )
