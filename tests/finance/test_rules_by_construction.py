"""Rules that no check upholds because nothing entered can break them: totals are sums, and parts are parts."""

from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given

from disclosure.samples.changji_2023 import changji_2023
from finance.change import Change
from finance.figures import Figures
from finance.lines import ExpenditureAmounts, IncomeAmounts
from finance.money import ZERO, percent, total
from finance.terms import FISCAL_FUNDS, Fund
from tests.finance.random_tables import figures
from tests.finance.test_tables_properties import thorough
from tests.samples import SAMPLES

ACCOUNTS = {**{name: sample() for name, sample in SAMPLES.items()}, "changji_2023": changji_2023()[0]}
SOURCES = tuple(field.name for field in fields(IncomeAmounts))
KINDS = tuple(field.name for field in fields(ExpenditureAmounts))


def amount(f: Figures, name: str) -> Decimal:
    value = f.amount(name)
    assert value is not None, name
    return value


def total_of(f: Figures, *names: str) -> Decimal:
    return total(amount(f, name) for name in names)


@thorough
@given(figures)
def test_totals_are_the_sums_of_their_parts(f: Figures) -> None:
    """Rules 1–4, 7, 9, 11, 12, 15, 18, 19, 49–51, on the lines as entered."""
    for part in (f.income, *(f.income.of(code) for code in f.income.codes)):
        assert part.total == total(getattr(part, source) for source in SOURCES)
        assert part.fiscal_appropriation == total(getattr(part, source) for source in SOURCES[:3])
    for spent in (f.expenditure, *(f.expenditure.of(code) for code in f.expenditure.codes)):
        assert spent.total == total(getattr(spent, kind) for kind in KINDS)
    assert f.expenditure.total == total(f.expenditure.of(code).total for code in f.expenditure.class_codes)
    assert f.income_grand_total == total_of(f, "income.total", "surplus_used", "opening_carry_over.total")
    assert f.expenditure_grand_total == total_of(
        f, "expenditure.total", "surplus_distributed", "closing_carry_over.total"
    )
    for column in ("opening", "income", "expenditure", "closing"):
        assert amount(f, f"fiscal.{column}") == total_of(f, *(f"{fund.value}.{column}" for fund in FISCAL_FUNDS))
    assert f.fiscal.income_grand_total == f.fiscal.opening + f.fiscal.income
    assert f.fiscal.expenditure_grand_total == f.fiscal.expenditure + f.fiscal.closing
    t = f.three_public
    assert t.vehicles == t.vehicle_purchase + t.vehicle_running
    assert t.total == t.overseas_travel + t.vehicles + t.official_reception
    assert f.procurement.total == f.procurement.goods + f.procurement.works + f.procurement.services
    assert f.profile.staff == f.profile.on_duty + f.profile.honorary_retired + f.profile.retired


@thorough
@given(figures)
def test_fiscal_money_is_part_of_the_whole(f: Figures) -> None:
    """Rules 27, 30, 33: what the funds have, and what no fund has, make up the whole, class by class."""
    for code in ("", *f.expenditure.class_codes, *f.expenditure.codes):
        whole = f.expenditure.of(code)
        parts = [whole.by(fund) for fund in Fund]
        assert whole.total == total(part.total for part in parts)
        assert whole.basic == total(part.basic for part in parts)
        assert f.fiscal.of(code).expenditure == whole.by(*FISCAL_FUNDS).total
    for end in ("opening_carry_over", "closing_carry_over"):
        assert amount(f, f"{end}.total") == amount(f, f"{end}.fiscal") + amount(f, f"{end}.non_fiscal")


@thorough
@given(figures)
def test_grand_totals_differ_by_what_the_funds_do(f: Figures) -> None:
    """Rules 5 and 12: 收入总计 and 支出总计 differ by the sum of the four funds' differences, and F101, F201 and F202
    look at these one by one."""
    own = (
        f.opening_carry_over.non_fiscal
        + f.income.total
        - f.income.fiscal_appropriation
        + f.surplus_used
        - f.expenditure.by(Fund.NON_FISCAL).total
        - f.surplus_distributed
        - f.closing_carry_over.non_fiscal
    )
    funds = (getattr(f, fund) for fund in FISCAL_FUNDS)
    fiscal = total(account.income_grand_total - account.expenditure_grand_total for account in funds)
    assert f.income_grand_total - f.expenditure_grand_total == own + fiscal
    assert f.fiscal.income_grand_total - f.fiscal.expenditure_grand_total == fiscal


@pytest.mark.parametrize("name", ACCOUNTS)
def test_last_year_sums_its_lines(name: str) -> None:
    """Rule 46: 上年 by fund is the sum of its 项, and the three 三公 changes make up the change of their total."""
    f = ACCOUNTS[name]
    if f.previous is None:
        return
    for fund in FISCAL_FUNDS:
        base = getattr(f.previous, fund)
        assert base.expenditure == total(line.amount for line in f.previous.lines if line.fund is fund)
        assert base.expenditure == total(base.of(code).expenditure for code in base.codes)
    parts = [f.change(f"three_public.{item}") for item in ("overseas_travel", "vehicles", "official_reception")]
    assert f.change("three_public.total").difference == total(part.difference for part in parts)


@pytest.mark.parametrize(
    ("current", "base"),
    [("724.95", "588.63"), ("1.00", "3.00"), ("5.00", "5.00"), ("0.00", "2.00"), ("2.00", "0.00")],
)
def test_changes_are_told_by_one_comparison(current: str, base: str) -> None:
    """Rules 45 and 47: size, direction and rate of a change agree, and there is no rate over nothing."""
    change = Change(Decimal(current), Decimal(base))
    assert change.size == abs(change.current - Decimal(base))
    assert change.rose == (change.current >= Decimal(base))
    if not Decimal(base):
        assert change.rate is None
        return
    assert change.rate == percent(change.difference, Decimal(base))
    assert (change.rate >= 0) == change.rose


def test_agency_operating_costs_are_public_use_unless_filed() -> None:
    """Rule 48."""
    f, _ = changji_2023()
    assert f.agency_operating_costs_filed is None
    assert f.agency_operating_costs == f.basic_expenditure.public_use != ZERO
