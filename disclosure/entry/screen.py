"""A screen: one account as one user sees it, its rows read once, its boxes made with all their marks."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from disclosure.document import Report
from disclosure.editions import EditionError, edition
from disclosure.entry.controls import NUMBERS, Control, choices_of
from disclosure.entry.drafts import Draft, draft_of
from disclosure.entry.links import Links
from disclosure.entry.pages import SECTIONS, figure_of
from disclosure.explanations import Explanation, Judged, judge
from disclosure.findings import findings_of, page_of
from disclosure.intake.sources import account_figures
from disclosure.models import FigureSource
from disclosure.parts import Document
from disclosure.templating import figures_mentioned
from finance.cells import Address, AmountUnit
from finance.checks.registry import Finding
from finance.consolidating import summing_of
from finance.figures import Figures
from finance.models import CLOSED, CarriedFigure, CellChange, FinalAccount
from finance.money import CENT
from finance.summed import is_summed
from finance.transfers import Summing
from performance.ledger import scorecards_of
from performance.places import Index
from performance.scorecards import Scorecards
from units.models import BudgetUnit, User

RECENT = timedelta(days=1)
_OPTIONAL = ("profile", "counts", "procurement", "assets", "performance", "texts")  # what editions differ in
_READ_AS = {"profile.subordinate_units": "profile.subordinates"}  # how a template says it


@dataclass
class Typed:
    """What a plain submit brought and could not save: text and message by cell; the row it added."""

    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    added: str = ""

    def refuse(self, name: str, text: str, message: str) -> None:
        self.texts[name] = text
        self.errors[name] = message


class Screen:
    """Rows are read section by section, each once."""

    def __init__(
        self,
        account: FinalAccount,
        user: User,
        typed: Typed | None = None,
        query: Mapping[str, str] | None = None,
    ) -> None:
        self.account = account
        self.query = query or {}
        self.user = user
        self.unit = AmountUnit(user.amount_unit)
        self.typed = typed or Typed()
        self._rows: dict[str, dict[str, Any]] = {}
        self._anchored: set[str] = set()
        self._rows_before: dict[str, dict[str, Any]] = {}

    @cached_property
    def may_edit(self) -> bool:
        return self.account.is_open and self.is_clerk

    @cached_property
    def is_clerk(self) -> bool:
        """Whether the user fills this account in, while it is open."""
        return FinalAccount.objects.editable_by(self.user).filter(pk=self.account.pk).exists()

    @property
    def why_not_edit(self) -> str:
        """In the reader's words; empty for who may."""
        if self.may_edit:
            return ""
        return f"{CLOSED}。" if self.is_clerk else "你可以查看这份决算，但不能修改。只有本单位的经办人可以填写。"

    @cached_property
    def figures(self) -> Figures:
        return account_figures(self.account)

    @cached_property
    def scorecards(self) -> Scorecards:
        return scorecards_of(self.account)

    @cached_property
    def _draft(self) -> Draft:
        return draft_of(self.account.pk, self.figures, self.scorecards, edition(self.account.edition))

    @cached_property
    def draft(self) -> Report | str:
        """The draft as it now stands, or what keeps it from being written."""
        try:
            return self._draft.report
        except EditionError as error:
            return str(error)

    @property
    def report(self) -> Report | None:
        return self.draft if isinstance(self.draft, Report) else None

    def document(self, is_wanted: Callable[[str], bool]) -> Document | None:
        """Draft.document; None also where the edition is at fault."""
        with suppress(EditionError):
            return self._draft.document(is_wanted)
        return None

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """What the checks found, with what has been explained."""
        before = account_figures(self.account_before) if self.account_before else None
        try:
            found = self._draft.findings(before, self.summing)
        except EditionError:  # its text is not checked then
            found = findings_of(self.figures, self.scorecards, None, before, self.summing)
        written = {row.key: Explanation(row.key, row.fingerprint, row.text) for row in self.account.explanations.all()}
        return judge(found, written)

    @cached_property
    def summing(self) -> Summing | None:
        return summing_of(self.account)

    @cached_property
    def has_units(self) -> bool:
        """Whether units stand below that it could be the sum of."""
        return self.account.is_consolidated or BudgetUnit.objects.filter(parent=self.account.unit_id).exists()

    def sum_address(self, cell: str) -> str:
        """Of a box that holds its units' sum: where it is told unit by unit. Empty for a box that is typed into."""
        if not self.is_sum(cell):
            return ""
        return f"{self._units_address}?{urlencode({'cell': cell})}"

    def total_address(self, figure: str) -> str:
        """The same of a sum on the page."""
        return f"{self._units_address}?{urlencode({'figure': figure})}" if self.account.is_consolidated else ""

    def is_sum(self, cell: str) -> bool:
        account = self.account
        return account.is_consolidated and is_summed(Address.read(cell), keeps_previous=account.keeps_previous)

    @cached_property
    def _units_address(self) -> str:
        return reverse("consolidated_figure", args=(self.account.unit.code, self.account.fiscal_year))

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        """What nobody has explained yet, by the key of the entry page."""
        pages: dict[str, list[Finding]] = {}
        for judged in self.judged:
            if judged.standing.is_open:
                pages.setdefault(page_of(judged.finding.figures[0]).value, []).append(judged.finding)
        return pages

    @cached_property
    def index(self) -> Index:
        return self.links.index

    @cached_property
    def links(self) -> Links:
        return Links(self.account)

    def rows(self, section: str) -> dict[str, Any]:
        if section not in self._rows:
            self._rows[section] = SECTIONS[section].rows(self.account)
        return self._rows[section]

    @cached_property
    def account_before(self) -> FinalAccount | None:
        """Last year's account of the unit, for hints."""
        return FinalAccount.objects.filter(unit=self.account.unit_id, fiscal_year=self.account.fiscal_year - 1).first()

    def rows_before(self, section: str) -> dict[str, Any]:
        if self.account_before is None:
            return {}
        if section not in self._rows_before:
            self._rows_before[section] = SECTIONS[section].rows(self.account_before)
        return self._rows_before[section]

    @cached_property
    def sources(self) -> dict[str, FigureSource]:
        """Cell → where a file that was taken in had it."""
        sources = self.account.figure_sources.select_related("file").defer("file__content")
        return {source.cell: source for source in sources}

    @cached_property
    def carried(self) -> dict[str, CarriedFigure]:
        if self.account.started_from_id is None:
            return {}
        return {row.cell: row for row in self.rows("carried").values()}

    @cached_property
    def changed_by_others(self) -> dict[str, CellChange]:
        """The last change of a cell, where somebody else made it within a day."""
        recent = CellChange.objects.filter(account=self.account, at__gt=timezone.now() - RECENT)
        last = recent.order_by().values("cell").annotate(last=Max("pk")).values("last")
        people = CellChange.objects.filter(pk__in=last, by__isnull=False)  # not what a command has taken in
        return {change.cell: change for change in people.exclude(by=self.user).select_related("by")}

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Figures that the edition prints."""
        try:
            return figures_mentioned(edition(self.account.edition))
        except EditionError:
            return frozenset()

    def is_asked(self, cell: str) -> bool:
        """Whether the edition prints what a box of the account's singles holds, or something stands in it."""
        section_name, key, column = cell.split("/")
        figure = figure_of(cell, self.index)
        if section_name not in _OPTIONAL or self.mentioned.intersection((figure, _READ_AS.get(figure, figure))):
            return True
        row = self.rows(section_name).get(key)
        return row is not None and bool(SECTIONS[section_name].value(row, column))

    def control(self, name: str, *, label: str = "", title: str = "", help_text: str = "", unit: str = "") -> Control:
        """The box of a cell, whether its row is there yet or not."""
        section_name, key, column = name.split("/")
        section = SECTIONS[section_name]
        cell = section.columns[column]
        row = self.rows(section_name).get(key)
        value = cell.empty if row is None else section.value(row, column)
        saved = cell.print(value, self.unit)
        change = self.changed_by_others.get(name)
        carried = self.carried.get(name)
        return Control(
            name=name,
            kind=cell.kind,
            text=self.typed.texts.get(name, saved),
            saved=saved,
            figure=figure_of(name, self.index),
            label=label,
            title=title,
            help=help_text,
            unit=unit,
            error=self.typed.errors.get(name, ""),
            by=change.by.get_full_name() if change and change.by else "",
            at=change.at if change else None,
            origin=f"{self.account.fiscal_year - 1} 年度决算" if carried else self._file_of(name, value),
            hint=self._hint(section_name, key, column) if cell.kind in ("words", "count") else "",
            choices=choices_of(cell),
            is_long=cell.kind == "words" and getattr(cell, "lines", False),
            is_readonly=not self.may_edit or self.is_sum(name),
            sum_address=self.sum_address(name) if cell.kind in NUMBERS else "",
            reason=self.control(f"carried/{carried.pk}/reason", label="改动原因") if carried else None,
            is_reason_open=carried is not None and (value != carried.value or name in self.typed.errors),
        )

    def _file_of(self, cell: str, value: Any) -> str:
        """The file and the cell of it that the value was taken from, as long as it still is that value."""
        source = self.sources.get(cell)
        holds = source is not None and isinstance(value, Decimal) and f"{value:.2f}" == source.value
        return f"{source.file.name} {source.place}" if source and holds else ""

    def _hint(self, section: str, key: str, column: str) -> str:
        """What stood there last year, where nothing stands now."""
        if section not in ("profile", "counts", "texts", "reasons"):
            return ""
        if (row := self.rows_before(section).get(key)) is None:
            return ""
        return SECTIONS[section].columns[column].print(SECTIONS[section].value(row, column), self.unit)

    def total(self, figure: str, *, is_amount: bool = True) -> str:
        """A total as printed; empty where there is nothing to sum."""
        return self.total_of(self.figures, figure, is_amount=is_amount)

    def total_of(self, figures: Figures, figure: str, *, is_amount: bool = True) -> str:
        """The same of other figures."""
        value = figures.amount(figure)
        if value is None:
            return ""
        return self.amount(value) if is_amount else str(int(value))

    def anchor(self, figure: str) -> str:
        """The id under which a total is found; a total that stands on the page twice has it where it is first."""
        if figure in self._anchored:
            return ""
        self._anchored.add(figure)
        return f"total:{figure}"

    def amount(self, value: Any) -> str:
        """A sum in the user's unit: 万元 are rounded to two places, as they are printed."""
        return f"{(value / self.unit.size).quantize(CENT) + 0:,.2f}"
