"""What counts as a number in an indicator: plain figures, never what only Decimal would read."""

from decimal import Decimal

import pytest

from performance.scorecards import IndicatorValue, Operator


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999999", "1_000", "", "长期", "12345678901234"])
def test_slip_is_no_number(text: str) -> None:
    assert IndicatorValue(Operator.EQUAL, text).number is None


@pytest.mark.parametrize(("text", "number"), [("6.50", "6.50"), ("22,300", "22300"), ("0", "0"), ("-3", "-3")])
def test_plain_figure_is_a_number(text: str, number: str) -> None:
    assert IndicatorValue(Operator.EQUAL, text).number == Decimal(number)
