"""Amounts in 元, counts and the unit. What is published and what reconstructed: the package's docstring."""

from decimal import Decimal
from types import MappingProxyType

from disclosure.samples.putuo_finance_2024.texts import PROFILE, REASONS, TEXTS
from finance.classification import classification_of
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Unit
from finance.funds import Base, ThreePublic
from finance.lines import (
    BaseLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import ZERO, yuan
from finance.terms import Fund, Scope, UnitKind

UNIT = Unit("310107001", "上海市普陀区财政局", UnitKind.ADMINISTRATIVE, Scope.DEPARTMENT)
YEAR = 2024

# 一般公共预算财政拨款 by 项: 基本支出, 项目支出, 年初预算, and 其他收入 received under the same 项
GENERAL_PUBLIC_BUDGET = (
    ("2010601", "15035179.35", "83698.02", "15600480.00", "100.00"),
    ("2010602", "0.00", "99996.80", "100000.00", "61900.00"),
    ("2010607", "0.00", "1352498.40", "1358995.00", "0.00"),
    ("2010608", "0.00", "4495198.78", "4505190.00", "0.00"),
    ("2080501", "846488.26", "0.00", "855495.00", "0.00"),
    ("2080505", "1607490.88", "0.00", "1616190.00", "0.00"),
    ("2080506", "803785.44", "0.00", "808090.00", "0.00"),
    ("2080599", "9397.42", "0.00", "9400.00", "0.00"),
    ("2101101", "609889.15", "0.00", "622895.00", "0.00"),
    ("2210201", "1871886.50", "0.00", "1877495.00", "0.00"),
    ("2210203", "2584988.00", "0.00", "2585000.00", "0.00"),
)

# 一般公共预算财政拨款基本支出 by 经济分类
ECONOMIC = (
    ("30101", "2623288.00"),
    ("30102", "12385788.03"),
    ("30108", "1607490.88"),  # = 2080505
    ("30109", "803785.44"),  # = 2080506
    ("30110", "609889.15"),  # = 2101101
    ("30112", "16088.00"),
    ("30113", "1871886.50"),  # = 2210201
    ("30199", "910288.00"),
    ("30201", "212084.00"),
    ("30202", "76084.20"),
    ("30204", "884.30"),
    ("30207", "48784.15"),
    ("30211", "11984.00"),
    ("30213", "28284.00"),
    ("30216", "40484.50"),
    ("30226", "20084.00"),
    ("30228", "244184.35"),
    ("30229", "427684.00"),
    ("30239", "484884.00"),
    ("30299", "115284.50"),
    ("30302", "690996.00"),
    ("30309", "3099.00"),  # the text calls it 个人农业生产补贴
    ("31002", "135796.00"),
)

# 三公: budgeted for 公务接待费, nothing spent in either year
THREE_PUBLIC_BUDGET = ThreePublic(official_reception=yuan("9500.00"))

_UNPUBLISHED = (
    *("profile.on_duty", "profile.honorary_retired", "profile.retired"),
    *("assets.fixed_assets", "assets.house_area", "assets.house_value", "assets.vehicle_value"),
    *("procurement.small_and_medium", "procurement.small_and_micro"),
    "adjusted_budget.three_public.overseas_travel",
    "adjusted_budget.three_public.vehicle_purchase",
    "adjusted_budget.three_public.vehicle_running",
    "adjusted_budget.three_public.official_reception",
)


def _income_lines() -> tuple[IncomeLine, ...]:
    """财政拨款 received as it was spent (as much is carried over at either end), and 其他收入."""
    return tuple(
        IncomeLine(code, IncomeAmounts(general_public_budget=yuan(basic) + yuan(project), other=yuan(other)))
        for code, basic, project, _, other in GENERAL_PUBLIC_BUDGET
    )


def _expenditure_lines() -> tuple[ExpenditureLine, ...]:
    fund = Fund.GENERAL_PUBLIC_BUDGET
    return tuple(
        ExpenditureLine(code, fund, ExpenditureAmounts(basic=yuan(basic), project=yuan(project)))
        for code, basic, project, _, _ in GENERAL_PUBLIC_BUDGET
    )


def _initial_budget() -> Base:
    lines = (
        BaseLine(Fund.GENERAL_PUBLIC_BUDGET, code, yuan(amount)) for code, _, _, amount, _ in GENERAL_PUBLIC_BUDGET
    )
    return Base(lines=tuple(lines), three_public=THREE_PUBLIC_BUDGET)


def _previous() -> Base:
    return Base(
        lines=(BaseLine(Fund.GENERAL_PUBLIC_BUDGET, "", yuan("30031897.00")),),
        income_grand_total=yuan("30523397.00"),
        fiscal_income_grand_total=yuan("30248197.00"),
        agency_operating_costs=yuan("1821006.00"),
    )


def figures() -> Figures:
    """Everything entered."""
    return Figures(
        unit=UNIT,
        fiscal_year=YEAR,
        classification=classification_of(YEAR),
        profile=PROFILE,
        income_lines=_income_lines(),
        expenditure_lines=_expenditure_lines(),
        carry_over_lines=(
            CarryOverLine(Fund.GENERAL_PUBLIC_BUDGET, "", opening=yuan("216300.00"), closing=yuan("216300.00")),
            CarryOverLine(Fund.NON_FISCAL, "", opening=yuan("275100.00"), closing=yuan("337100.00")),
        ),
        initial_budget=_initial_budget(),
        previous=_previous(),
        economic_lines=tuple(EconomicLine(code, yuan(amount)) for code, amount in ECONOMIC),
        procurement=Procurement(
            goods=yuan("47870.00"),
            works=ZERO,
            services=yuan("2464660.00"),
            reserved_for_small_and_medium=yuan("2464660.00"),
            reserved_for_small_and_micro=ZERO,
            won_by_small_and_medium=yuan("2464660.00"),
            won_by_small_and_micro=ZERO,
            won_elsewhere=yuan("47870.00"),
        ),
        assets=Assets(large_equipment=2),
        performance=PerformanceManagement(
            goal_projects=4,
            goal_amount=yuan("5984200.00"),
            tracked_projects=4,
            tracked_amount=yuan("5984200.00"),
            evaluated_amount=yuan("5984200.00"),
            average_score=Decimal("99.43"),
            excellent=4,
        ),
        texts=TEXTS,
        reasons=MappingProxyType(REASONS),
        missing=frozenset(_UNPUBLISHED),
    )
