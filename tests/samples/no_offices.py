"""A small unit without any 内设机构: no list of offices, and nothing changed since last year (持平)."""

from dataclasses import replace
from decimal import Decimal

from finance.classification import classification_of
from finance.figures import Assets, Figures, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base
from finance.terms import Fund, UnitKind
from tests.samples import shorthand

_ROWS = (
    ("2010301", "1356280.45", "0", "1356280.45"),
    ("2080505", "152340.64", "0", "152340.64"),
    ("2101101", "80455.20", "0", "80455.20"),
    ("2210201", "114255.48", "0", "114255.48"),
)
_ECONOMIC = {
    "30101": "452300.00",
    "30103": "98600.00",
    "30108": "152340.64",
    "30110": "80455.20",
    "30113": "114255.48",
    "30201": "60320.15",
    "30211": "18450.00",
    "30228": "16200.50",
    "30299": "5230.00",
}


def no_offices() -> Figures:
    lines = shorthand.expenditure(Fund.GENERAL_PUBLIC_BUDGET, _ROWS)
    basic = sum((line.amounts.basic for line in lines), Decimal(0))
    figures = Figures(
        unit=Unit("650110", "示例市示例街道办事处", UnitKind.ADMINISTRATIVE),
        fiscal_year=2023,
        classification=classification_of(2023),
        profile=Profile(functions="负责辖区基层治理和公共服务工作。", on_duty=9, retired=1),
        income_lines=shorthand.income(general_public_budget=shorthand.spent(lines)),
        expenditure_lines=lines,
        initial_budget=shorthand.budget(lines, "1", shorthand.three_public()),
        adjusted_budget=shorthand.budget(lines, "1", shorthand.three_public()),
        economic_lines=shorthand.economic(basic, "30102", _ECONOMIC),
        counts=ThreePublicCounts(),
        procurement=Procurement(goods=Decimal("23500.00"), small_and_medium=Decimal("23500.00")),
        assets=Assets(fixed_assets=Decimal("186420.00")),
        texts=Texts(performance_results=("保障了机构正常运转",)),
    )
    public_use = figures.basic_expenditure.public_use
    previous = Base(
        lines=shorthand.last_year(Fund.GENERAL_PUBLIC_BUDGET, _ROWS),
        income_grand_total=basic,
        fiscal_income_grand_total=basic,
        agency_operating_costs=public_use,
    )
    return shorthand.with_reasons(replace(figures, previous=previous))
