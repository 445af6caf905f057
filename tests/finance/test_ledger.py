"""The door between rows and Figures: what is written is what is read, and what may not be is named."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings

from disclosure.samples.changji_2023 import changji_2023
from finance import models
from finance.figures import Figures, Procurement, Profile, Texts, Unit
from finance.funds import Base, ThreePublic
from finance.ledger import ChangedMeanwhile, figures_of, write_figures
from finance.lines import (
    BaseLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import ZERO
from finance.terms import Fund, UnitKind
from tests.factories import make_account, make_unit
from tests.finance.random_figures import figures as any_figures
from tests.samples import SAMPLES, all_funds, everything_fell, large, zero

pytestmark = pytest.mark.django_db

ONE = Decimal("1.00")
MINUS = Decimal("-0.01")


def account_for(figures: Figures) -> models.FinalAccount:
    """The account of the figures' unit and year, with nothing in it."""
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    return make_account(unit, fiscal_year=figures.fiscal_year)


def faults(figures: Figures, account: models.FinalAccount | None = None) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        write_figures(account or account_for(figures), figures)
    return refused.value.messages


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_read_as_it_was_written(name: str) -> None:
    figures = SAMPLES[name]()
    account = account_for(figures)
    write_figures(account, figures)
    assert figures_of(account) == figures


def test_published_report_is_read_as_it_was_written() -> None:
    figures, _ = changji_2023()
    account = account_for(figures)
    write_figures(account, figures)
    assert figures_of(account) == figures


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(figures=any_figures())
def test_any_figures_are_read_as_they_were_written(figures: Figures) -> None:
    account = models.FinalAccount.objects.filter(unit__code=figures.unit.code).first()
    account = account or make_account(make_unit(figures.unit.code))
    write_figures(account, figures)
    assert figures_of(account) == figures


def test_lines_are_read_in_the_order_of_the_report_however_they_were_entered() -> None:
    figures = all_funds()
    account = account_for(figures)
    write_figures(
        account,
        replace(
            figures,
            income_lines=figures.income_lines[::-1],
            expenditure_lines=figures.expenditure_lines[::-1],
            carry_over_lines=figures.carry_over_lines[::-1],
            economic_lines=figures.economic_lines[::-1],
        ),
    )
    assert figures_of(account) == figures


def test_reading_takes_a_query_for_each_table_whatever_the_size(django_assert_num_queries: Any) -> None:
    figures = large()
    account = account_for(figures)
    write_figures(account, figures)
    with django_assert_num_queries(16):
        figures_of(models.FinalAccount(pk=account.pk))


def test_writing_does_not_ask_the_database_for_each_line(django_assert_max_num_queries: Any) -> None:
    figures = large()
    account = account_for(figures)
    with django_assert_max_num_queries(80):
        write_figures(account, figures)


def test_writing_replaces_every_row() -> None:
    before = all_funds()
    account = account_for(before)
    write_figures(account, before)
    after = replace(
        everything_fell(),
        unit=before.unit,
        reasons=before.reasons,
        previous=None,
        texts=Texts(),
        missing=frozenset(),
    )
    write_figures(account, after)
    assert figures_of(account) == after


def test_writing_leaves_other_accounts_alone() -> None:
    figures = all_funds()
    account = account_for(figures)
    write_figures(account, figures)
    next_year = make_account(account.unit, fiscal_year=2024)
    write_figures(next_year, replace(figures, fiscal_year=2024))
    write_figures(next_year, replace(zero(), unit=figures.unit, fiscal_year=2024))
    assert figures_of(account) == figures


def test_writing_moves_the_version_and_refuses_one_read_before_it_moved() -> None:
    figures = all_funds()
    account = account_for(figures)
    stale = models.FinalAccount.objects.get(pk=account.pk)
    write_figures(account, figures)
    assert account.version == 1
    with pytest.raises(ChangedMeanwhile, match="已被他人修改"):
        write_figures(stale, replace(figures, surplus_used=ONE))
    assert figures_of(account) == figures


def test_account_takes_name_and_kind_from_the_figures() -> None:
    figures = all_funds()
    account = account_for(figures)
    renamed = replace(figures, unit=Unit(figures.unit.code, "改名后的学院", UnitKind.PUBLIC_WELFARE_ONE))
    write_figures(account, renamed)
    assert (account.unit_name, account.unit_kind) == ("改名后的学院", "public_welfare_one")
    assert account.unit.name == figures.unit.name


