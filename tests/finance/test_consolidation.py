"""Adding up, pure: exact, whatever the order and the grouping; money inside counted once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.classification import classification_of
from finance.consolidation import consolidate, digest_of, is_own_level, is_same_sum
from finance.figures import Figures, Profile, Unit
from finance.money import ZERO, total, yuan
from finance.terms import UnitKind
from finance.transfers import TransferKind, left_of, proposed, reported, taken_out
from finance.unit_amounts import at, breakdown, named
from tests.finance.departments import (
    DEPARTMENT,
    OWN_LEVEL,
    TRANSFERS,
    YEAR,
    as_unit,
    carrying,
    paying,
    receiving,
    thirty,
    transfer,
)
from tests.finance.random_figures import figures as random_figures
from tests.samples import all_funds, no_offices, zero

CLASSIFICATION = classification_of(YEAR)
INSIDE = TRANSFERS[:3]  # the fourth goes to a department that is not among these


def department(kind: UnitKind = UnitKind.ADMINISTRATIVE, **parts: object) -> Figures:
    unit = Unit("700", DEPARTMENT, kind)
    return Figures(unit=unit, fiscal_year=YEAR, classification=CLASSIFICATION, **parts)  # type: ignore[arg-type]


def payer(amount: str = "100.00", code: str = "1") -> Figures:
    return paying(as_unit(no_offices(), code, "甲"), transfer(code, "2", amount))


def receiver(amount: str = "100.00", code: str = "2") -> Figures:
    return receiving(as_unit(no_offices(), code, "乙"), transfer("1", code, amount))


# Sums ---


def test_department_is_its_units_added_up_less_what_moved_inside() -> None:
    members = thirty()
    sums = consolidate(members, INSIDE, department())
    inside = total(one.amount for one in INSIDE)
    assert sums.income_grand_total == total(one.income_grand_total for one in members) - inside
    assert sums.expenditure_grand_total == total(one.expenditure_grand_total for one in members) - inside
    assert sums.fiscal.expenditure == total(one.fiscal.expenditure for one in members)
    assert sums.three_public.total == total(one.three_public.total for one in members)
    assert sums.counts.reception_people == sum(one.counts.reception_people for one in members)
    assert sums.assets.house_area == total(one.assets.house_area for one in members)
    assert sums.profile.staff == sum(one.profile.staff for one in members)
    assert sums.income_grand_total == sums.expenditure_grand_total


def test_what_moved_inside_is_counted_once() -> None:
    sums = consolidate([payer(), receiver()], [transfer("1", "2", "100.00")], department())
    assert sums.income.superior_subsidy == ZERO
    assert sums.expenditure.affiliate_subsidy == ZERO
    assert sums.income.other == yuan("100.00")  # what the payer had it from


def test_remittance_is_taken_out_of_its_own_columns() -> None:
    one = transfer("1", "2", "70.00", TransferKind.REMITTANCE)
    members = [paying(as_unit(zero(), "1", "甲"), one), receiving(as_unit(zero(), "2", "乙"), one)]
    sums = consolidate(members, [one], department())
    assert (sums.expenditure.superior_remittance, sums.income.affiliate_remittance) == (ZERO, ZERO)
    assert consolidate(members, [], department()).income.affiliate_remittance == yuan("70.00")


def test_money_from_outside_stays() -> None:
    outside = replace(transfer("", "2", "100.00"), paid_item="")
    assert consolidate([receiver()], [outside], department()).income.superior_subsidy == yuan("100.00")


def test_transfer_beyond_what_a_unit_reports_is_not_taken_out() -> None:
    sums = consolidate([payer("100.00"), receiver("80.00")], [transfer("1", "2", "100.00")], department())
    assert (sums.expenditure.affiliate_subsidy, sums.income.superior_subsidy) == (yuan("100.00"), yuan("80.00"))


def test_transfers_that_are_too_much_together_are_all_left_in() -> None:
    there = reported([payer("100.00"), receiver("100.00"), receiver("60.00", "3")])
    assert taken_out(there, [transfer("1", "2", "100.00"), transfer("1", "3", "60.00")]) == ()


def test_negative_carry_over_is_added_as_it_is() -> None:
    ends = (("-5", "-7"), ("2", "3"))
    members = [carrying(as_unit(zero(), opening, "甲"), yuan(opening), yuan(closing)) for opening, closing in ends]
    (line,) = consolidate(members, [], department()).carry_over_lines
    assert (line.opening, line.closing) == (yuan("-3.00"), yuan("-4.00"))


def test_rows_that_come_to_nothing_go() -> None:
    members = [carrying(as_unit(zero(), str(n), "甲"), yuan(o), yuan(o)) for n, o in enumerate(("-5", "5"))]
    assert consolidate(members, [], department()).carry_over_lines == ()


def test_words_stay_the_departments() -> None:
    own = department(
        profile=Profile(functions="本部门职能", offices=("办公室",)), reasons={"income_grand_total.previous": "因"}
    )
    sums = consolidate([all_funds()], [], own)
    assert (sums.profile.functions, sums.profile.offices, sums.reasons) == ("本部门职能", ("办公室",), own.reasons)
    assert (sums.texts, sums.unit) == (own.texts, own.unit)


def test_missing_of_a_unit_is_missing_in_the_sum() -> None:
    lacking = replace(as_unit(zero(), "1", "甲"), missing=frozenset(("counts.vehicles_held", "profile.retired")))
    sums = consolidate([lacking, as_unit(all_funds(), "2", "乙")], [], department())
    assert sums.missing == {"counts.vehicles_held", "profile.retired"}
    assert (sums.counts.vehicles_held, sums.profile.retired) == (0, 0)
    assert sums.counts.reception_people == 198


def test_what_the_department_lacked_itself_is_filled_in() -> None:
    own = department(missing=frozenset(("profile.on_duty", "performance.average_score", "previous.income_grand_total")))
    assert consolidate([zero()], [], own).missing == {"performance.average_score"}


def test_unit_without_last_year_adds_nothing_to_it() -> None:
    first_year, second = replace(as_unit(no_offices(), "1", "甲"), previous=None), as_unit(no_offices(), "2", "乙")
    assert consolidate([first_year, second], [], department()).previous == second.previous
    assert consolidate([first_year], [], department()).previous is None


def test_last_year_stays_where_it_is_the_departments_own() -> None:
    own = department(previous=all_funds().previous)
    assert consolidate([no_offices()], [], own, keeps_previous=True).previous == own.previous


def test_only_units_that_have_operating_costs_bring_them() -> None:
    members = [as_unit(no_offices(), "1", "甲"), as_unit(all_funds(), "2", "乙")]
    sums = consolidate(members, [], department())
    assert sums.agency_operating_costs == members[0].basic_expenditure.public_use
    assert consolidate(members, [], department(UnitKind.PUBLIC_WELFARE_ONE)).agency_operating_costs_filed is None


def test_subordinate_units_are_named_in_the_order_of_their_codes() -> None:
    members = [
        as_unit(no_offices(), "3", "丙"),
        as_unit(no_offices(), "1", OWN_LEVEL),
        as_unit(no_offices(), "2", "乙"),
    ]
    own = department(profile=Profile(subordinate_units=("丙｜新设", "已撤销单位")))
    assert consolidate(members, [], own).profile.subordinate_units == ("乙", "丙｜新设")


def test_average_score_is_typed() -> None:
    own = department(performance=replace(all_funds().performance, average_score=Decimal("88.8")))
    sums = consolidate([all_funds()], [], own)
    assert (sums.performance.average_score, sums.performance.excellent) == (Decimal("88.8"), 6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"{DEPARTMENT}（本级）", True),
        (f"{DEPARTMENT}本级", True),
        (f"{DEPARTMENT}机关", True),
        (DEPARTMENT, False),
        ("机关事务管理局机关", False),
    ],
)
def test_own_level_is_known_by_its_name(name: str, expected: bool) -> None:
    assert is_own_level(name, DEPARTMENT) is expected


# Order and grouping ---

_members = st.lists(random_figures(), min_size=2, max_size=5)


def numbered(members: list[Figures]) -> list[Figures]:
    return [as_unit(one, str(n), f"单位{n}") for n, one in enumerate(members)]


def without_names(f: Figures) -> Figures:
    return replace(f, profile=replace(f.profile, subordinate_units=()), unit=department().unit)


@settings(max_examples=12, deadline=None)
@given(_members, st.randoms(use_true_random=False))
def test_order_of_units_changes_nothing(members: list[Figures], chance: object) -> None:
    members = numbered(members)
    shuffled = list(members)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert consolidate(shuffled, [], department()) == consolidate(members, [], department())


@settings(max_examples=12, deadline=None)
@given(_members, st.integers(1, 4))
def test_grouping_of_units_changes_no_sum(members: list[Figures], cut: int) -> None:
    members = numbered(members)
    group = consolidate(members[:cut], [], as_unit(department(), "G", "组"))
    nested = consolidate([group, *members[cut:]], [], department())
    assert without_names(nested) == without_names(consolidate(members, [], department()))


def test_transfer_into_a_group_is_taken_out_above_it() -> None:
    one, two = transfer("1", "G", "100.00"), transfer("2", "3", "30.00")
    middle = paying(receiver(), transfer("2", "3", "30.00"))
    last = receiving(as_unit(zero(), "3", "丙"), two)
    group = consolidate([middle, last], [two], as_unit(department(), "G", "组"))
    nested = consolidate([payer(), group], [one], department())
    flat = consolidate([payer(), middle, last], [replace(one, receiver="2"), two], department())
    assert without_names(nested) == without_names(flat)
    assert nested.income.superior_subsidy == ZERO


# Proposals ---


def test_proposed_where_one_line_on_either_side_has_the_amount() -> None:
    assert proposed(reported([payer(), receiver()]), []) == (transfer("1", "2", "100.00"),)
    assert proposed(reported([payer(), receiver()]), [transfer("1", "2", "100.00")]) == ()


def test_proposed_where_one_payer_gave_what_all_report() -> None:
    members = [payer("160.00"), receiver("100.00"), receiver("60.00", "3")]
    assert set(proposed(reported(members), [])) == {transfer("1", "2", "100.00"), transfer("1", "3", "60.00")}


def test_not_proposed_where_two_could_be_meant() -> None:
    members = [payer("100.00"), payer("100.00", "4"), receiver("100.00"), receiver("100.00", "3")]
    assert proposed(reported(members), []) == ()


def test_not_proposed_where_amounts_differ_or_nobody_answers() -> None:
    assert proposed(reported([payer("100.00"), receiver("80.00")]), []) == ()
    assert proposed(reported([payer()]), []) == ()


def test_all_that_is_proposed_fits() -> None:
    """700104 pays a unit that is not among them: who paid the two receivers of 700100 is then nobody's to guess."""
    there = reported(thirty())
    found = proposed(there, [])
    assert found == (TRANSFERS[2],)
    there = {end: amount for end, amount in there.items() if end.unit != TRANSFERS[-1].payer}
    found = proposed(there, [])
    assert set(found) == set(INSIDE)
    assert taken_out(there, found) == found
    assert all(amount > 0 for amount in left_of(there, found).values())


