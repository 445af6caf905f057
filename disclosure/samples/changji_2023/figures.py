"""Amounts in 元, counts and the unit. What is published and what reconstructed: the package's docstring."""

from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType

from disclosure.samples.changji_2023.texts import PROFILE, REASONS, TEXTS
from finance.classification import classification_of
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, ThreePublicCounts, Unit
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
from finance.money import total, yuan
from finance.terms import Fund, UnitKind

UNIT = Unit("523001", "昌吉回族自治州公共就业服务中心", UnitKind.CIVIL_SERVICE_MANAGED)
YEAR = 2023

# 一般公共预算财政拨款 by 项: 基本支出, 项目支出, 上年决算
GENERAL_PUBLIC_BUDGET = (
    ("2010607", "0.00", "32000.00", "0.00"),
    ("2080101", "3769054.48", "0.00", "4062395.63"),
    ("2080106", "0.00", "568969.14", "262083.75"),
    ("2080501", "99053.86", "0.00", "104150.64"),
    ("2080505", "432719.31", "0.00", "368006.55"),
    ("2080506", "278926.59", "0.00", "0.00"),
    ("2080799", "0.00", "153800.00", "0.00"),
    ("2101101", "108397.86", "0.00", "59399.30"),
    ("2101102", "115155.86", "0.00", "158253.17"),
    ("2101103", "14000.02", "0.00", "67685.16"),
    ("2101199", "2595.06", "0.00", "2595.06"),
    ("2210201", "340787.99", "0.00", "330584.71"),
    ("2299999", "0.00", "288012.10", "342036.48"),
)

# 非财政拨款 by 项: 其他收入, 基本支出, 项目支出
NON_FISCAL = (
    ("2080101", "599.71", "599.71", "0.00"),
    ("2080106", "960489.26", "0.00", "920616.80"),
)

# 一般公共预算财政拨款基本支出 by 经济分类
ECONOMIC = (
    ("30101", "1186452.00"),
    ("30102", "1428299.23"),
    ("30103", "598244.00"),
    ("30107", "116000.00"),
    ("30108", "432719.31"),  # = 2080505
    ("30109", "278926.59"),  # = 2080506
    ("30110", "223553.72"),  # = 2101101 + 2101102
    ("30111", "14000.02"),  # = 2101103
    ("30112", "14287.06"),  # = 2101199, and 失业保险 and 工伤保险 paid from 2080101
    ("30113", "340787.99"),  # = 2210201
    ("30201", "36482.35"),
    ("30202", "8640.00"),
    ("30205", "3276.50"),
    ("30206", "12845.30"),
    ("30207", "9368.70"),
    ("30209", "14400.00"),
    ("30211", "7925.00"),
    ("30213", "6180.00"),
    ("30217", "3600.00"),  # = 公务接待费
    ("30228", "52318.40"),
    ("30229", "28750.00"),
    ("30231", "44575.00"),  # = 公务用车运行维护费
    ("30239", "132600.00"),
    ("30299", "4466.00"),
    ("30301", "4800.00"),  # with 30302 = 2080501; the publication names 离休费 though nobody is 离休
    ("30302", "94253.86"),
    ("30304", "62340.00"),
    ("30309", "600.00"),
)

THREE_PUBLIC = ThreePublic(vehicle_running=Decimal("44575.00"), official_reception=Decimal("3600.00"))
THREE_PUBLIC_PREVIOUS = ThreePublic(vehicle_running=Decimal("76560.00"), official_reception=Decimal("3000.00"))


# What only other provinces publish.
_UNPUBLISHED = (
    *(f"performance.{f.name}" for f in fields(PerformanceManagement)),
    *(f"procurement.{name}" for name in ("reserved_for_small_and_medium", "reserved_for_small_and_micro")),
    *(f"procurement.{name}" for name in ("won_by_small_and_medium", "won_by_small_and_micro", "won_elsewhere")),
)


def _income_lines() -> tuple[IncomeLine, ...]:
    """财政拨款 received as it was spent (nothing is carried over at either end), and 其他收入."""
    other = {code: yuan(received) for code, received, _, _ in NON_FISCAL}
    return tuple(
        IncomeLine(
            code,
            IncomeAmounts(general_public_budget=yuan(basic) + yuan(project), other=other.get(code, yuan("0.00"))),
        )
        for code, basic, project, _ in GENERAL_PUBLIC_BUDGET
    )


def _spent(code: str, fund: Fund, basic: str, project: str) -> ExpenditureLine:
    return ExpenditureLine(code, fund, ExpenditureAmounts(basic=yuan(basic), project=yuan(project)))


def _expenditure_lines() -> tuple[ExpenditureLine, ...]:
    fiscal = (
        _spent(code, Fund.GENERAL_PUBLIC_BUDGET, basic, project) for code, basic, project, _ in GENERAL_PUBLIC_BUDGET
    )
    non_fiscal = (_spent(code, Fund.NON_FISCAL, basic, project) for code, _, basic, project in NON_FISCAL)
    return (*fiscal, *non_fiscal)


def _previous() -> Base:
    """上年决算. With no fiscal carry-over 财政拨款收入总计 was what was spent."""
    lines = tuple(
        BaseLine(Fund.GENERAL_PUBLIC_BUDGET, code, yuan(amount))
        for code, _, _, amount in GENERAL_PUBLIC_BUDGET
        if yuan(amount)
    )
    return Base(
        lines=lines,
        three_public=THREE_PUBLIC_PREVIOUS,
        income_grand_total=Decimal("5886265.85"),
        fiscal_income_grand_total=total(line.amount for line in lines),
        agency_operating_costs=Decimal("354730.00"),
    )


def _budget(amount: Decimal) -> Base:
    """A 预算 of 一般公共预算 that is not broken down by 项."""
    return Base(lines=(BaseLine(Fund.GENERAL_PUBLIC_BUDGET, "", amount),), three_public=THREE_PUBLIC)


def figures() -> Figures:
    """Everything entered but the scorecards."""
    expenditure_lines = _expenditure_lines()
    return Figures(
        unit=UNIT,
        fiscal_year=YEAR,
        classification=classification_of(YEAR),
        profile=PROFILE,
        income_lines=_income_lines(),
        expenditure_lines=expenditure_lines,
        carry_over_lines=(
            CarryOverLine(Fund.NON_FISCAL, "", opening=Decimal("84931.30"), closing=Decimal("124803.76")),
        ),
        initial_budget=_budget(Decimal("5464000.00")),
        adjusted_budget=_budget(
            total(x.amounts.total for x in expenditure_lines if x.fund == Fund.GENERAL_PUBLIC_BUDGET)
        ),
        previous=_previous(),
        economic_lines=tuple(EconomicLine(code, yuan(amount)) for code, amount in ECONOMIC),
        three_public=THREE_PUBLIC,
        counts=ThreePublicCounts(vehicles_held=2, reception_batches=8, reception_people=72),
        procurement=Procurement(
            goods=Decimal("70480.00"),
            services=Decimal("658120.00"),
            small_and_medium=Decimal("728600.00"),
            small_and_micro=Decimal("728600.00"),
        ),
        assets=Assets(
            fixed_assets=Decimal("2277486.35"),
            house_area=Decimal("3456.21"),
            house_value=Decimal("1195000.00"),
            vehicle_value=Decimal("487300.00"),
            other=2,
        ),
        texts=TEXTS,
        reasons=MappingProxyType(REASONS),
        missing=frozenset(_UNPUBLISHED),
    )
