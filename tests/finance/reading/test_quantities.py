"""Numbers with units in Chinese free text, and all that only looks like one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.reading.quantities import Bound, Quantity, quantities
from finance.reading.units import UNITS, unit_named


def read(text: str) -> list[tuple[str, str]]:
    return [(str(quantity.value), quantity.unit.name) for quantity in quantities(text)]


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("培训735 人", "735", "人"),
        ("招聘会145场次", "145", "场次"),
        ("执行率99.86%", "99.86", "%"),
        ("执行率９９．８６％", "99.86", "%"),
        ("结转1.74 万元", "1.74", "万元"),
        ("宣传册1万份", "1", "万份"),
        ("房屋3,456.21平方米", "3456.21", "平方米"),
        ("指导七县市", "7", "县市"),
        ("开展活动两次", "2", "次"),
        ("覆盖率百分之九十五", "95", "%"),
        ("覆盖率达百分之九十八点五", "98.5", "%"),
        ("完成率百分之百", "100", "%"),
        ("增长-2.5%", "-2.5", "%"),
        ("投资10.5亿元", "10.5", "亿元"),
        ("历时12个月", "12", "个月"),
        ("开展培训县市个数7个", "7", "个"),
        ("7个县市", "7", "个县市"),
        ("清雪50公里", "50", "公里"),
        ("提高2个百分点", "2", "个百分点"),
    ],
)
def test_quantity_is_read(text: str, value: str, unit: str) -> None:
    assert read(text) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "截至2023年12月31日",
        "2023 年 12 月底",
        "23年自治区就业补助资金",
        "2023-08-25完成",
        "2021—2023年",
        "10月30日前",
        "新人社函〔2022〕266号",
        "（人社部发〔2021〕112 号）",
        "财预[2020]10号",
        "第十二届创业创新大赛",
        "第3批、第2次",
        "党的二十大和十九届历次全会",
        "1.保证单位各项业务；2.开展活动",
        "（3）其他",
        "两个维护、四个自信、三次产业",
        "一次性补贴，一个中心",
        "7×24小时服务",
        "比例1:3",
        "A4纸、G218线、5G",
        "12333热线",
        "培训5-10人次",
        "几十个、数百人",
        "95后创业者",
        "",
    ],
)
def test_what_only_looks_like_a_quantity_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_position_is_that_of_the_text_as_written() -> None:
    text = "共培训７３５ 人，合格率９８％。"
    found = quantities(text)
    assert [text[q.start : q.end] for q in found] == ["７３５ 人", "９８％"]
    assert [q.text for q in found] == ["７３５ 人", "９８％"]


def test_words_before_reach_back_to_the_number_before() -> None:
    found = quantities("完成发布用工信息25000条、求职登记、职业指导700人。共20000份以上宣传资料")
    assert [q.before for q in found] == ["完成发布用工信息", "、求职登记、职业指导", "共"]
    assert found[2].after == "以上宣传资料"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("培训200人以上", Bound.AT_LEAST),
        ("培训不少于200人", Bound.AT_LEAST),
        ("差错不超过2起", Bound.AT_MOST),
        ("未超过2起", Bound.AT_MOST),
        ("2天以内办结", Bound.AT_MOST),
        ("培训200人", Bound.EXACT),
    ],
)
def test_bound_is_read(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize("text", ["近300人", "约300人", "300余人", "300多人", "300人左右"])
def test_vague_number_says_so(text: str) -> None:
    assert only(text).is_vague


def test_rounding_of_what_is_written() -> None:
    rate = only("执行率90.3%")
    assert rate.may_print(Decimal("90.28"))
    assert not rate.may_print(Decimal("90.36"))
    amount = only("1.74万元")
    assert amount.scaled == Decimal(17400)
    assert amount.may_print(Decimal("17449.99"))
    assert not amount.may_print(Decimal(17500))


def test_units_of_one_scale_convert_and_counters_stand_in() -> None:
    assert unit_named("万份").factor == 10_000
    assert unit_named("万份").is_same(unit_named("份"))
    assert unit_named("元").is_same(unit_named("万元"))
    assert unit_named("场").is_same(unit_named("场次"))
    assert unit_named("人").may_stand_for(unit_named("家"))
    assert unit_named("个").may_stand_for(unit_named("场馆"))
    assert not unit_named("人").may_stand_for(unit_named("期"))
    assert not unit_named("元").may_stand_for(unit_named("人"))
    assert not unit_named("人").is_same(unit_named("%"))


def test_counter_nobody_listed_is_read_when_named() -> None:
    assert read("建成3驿站") == []
    assert [q.unit.name for q in quantities("建成3驿站", {"驿站"})] == ["驿站"]


@given(st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text


@given(st.integers(0, 10**8), st.sampled_from(sorted(UNITS)))
def test_what_is_written_is_read_back(number: int, unit: str) -> None:
    assert only(f"完成{number}{unit}").scaled == number * unit_named(unit).factor
