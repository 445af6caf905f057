"""Figures as rows, not yet saved: each with the title by which a fault in it is named."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from finance import models
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Texts, ThreePublicCounts
from finance.free_text import text_of
from finance.funds import ThreePublic
from finance.ledger.mapping import PEOPLE, POINTS, PREVIOUS_TOTALS, columns, title_of
from finance.lines import ExpenditureAmounts, IncomeAmounts
from finance.names import label
from finance.terms import Fund, ThreePublicItem

_TWICE = "重复，同一科目、同一资金性质只能填一行"

Titled = tuple[Model, str]


class Rows:
    """An account's rows being made. `faults` collects what a row cannot even hold."""

    def __init__(self, account: models.FinalAccount, figures: Figures) -> None:
        self.account = account
        self.figures = figures
        self.faults: list[str] = []

    def all(self) -> list[Titled]:
        rows = [*self._lines(), *self._budget_lines(), *self._singles(), *self._words()]
        seen: set[str] = set()
        for _, title in rows:
            if title in seen:
                self.faults.append(f"{title}：{_TWICE}")
            seen.add(title)
        return rows

    def header(self) -> dict[str, Any]:
        """The account's own columns."""
        figures = self.figures
        return {
            "unit_name": figures.unit.name,
            "unit_kind": figures.unit.kind.value,
            "scope": figures.unit.scope.value,
            "surplus_used": figures.surplus_used,
            "surplus_distributed": figures.surplus_distributed,
            "agency_operating_costs_filed": figures.agency_operating_costs_filed,
        }

    def _row(self, model: type[Model], **values: Any) -> Titled:
        """A row, titled by its 科目 and fund as far as it has them."""
        classification = self.figures.classification
        is_economic = "economic_code" in values
        code = values["economic_code"] if is_economic else values.get("item_code", "")
        tree = classification.economic if is_economic else classification.functional
        fund = Fund(values["fund"]).label if "fund" in values else ""
        name = tree.name(code) if tree.has(code) else ""
        title = " ".join(word for word in (str(model._meta.verbose_name), fund, code, name) if word)
        return model(account=self.account, **values), title

    def _entered(self, name: str, values: dict[str, Any]) -> dict[str, Any]:
        """Null where nobody has filled anything in."""
        missing = self.figures.missing
        return {column: None if f"{name}.{column}" in missing else value for column, value in values.items()}

    def _lines(self) -> Iterator[Titled]:
        figures = self.figures
        for received in figures.income_lines:
            amounts = columns(received.amounts, IncomeAmounts)
            yield self._row(models.IncomeLine, item_code=received.item_code, **amounts)
        for spent in figures.expenditure_lines:
            amounts = columns(spent.amounts, ExpenditureAmounts)
            yield self._row(models.ExpenditureLine, item_code=spent.item_code, fund=spent.fund.value, **amounts)
        for carried in figures.carry_over_lines:
            yield self._row(
                models.CarryOverLine,
                fund=carried.fund.value,
                item_code=carried.item_code,
                opening=carried.opening,
                closing=carried.closing,
            )
        for line in figures.previous.lines if figures.previous else ():
            yield self._row(models.PreviousLine, fund=line.fund.value, item_code=line.item_code, amount=line.amount)
        for entry in figures.economic_lines:
            yield self._row(models.EconomicLine, economic_code=entry.economic_code, amount=entry.amount)

    def _budget_lines(self) -> list[Titled]:
        """年初预算 and 全年预算 of one fund and 项 stand in one row."""
        rows: dict[tuple[Fund, str], dict[str, Any]] = {}
        for name, base in (
            ("initial_budget", self.figures.initial_budget),
            ("adjusted_budget", self.figures.adjusted_budget),
        ):
            self.faults += (
                f"{label(f'{name}.{column}')}：预算没有这一项，不能填列"
                for column in PREVIOUS_TOTALS
                if getattr(base, column) is not None
            )
            for line in base.lines:
                values = rows.setdefault((line.fund, line.item_code), {})
                if name in values:
                    title = self._row(models.BudgetLine, fund=line.fund.value, item_code=line.item_code)[1]
                    self.faults.append(f"{title}：{_TWICE}")
                values[name] = line.amount
        return [
            self._row(models.BudgetLine, fund=fund.value, item_code=code, **values)
            for (fund, code), values in rows.items()
        ]

    def _singles(self) -> Iterator[Titled]:
        figures, previous = self.figures, self.figures.previous
        profile = figures.profile
        yield self._row(
            models.UnitProfile,
            functions=profile.functions,
            offices=self._text("内设机构", profile.offices),
            subordinate_units=self._text("下属预算单位", profile.subordinate_units),
            **self._entered("profile", {name: getattr(profile, name) for name in PEOPLE}),
        )
        parts = {
            "actual": self._entered("three_public", columns(figures.three_public, ThreePublic)),
            "initial_budget": self._three_public("initial_budget"),
            "adjusted_budget": self._three_public("adjusted_budget"),
            "previous": self._three_public("previous"),
        }
        for item in ThreePublicItem:
            row, title = self._row(
                models.ThreePublicItem,
                item=item.value,
                **{column: amounts.get(item.value) for column, amounts in parts.items()},
            )
            yield row, f"{title} {item.label}"
        counts = columns(figures.counts, ThreePublicCounts)
        yield self._row(models.ThreePublicCounts, **self._entered("counts", counts))
        procurement = columns(figures.procurement, Procurement)
        yield self._row(models.Procurement, **self._entered("procurement", procurement))
        yield self._row(models.Assets, **self._entered("assets", columns(figures.assets, Assets)))
        performance = columns(figures.performance, PerformanceManagement)
        yield self._row(models.PerformanceManagement, **self._entered("performance", performance))
        if previous is not None:
            totals = {column: getattr(previous, column) for column in PREVIOUS_TOTALS}
            yield self._row(models.PreviousYear, **totals)

    def _three_public(self, base: str) -> dict[str, Any]:
        entered = getattr(self.figures, base)
        if entered is None:
            return {}
        return self._entered(f"{base}.three_public", columns(entered.three_public, ThreePublic))

    def _words(self) -> Iterator[Titled]:
        texts = columns(self.figures.texts, Texts)
        for name in POINTS:
            texts[name] = self._text(title_of(models.Texts, name), texts[name])
        yield self._row(models.Texts, **texts)
        for figure, text in self.figures.reasons.items():
            row, title = self._row(models.Reason, figure=figure, text=text)
            yield row, f"{title} {figure}"

    def _text(self, name: str, points: tuple[str, ...]) -> str:
        try:
            return text_of(points)
        except ValueError as error:
            self.faults.append(f"{name}：{error}")
            return ""
