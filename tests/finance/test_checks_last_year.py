"""This year's account against last year's own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from finance.checks import LAST_YEAR_CHECKS
from finance.checks.registry import Severity
from finance.figures import Figures
from finance.funds import Base
from finance.lines import BaseLine
from finance.money import to_wan
from finance.terms import FISCAL_FUNDS, Fund
from tests.finance.checking import base_line, carried, ids, part
from tests.samples import SAMPLES

GENERAL = Fund.GENERAL_PUBLIC_BUDGET


def followed(last: Figures) -> Figures:
    """The year after: last year's closing carried over, last year's figures entered as 上年."""
    previous = Base(
        lines=tuple(
            BaseLine(line.fund, line.item_code, line.amounts.total)
            for line in last.expenditure_lines
            if line.fund in FISCAL_FUNDS
        ),
        three_public=last.three_public,
        income_grand_total=last.income_grand_total,
        fiscal_income_grand_total=last.fiscal.income_grand_total,
        agency_operating_costs=last.agency_operating_costs,
    )
    lines = tuple(replace(line, opening=line.closing) for line in last.carry_over_lines)
    return replace(last, fiscal_year=last.fiscal_year + 1, carry_over_lines=lines, previous=previous)


@pytest.mark.parametrize("name", SAMPLES)
def test_year_that_follows_its_last_gives_nothing(name: str) -> None:
    last = SAMPLES[name]()
    assert LAST_YEAR_CHECKS.run(followed(last), last) == ()


def test_opening_that_is_not_the_closing() -> None:
    last = SAMPLES["everything_fell"]()
    (finding,) = LAST_YEAR_CHECKS.run(carried(Fund.NON_FISCAL, opening="0.01")(followed(last)), last)
    assert (finding.check, finding.figures) == ("F511", ("opening_carry_over.non_fiscal",))
    assert "相差0.01元" in finding.message


def test_last_years_total_that_is_not_as_filed() -> None:
    last = SAMPLES["everything_fell"]()
    wrong = part("previous", income_grand_total=last.income_grand_total + 100)(followed(last))
    (finding,) = LAST_YEAR_CHECKS.run(wrong, last)
    assert (finding.check, finding.severity) == ("F512", Severity.ERROR)
    assert finding.figures == ("previous.income_grand_total",)
    assert "相差0.01万元" in finding.message


def test_last_years_item_that_is_not_as_filed_or_left_out() -> None:
    last = SAMPLES["everything_fell"]()
    wrong = base_line("previous", GENERAL, "2011302", "1.00")(followed(last))
    (finding,) = LAST_YEAR_CHECKS.run(wrong, last)
    assert (finding.check, finding.severity) == ("F513", Severity.WARNING)
    assert finding.figures == ("previous.general_public_budget.2011302.expenditure",)
    kept = tuple(line for line in wrong.previous.lines if line.item_code != "2011302")  # type: ignore[union-attr]
    assert ids(LAST_YEAR_CHECKS.run(part("previous", lines=kept)(wrong), last)) == ["F513"]


def test_last_year_entered_in_printed_wan_is_information() -> None:
    last = SAMPLES["everything_fell"]()
    printed = to_wan(last.income_grand_total) * 10_000
    assert printed != last.income_grand_total
    (finding,) = LAST_YEAR_CHECKS.run(part("previous", income_grand_total=printed)(followed(last)), last)
    assert (finding.check, finding.severity) == ("F512", Severity.INFORMATION)


def test_missing_last_year_is_not_checkable() -> None:
    last = SAMPLES["everything_fell"]()
    f = replace(followed(last), missing=frozenset({"previous.income_grand_total"}))
    f = part("previous", income_grand_total=Decimal(0))(f)
    findings = LAST_YEAR_CHECKS.run(f, last)
    assert {finding.severity for finding in findings} == {Severity.NOT_CHECKABLE}
