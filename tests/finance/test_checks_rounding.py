"""Rounding is its own class: what it explains is information, what it cannot explain is found however small."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.checks.intervals import HALF_STEP, Interval, sum_of
from finance.checks.printed import looks_printed
from finance.checks.registry import Severity
from finance.figures import Figures
from finance.money import to_wan
from tests.finance.checking import base_line, economic, found, ids, part, together
from tests.samples import SAMPLES

yuan = st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents) / 100)


@given(yuan)
def test_printed_interval_holds_exactly_what_prints_the_same(amount: Decimal) -> None:
    interval = Interval.printed(amount)
    printed = to_wan(amount)
    assert interval.low <= amount <= interval.high
    assert to_wan(interval.low) == printed == to_wan(interval.high)
    assert to_wan(interval.low - Decimal("0.01")) != printed != to_wan(interval.high + Decimal("0.01"))


@given(st.lists(yuan, max_size=30))
def test_sum_of_rounded_amounts_never_accuses_their_true_sum(amounts: list[Decimal]) -> None:
    rounded = [to_wan(amount) * 10_000 for amount in amounts]
    parts = sum_of([Interval.printed(amount) for amount in rounded])
    whole = Interval.printed(to_wan(sum(amounts, Decimal(0))) * 10_000)
    assert parts.meets(whole)


def test_intervals_apart_by_a_cent_do_not_meet() -> None:
    one, other = Interval.printed(Decimal(10_000)), Interval.printed(Decimal(10_200))
    assert not one.meets(other)
    assert other.surely_exceeds(one)
    assert one.meets(Interval.printed(Decimal(10_000) + HALF_STEP - Decimal("0.01")))
    assert not Interval.printed(Decimal(10_100)).meets(one)


@pytest.mark.parametrize(
    ("amounts", "is_printed"),
    [
        ([Decimal(n) * 100 for n in (123, 457, 3, 98761, 55, 21, 8, 77)], True),
        ([Decimal(n) * 100 for n in (123, 457, 3, 98761, 55, 21, 8)], False),  # too few to tell
        ([*(Decimal(n) * 100 for n in (123, 457, 3, 98761, 55, 21, 8, 77)), Decimal("0.01")], False),
        ([Decimal(n) * 1000 for n in (123, 457, 3, 98761, 55, 21, 8, 77)], False),  # rounder than 万元 prints
    ],
)
def test_printed_amounts_can_be_told(amounts: list[Decimal], is_printed: bool) -> None:
    assert looks_printed(amounts) is is_printed


def in_wan_only(f: Figures, *groups: str) -> Figures:
    return replace(f, printed_only=frozenset(groups))


def rounded_economic(f: Figures) -> Figures:
    """基本支出 entered from a published table: each line as printed."""
    lines = tuple(replace(x, amount=to_wan(x.amount) * 10_000) for x in f.economic_lines)
    return replace(f, economic_lines=lines)


def test_rounded_table_against_exact_expenditure_is_information_with_the_note() -> None:
    f = in_wan_only(rounded_economic(SAMPLES["all_funds"]()), "basic_expenditure")
    findings = found(f)
    assert {finding.severity for finding in findings} == {Severity.INFORMATION}
    assert "F301" in ids(findings)
    assert all("因四舍五入" in finding.message for finding in findings)


def test_rounded_table_can_be_seen_to_be_one() -> None:
    findings = found(rounded_economic(SAMPLES["all_funds"]()))
    assert {finding.severity for finding in findings} == {Severity.INFORMATION}


def test_same_difference_in_exact_figures_is_an_error() -> None:
    one_cent = together(economic({"30201": "0.01"}), economic({"30211": "0.01"}))
    findings = found(one_cent(rounded_economic(SAMPLES["all_funds"]())))
    assert {finding.severity for finding in findings if finding.check == "F301"} == {Severity.ERROR}


def test_rounding_that_23_lines_cannot_explain_is_an_error_however_small() -> None:
    f = rounded_economic(SAMPLES["no_offices"]())
    lines = sum(1 for line in f.economic_lines if line.amount)
    beyond = economic({"30201": str(100 * lines)})(f)
    (finding,) = (x for x in found(in_wan_only(beyond, "basic_expenditure")) if x.check == "F301")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("amount", "severity"), [("5000000.00", Severity.INFORMATION), ("4000000.00", Severity.WARNING)]
)
def test_last_year_in_printed_wan(amount: str, severity: Severity) -> None:
    """上年 is copied from the published report; its parts then sum to its total but for 尾差."""
    f = SAMPLES["everything_fell"]()
    assert f.previous is not None
    lines = tuple(replace(line, amount=to_wan(line.amount) * 10_000) for line in f.previous.lines)
    f = part("previous", lines=lines)(f)
    off = f.previous.fiscal.expenditure - f.previous.fiscal_income_grand_total  # type: ignore[union-attr,operator]
    assert off
    change = together(base_line("previous", lines[0].fund, "2299999", "0.00"))
    if severity is Severity.WARNING:
        change = base_line("previous", lines[0].fund, "2299999", amount)
        change = together(
            change, part("previous", income_grand_total=Decimal(10**9), fiscal_income_grand_total=Decimal(10**8))
        )
    findings = [x for x in found(in_wan_only(change(f), "previous")) if x.check == "F502"]
    assert [x.severity for x in findings] == [severity]
