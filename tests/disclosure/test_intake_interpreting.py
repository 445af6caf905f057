"""From the printed tables back to what was entered: account → official workbook → account, for what the tables hold."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given, settings

from disclosure.editions import available, edition
from disclosure.intake.comparing import Comparison, compare
from disclosure.intake.official.checking import disagreements
from disclosure.intake.official.derived import Reading
from disclosure.intake.official.interpreting import ThisYear
from disclosure.intake.official.reading import ReadWorkbook, read_official
from disclosure.intake.official.table import Gravity, Remark
from disclosure.intake.preview import printed_stage
from disclosure.intake.proposal import amount_cells
from disclosure.samples import SAMPLES as REPORTS
from finance.figures import Figures
from finance.funds import Base, ThreePublic
from finance.lines import (
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.tables import TableLayout, build_all
from finance.terms import Fund
from tests.disclosure.official_workbooks import Style, workbook_of
from tests.finance.random_figures import figures as any_figures
from tests.finance.random_tables import layouts
from tests.samples import SAMPLES

MOST = Decimal(10**9)
ALL: dict[str, Callable[[], Figures]] = dict(SAMPLES)
ALL |= {name: partial(lambda report: report.build()[0], report) for name, report in REPORTS.items()}
LAYOUTS = {slug: edition(slug).table_layout for slug in available()}


def read(figures: Figures, layout: TableLayout, style: Style) -> tuple[ReadWorkbook, ThisYear]:
    stage = printed_stage(figures, layout)
    found = read_official(workbook_of(build_all(figures, layout), style), figures.classification, stage)
    functional = figures.classification.functional
    interpreter = ThisYear(Reading(found.tables), functional, is_printed=found.is_rounded)
    interpreter.propose_all(stage.value)
    return found, interpreter


def taken(figures: Figures, comparison: Comparison) -> Figures:
    """An account that held nothing, with these differences."""
    cells = {difference.address: difference.new for difference in comparison.differences}
    rows: dict[str, dict[str, dict[str, Decimal]]] = {}
    for address, value in cells.items():
        section, key, column = address.split("/")
        rows.setdefault(section, {}).setdefault(key, {})[column] = value or Decimal(0)

    def split(key: str) -> tuple[str, Fund]:
        code, _, fund = key.partition("-")
        return code, Fund(fund)

    def base(column: str) -> Base:
        return Base(three_public=three_public(column))

    def three_public(column: str) -> ThreePublic:
        return ThreePublic(**{k: v[column] for k, v in rows.get("three_public_items", {}).items() if column in v})

    return Figures(
        unit=figures.unit,
        fiscal_year=figures.fiscal_year,
        classification=figures.classification,
        income_lines=tuple(IncomeLine(k, IncomeAmounts(**v)) for k, v in sorted(rows.get("income_lines", {}).items())),
        expenditure_lines=tuple(
            ExpenditureLine(*split(k), ExpenditureAmounts(**v))
            for k, v in sorted(rows.get("expenditure_lines", {}).items())
        ),
        carry_over_lines=tuple(
            CarryOverLine(
                Fund(k.partition("-")[0]),
                k.partition("-")[2],
                v.get("opening", Decimal(0)),
                v.get("closing", Decimal(0)),
            )
            for k, v in rows.get("carry_over_lines", {}).items()
        ),
        surplus_used=rows.get("account", {}).get("", {}).get("surplus_used", Decimal(0)),
        surplus_distributed=rows.get("account", {}).get("", {}).get("surplus_distributed", Decimal(0)),
        economic_lines=tuple(EconomicLine(k, v["amount"]) for k, v in rows.get("economic_lines", {}).items()),
        three_public=three_public("actual"),
        initial_budget=base("initial_budget"),
        adjusted_budget=base("adjusted_budget"),
    )


def errors(remarks: Any) -> list[Remark]:
    return [remark for remark in remarks if remark.gravity is not Gravity.NOTE]


def bounded(figures: Figures) -> Figures:
    """Amounts that a double adds up exactly, and nothing left unfilled."""

    def small(part: Any) -> Any:
        changes = {}
        for f in fields(part):
            value = getattr(part, f.name)
            if isinstance(value, Decimal):
                changes[f.name] = value % MOST
            elif hasattr(value, "__dataclass_fields__"):
                changes[f.name] = small(value)
        return replace(part, **changes)

    return replace(
        figures,
        missing=frozenset(),
        surplus_used=figures.surplus_used % MOST,
        surplus_distributed=figures.surplus_distributed % MOST,
        income_lines=tuple(map(small, figures.income_lines)),
        expenditure_lines=tuple(map(small, figures.expenditure_lines)),
        carry_over_lines=tuple(map(small, figures.carry_over_lines)),
        economic_lines=tuple(map(small, figures.economic_lines)),
        three_public=small(figures.three_public),
        initial_budget=replace(figures.initial_budget, three_public=small(figures.initial_budget.three_public)),
        adjusted_budget=replace(figures.adjusted_budget, three_public=small(figures.adjusted_budget.three_public)),
    )


@settings(max_examples=150, deadline=None)
@given(figures=any_figures().map(bounded), layout=layouts)
def test_any_account_comes_back_through_the_official_workbook(figures: Figures, layout: TableLayout) -> None:
    """All nine tables print the same again; what they do not tell (carry-over of 一般公共预算 by 项) they cannot."""
    assume(layout.three_public_budget == "adjusted_budget" or figures.budget_stage == "initial_budget")
    if layout.forms.get("t9") == "spent":
        state = [line for line in figures.carry_over_lines if line.fund == Fund.STATE_CAPITAL_OPERATIONS]
        assume(not any(line.opening or line.closing for line in state))
    _, interpreter = read(figures, layout, Style())
    again = taken(figures, compare(interpreter.proposal, {}))
    assert not errors(interpreter.remarks)
    assert build_all(again, layout) == build_all(figures, layout)


@pytest.mark.parametrize("slug", LAYOUTS)
@pytest.mark.parametrize("name", ALL)
def test_sample_comes_back_to_the_fen_from_every_editions_workbook(name: str, slug: str) -> None:
    figures = ALL[name]()
    found, interpreter = read(figures, LAYOUTS[slug], Style())
    assert not errors(disagreements(found.tables, is_printed=found.is_rounded))
    expected = {address: value for address, value in relevant(figures, LAYOUTS[slug]).items() if value}
    if LAYOUTS[slug].forms.get("t9") == "spent" and len(figures.state_capital_operations.codes) > 1:
        expected = {a: v for a, v in expected.items() if not a.startswith("carry_over_lines/state_capital")}
    comparison = compare(interpreter.proposal, {})
    assert {d.address: d.new for d in comparison.differences if d.new} == expected


def relevant(figures: Figures, layout: TableLayout) -> Mapping[str, Decimal | None]:
    """The cells of which the nine tables tell."""
    budget = printed_stage(figures, layout).value
    cells = {a: v for a, v in amount_cells(figures).items() if not a.startswith(("previous", "three_public_items"))}
    for item in fields(ThreePublic):
        cells[f"three_public_items/{item.name}/actual"] = getattr(figures.three_public, item.name)
        amount = getattr(getattr(figures, budget).three_public, item.name)
        cells[f"three_public_items/{item.name}/{budget}"] = amount
    return cells


@pytest.mark.parametrize("slug", LAYOUTS)
@pytest.mark.parametrize("name", ALL)
def test_published_workbook_of_an_account_is_no_news_to_it(name: str, slug: str) -> None:
    """The 元 stay where the printed 万元 are what they round to."""
    figures = ALL[name]()
    found, interpreter = read(figures, LAYOUTS[slug], Style(is_rounded=True))
    assert found.is_rounded or name == "zero"
    comparison = compare(interpreter.proposal, amount_cells(figures))
    assert comparison.differences == ()
    assert comparison.gone == ()
    assert not errors(disagreements(found.tables, is_printed=True))
