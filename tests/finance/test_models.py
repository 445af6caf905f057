"""What the database takes, and what it says where it refuses."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from finance.models import (
    Assets,
    BudgetLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureLine,
    FinalAccount,
    IncomeLine,
    PreviousLine,
    PreviousYear,
    Procurement,
    Reason,
    ThreePublicItem,
    UnitProfile,
)
from finance.terms import Fund
from tests.factories import make_account, make_unit, make_user
from units.models import Role

pytestmark = pytest.mark.django_db

MINUS = Decimal("-0.01")
GENERAL = Fund.GENERAL_PUBLIC_BUDGET.value


def messages(row: models.Model) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (lambda a, code: IncomeLine(account=a, item_code=code), "item_code"),
        (lambda a, code: ExpenditureLine(account=a, item_code=code, fund=GENERAL), "item_code"),
        (lambda a, code: CarryOverLine(account=a, item_code=code, fund=GENERAL), "item_code"),
        (lambda a, code: BudgetLine(account=a, item_code=code, fund=GENERAL), "item_code"),
        (lambda a, code: PreviousLine(account=a, item_code=code, fund=GENERAL), "item_code"),
    ],
)
def test_item_line_refuses_a_code_the_year_does_not_have(line: Any, column: str) -> None:
    account = make_account()
    line(account, "2080101").full_clean()
    assert messages(line(account, "2089999X")) == {column: ["功能分类科目“2089999X”不在 2023 年度科目表中"]}
    assert messages(line(account, "20801")) == {
        column: ["功能分类科目“20801 人力资源和社会保障管理事务”不是项级科目，请填到项"]
    }


def test_item_line_takes_a_code_of_its_own_year_only() -> None:
    """20139 社会工作事务 came in 2024."""
    unit = make_unit()
    IncomeLine(account=make_account(unit, fiscal_year=2024), item_code="2013901").full_clean()
    refused = messages(IncomeLine(account=make_account(unit, fiscal_year=2023), item_code="2013901"))
    assert refused == {"item_code": ["功能分类科目“2013901”不在 2023 年度科目表中"]}


def test_economic_line_refuses_an_unknown_code_and_a_class() -> None:
    account = make_account()
    EconomicLine(account=account, economic_code="30101").full_clean()
    unknown = EconomicLine(account=account, economic_code="30188")
    assert messages(unknown) == {"economic_code": ["经济分类科目“30188”不在 2023 年度科目表中"]}
    whole = EconomicLine(account=account, economic_code="301")
    assert messages(whole) == {"economic_code": ["经济分类科目“301 工资福利支出”不是款级科目，请填到款"]}


def test_lines_without_a_breakdown_need_no_code() -> None:
    account = make_account()
    CarryOverLine(account=account, fund=Fund.NON_FISCAL.value).full_clean()
    BudgetLine(account=account, fund=GENERAL, initial_budget=Decimal("1.00")).full_clean()
    PreviousLine(account=account, fund=GENERAL, amount=Decimal("1.00")).full_clean()


@pytest.mark.parametrize("fund", [Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL_OPERATIONS])
def test_carry_over_of_a_small_fund_stands_by_item(fund: Fund) -> None:
    account = make_account()
    line = CarryOverLine(account=account, fund=fund.value, closing=Decimal("1.00"))
    assert f"{fund.label}的结转和结余须分科目填列" in messages(line)["item_code"]
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


NOT_NEGATIVE: list[tuple[Any, dict[str, Any], tuple[str, ...]]] = [
    (
        IncomeLine,
        {"item_code": "2080101"},
        (
            "general_public_budget",
            "government_fund",
            "state_capital_operations",
            "superior_subsidy",
            "public_service",
            "operating",
            "affiliate_remittance",
            "other",
        ),
    ),
    (
        ExpenditureLine,
        {"item_code": "2080101", "fund": GENERAL},
        ("basic", "project", "superior_remittance", "operating", "affiliate_subsidy"),
    ),
    (BudgetLine, {"fund": GENERAL}, ("initial_budget", "adjusted_budget")),
    (PreviousLine, {"fund": GENERAL}, ("amount",)),
    (EconomicLine, {"economic_code": "30101"}, ("amount",)),
    (
        ThreePublicItem,
        {"item": "vehicle_running"},
        ("initial_budget", "adjusted_budget", "actual", "previous"),
    ),
    (Procurement, {}, ("goods", "works", "services", "small_and_medium", "small_and_micro")),
    (
        Assets,
        {},
        ("fixed_assets", "house_area", "house_value", "vehicle_value", "leaders", "other", "large_equipment"),
    ),
    (PreviousYear, {}, ("income_grand_total", "fiscal_income_grand_total", "agency_operating_costs")),
    (UnitProfile, {}, ("on_duty", "honorary_retired", "retired")),
]


@pytest.mark.parametrize(
    ("model", "values", "column"),
    [(model, values, column) for model, values, columns in NOT_NEGATIVE for column in columns],
)
def test_negative_amount_is_refused_by_form_and_database(
    model: type[models.Model], values: dict[str, Any], column: str
) -> None:
    account = make_account()
    is_count = isinstance(model._meta.get_field(column), models.PositiveIntegerField)
    row = model(account=account, **values, **{column: -1 if is_count else MINUS})
    assert messages(row)[column] == ["不能为负数"]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("column", ["surplus_used", "surplus_distributed", "agency_operating_costs_filed"])
def test_negative_amount_of_the_account_itself_is_refused(column: str) -> None:
    account = make_account()
    setattr(account, column, MINUS)
    assert messages(account)[column] == ["不能为负数"]
    with pytest.raises(IntegrityError), transaction.atomic():
        account.save()


def test_carry_over_may_be_negative() -> None:
    line = CarryOverLine(account=make_account(), fund=GENERAL, opening=MINUS, closing=MINUS)
    line.full_clean()
    line.save()
    line.refresh_from_db()
    assert (line.opening, line.closing) == (MINUS, MINUS)


@pytest.mark.parametrize("amount", ["9999999999999.99", "0.01", "1234567890123.45"])
def test_amount_is_kept_to_the_cent(amount: str) -> None:
    line = IncomeLine(account=make_account(), item_code="2080101", other=Decimal(amount))
    line.full_clean()
    line.save()
    line.refresh_from_db()
    assert line.other == Decimal(amount)


@pytest.mark.parametrize("amount", ["10000000000000.00", "0.001", "NaN", "一百"])
def test_amount_that_would_not_be_kept_exactly_is_refused(amount: str) -> None:
    account = make_account()
    assert "other" in messages(IncomeLine(account=account, item_code="2080101", other=amount))


@pytest.mark.parametrize(
    ("model", "values", "message"),
    [
        (IncomeLine, {"item_code": "2080101"}, "同一科目只能填一行"),
        (ExpenditureLine, {"item_code": "2080101", "fund": GENERAL}, "同一科目、同一资金性质只能填一行"),
        (CarryOverLine, {"fund": GENERAL}, "同一资金性质、同一科目只能填一行"),
        (BudgetLine, {"fund": GENERAL}, "同一资金性质、同一科目只能填一行"),
        (PreviousLine, {"fund": GENERAL}, "同一资金性质、同一科目只能填一行"),
        (EconomicLine, {"economic_code": "30101"}, "同一科目只能填一行"),
        (ThreePublicItem, {"item": "vehicle_running"}, "同一项目只能填一行"),
        (Reason, {"figure": "income_grand_total.previous"}, "同一比较项只能填一个原因"),
    ],
)
def test_second_row_for_the_same_thing_is_refused(
    model: type[models.Model], values: dict[str, Any], message: str
) -> None:
    account = make_account()
    model(account=account, **values).save()
    second = model(account=account, **values)
    assert messages(second) == {"__all__": [message]}
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_unknown_fund_is_refused_by_form_and_database() -> None:
    line = ExpenditureLine(account=make_account(), item_code="2080101", fund="pocket_money")
    assert "fund" in messages(line)
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_reason_is_for_a_comparison_that_exists() -> None:
    account = make_account()
    Reason(account=account, figure="general_public_budget.2080101.expenditure.previous").full_clean()
    refused = messages(Reason(account=account, figure="income.nonsense.previous"))
    assert refused == {"figure": ["没有“income.nonsense.previous”这一比较项"]}


def test_free_text_is_clean_even_when_nothing_validated_it() -> None:
    account = make_account()
    Reason.objects.bulk_create(
        [Reason(account=account, figure="income_grand_total.previous", text="工资\ue001调标\x00，\r\n人员增加")]
    )
    assert Reason.objects.get().text == "工资调标，\n人员增加"


def test_final_account_is_one_a_unit_and_year() -> None:
    account = make_account()
    second = FinalAccount(
        unit=account.unit,
        fiscal_year=2023,
        edition="xinjiang_2023",
        unit_name="某某",
        unit_kind=account.unit_kind,
    )
    assert messages(second) == {"__all__": ["该单位该年度的部门决算已经存在"]}
    make_account(account.unit, fiscal_year=2024)


def test_final_account_of_a_year_without_codes_is_refused() -> None:
    account = make_account()
    account.fiscal_year = 1999
    assert "1999 年度的政府收支分类科目" in messages(account)["fiscal_year"][0]


def test_final_account_keeps_the_name_of_its_year() -> None:
    account = make_account(make_unit(name="示例市劳动局"))
    account.unit.name = "示例市人力资源和社会保障局"
    account.unit.save()
    account.refresh_from_db()
    assert account.unit_name == "示例市劳动局"
    assert str(account) == "示例市劳动局 2023 年度部门决算"


def test_unit_with_accounts_and_account_with_figures_cannot_be_deleted() -> None:
    account = make_account()
    with pytest.raises(ProtectedError):
        account.unit.delete()
    IncomeLine.objects.create(account=account, item_code="2080101")
    with pytest.raises(ProtectedError):
        account.delete()


def test_final_accounts_are_visible_to_those_who_work_for_the_unit() -> None:
    ours, theirs = make_unit("650001"), make_unit("650002", "别的单位")
    account = make_account(ours)
    make_account(theirs)
    clerk = make_user("clerk", role=Role.CLERK, unit=ours)
    assert list(FinalAccount.objects.visible_to(clerk)) == [account]
    assert not FinalAccount.objects.visible_to(make_user("nobody")).exists()
    assert FinalAccount.objects.visible_to(make_user("root", is_superuser=True)).count() == 2
