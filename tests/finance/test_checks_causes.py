"""Likely causes and the words of amounts."""

from decimal import Decimal

import pytest

from finance.checks.causes import likely_cause, with_cause
from finance.checks.words import amount_words, pair_words


@pytest.mark.parametrize(
    ("found", "expected", "cause"),
    [
        ("7144700", "7124700", "个别数字录错（两数仅一位不同）"),
        ("145", "154", "相邻两位数字颠倒"),
        ("724.95", "7249500.00", "元与万元混用（相差一万倍）"),
        ("724.95", "7249538.21", "元与万元混用（相差一万倍）"),
        ("7249500", "72495000", "小数点错位（相差10倍）"),
        ("65000", "650", "小数点错位（相差100倍）"),
        ("-3200.00", "3200.00", "正负号填反"),
        ("0.00", "3200.00", "漏填"),
        ("3200.00", "0.00", "多填，或对应的一处漏填"),
        ("6400.00", "3200.00", "重复计算或漏计一半（恰为两倍）"),
        ("44575.00", "3600.00", "误填了“公务用车运行维护费”的数"),
        ("12000.00", "56575.00", "漏计了“公务用车运行维护费”（差额恰为该数）"),
        ("61575.00", "17000.00", "多计了“公务用车运行维护费”（差额恰为该数）"),
        ("3172.40", "918.27", ""),
        ("7144700.00", "7124712.21", "个别数字录错（两数仅一位不同）"),  # as printed: 714.47, 712.47
        ("5.00", "5.00", ""),
    ],
)
def test_likely_cause(found: str, expected: str, cause: str) -> None:
    neighbours = [("公务用车运行维护费", Decimal("44575.00")), ("公务用车购置费", Decimal("0.00"))]
    assert likely_cause(Decimal(found), Decimal(expected), neighbours) == cause


@pytest.mark.parametrize(("found", "expected"), [("5", "50"), ("-65", "650"), ("-724.95", "7249500"), ("1", "100")])
def test_factor_needs_telling_digits_of_one_sign(found: str, expected: str) -> None:
    assert likely_cause(Decimal(found), Decimal(expected), is_money=False) == ""


def test_number_met_everywhere_is_no_neighbour() -> None:
    neighbours = [("指标“培训次数”的完成值", Decimal(1)), ("指标“培训人次”的完成值", Decimal(735))]
    assert likely_cause(Decimal(99), Decimal(98), neighbours, is_money=False) == ""
    cause = likely_cause(Decimal(735), Decimal(98), neighbours, is_money=False)
    assert cause == "误填了“指标‘培训人次’的完成值”的数"


def test_no_unit_is_mixed_up_in_counts() -> None:
    assert likely_cause(Decimal(7), Decimal(70000), is_money=False) != "元与万元混用（相差一万倍）"
    assert with_cause("") == ""
    assert with_cause("漏填") == "可能原因：漏填。"


def test_amounts_are_told_in_the_unit_that_shows_their_difference() -> None:
    assert pair_words(Decimal("7144700"), Decimal("7124700")) == ("714.47万元", "712.47万元", "2.00万元")
    assert pair_words(Decimal("5000.01"), Decimal("5000.00")) == ("5000.01元", "5000.00元", "0.01元")
    # 0.005万元 on either side: the printed difference would not be the difference of what is printed.
    assert pair_words(Decimal("10149.00"), Decimal("10051.00")) == ("10149.00元", "10051.00元", "98.00元")


@pytest.mark.parametrize(
    ("amount", "words"), [("0.00", "0.00万元"), ("0.01", "0.01元"), ("4800.00", "0.48万元"), ("-100.00", "-0.01万元")]
)
def test_single_amount_never_reads_as_nothing(amount: str, words: str) -> None:
    assert amount_words(Decimal(amount)) == words