def test_figures_of_another_unit_or_year_are_refused() -> None:
    figures = all_funds()
    account = account_for(figures)
    assert "2024 年度" in faults(replace(figures, fiscal_year=2024), account)[0]
    other = Unit("999999", "别的单位", figures.unit.kind)
    assert "别的单位（999999）" in faults(replace(figures, unit=other), account)[0]


def _income(code: str, **amounts: Decimal) -> dict[str, Any]:
    return {"income_lines": (IncomeLine(code, IncomeAmounts(**amounts)),)}


def _spent(code: str, fund: Fund, **amounts: Decimal) -> dict[str, Any]:
    return {"expenditure_lines": (ExpenditureLine(code, fund, ExpenditureAmounts(**amounts)),)}


GENERAL = Fund.GENERAL_PUBLIC_BUDGET


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (_income("2089999X"), "收入决算 2089999X：功能分类科目“2089999X”不在 2023 年度科目表中"),
        (
            _income("208"),
            "收入决算 208 社会保障和就业支出：功能分类科目“208 社会保障和就业支出”不是项级科目，请填到项",
        ),
        (_income("2080101", other=MINUS), "收入决算 2080101 行政运行：其他收入（-0.01）不能为负数"),
        (
            _spent("2080101", GENERAL, project=MINUS),
            "支出决算 一般公共预算财政拨款 2080101 行政运行：项目支出（-0.01）不能为负数",
        ),
        (
            {"carry_over_lines": (CarryOverLine(Fund.GOVERNMENT_FUND, "", ZERO, ONE),)},
            "结转和结余 政府性基金预算财政拨款：政府性基金预算财政拨款的结转和结余须分科目填列",
        ),
        (
            {"initial_budget": Base(lines=(BaseLine(GENERAL, "2080101", MINUS),))},
            "支出预算 一般公共预算财政拨款 2080101 行政运行：年初预算数（-0.01）不能为负数",
        ),
        (
            {"adjusted_budget": Base(lines=(BaseLine(GENERAL, "", MINUS),))},
            "支出预算 一般公共预算财政拨款：全年预算数（-0.01）不能为负数",
        ),
        (
            {"initial_budget": Base(income_grand_total=ONE)},
            "年初预算 收入总计：预算没有这一项，不能填列",
        ),
        (
            {"previous": Base(lines=(BaseLine(GENERAL, "2010101", MINUS),))},
            "上年支出决算 一般公共预算财政拨款 2010101 行政运行：上年支出决算数（-0.01）不能为负数",
        ),
        ({"previous": Base(income_grand_total=MINUS)}, "上年决算总数：上年收入总计（-0.01）不能为负数"),
        (
            {"economic_lines": (EconomicLine("30199", MINUS),)},
            "基本支出经济分类 30199 其他工资福利支出：决算数（-0.01）不能为负数",
        ),
        (
            {"economic_lines": (EconomicLine("30188", ONE),)},
            "基本支出经济分类 30188：经济分类科目“30188”不在 2023 年度科目表中",
        ),
        (
            {"three_public": ThreePublic(official_reception=MINUS)},
            "“三公”经费 公务接待费：决算数（-0.01）不能为负数",
        ),
        ({"profile": Profile(on_duty=-1)}, "单位概况：在职人员（-1）不能为负数"),
        ({"procurement": Procurement(goods=MINUS)}, "政府采购：政府采购货物支出（-0.01）不能为负数"),
        ({"surplus_used": MINUS}, "部门决算：使用非财政拨款结余（-0.01）不能为负数"),
        ({"unit": Unit("650200", "", UnitKind.ADMINISTRATIVE)}, "部门决算：单位全称此字段不能为空。"),
        (
            {"profile": Profile(offices=("一科\n二科",))},
            "内设机构：要点“一科\n二科”为空或含有换行，请一行填一点",
        ),
        (
            {"texts": Texts(performance_results=("",))},
            "预算绩效管理取得的成效：要点“”为空或含有换行，请一行填一点",
        ),
        (
            {"reasons": {"income.nonsense.previous": "增加"}},
            "主要原因 income.nonsense.previous：没有“income.nonsense.previous”这一比较项",
        ),
    ],
)
def test_fault_names_its_line_and_code(changed: dict[str, Any], fault: str) -> None:
    figures = all_funds()
    account = account_for(figures)
    write_figures(account, figures)
    assert faults(replace(figures, **changed), account) == [fault]
    assert figures_of(account) == figures


