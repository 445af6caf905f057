"""What taking a nine-table workbook would do to an account: table by table, before anything is saved. Pure."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from disclosure.intake.comparing import Comparison, Difference, compare
from disclosure.intake.official.checking import disagreements
from disclosure.intake.official.derived import Reading
from disclosure.intake.official.interpreting import ThisYear
from disclosure.intake.official.last_year import LastYear
from disclosure.intake.official.proposing import Proposing
from disclosure.intake.official.reading import ReadWorkbook, read_official
from disclosure.intake.official.table import Gravity, ReadTable, Remark
from disclosure.intake.proposal import Proposal, amount_cells, row_of, scope_of
from disclosure.intake.workbook import Workbook
from finance.classification import Classification, UnknownYear, classification_of
from finance.figures import Figures
from finance.tables import TableLayout
from finance.terms import BudgetStage, Term


class Purpose(Term):
    """What a file is taken for: the nine tables as this year's figures or as last year's, or the whole account."""

    THIS_YEAR = "this_year", "本年度决算报表"
    LAST_YEAR = "last_year", "上年决算报表"
    FILLED_IN = "filled_in", "填报工作簿"
    PACKAGE = "package", "数据包"


class NothingFound(ValueError):
    """The workbook has none of the nine tables; the message says what was looked for."""

    def __init__(self, ignored: Collection[str]) -> None:
        sheets = "、".join(f"“{name}”" for name in list(ignored)[:10])
        super().__init__(
            f"没有找到决算报表。看过的工作表：{sheets or '（没有）'}。"
            "表名应为《收入支出决算总表》《收入决算表》等，写在表头或工作表名里"
        )


@dataclass(frozen=True)
class TablePreview:
    """One table: what comes with it, and what there is to say of it."""

    key: str
    title: str
    sheet: str
    differences: tuple[Difference, ...]
    gone: tuple[str, ...]
    remarks: tuple[Remark, ...]

    def by(self, gravity: Gravity) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.gravity is gravity)

    @property
    def errors(self) -> tuple[Remark, ...]:
        return self.by(Gravity.ERROR)

    @property
    def mismatches(self) -> tuple[Remark, ...]:
        return self.by(Gravity.MISMATCH)

    @property
    def notes(self) -> tuple[Remark, ...]:
        return self.by(Gravity.NOTE)


@dataclass(frozen=True)
class Preview:
    """The whole workbook held against the account."""

    figures: Figures
    read: ReadWorkbook
    proposal: Proposal
    remarks: tuple[Remark, ...]

    @cached_property
    def comparison(self) -> Comparison:
        return self.of(self.read.tables)

    def of(self, tables: Collection[str]) -> Comparison:
        """What would change if these tables were taken."""
        return compare(self.proposal.only(tables), amount_cells(self.figures))

    @cached_property
    def tables(self) -> tuple[TablePreview, ...]:
        """Every table in the order of the nine."""
        comparison = self.comparison
        scopes = self.proposal.scopes
        found = []
        for key, table in self.read.tables.items():
            gone = tuple(row for row in comparison.gone if scopes[scope_of(row)] == key)
            own = tuple(d for d in comparison.differences if self._table_of(d) == key)
            said = tuple(
                r for r in self.remarks if r.place.partition("!")[0] == table.sheet.name and self._is_of(r, table)
            )
            found.append(TablePreview(key, table.title, table.sheet.name, own, gone, said))
        return tuple(found)

    def _table_of(self, difference: Difference) -> str:
        if difference.proposed:
            return difference.proposed.table
        return self.proposal.scopes[scope_of(row_of(difference.address))]

    def _is_of(self, remark: Remark, table: ReadTable) -> bool:
        """Of several tables on one sheet, the one in whose rows the cell stands."""
        row = "".join(c for c in remark.place.rpartition("!")[2] if c.isdigit()) if "!" in remark.place else ""
        return not row or table.block.first <= int(row) <= table.block.end

    @cached_property
    def elsewhere(self) -> tuple[Remark, ...]:
        """Remarks that belong to none of the tables."""
        shown = {remark for table in self.tables for remark in table.remarks}
        return tuple(remark for remark in self.remarks if remark not in shown)

    @property
    def fingerprint(self) -> str:
        """Of all that would change: what was shown and what is taken must have the same."""
        text = repr([(d.address, d.old, d.new) for d in self.comparison.differences])
        return hashlib.sha256(text.encode()).hexdigest()


def preview(workbook: Workbook, figures: Figures, purpose: Purpose, stage: BudgetStage) -> Preview:
    """Raises NothingFound. `stage`: what the 预算数 of 公开07表 is; of last year's workbook it does not matter."""
    read = read_official(workbook, _classification(figures, purpose), stage)
    if not read.tables:
        raise NothingFound(read.ignored)
    interpreter = _interpreted(read, figures, purpose, stage)
    remarks = [*read.remarks, *_about_the_whole(read, figures, purpose)]
    for table in read.tables.values():
        remarks += table.remarks
    remarks += interpreter.remarks
    remarks += disagreements(read.tables, is_printed=read.is_rounded)
    return Preview(figures, read, interpreter.proposal, tuple(dict.fromkeys(remarks)))


def _interpreted(read: ReadWorkbook, figures: Figures, purpose: Purpose, stage: BudgetStage) -> Proposing:
    reading, functional = Reading(read.tables), figures.classification.functional
    if purpose is Purpose.LAST_YEAR:
        last_year = LastYear(reading, functional, is_printed=read.is_rounded)
        last_year.propose_all(has_agency_operating_costs=figures.unit.kind.has_agency_operating_costs)
        return last_year
    this_year = ThisYear(reading, functional, is_printed=read.is_rounded)
    this_year.propose_all(stage.value)
    return this_year


def printed_stage(figures: Figures, layout: TableLayout) -> BudgetStage:
    """What an account's own 公开07表 prints as 预算数."""
    return figures.budget_stage if layout.three_public_budget is BudgetStage.INITIAL else BudgetStage.ADJUSTED


def _classification(figures: Figures, purpose: Purpose) -> Classification:
    """Last year's workbook is in last year's 科目."""
    if purpose is Purpose.LAST_YEAR:
        try:
            return classification_of(figures.fiscal_year - 1)
        except UnknownYear:
            return figures.classification
    return figures.classification


def _about_the_whole(read: ReadWorkbook, figures: Figures, purpose: Purpose) -> list[Remark]:
    """The wrong unit's workbook, or the wrong year's; and what is not there."""
    year = figures.fiscal_year - (purpose is Purpose.LAST_YEAR)
    remarks = []
    for table in read.tables.values():
        name, years = table.block.unit_name, table.block.years
        if name and name != "".join(figures.unit.name.split()):
            words = f"表中的单位是“{name[:60]}”，这份决算的单位是“{figures.unit.name}”"
            remarks.append(Remark(Gravity.MISMATCH, table.sheet.name, words))
        if years and year not in years:
            words = f"表头写的是 {'、'.join(map(str, sorted(years)))} 年，应为 {year} 年度"
            remarks.append(Remark(Gravity.MISMATCH, table.sheet.name, words))
    return remarks