# Told unit by unit ---


@pytest.mark.parametrize(
    "figure",
    [
        "income.total",
        "income.2080799.superior_subsidy",
        "expenditure.208.affiliate_subsidy",
        "income_grand_total",
        "general_public_budget.208.basic",
        "basic_expenditure.30101.total",
        "three_public.vehicles",
        "assets.vehicles",
        "agency_operating_costs",
        "previous.fiscal.income_grand_total",
        "closing_carry_over.total",
    ],
)
def test_every_number_is_told_unit_by_unit(figure: str) -> None:
    members = thirty()
    sums = consolidate(members, INSIDE, department())
    told = breakdown(members, INSIDE, sums, named(figure))
    assert told.is_exact
    assert len(told.parts) == len(members)


@pytest.mark.parametrize(
    "cell",
    [
        "income_lines/2080799/superior_subsidy",
        "income_lines/2080799/total",
        "expenditure_lines/2080799-non_fiscal/affiliate_subsidy",
        "expenditure_lines/2080101-general_public_budget/basic",
        "carry_over_lines/non_fiscal-/closing",
        "budget_lines/general_public_budget-2080101/initial_budget",
        "previous_lines/general_public_budget-2080101/amount",
        "economic_lines/30101/amount",
        "three_public_items/vehicle_running/adjusted_budget",
        "account//surplus_used",
        "account//agency_operating_costs_filed",
        "previous_year//fiscal_income_grand_total",
        "counts//reception_people",
        "profile//retired",
    ],
)
def test_every_box_is_told_unit_by_unit(cell: str) -> None:
    members = thirty()
    sums = consolidate(members, INSIDE, department())
    assert breakdown(members, INSIDE, sums, at(cell)).is_exact


