"""Last year's nine tables as 上年决算: those of 普陀区财政局 for 2024, taken into its account of 2025."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from disclosure.intake.preview import Preview, Purpose, preview
from disclosure.intake.sources import account_figures, sources_of
from disclosure.intake.workbook import Workbook
from finance.classification import classification_of
from finance.figures import Figures
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.terms import BudgetStage, Fund, UnitKind
from tests.disclosure import putuo_2024
from tests.disclosure.official_workbooks import Style, xlsx_of
from tests.disclosure.test_intake_putuo import LAYOUTS, STYLES
from tests.factories import make_account, make_unit, make_user
from units.models import Role, User

NEXT_YEAR = Figures(unit=putuo_2024.UNIT, fiscal_year=2025, classification=classification_of(2025))
GENERAL = Fund.GENERAL_PUBLIC_BUDGET.value


def expected() -> dict[str, Decimal]:
    """Cell → 元, read off the published tables by hand rules of their own."""
    wan = putuo_2024.wan
    spent = {
        f"previous_lines/{GENERAL}-{code}/amount": amounts[0]
        for code, amounts in putuo_2024.items("一般公共预算财政拨款支出决算表")
    }
    return spent | {
        "previous_year//income_grand_total": wan("2995.39"),
        "previous_year//fiscal_income_grand_total": wan("2961.68"),
        "previous_year//agency_operating_costs": wan("184.65"),
    }


def taken(workbook: Workbook) -> Preview:
    return preview(workbook, NEXT_YEAR, Purpose.LAST_YEAR, BudgetStage.INITIAL)


def check(found: Preview) -> None:
    differences = {d.address: d.new for d in found.comparison.differences}
    assert {address: value for address, value in differences.items() if value} == expected()
    # “三公” of last year were nothing, and that is known now
    assert {address for address, value in differences.items() if not value} == {
        f"three_public_items/{item}/previous"
        for item in ("overseas_travel", "vehicle_purchase", "vehicle_running", "official_reception")
    }
    assert [remark for remark in found.remarks if remark.gravity.value != "note"] == []


def test_what_is_expected_is_what_was_published() -> None:
    assert len(expected()) == 14
    assert expected()[f"previous_lines/{GENERAL}-2010601/amount"] == Decimal("15118900.00")


@pytest.mark.parametrize("workbook", [putuo_2024.published(), putuo_2024.one_sheet_a_table()], ids=["one", "nine"])
def test_published_tables_become_last_years_figures(workbook: Workbook) -> None:
    check(taken(workbook))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", [*LAYOUTS][::5])
def test_layout_makes_no_difference(layout: str, style: str) -> None:
    styled: Style = replace(STYLES[style], printed=putuo_2024.PRINTED)
    check(taken(putuo_2024.laid_out(LAYOUTS[layout], styled)))


def test_unit_without_agency_operating_costs_is_given_none() -> None:
    school = replace(NEXT_YEAR, unit=replace(NEXT_YEAR.unit, kind=UnitKind.PUBLIC_WELFARE_ONE))
    found = preview(putuo_2024.published(), school, Purpose.LAST_YEAR, BudgetStage.INITIAL)
    assert not any("agency_operating_costs" in d.address for d in found.comparison.differences)


@pytest.fixture
def account() -> FinalAccount:
    unit = make_unit("310107001", putuo_2024.UNIT.name, kind=putuo_2024.UNIT.kind)
    make_user("clerk", role=Role.CLERK, unit=unit)
    return make_account(unit, fiscal_year=2025)


def check_account(account: FinalAccount) -> None:
    account.refresh_from_db()
    figures = figures_of(account)
    assert figures.previous is not None
    assert figures.previous.income_grand_total == Decimal("29953900.00")
    assert figures.previous.fiscal.income_grand_total == Decimal("29616800.00")
    assert figures.previous.agency_operating_costs == Decimal("1846500.00")
    assert {line.item_code: line.amount for line in figures.previous.lines} == {
        cell.split("/")[1].split("-")[1]: amount for cell, amount in expected().items() if "lines" in cell
    }
    assert not any(name.startswith("previous") for name in figures.missing)
    assert (figures.income_lines, figures.expenditure_lines, figures.economic_lines) == ((), (), ())
    assert account_figures(account).printed_only == {"previous"}
    place = sources_of(account, figures)[f"previous_lines/{GENERAL}-2010601/amount"].place
    assert place.startswith("全部!")


@pytest.mark.django_db
def test_page_takes_them(account: FinalAccount, client: Client) -> None:
    client.force_login(User.objects.get(username="clerk"))
    file = BytesIO(xlsx_of(putuo_2024.published()))
    file.name = "2024 年决算公开表.xlsx"
    address = "/entry/310107001/2025/files/"
    data = {"purpose": "last_year", "stage": "initial_budget", "file": file}
    response = client.post(address, data, follow=True)
    page = response.content.decode()
    assert "作为上年决算报表读了 9 张表" in page
    assert "没有看懂" not in page
    fingerprint = page.partition('name="shown" value="')[2].partition('"')[0]
    take = {"action": "take_all", "shown": fingerprint}
    page = client.post(response.redirect_chain[-1][0], take, follow=True).content.decode()
    assert "已导入“2024 年决算公开表.xlsx”" in page
    assert "上年决算" in page
    check_account(account)


@pytest.mark.django_db
def test_command_takes_them(account: FinalAccount, tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    path.write_bytes(xlsx_of(putuo_2024.published()))
    out = StringIO()
    call_command("take_in", str(path), "310107001", "2025", by="clerk", last_year=True, stdout=out)
    assert out.getvalue().splitlines()[-1] == "310107001 2025"
    check_account(account)
    call_command("take_in", str(path), "310107001", "2025", by="clerk", last_year=True, stdout=out)
    assert "改动 0 格，删去 0 行" in out.getvalue()


@pytest.mark.django_db
def test_workbook_of_this_year_is_pointed_out_as_such(account: FinalAccount) -> None:
    """2024 is what last year's tables of an account of 2025 should say."""
    layout = replace(LAYOUTS[next(iter(LAYOUTS))], subtitle="2025年度")
    words = [r.words for r in taken(putuo_2024.laid_out(layout, Style(is_rounded=True))).tables[0].mismatches]
    assert "表头写的是 2025 年，应为 2024 年度" in words
