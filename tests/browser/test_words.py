"""Reasons, scorecards and figures of last year: what is not simply an amount in a grid."""

import re
from decimal import Decimal

from playwright.sync_api import expect

from finance.models import ExpenditureLine, FinalAccount, IncomeLine, PreviousYear, Reason
from finance.starting import start_account
from performance.models import Indicator, Scorecard
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office, make_office


def on_the_overall_card(sign_in: SignIn, office: Office) -> Clerk:
    clerk = sign_in(office.clerk).open(office.account, "overall_scorecard")
    clerk.page.get_by_role("button", name="加一行", exact=True).click()
    expect(clerk.page.locator('table[data-grid="indicators"] tr.line')).to_have_count(1)
    return clerk


def names(office: Office) -> list[str]:
    found = Indicator.objects.filter(scorecard__account=office.account).order_by("position")
    return list(found.values_list("level3", flat=True))


def test_official_form_is_pasted_with_its_merged_cells(sign_in: SignIn, office: Office) -> None:
    clerk = on_the_overall_card(sign_in, office)
    clerk.page.locator('table[data-grid="indicators"] td > .cell').first.focus()
    clerk.paste(
        "一级指标\t二级指标\t三级指标\t预期指标值\n"
        "产出指标\t数量指标\t发布用工信息\t≥22300条\n"
        "\t\t求职登记\t>=700人\n"
        "\t质量指标\t培训合格率\t≥95%\n"
    )
    clerk.wait_until_saved()
    expect(clerk.page.locator('table[data-grid="indicators"] tr.line')).to_have_count(3)
    rows = Indicator.objects.filter(scorecard__account=office.account).order_by("position")
    assert [(x.level1, x.level2, x.level3, x.target_value, x.measure) for x in rows] == [
        ("产出指标", "数量指标", "发布用工信息", "22300", "count"),
        ("产出指标", "数量指标", "求职登记", "700", "count"),
        ("产出指标", "质量指标", "培训合格率", "95", "percent"),
    ]


def test_kind_of_indicator_follows_its_target_on_the_page(sign_in: SignIn, office: Office) -> None:
    clerk = on_the_overall_card(sign_in, office)
    target = clerk.page.locator('.cell[name$="/target"]')
    target.fill("≥95%")
    expect(clerk.page.locator('.cell[name$="/measure"]')).to_have_value("percent")
    clerk.page.locator('.cell[name$="/measure"]').select_option("qualitative")
    clerk.wait_until_saved()
    expect(clerk.page.locator(".conflict")).to_have_count(0)
    assert Indicator.objects.get(scorecard__account=office.account).measure == "qualitative"


def test_indicator_is_put_in_removed_and_brought_back(sign_in: SignIn, office: Office) -> None:
    clerk = on_the_overall_card(sign_in, office)
    clerk.page.locator('.cell[name$="/level3"]').fill("甲")
    clerk.page.get_by_role("button", name=re.compile("下面加一行")).click()
    expect(clerk.page.locator('.cell[name$="/level3"]')).to_have_count(2)
    clerk.page.locator('.cell[name$="/level3"]').nth(1).fill("乙")
    clerk.wait_until_saved()
    clerk.page.get_by_role("button", name=re.compile("^删除")).nth(0).click()
    expect(clerk.page.locator('.cell[name$="/level3"]')).to_have_count(1)
    clerk.wait_until_saved()
    assert names(office) == ["乙"]
    clerk.report.get_by_role("button", name="撤销").click()
    expect(clerk.page.locator('.cell[name$="/level3"]')).to_have_count(2)
    clerk.wait_until_saved()
    assert names(office) == ["甲", "乙"]
    clerk.press("Control+y")
    expect(clerk.page.locator('.cell[name$="/level3"]')).to_have_count(1)
    clerk.wait_until_saved()
    clerk.press("Control+z")
    expect(clerk.page.locator('.cell[name$="/level3"]')).to_have_count(2)
    clerk.wait_until_saved()
    assert names(office) == ["甲", "乙"]


def test_points_that_do_not_come_to_100_are_said(sign_in: SignIn, office: Office) -> None:
    clerk = on_the_overall_card(sign_in, office)
    clerk.page.locator('.cell[name$="/points"]').fill("80")
    expect(clerk.total("scorecards.overall.total_points")).to_have_text("90（应为 100，少 10）")
    clerk.page.locator('.cell[name$="/points"]').fill("90")
    expect(clerk.total("scorecards.overall.total_points")).to_have_text("100")


def test_project_is_added_and_removed(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "project_scorecards")
    clerk.page.get_by_role("button", name="新增项目").click()
    clerk.page.wait_for_url("**/?card=*")
    clerk.page.locator('.cell[name$="/name"]').fill("就业补助")
    clerk.wait_until_saved()
    assert Scorecard.objects.get(account=office.account).name == "就业补助"
    clerk.page.locator("summary", has_text="删除这个项目").click()
    clerk.page.get_by_role("button", name="确定删除这个项目").click()
    expect(clerk.page.locator('.cell[name$="/name"]')).to_have_count(0)
    assert not Scorecard.objects.filter(account=office.account).exists()


def test_reason_is_copied_from_another_that_shares_its_cause(sign_in: SignIn, office: Office) -> None:
    account = office.account
    IncomeLine.objects.create(account=account, item_code="2080101", general_public_budget=Decimal(1_000_000))
    ExpenditureLine.objects.create(
        account=account, item_code="2080101", fund="general_public_budget", basic=Decimal(1_000_000)
    )
    PreviousYear.objects.create(account=account, income_grand_total=500_000, fiscal_income_grand_total=500_000)
    clerk = sign_in(office.clerk).open(account, "reasons")
    first, second = "reasons/income_grand_total.previous/text", "reasons/fiscal.income_grand_total.previous/text"
    clerk.type_into(first, "人员增加")
    clerk.wait_until_saved()
    clerk.page.reload()
    box = clerk.page.locator(".reason", has=clerk.cell(second))
    box.locator("summary").click()
    box.get_by_role("button", name="抄用").first.click()
    expect(clerk.cell(second)).to_have_value("人员增加")
    clerk.wait_until_saved()
    assert Reason.objects.get(account=account, figure="fiscal.income_grand_total.previous").text == "人员增加"


def test_figure_of_last_year_is_typed_over_with_a_reason_only(sign_in: SignIn) -> None:
    office = make_office(fiscal_year=2022)
    ExpenditureLine.objects.create(
        account=office.account, item_code="2080101", fund="general_public_budget", basic=Decimal(100)
    )
    account: FinalAccount = start_account(
        unit=office.unit, fiscal_year=2023, edition="xinjiang_2023", before=office.account
    )
    clerk = sign_in(office.clerk).open(account, "previous_year")
    name = "previous_lines/general_public_budget-2080101/amount"
    expect(clerk.cell(name)).to_have_value("100.00")
    clerk.type_into(name, "120")
    clerk.press("Tab")
    expect(clerk.page.locator(".cell-error", has_text="请先写明原因")).to_be_visible()
    reason = clerk.page.locator(".carried-reason .cell").locator("visible=true")
    reason.fill("上年公开后审计调整")
    clerk.wait_until_saved()
    expect(clerk.cell(name)).to_have_value("120.00")
    assert account.previous_lines.get().amount == 120