@pytest.mark.parametrize(
    ("twice", "title"),
    [
        ("income_lines", "收入决算 2050305 高等职业教育"),
        ("expenditure_lines", "支出决算 一般公共预算财政拨款 2050305 高等职业教育"),
        ("carry_over_lines", "结转和结余 一般公共预算财政拨款"),
        ("economic_lines", "基本支出经济分类 30101 基本工资"),
    ],
)
def test_same_line_twice_is_refused(twice: str, title: str) -> None:
    figures = all_funds()
    lines = getattr(figures, twice)
    changed: dict[str, Any] = {twice: (*lines, lines[0])}
    found = faults(replace(figures, **changed))
    assert found == [f"{title}：重复，同一科目、同一资金性质只能填一行"]


@pytest.mark.parametrize("base", ["initial_budget", "adjusted_budget", "previous"])
def test_same_base_line_twice_is_refused(base: str) -> None:
    figures = all_funds()
    entered = getattr(figures, base)
    changed: dict[str, Any] = {base: replace(entered, lines=(*entered.lines, entered.lines[0]))}
    found = faults(replace(figures, **changed))
    assert len(found) == 1
    assert "重复" in found[0]


def test_all_faults_are_named_at_once() -> None:
    figures = replace(all_funds(), surplus_used=MINUS, **_income("2089999X", other=MINUS))
    assert faults(figures) == [
        "部门决算：使用非财政拨款结余（-0.01）不能为负数",
        "收入决算 2089999X：其他收入（-0.01）不能为负数",
        "收入决算 2089999X：功能分类科目“2089999X”不在 2023 年度科目表中",
    ]


def test_nothing_entered_is_all_missing_and_zero() -> None:
    read = figures_of(make_account())
    assert {name.partition(".")[0] for name in read.missing} == {
        "profile",
        "three_public",
        "initial_budget",
        "adjusted_budget",
        "counts",
        "procurement",
        "assets",
        "performance",
    }
    assert {"profile.on_duty", "three_public.overseas_travel", "procurement.goods"} <= read.missing
    assert len(read.missing) == 3 + 3 * 4 + 9 + 10 + 13 + 13
    assert read.previous is None
    assert not read.income_grand_total


def test_null_is_missing_and_zero_is_not() -> None:
    account = make_account()
    models.UnitProfile.objects.create(account=account, on_duty=0, honorary_retired=None, retired=3)
    models.ThreePublicItem.objects.create(account=account, item="vehicle_running", actual=ZERO)
    read = figures_of(account)
    assert "profile.on_duty" not in read.missing
    assert "profile.honorary_retired" in read.missing
    assert read.profile.staff == 3
    assert "three_public.vehicle_running" not in read.missing
    assert "adjusted_budget.three_public.vehicle_running" in read.missing


def _last_year_line(account: models.FinalAccount) -> None:
    models.PreviousLine.objects.create(account=account, fund=GENERAL.value, item_code="2080101", amount=ONE)


def _last_year_item(account: models.FinalAccount) -> None:
    models.ThreePublicItem.objects.create(account=account, item="vehicle_running", previous=ONE)


def _last_year_totals(account: models.FinalAccount) -> None:
    models.PreviousYear.objects.create(account=account)


@pytest.mark.parametrize("enter", [_last_year_line, _last_year_item, _last_year_totals])
def test_any_trace_of_last_year_makes_what_else_it_lacks_missing(
    enter: Callable[[models.FinalAccount], None],
) -> None:
    account = make_account()
    enter(account)
    read = figures_of(account)
    assert read.previous is not None
    assert {
        "previous.income_grand_total",
        "previous.fiscal.income_grand_total",
        "previous.agency_operating_costs",
        "previous.three_public.overseas_travel",
    } <= read.missing


def test_institution_has_no_operating_costs_of_last_year_to_miss() -> None:
    account = make_account(make_unit(kind=UnitKind.PUBLIC_WELFARE_ONE))
    _last_year_totals(account)
    assert "previous.agency_operating_costs" not in figures_of(account).missing


def test_one_cent_in_the_database_is_one_cent_in_the_figures() -> None:
    figures = all_funds()
    account = account_for(figures)
    write_figures(account, figures)
    line = account.expenditure_lines.get(item_code="2050305", fund=GENERAL.value)
    line.basic += Decimal("0.01")
    line.save()
    read = figures_of(account)
    assert read.expenditure.total - figures.expenditure.total == Decimal("0.01")
    assert read.general_public_budget.of("205").basic - figures.general_public_budget.of("205").basic == Decimal("0.01")
    assert read.income == figures.income
