"""Blocks copied in Excel: filled in across the boxes, rows added, and what is refused said cell by cell."""

import re

from playwright.sync_api import expect

from finance.classification import classification_of
from finance.models import EconomicLine, ExpenditureLine, IncomeLine
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office

CODES = ("2080101", "2080106", "2210201")


def opened(sign_in: SignIn, office: Office) -> Clerk:
    for code in CODES:
        IncomeLine.objects.create(account=office.account, item_code=code)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.cell("income_lines/2080101/general_public_budget").focus()
    return clerk


def saved(office: Office) -> dict[str, tuple[str, str]]:
    """一般公共预算 and 其他收入 by code."""
    lines = IncomeLine.objects.filter(account=office.account)
    return {line.item_code: (str(line.general_public_budget), str(line.other)) for line in lines}


def test_block_of_figures_fills_from_the_box_it_is_pasted_into(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.paste("1,000.00\t2\r\n3\t4\r\n5\t6\r\n")
    clerk.wait_until_saved()
    expect(clerk.report).to_contain_text("粘贴了 6 格")
    expect(clerk.cell("income_lines/2080106/government_fund")).to_have_value("4.00")
    expect(clerk.total("income.total")).to_have_text("1,020.00")
    assert [amount for amount, _ in saved(office).values()] == ["1000.00", "3.00", "5.00"]


def test_one_figure_with_its_line_end_goes_into_one_box(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.cell("income_lines/2080101/general_public_budget").select_text()
    clerk.paste("1,234.50\r\n")
    clerk.press("Tab")
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_have_value("1,234.50")
    clerk.wait_until_saved()


def test_block_beyond_the_grid_is_refused_cell_by_cell(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.cell("income_lines/2210201/affiliate_remittance").focus()
    clerk.paste("1\t2\t3\n4\t5\t6\n")
    clerk.wait_until_saved()
    expect(clerk.report).to_contain_text("粘贴了 2 格，有 2 处没有接受")
    expect(clerk.report.locator("li")).to_have_text([re.compile("右边没有列了"), re.compile("下面没有行了")])


def test_codes_find_their_rows_and_new_ones_are_added(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.paste(
        "科目编码\t科目名称\t一般公共预算\n"
        "208\t社会保障和就业支出\t30\n"
        "2080106\t就业管理事务\t10\n"
        "2101101\t行政单位医疗\t20\n"
        "9999999\t没有的科目\t5\n"
        "\t合计\t35\n"
    )
    clerk.wait_until_saved()
    expect(clerk.cell("income_lines/2101101/general_public_budget")).to_have_value("20.00")
    expect(clerk.report).to_contain_text("新增 1 行")
    expect(clerk.report).to_contain_text("9999999")
    expect(clerk.report).to_contain_text("3 行表头或合计没有用")
    assert {code: first for code, (first, _) in saved(office).items()} == {
        "2080101": "0.00",
        "2080106": "10.00",
        "2101101": "20.00",
        "2210201": "0.00",
    }


def test_names_find_their_rows_where_they_are_clear(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.paste("住房公积金\t7\n行政运行\t8\n事业单位医疗\t9\n代表工作\t1\n没有这个科目\t2\n一般行政管理事务\t3\n")
    clerk.wait_until_saved()
    expect(clerk.report.locator("li")).to_have_text(
        [re.compile("没有这个科目.*核对名称"), re.compile("一般行政管理事务.*同名，请带上编码")]
    )
    assert {code: first for code, (first, _) in saved(office).items() if first != "0.00"} == {
        "2010108": "1.00",
        "2080101": "8.00",
        "2101102": "9.00",
        "2210201": "7.00",
    }


def test_refused_figures_stay_in_their_boxes_and_the_summary_leads_there(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.paste("=SUM(B2:B9)\t12\nabc\t#REF!\n2023/8/12\t-3\n")
    expect(clerk.report).to_contain_text("粘贴了 6 格，有 5 处没有接受")
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_have_value("=SUM(B2:B9)")
    clerk.report.get_by_role("button", name=re.compile("abc")).click()
    assert clerk.focused() == "income_lines/2080106/general_public_budget"
    expect(clerk.cell("income_lines/2080101/government_fund")).to_have_value("12.00")
    expect(clerk.page.locator("#saved")).to_contain_text("有 5 处没有保存")


def test_quotes_line_ends_and_merged_cells_are_read_as_excel_writes_them(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.paste('2080101\t"1,000.00\n"\t"2"\n\t3\t\n2080106\t""\t4\n')
    clerk.wait_until_saved()
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_have_value("1,000.00")
    expect(clerk.cell("income_lines/2080106/government_fund")).to_have_value("4.00")
    expect(clerk.report.locator("li")).to_have_text([re.compile("第 2 行.*合并单元格")])


def test_scripts_and_ten_megabytes_do_no_harm(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.page.evaluate("window.harmed = false")
    clerk.paste("<img src=x onerror='window.harmed=true'>\t1\n<script>window.harmed=true</script>\t2\n")
    expect(clerk.report).to_contain_text("有 2 处没有接受")
    refusing, splitting = clerk.page.evaluate(
        """() => {
          const data = new DataTransfer();
          const text = "1\\t2\\n".repeat(2_500_000);
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
          const began = performance.now();
          document.activeElement.dispatchEvent(event);
          const refused = performance.now();
          text.split("\\n").map((line) => line.split("\\t"));
          return [refused - began, performance.now() - refused];
        }"""
    )
    expect(clerk.report).to_contain_text("太大")
    assert refusing < splitting, "it was taken apart before it was refused"
    assert clerk.page.evaluate("window.harmed") is False


def test_undo_takes_a_paste_back_and_redo_brings_it_again(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.type_into("income_lines/2080101/general_public_budget", "5")
    clerk.press("Enter")
    clerk.wait_until_saved()
    clerk.cell("income_lines/2080101/general_public_budget").focus()
    before = saved(office)
    clerk.paste("2080101\t10\n2101101\t20\n")
    expect(clerk.report).to_contain_text("粘贴了 2 格，其中新增 1 行")
    clerk.wait_until_saved()
    clerk.press("Control+z")
    expect(clerk.page.locator('tr[data-row="income_lines/2101101"]')).to_have_count(0)
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_have_value("5.00")
    clerk.wait_until_saved()
    assert saved(office) == before
    clerk.press("Control+y")
    expect(clerk.cell("income_lines/2101101/general_public_budget")).to_have_value("20.00")
    clerk.wait_until_saved()
    assert saved(office)["2080101"][0] == "10.00"
    clerk.press("Control+z", "Control+z")
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_have_value("0.00")
    clerk.wait_until_saved()
    assert saved(office)["2080101"][0] == "0.00"


def test_two_hundred_rows_of_eight_are_saved_at_once(sign_in: SignIn, office: Office) -> None:
    codes = classification_of(2023).functional.leaves[:200]
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.page.locator('[data-add-row="income_lines"] input').focus()
    rows = ["\t".join([code, *(f"{n}.{column}0" for column in range(1, 9))]) for n, code in enumerate(codes, 1)]
    requests: list[str] = []
    clerk.page.on("request", lambda r: requests.append(r.method) if r.method == "POST" else None)
    clerk.paste("\r\n".join(rows))
    clerk.wait_until_saved()
    expect(clerk.report).to_contain_text("粘贴了 1600 格，其中新增 200 行")
    assert requests == ["POST"]
    assert IncomeLine.objects.filter(account=office.account).count() == 200
    last = IncomeLine.objects.get(account=office.account, item_code=codes[-1])
    assert (str(last.general_public_budget), str(last.other)) == ("200.10", "200.80")
    expect(clerk.cell(f"income_lines/{codes[-1]}/other")).to_have_value("200.80")


def test_fund_decides_between_rows_of_one_code(sign_in: SignIn, office: Office) -> None:
    ExpenditureLine.objects.create(account=office.account, item_code="2080101", fund="general_public_budget")
    clerk = sign_in(office.clerk).open(office.account, "expenditure")
    clerk.page.locator('[data-add-row="expenditure_lines"] input').focus()
    clerk.paste("2080101\t行政运行\t非财政拨款\t599.71\t0\n2080101\t行政运行\t一般公共预算财政拨款\t100\t200\n")
    clerk.wait_until_saved()
    lines = ExpenditureLine.objects.filter(account=office.account).order_by("fund")
    assert [(line.fund, str(line.basic), str(line.project)) for line in lines] == [
        ("general_public_budget", "100.00", "200.00"),
        ("non_fiscal", "599.71", "0.00"),
    ]


def test_economic_codes_are_found_as_well(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "basic_expenditure")
    clerk.page.locator('[data-add-row="economic_lines"] input').focus()
    clerk.paste("301\t工资福利支出\t30\n30101\t基本工资\t10\n30102\t津贴补贴\t20\n")
    clerk.wait_until_saved()
    lines = EconomicLine.objects.filter(account=office.account)
    assert {line.economic_code: str(line.amount) for line in lines} == {"30101": "10.00", "30102": "20.00"}
