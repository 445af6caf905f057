"""指标值 as clerks write it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.scorecards import Operator
from performance.values import Day, NotDone, Number, Range, Wording, read, split_sign


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        (">=22300 条", "22300", "条"),
        ("=95.5%", "95.5", "%"),
        ("=100%%", "100", "%%"),
        ("≥95％", "95", "%"),
        ("１２个", "12", "个"),
        ("7县市", "7", "县市"),
        ("2,940.05万元", "2940.05", "万元"),
        ("不低于90%", "90", "%"),
        ("50人以上", "50", "人"),
        ("-2%", "-2", "%"),
    ],
)
def test_number_with_its_unit(text: str, value: str, unit: str) -> None:
    assert read(text) == Number(Decimal(value), unit)


def test_number_multiplies_out_wan() -> None:
    assert read("1万份") == Number(Decimal(1), "万份")
    number = Number(Decimal("1.5"), "万份")
    assert (number.scaled, number.plain_unit) == (Decimal(15_000), "份")


@pytest.mark.parametrize("text", ["5-7次", "5~7次", "5～7次", "5—7次", "5至7次", "5次-7次", ">=5-7次"])
def test_range(text: str) -> None:
    assert read(text) == Range(Number(Decimal(5), "次"), Number(Decimal(7), "次"))


@pytest.mark.parametrize("text", ["7-5次", "2023-09", "1-2-3"])
def test_what_only_looks_like_a_range_is_words(text: str) -> None:
    assert read(text) == Wording()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年9月30日", "2023-09-30", "2023-09-30"),
        ("2023 年 8 月 25 日", "2023-08-25", "2023-08-25"),
        ("=2023年10月31日", "2023-10-31", "2023-10-31"),
        ("2023年10月30日前", "2023-10-30", "2023-10-30"),
        ("2023-09-30", "2023-09-30", "2023-09-30"),
        ("2023/9/30", "2023-09-30", "2023-09-30"),
        ("2023年12月底前", "2023-12-28", "2023-12-31"),
        ("2023年2月", "2023-02-01", "2023-02-28"),
        ("2023年6月中旬", "2023-06-11", "2023-06-20"),
        ("2023年10月前", "2023-09-30", "2023-09-30"),
        ("2023年1月前", "2022-12-31", "2022-12-31"),
        ("2023年年底", "2023-12-31", "2023-12-31"),
        ("12月31日", "2023-12-31", "2023-12-31"),
        ("年底前", "2023-12-31", "2023-12-31"),
    ],
)
def test_date(text: str, first: str, last: str) -> None:
    day = read(text)
    assert isinstance(day, Day)
    assert day.span(2023) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2023年13月1日", "2023年2月30日", "2023-00-10", "2023年4月31日前"])
def test_day_that_no_calendar_has_is_words(text: str) -> None:
    assert read(text) == Wording()


def test_leap_day_without_a_year_takes_the_other_dates_year() -> None:
    day = read("2月29日")
    assert isinstance(day, Day)
    assert day.span(None)[1] == date(2000, 2, 29)
    assert day.span(2023)[1] == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["/", "—", "未开展", "无", " / "])
def test_not_done(text: str) -> None:
    assert read(text) == NotDone()


@pytest.mark.parametrize("text", ["长期", "逐步提升", "", "99999999999999999999条"])
def test_words(text: str) -> None:
    assert read(text) == Wording()


@pytest.mark.parametrize(
    ("text", "operator", "rest"),
    [
        (">=5", Operator.AT_LEAST, "5"),
        ("＞＝5", Operator.AT_LEAST, "5"),
        ("≤5", Operator.AT_MOST, "5"),
        ("<5", Operator.LESS, "5"),
        ("＝5", Operator.EQUAL, "5"),
        ("不超过5", Operator.AT_MOST, "5"),
        ("5人以内", Operator.AT_MOST, "5人"),
        ("长期", Operator.NONE, "长期"),
        (">", Operator.NONE, ">"),
    ],
)
def test_sign(text: str, operator: Operator, rest: str) -> None:
    assert split_sign(text) == (operator, rest)


@given(st.text(max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read(text), Number | Range | Day | NotDone | Wording)
