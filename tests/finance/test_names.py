"""Every figure has a Chinese name."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cached_property

import pytest

from finance.classification import classification_of
from finance.figures import Figures, Profile, Texts
from finance.funds import Base
from finance.names import label, reason_label
from tests.samples import SAMPLES, all_funds, zero

# Parts that lead to amounts which have a shorter name of their own, or to no amount.
_NOT_NAMES = {
    "lines",
    "accounts",
    "amounts",
    "received",
    "spent",
    "carried",
    "unit",
    "classification",
}


def _attributes(value: object) -> Iterator[str]:
    for kind in type(value).__mro__:
        for name, member in vars(kind).items():
            if not name.startswith("_") and isinstance(member, property | cached_property):
                yield name
    if is_dataclass(value):
        yield from (f.name for f in fields(value))


def _amounts(value: object, path: str = "") -> Iterator[str]:
    """The dotted name of every amount and count that can be reached."""
    for name in sorted(set(_attributes(value)) - _NOT_NAMES):
        member = getattr(value, name)
        dotted = f"{path}{name}"
        if isinstance(member, Decimal) or (isinstance(member, int) and not isinstance(member, bool)):
            yield dotted
        elif type(member).__module__.startswith("finance.") and not isinstance(member, str):
            yield from _amounts(member, f"{dotted}.")


def _figures() -> Figures:
    figures = all_funds()
    amount = Decimal("1.00")
    base = Base(
        lines=figures.initial_budget.lines,
        income_grand_total=amount,
        fiscal_income_grand_total=amount,
        agency_operating_costs=amount,
    )
    return Figures(**vars(zero()) | {"previous": base, "agency_operating_costs_filed": amount})


def test_every_amount_of_figures_has_a_label() -> None:
    names = list(_amounts(_figures()))
    assert len(names) >= 140
    for name in names:
        shown = label(name)
        assert shown
        assert "{" not in shown
        assert not any(c.isascii() and c.isalpha() for c in shown), (name, shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("income.total", "本年收入合计"),
        ("income.fiscal_appropriation", "财政拨款收入"),
        ("expenditure.basic", "基本支出"),
        ("expenditure.208.basic", "本年支出 208 社会保障和就业支出 基本支出"),
        ("general_public_budget.2080101.expenditure", "一般公共预算财政拨款 2080101 行政运行 支出"),
        ("general_public_budget.expenditure", "一般公共预算财政拨款支出"),
        (
            "previous.general_public_budget.2080101.expenditure",
            "上年一般公共预算财政拨款 2080101 行政运行 支出",
        ),
        ("previous.income_grand_total", "上年收入总计"),
        ("previous.fiscal.income_grand_total", "上年财政拨款收入总计"),
        ("initial_budget.fiscal.expenditure", "年初预算 财政拨款支出"),
        ("adjusted_budget.three_public.total", "全年预算 “三公”经费合计"),
        ("fiscal.opening", "年初财政拨款结转和结余"),
        ("closing_carry_over.non_fiscal", "年末结转和结余（非财政拨款）"),
        ("basic_expenditure.30101.total", "一般公共预算财政拨款基本支出 30101 基本工资"),
        ("profile.on_duty", "在职人员"),
        ("three_public.vehicle_running", "公务用车运行维护费"),
        ("assets.house_area", "房屋面积"),
    ],
)
def test_label_is_the_term_of_the_trade(name: str, shown: str) -> None:
    assert label(name, classification_of(2023)) == shown


def test_every_text_has_a_label() -> None:
    for part, name in ((Texts, "texts"), (Profile, "profile")):
        assert all(label(f"{name}.{f.name}") for f in fields(part))


@pytest.mark.parametrize("fund", ["general_public_budget", "government_fund", "state_capital_operations", "fiscal"])
def test_every_amount_of_a_fund_has_a_label_under_a_code(fund: str) -> None:
    names = list(_amounts(getattr(_figures(), fund).of("205")))
    assert {"opening", "income", "expenditure", "closing"} <= set(names)
    assert all(label(f"{fund}.205.{name}").count(" 205 ") == 1 for name in names)


def test_label_without_a_classification_shows_the_code_alone() -> None:
    assert label("government_fund.2296004.project") == "政府性基金预算财政拨款 2296004 项目支出"


@pytest.mark.parametrize(
    "name",
    ["", "nonsense", "income", "income.nonsense", "income.x.total", "three_public.208.total", "previous"],
)
def test_label_refuses_what_is_no_figure(name: str) -> None:
    with pytest.raises(KeyError):
        label(name)


def test_every_reason_of_the_samples_has_a_label() -> None:
    keys = {key for build in SAMPLES.values() for key in build().reasons}
    assert len(keys) > 200
    for key in keys:
        assert reason_label(key).endswith("相比的主要原因")


def test_reason_label_names_both_sides() -> None:
    assert reason_label("income_grand_total.previous") == "收入总计与上年相比的主要原因"
    assert label("reasons.income_grand_total.previous") == "收入总计与上年相比的主要原因"
    assert reason_label("three_public.vehicle_running.adjusted_budget") == (
        "公务用车运行维护费与全年预算相比的主要原因"
    )


@pytest.mark.parametrize("key", ["income_grand_total", "income.total", "nonsense.previous", ""])
def test_reason_label_refuses_what_is_no_comparison(key: str) -> None:
    with pytest.raises(KeyError):
        reason_label(key)
