"""所属单位汇总 in the browser: who sees what, what is decided there, any number unit by unit; and the report as PDF."""

import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from disclosure.explanations import Standing
from disclosure.rendering import to_pdf
from disclosure.reports import final_report, judged_findings
from finance.ledger import figures_of
from finance.models import InternalTransfer
from finance.money import ZERO
from finance.summed import SUMMED
from tests.disclosure.printed import bare, pages_of
from tests.factories import make_unit, make_user
from tests.finance.departments import OWN_LEVEL, YEAR, Department, as_unit, paying, receiving, transfer
from tests.samples import no_offices, zero
from units.models import Membership, Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "pages and a PDF; the actions behind them are seen in tests/finance, on both"),
]

ONE = transfer("1", "2", "100.00")
PAGE = "/entry/700/2023/consolidation/"


@pytest.fixture
def department() -> Department:
    members = [paying(as_unit(zero(), "1", OWN_LEVEL), ONE), receiving(as_unit(no_offices(), "2", "乙中心"), ONE)]
    return Department(members, with_department_below=False)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def decide(client: Client, **form: str) -> str:
    answer = client.post(PAGE, form, follow=True)
    return html.unescape(answer.content.decode())


def test_department_is_offered_to_add_up_and_a_unit_is_not(department: Department) -> None:
    page = seen(browser(department.clerk), PAGE)
    assert "由所属单位汇总</button>" in page
    assert f'href="{PAGE}"' in seen(browser(department.clerk), "/entry/700/2023/income/")
    clerk = make_user("unit", role=Role.CLERK, unit=department.members["2"].unit)
    assert "consolidation/" not in seen(browser(clerk), "/entry/2/2023/income/")
    assert "没有所属单位" in seen(browser(clerk), "/entry/2/2023/consolidation/")


def test_department_whose_units_have_nothing_yet_is_told_so() -> None:
    department = Department([], with_department_below=False)
    make_unit("7001", "还没有填的单位", parent=department.unit)
    page = seen(browser(department.clerk), PAGE)
    assert "都还没有 2023 年度的决算" in page
    assert "没有可以汇总的" in decide(browser(department.clerk), do="on")


def test_clerk_adds_up_and_confirms_what_both_sides_report(department: Department) -> None:
    client = browser(department.clerk)
    page = decide(client, do="on")
    assert "已按所属单位汇总" in page
    assert "没有抵销" in page
    (key,) = re.findall(r'name="proposal" value="([^"]+)"', page)
    page = decide(client, do="confirm", proposal=key)
    assert "已登记并抵销" in page
    assert "没有抵销" not in page
    assert figures_of(department.now()).income.superior_subsidy == ZERO


def test_proposal_that_has_changed_meanwhile_is_not_confirmed(department: Department) -> None:
    client = browser(department.clerk)
    decide(client, do="on")
    assert "请看过新的建议再确认" in decide(client, do="confirm", proposal="subsidy-1-2-2080799-2080799-99.00")
    assert "请勾选" in decide(client, do="confirm")
    assert not InternalTransfer.objects.exists()


def test_transfer_is_recorded_by_hand_and_removed(department: Department) -> None:
    client = browser(department.clerk)
    decide(client, do="on")
    both = {"paid": "subsidy-1-2080799", "received": "subsidy-2-2080799"}
    assert "登记不了 100.01 元" in decide(client, do="record", amount="100.01", **both)
    assert "请填写金额" in decide(client, do="record", **both)
    assert "没有报这一笔" in decide(client, do="record", amount="1", paid="subsidy-9-2080799")
    assert "写明是哪个单位" in decide(client, do="record", amount="100", received=both["received"])
    page = decide(client, do="record", amount="100", received=both["received"], note="上级主管部门")
    assert "部门以外：上级主管部门" in page
    number = str(InternalTransfer.objects.get().pk)
    assert "已取消登记" in decide(client, do="remove", transfer=number)
    assert "已登记。" in decide(client, do="record", amount="100", **both)


def test_unit_is_left_out_and_taken_in(department: Department) -> None:
    client = browser(department.clerk)
    decide(client, do="on")
    assert "为什么不汇总" in decide(client, do="leave_out", unit="2", why="")
    assert "不汇总：年中划出" in decide(client, do="leave_out", unit="2", why="年中划出")
    assert "已纳入汇总" in decide(client, do="take_in", unit="2")
    assert "没有这个操作" in decide(client, do="anything")


def test_script_in_a_reason_is_words(department: Department) -> None:
    client = browser(department.clerk)
    decide(client, do="on")
    answer = client.post(PAGE, {"do": "leave_out", "unit": "2", "why": "<script>x</script>"}, follow=True)
    assert b"<script>x" not in answer.content


