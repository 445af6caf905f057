"""Cells: what is understood, what is refused and in which words, and that what is printed is read again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.cells import Amount, AmountUnit, Cell, Choice, Count, Flag, Number, Refused, Words
from finance.typed_numbers import MAX_NUMBER_LENGTH
from units.models import AmountUnit as StoredUnit

YUAN, WAN = AmountUnit.YUAN, AmountUnit.WAN


def test_the_users_units_are_those_of_the_cells() -> None:
    assert StoredUnit.choices == AmountUnit.choices()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("12,345,678.9", "12345678.90"),
        ("１２３４．５０", "1234.50"),
        ("１，２３４．５０", "1234.50"),
        ("  1 234.50\u3000", "1234.50"),
        ("1234。5", "1234.50"),
        ("¥1,234.50", "1234.50"),
        ("￥1234.5元", "1234.50"),
        ("0.1235万元", "1235.00"),
        ("+5", "5.00"),
        (".5", "0.50"),
        ("1.500", "1.50"),
        ("-", "0.00"),
        (" — ", "0.00"),
        ("", "0.00"),
        ("\u200b7\ufeff", "7.00"),
    ],
)
def test_an_amount_is_understood_as_people_write_it(text: str, yuan: str) -> None:
    assert Amount().parse(text, YUAN) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("12a", "不是数字"),
        ("一百", "不是数字"),
        ("10²", "不是数字"),
        ("٣٤", "不是数字"),
        ("1.2.3", "不是数字"),
        ("--5", "不是数字"),
        ("1e30", "科学记数法"),
        ("1.5E+10", "科学记数法"),
        ("=SUM(A1:A3)", "公式"),
        ("＝A1", "公式"),
        ("+A1*2", "公式"),
        ("#REF!", "Excel 的错误值"),
        ("#N/A", "Excel 的错误值"),
        ("2023-10-30", "日期"),
        ("2023/1/5", "日期"),
        ("2023.1.5", "日期"),
        ("10月30日", "日期"),
        ("2023年", "日期"),
        ("12:30", "日期"),
        ("95%", "百分比"),
        ("1,23", "逗号位置不对"),
        ("12,34.5", "逗号位置不对"),
        ("1.234", "小数太多"),
        ("10000000000000", "太大"),
        ("9" * 50, "太大"),
        ("9" * 61, "太长"),
        ("1" * 10_000_000, "太长"),
        ("-0.01", "不能是负数"),
        ("(5)", "不能是负数"),
        ("<script>alert(1)</script>", "不是数字"),
        ("nan", "不是数字"),
        ("Infinity", "不是数字"),
        ("1_000", "不是数字"),
    ],
)
def test_what_is_no_amount_is_told_by_its_own_name(text: str, word: str) -> None:
    with pytest.raises(Refused, match=word) as refusal:
        Amount().parse(text, YUAN)
    assert len(str(refusal.value)) < 80


def test_an_amount_in_wan_is_kept_to_the_cent() -> None:
    assert Amount().parse("724.953612", WAN) == Decimal("7249536.12")
    assert Amount().parse("724.95", WAN) == Decimal("7249500.00")
    with pytest.raises(Refused, match="6 位小数"):
        Amount().parse("724.9536121", WAN)
    with pytest.raises(Refused, match="太大"):
        Amount().parse("1000000000", WAN)


def test_what_is_written_behind_a_number_is_its_unit() -> None:
    assert Amount().parse("5元", WAN) == Decimal("5.00")
    assert Amount().parse("5万元", YUAN) == Decimal("50000.00")


def test_only_a_carry_over_may_be_negative() -> None:
    signed = Amount(signed=True)
    assert [signed.parse(text, YUAN) for text in ("-1,234.5", "−1234.5", "(1,234.50)", "（1234.50）")] == [
        Decimal("-1234.50")
    ] * 4


def test_empty_is_nothing_where_nothing_is_not_zero() -> None:
    assert Amount(optional=True).parse(" ", YUAN) is None
    assert Amount(optional=True).print(None, YUAN) == ""
    assert Amount().print(Decimal(0), YUAN) == "0.00"


@given(st.decimals(min_value=-9_999_999_999_999, max_value=9_999_999_999_999, places=2), st.sampled_from(AmountUnit))
def test_a_printed_amount_is_read_again(value: Decimal, unit: AmountUnit) -> None:
    cell = Amount(signed=True)
    assert cell.parse(cell.print(value, unit), unit) == value


@given(st.text(max_size=MAX_NUMBER_LENGTH + 5))
def test_any_text_is_read_or_refused(text: str) -> None:
    cells: tuple[Cell, ...] = (Amount(), Amount(optional=True, signed=True), Count(), Number(), Flag(), Words(20))
    for cell in cells:
        try:
            value = cell.parse(text, YUAN)
        except Refused:
            continue
        assert cell.parse(cell.print(value, YUAN), YUAN) == value


def test_an_area_has_no_unit_of_money() -> None:
    area = Amount(optional=True, scaled=False)
    assert area.parse("1,820.5", WAN) == Decimal("1820.50")
    assert area.print(Decimal("1820.50"), WAN) == "1,820.50"


def test_a_count_is_whole() -> None:
    assert Count().parse("１２", YUAN) == 12
    assert Count().parse("3.0", YUAN) == 3
    assert Count().parse("", YUAN) is None
    for text in ("2.5", "3元", "-1", "99999999999"):
        with pytest.raises(Refused):
            Count().parse(text, YUAN)


def test_a_score_has_its_limit() -> None:
    assert Number(optional=True, maximum=Decimal(100)).parse("93.7", YUAN) == Decimal("93.70")
    with pytest.raises(Refused, match="不能超过 100"):
        Number(maximum=Decimal(100)).parse("100.5", YUAN)
    assert Number().print(Decimal("20.00"), YUAN) == "20"


def test_words_are_cleaned_and_no_longer_than_their_column() -> None:
    assert Words().parse("一\r\n二\x00\ue000\t三 ", YUAN) == "一\n二 三"
    assert Words(5, lines=False).parse("一\n二", YUAN) == "一 二"
    with pytest.raises(Refused, match="最多 5 个字，现在有 6 个"):
        Words(5).parse("一二三四五六", YUAN)
    with pytest.raises(Refused, match="太长"):
        Words().parse("字" * 10_000_000, YUAN)
    with pytest.raises(Refused, match="不能为空"):
        Words(5, required=True).parse("  ", YUAN)


def test_a_choice_is_understood_by_its_label() -> None:
    choice = Choice((("none", ""), ("at_least", ">=")), "none")
    assert choice.empty == "none"
    assert choice.parse(">=", YUAN) == "at_least"
    with pytest.raises(Refused, match="可选"):
        choice.parse("<script>", YUAN)


def test_a_flag_is_yes_or_no() -> None:
    assert [Flag().parse(text, YUAN) for text in ("是", "on", "", "否")] == [True, True, False, False]
    with pytest.raises(Refused):
        Flag().parse("也许", YUAN)
