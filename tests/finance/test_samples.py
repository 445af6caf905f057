"""The invented samples are sound: they balance, and each is what its name says."""

import pytest

from finance.terms import FISCAL_FUNDS, Fund
from tests.samples import SAMPLES, all_funds, everything_fell, first_year, large, large_scorecards, zero


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_balances(name: str) -> None:
    f = SAMPLES[name]()
    assert f.income_grand_total == f.expenditure_grand_total
    assert f.basic_expenditure.total == f.general_public_budget.basic
    for fund in FISCAL_FUNDS:
        account = f.fund_account(fund)
        assert account.income_grand_total == account.expenditure_grand_total
    for fund in (Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL_OPERATIONS):
        for code in f.fund_account(fund).codes:
            item = f.fund_account(fund).of(code)
            assert item.income_grand_total == item.expenditure_grand_total


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_uses_codes_of_its_year(name: str) -> None:
    f = SAMPLES[name]()
    codes = {*f.income.codes, *f.expenditure.codes, *(line.item_code for line in f.carry_over_lines)} - {""}
    assert all(f.classification.functional.has(code) for code in codes)
    assert all(f.classification.economic.has(line.economic_code) for line in f.economic_lines)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_has_a_reason_exactly_where_something_changed(name: str) -> None:
    f = SAMPLES[name]()
    for key in f.reasons:
        figure, _, base = key.rpartition(".")
        assert f.change(figure, base).difference


def test_everything_fell_has_no_figure_above_its_base() -> None:
    f = everything_fell()
    changes = [f.change(*key.rsplit(".", 1)) for key in f.reasons]
    assert len(changes) > 15
    assert all(change.difference < 0 for change in changes)


def test_all_funds_leaves_nothing_of_income_and_expenditure_at_zero() -> None:
    f = all_funds()
    assert all(vars(f.income.amounts).values())
    assert all(vars(f.expenditure.amounts).values())


def test_zero_is_zero() -> None:
    f = zero()
    assert not f.income_grand_total
    assert not f.profile.staff
    assert f.previous is not None


def test_first_year_has_nothing_to_compare_with() -> None:
    assert first_year().previous is None


def test_large_is_large_and_always_the_same() -> None:
    f = large()
    assert len(f.expenditure.codes) == 200
    assert f == large()
    cards = large_scorecards()
    assert len(cards.projects) == 60
    assert cards.overall is not None
    assert cards.overall.adjusted_budget == f.income_grand_total
    assert cards.overall.executed == f.expenditure.total
    assert all(card.total_points == 100 for card in cards.projects)
    assert cards.executed <= f.general_public_budget.project
