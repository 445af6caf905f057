"""Each check of the accounts: a clean account gives nothing, the smallest change exactly its id."""

from dataclasses import replace
from decimal import Decimal

import pytest

from finance.checks import ACCOUNT_CHECKS
from finance.checks.registry import Severity
from finance.terms import Fund
from tests.finance.check_cases import CASES
from tests.finance.check_cases.case import Case
from tests.finance.checking import Change, carried, found, ids, part, together
from tests.samples import SAMPLES

CLEAN = [name for name in SAMPLES if name != "first_year"]


@pytest.mark.parametrize("name", CLEAN)
def test_clean_account_gives_nothing(name: str) -> None:
    assert found(SAMPLES[name]()) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.figure}")
def test_smallest_change_gives_exactly_its_check(case: Case) -> None:
    findings = found(case.change(SAMPLES[case.sample]()))
    assert set(ids(findings)) == {case.check}, [finding.message for finding in findings]
    first = findings[0]
    assert first.figures[0] == case.figure, first.figures
    declared = {check.id: check.severity for check in ACCOUNT_CHECKS.checks}[case.check]
    assert first.severity is (case.severity or declared)
    for words in case.words:
        assert words in first.message, first.message


def without(*names: str) -> Change:
    return lambda f: replace(f, missing=frozenset(names))


@pytest.mark.parametrize(
    ("check", "change", "missing"),
    [
        ("F401", part("three_public", official_reception=Decimal(90000)), "three_public.vehicle_running"),
        ("F402", part("three_public", vehicle_running=Decimal("31199.99")), "three_public.official_reception"),
        ("F404", part("counts", reception_batches=0), "counts.overseas_groups"),
        ("F405", part("counts", reception_people=1), "counts.overseas_groups"),
        ("F406", part("counts", vehicles_held=4), "counts.vehicles_purchased"),
        ("F406", part("counts", vehicles_held=4), "assets.fixed_assets"),
        (
            "F503",
            part(
                "previous",
                three_public=replace(SAMPLES["everything_fell"]().three_public, official_reception=Decimal(10) ** 9),
            ),
            "previous.three_public.vehicle_running",
        ),
        ("F503", part("previous", income_grand_total=Decimal(1)), "previous.three_public.vehicle_running"),
        ("F602", part("procurement", small_and_micro=Decimal(10**9)), "procurement.goods"),
        ("F603", part("procurement", works=Decimal(10**9)), "procurement.small_and_medium"),
        ("F603", part("procurement", works=Decimal(10**9)), "procurement.goods"),
        ("F604", part("assets", house_value=Decimal(10**9)), "assets.house_area"),
        ("F605", part("assets", house_area=Decimal("0.00")), "assets.vehicle_value"),
        ("F805", part("texts", official_reception="我单位无公务接待费"), "three_public.vehicle_running"),
        ("F806", part("texts", vehicle_difference="两者一致，无差异"), "assets.fixed_assets"),
    ],
)
def test_missing_figure_mutes_only_what_is_compared_with_it(check: str, change: Change, missing: str) -> None:
    findings = found(together(change, without(missing))(SAMPLES["everything_fell"]()))
    assert any(f.check == check and f.severity is not Severity.NOT_CHECKABLE for f in findings), findings


@pytest.mark.parametrize(
    ("check", "missing"),
    [
        ("F401", "adjusted_budget.three_public.official_reception"),
        ("F405", "counts.reception_batches"),
        ("F503", "previous.three_public.vehicle_running"),
        ("F602", "procurement.goods"),
        ("F603", "procurement.goods"),
        ("F604", "assets.fixed_assets"),
    ],
)
def test_what_was_not_compared_is_no_pass(check: str, missing: str) -> None:
    (finding,) = [f for f in found(without(missing)(SAMPLES["everything_fell"]())) if f.check == check]
    assert (finding.severity, finding.figures) == (Severity.NOT_CHECKABLE, (missing,))


def test_deficit_of_other_money_may_make_last_years_whole_less_than_its_fiscal_part() -> None:
    f = SAMPLES["everything_fell"]()
    less = part("previous", income_grand_total=f.previous.fiscal_income_grand_total - 1)  # type: ignore[union-attr,operator]
    opening = -f.opening_carry_over.non_fiscal - 1
    deficit = carried(Fund.NON_FISCAL, opening=str(opening))
    assert [x.severity for x in found(less(f)) if x.check == "F503"] == [Severity.ERROR]
    assert [x.severity for x in found(together(less, deficit)(f)) if x.check == "F503"] == [Severity.WARNING]


def test_every_check_has_a_case() -> None:
    assert {check.id for check in ACCOUNT_CHECKS.checks} == {case.check for case in CASES}


def test_new_unit_is_asked_for_its_initial_budget_alone() -> None:
    findings = found(SAMPLES["first_year"]())
    assert ids(findings) == ["F504"]