def test_only_a_clerk_of_the_department_decides(department: Department) -> None:
    for user, status in ((department.reviewer, 403), (make_user("stranger"), 404)):
        assert browser(user).post(PAGE, {"do": "on"}).status_code == status
    unit_clerk = make_user("unit", role=Role.CLERK, unit=department.members["2"].unit)
    assert browser(unit_clerk).get(PAGE).status_code == 404


def test_sum_is_shown_as_a_link_and_refused_to_be_typed(department: Department) -> None:
    department.add_up(transfers=(ONE,))
    client = browser(department.clerk)
    page = seen(client, "/entry/700/2023/income/")
    cell = "income_lines/2010301/general_public_budget"
    assert f'<a class="summed amount" id="{cell}"' in page
    assert f'<input class="cell amount" id="{cell}"' not in page
    assert "add_row" not in page
    body = {"changes": [{"cell": cell, "was": "1,356,280.45", "value": "1"}]}
    answer = client.post("/entry/700/2023/changes/", json.dumps(body), content_type="application/json").json()
    assert (answer["results"][0]["status"], answer["results"][0]["message"]) == ("refused", SUMMED)


SUMS = (
    "cell=income_lines/2080799/superior_subsidy",
    "figure=income.superior_subsidy",
    "figure=income_grand_total",
    "cell=expenditure_lines/2080799-non_fiscal/affiliate_subsidy",
    "cell=expenditure_lines/2080799-non_fiscal/total",
)


def test_number_is_told_unit_by_unit(department: Department) -> None:
    department.add_up(transfers=(ONE,))
    client = browser(department.clerk)
    pages = {query: seen(client, f"{PAGE}figure/?{query}") for query in SUMS}
    words = ("乙中心", "内部往来抵销", "正好相等")
    assert [(query, word) for query, page in pages.items() for word in words if word not in page] == []


def test_count_is_told_in_whole_numbers(department: Department) -> None:
    department.add_up(transfers=(ONE,))
    page = seen(browser(department.clerk), f"{PAGE}figure/?cell=profile//on_duty")
    assert "<b>9</b>" in page


def test_units_are_links_for_who_may_open_them(department: Department) -> None:
    """A clerk of the department sees what the units bring; their accounts only who works for them or reviews them."""
    department.add_up(transfers=(ONE,))
    figure, to_unit = f"{PAGE}figure/?figure=income.total", 'href="/entry/2/2023/income/#total:income.total"'
    assert to_unit not in seen(browser(department.clerk), figure)
    assert to_unit in seen(browser(department.reviewer), figure)
    Membership.objects.create(user=department.clerk, unit=department.members["2"].unit, role=Role.CLERK)
    assert to_unit in seen(browser(department.clerk), figure)


NO_SUMS = (
    "",
    "cell=x",
    "cell=texts//other_notes",
    "cell=income_lines/2080799/__class__",
    "cell=profile//functions",
    "cell=carry_over_lines/x-y/opening",
    "cell=expenditure_lines/1/2/3",
    "figure=__class__",
    "figure=income.__dict__",
    "figure=texts.other_notes",
    "figure=" + "9" * 5000,
    "cell=income_lines/1/other&figure=income.total",
)


def test_what_is_no_sum_is_not_there(department: Department) -> None:
    department.add_up(transfers=(ONE,))
    client = browser(department.clerk)
    answers = {query: client.get(f"{PAGE}figure/?{query}").status_code for query in NO_SUMS}
    assert answers == dict.fromkeys(NO_SUMS, 404)


def test_page_opened_after_a_unit_changed_shows_the_new_sum(department: Department) -> None:
    department.add_up(transfers=(ONE,))
    member = department.members["2"]
    clerk = make_user("unit", role=Role.CLERK, unit=member.unit)
    body = {"changes": [{"cell": "account//surplus_used", "was": "0.00", "value": "12.34"}]}
    browser(clerk).post("/entry/2/2023/changes/", json.dumps(body), content_type="application/json")
    page = seen(browser(department.clerk), "/entry/700/2023/income/")
    assert 'id="account//surplus_used"' in page
    assert ">12.34</a>" in page
    history = seen(browser(department.clerk), reverse("history", args=("700", YEAR)))
    assert "所属单位汇总" in history


def test_report_of_thirty_units_renders_with_nothing_open() -> None:
    account = Department().filled_in()
    assert [one.finding.message for one in judged_findings(account) if one.standing is not Standing.NOTED] == []
    text = bare("".join(page.extract_text() for page in pages_of(to_pdf(final_report(account).document))[:4]))
    assert "单位有下属预算单位30个，分别是：示例市第101事务中心、" in text
    assert "29104.88" in text