def test_what_is_taken_out_is_told() -> None:
    sums = consolidate([payer(), receiver()], [transfer("1", "2", "100.00")], department())
    told = breakdown([payer(), receiver()], [transfer("1", "2", "100.00")], sums, named("income.superior_subsidy"))
    assert (told.amount, told.taken_out) == (ZERO, yuan("-100.00"))
    assert [part.amount for part in told.parts] == [ZERO, yuan("100.00")]


def test_unit_that_has_not_filled_it_in_is_told_so() -> None:
    lacking = replace(zero(), missing=frozenset(("counts.vehicles_held",)))
    told = breakdown([lacking], [], consolidate([lacking], [], department()), named("counts.vehicles_held"))
    assert (told.amount, told.parts[0].amount) == (None, None)


# What a unit brings ---


def test_digest_is_of_figures_and_not_of_words() -> None:
    f = all_funds()
    assert digest_of(replace(f, reasons={}, texts=zero().texts)) == digest_of(f)
    assert digest_of(replace(f, surplus_used=f.surplus_used + Decimal("0.01"))) != digest_of(f)
    assert digest_of(replace(f, missing=frozenset(("counts.vehicles_held",)))) != digest_of(f)


def test_same_sum_is_of_what_is_added_up() -> None:
    f = all_funds()
    typed = replace(f, performance=replace(f.performance, average_score=Decimal(1)), reasons={})
    assert is_same_sum(typed, f, keeps_previous=False)
    assert not is_same_sum(replace(f, previous=None), f, keeps_previous=False)
    assert is_same_sum(replace(f, previous=None), f, keeps_previous=True)
