"""The entry pages without JavaScript: a plain submit saves what it can and shows the rest again, with why."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from disclosure.entry.pages import ENTRY_PAGES
from finance.models import CellChange, FinalAccount, IncomeLine, Reason
from finance.starting import start_account
from performance.models import Indicator, Scorecard
from tests.disclosure.entering import Desk
from tests.factories import make_account, make_user
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "forms read and shown again; that a change is kept is seen in test_entry_changes"),
]
OTHER = "income_lines/2080101/other"


@pytest.fixture
def account() -> FinalAccount:
    return make_account()


@pytest.fixture
def desk(account: FinalAccount) -> Desk:
    return Desk.of(make_user("zhang", full_name="张三", role=Role.CLERK, unit=account.unit), account)


@pytest.fixture
def sample() -> Desk:
    call_command("sample", "changji_2023", stdout=StringIO())
    return Desk.of(User.objects.get(username="clerk"), FinalAccount.objects.get())


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_an_untouched_page_saves_nothing(unit: str, sample: Desk) -> None:
    """Whatever a page shows it reads again as the same; and no id stands on it twice."""
    User.objects.filter(username="clerk").update(amount_unit=unit)
    before = CellChange.objects.count()
    for page in ENTRY_PAGES:
        opened = sample.open(page.key)
        ids = opened.tree.xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), page.key
        assert opened.submit().status_code == 302, page.key
    assert CellChange.objects.count() == before


def test_a_row_is_added_by_name_and_filled_in(desk: Desk) -> None:
    answer = desk.open("income").submit({"add:income_lines": "没有这样的科目"}, "add:income_lines")
    assert answer.status_code == 422
    assert "没有找到科目" in answer.content.decode()
    desk.open("income").submit({"add:income_lines": "2080101"}, "add:income_lines")
    page = desk.open("income")
    assert "行政运行" in page.text
    assert page.submit({OTHER: "１，２３４．５"}).status_code == 302
    page = desk.open("income")
    assert page.value(OTHER) == page.total("income.total") == page.total("income.208.other") == "1,234.50"


def test_a_name_of_many_codes_is_asked_back(desk: Desk) -> None:
    answer = desk.open("income").submit({"add:income_lines": "行政运行"}, "add:income_lines")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "不止一个科目，请填编码：2010101 行政运行（人大事务）" in text
    assert 'value="行政运行"' in text
    assert not IncomeLine.objects.exists()


def test_a_code_that_is_there_is_not_added_again(desk: Desk) -> None:
    desk.save({"add_row": "income_lines/2080101"})
    answer = desk.open("income").submit({"add:income_lines": "2080101"}, "add:income_lines")
    assert "已经有这一行" in answer.content.decode()
    assert IncomeLine.objects.count() == 1


def test_ten_megabytes_are_refused_in_words(desk: Desk) -> None:
    answer = desk.open("profile").submit({"profile//functions": "字" * 4_000_000})
    assert answer.status_code == 400
    assert "内容太多" in answer.content.decode()


def test_a_name_with_what_stands_above_it_is_enough(desk: Desk) -> None:
    desk.open("income").submit({"add:income_lines": "人大事务行政运行"}, "add:income_lines")
    assert IncomeLine.objects.get().item_code == "2010101"


def test_initials_of_one_code_are_enough(desk: Desk) -> None:
    desk.open("basic_expenditure").submit({"add:economic_lines": "jbgz"}, "add:economic_lines")
    assert desk.account.economic_lines.get().economic_code == "30101"


def test_an_unknown_code_never_gets_in(desk: Desk) -> None:
    for typed in ("9999999", "208", "20801", "<script>", "2080101; DROP TABLE"):
        answer = desk.open("income").submit({"add:income_lines": typed}, "add:income_lines")
        assert answer.status_code == 422
    assert not IncomeLine.objects.exists()


def test_a_row_of_a_fund_may_stand_without_a_code(desk: Desk) -> None:
    add = {"add_fund:carry_over_lines": "non_fiscal", "add:carry_over_lines": ""}
    desk.open("carry_over").submit(add, "add:carry_over_lines")
    small = {"add_fund:carry_over_lines": "government_fund", "add:carry_over_lines": ""}
    answer = desk.open("carry_over").submit(small, "add:carry_over_lines")
    assert "须分科目填列" in answer.content.decode()
    desk.open("carry_over").submit({"carry_over_lines/non_fiscal-/closing": "-5"})
    assert desk.account.carry_over_lines.get().closing == -5


def test_a_row_is_removed(desk: Desk) -> None:
    desk.save({"cell": OTHER, "was": "", "value": "5"})
    assert desk.open("income").submit(button="remove:income_lines/2080101").status_code == 302
    assert not IncomeLine.objects.exists()


def test_what_is_refused_stays_in_its_box_with_the_reason(desk: Desk) -> None:
    desk.save({"add_row": "income_lines/2080101"})
    typed = {OTHER: "十万", "income_lines/2080101/operating": "7", "account//surplus_used": "1e30"}
    answer = desk.open("income").submit(typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "有 2 处没有保存" in text
    assert 'value="十万"' in text
    assert "不是数字" in text
    assert "科学记数法" in text
    assert IncomeLine.objects.get().operating == 7


def test_the_second_of_two_is_told_and_may_insist(desk: Desk) -> None:
    desk.save({"cell": OTHER, "was": "", "value": "1"})
    page = desk.open("income")
    other = Desk.of(make_user("li", full_name="李四", role=Role.CLERK, unit=desk.account.unit), desk.account)
    other.save({"cell": OTHER, "was": "1.00", "value": "2"})
    answer = page.submit({OTHER: "3"})
    assert answer.status_code == 422
    again = type(page)(desk, "income", "", answer.content)
    assert again.value(OTHER) == "3"
    assert "李四改过这一格" in again.error(OTHER)
    assert "2.00" in again.error(OTHER)
    assert again.submit().status_code == 302
    assert IncomeLine.objects.get().other == 3


def test_amounts_are_shown_and_read_in_the_users_unit(desk: Desk) -> None:
    desk.save({"cell": OTHER, "was": "", "value": "7249536.12"})
    desk.client.post("/entry/amount-unit/", {"amount_unit": "wan", "next": "/entry/650001/2023/income/"})
    page = desk.open("income")
    assert (page.value(OTHER), page.total("income.total")) == ("724.953612", "724.95")
    assert "单位：万元" in page.text
    page.submit({OTHER: "1.5"})
    assert IncomeLine.objects.get().other == Decimal("15000.00")


def test_the_unit_switch_leads_nowhere_else(desk: Desk) -> None:
    for wrong in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        answer = desk.client.post("/entry/amount-unit/", {"amount_unit": "wan", "next": wrong})
        assert answer["Location"] == reverse("account_list")


def test_figures_of_last_year_want_a_reason(desk: Desk) -> None:
    desk.save({"cell": "expenditure_lines/2080101-general_public_budget/basic", "was": "", "value": "80"})
    account = start_account(desk.account.unit, 2024, desk.account.edition, before=desk.account)
    desk = Desk(desk.client, account)
    cell = "previous_lines/general_public_budget-2080101/amount"
    reason = f"carried/{account.carried_figures.get(cell=cell).pk}/reason"
    page = desk.open("previous_year")
    assert page.box(cell).get("data-from") == "2023 年度决算"
    refused = page.submit({cell: "81"})
    assert refused.status_code == 422
    again = type(page)(desk, "previous_year", "", refused.content)
    assert "写明原因" in again.error(cell)
    assert again.value(cell) == "81"
    assert again.submit({reason: "批复后调整"}).status_code == 302
    stands = desk.open("previous_year")
    assert (stands.value(cell), stands.value(reason)) == ("81.00", "批复后调整")
    (shown,) = stands.tree.xpath("//*[@class='carried-reason'][not(@hidden)]//textarea/@name")
    assert shown == reason


def test_the_start_offers_last_years_words_as_hints(desk: Desk) -> None:
    desk.save(
        {"cell": "texts//official_reception", "was": "", "value": "上级调研"},
        {"cell": "profile//on_duty", "was": "", "value": "25"},
    )
    account = start_account(desk.account.unit, 2024, desk.account.edition, before=desk.account)
    later = Desk(desk.client, account)
    assert "上级调研" in later.open("three_public").text
    assert later.open("three_public").value("texts//official_reception") == ""
    assert "上年 25" in later.open("profile").text


# Reasons ---


def test_the_reasons_page_asks_what_the_text_asks(sample: Desk) -> None:
    page = sample.open("reasons")
    asked = set(Reason.objects.values_list("figure", flat=True))
    shown = {name.split("/")[1] for name in page.tree.xpath("//textarea/@name") if name.startswith("reasons/")}
    assert asked <= shown
    assert "本年 7,249,492.54 元，上年 5,886,265.85 元，增加 1,363,226.69 元（23.16%）" in page.text


def test_only_missing_reasons_are_shown_on_demand(sample: Desk) -> None:
    Reason.objects.filter(figure="income_grand_total.previous").delete()
    page = sample.open("reasons", "?missing=1")
    assert page.tree.xpath("//form//textarea/@name") == ["reasons/income_grand_total.previous/text"]
    assert "只看没写的（1）" in page.text
    page.submit({"reasons/income_grand_total.previous/text": "人员增加"})
    assert "要写的原因都写了" in sample.open("reasons", "?missing=1").text


def test_a_reason_is_copied_from_another(sample: Desk) -> None:
    Reason.objects.filter(figure="fiscal.income_grand_total.previous").delete()
    source = Reason.objects.get(figure="income_grand_total.previous")
    page = sample.open("reasons")
    button = "copy:income_grand_total.previous>fiscal.income_grand_total.previous"
    assert page.submit(button=button).status_code == 302
    assert Reason.objects.get(figure="fiscal.income_grand_total.previous").text == source.text


def test_last_years_reason_is_a_hint_and_may_be_taken(sample: Desk) -> None:
    account = start_account(sample.account.unit, 2024, sample.account.edition, before=sample.account)
    later = Desk(sample.client, account)
    key = "income_grand_total.previous"
    page = later.open("reasons")
    assert page.value(f"reasons/{key}/text") == ""
    assert "上年写的" in page.text
    page.submit(button=f"copy:last:{key}>{key}")
    assert account.reasons.get(figure=key).text == sample.account.reasons.get(figure=key).text


# Scorecards ---


def test_a_project_is_added_filled_in_and_removed(desk: Desk) -> None:
    added = desk.open("project_scorecards").submit(button="insert:scorecards/new1")
    card = Scorecard.objects.get()
    query = f"?card={card.pk}"
    assert added["Location"].endswith(query)
    page = desk.open("project_scorecards", query)
    page.submit(
        {
            f"scorecards/{card.pk}/name": "就业补助",
            f"scorecard_funds/{card.pk}-fiscal/adjusted_budget": "200",
            f"scorecard_funds/{card.pk}-fiscal/executed": "150",
        },
        f"insert:indicators/{card.pk}-new1",
    )
    row = Indicator.objects.get()
    page = desk.open("project_scorecards", query)
    assert page.total("scorecards.projects.1.execution_rate") == "75.00%"
    assert page.total("scorecards.projects.1.total_points") == "10（应为 100，少 90）"
    stem = f"indicators/{card.pk}-{row.pk}"
    page.submit(
        {f"{stem}/level3": "培训", f"{stem}/target": "≥100人", f"{stem}/achieved": "100人", f"{stem}/points": "90"}
    )
    page = desk.open("project_scorecards", query)
    assert page.total("scorecards.projects.1.total_points") == "100"
    assert page.value(f"{stem}/target") == ">=100人"
    assert page.total("scorecards.projects.1.indicators.1.proposed").startswith("90 分")
    page.submit({f"{stem}/filed_score": "80"})
    assert "请写理由" in desk.open("project_scorecards", query).total("scorecards.projects.1.indicators.1.proposed")
    page = desk.open("project_scorecards", query)
    assert page.submit({f"{stem}/filed_score": "91"}).status_code == 422
    desk.open("project_scorecards", query).submit(button=f"remove:scorecards/{card.pk}")
    assert not Scorecard.objects.exists()
    logged = CellChange.objects.filter(cell=f"indicators/{card.pk}-{row.pk}", kind="set").get()
    assert "培训 >=100人 100人 90.00 分" in logged.old


def test_an_indicator_is_put_below_another(sample: Desk) -> None:
    card = Scorecard.objects.filter(kind="project").order_by("position")[0]
    first, second = card.indicators.order_by("position")[:2]
    page = sample.open("project_scorecards", f"?card={card.pk}")
    page.submit(button=f"insert:indicators/{card.pk}-new1@{first.pk}")
    order = list(card.indicators.order_by("position").values_list("pk", flat=True))
    assert order[0] == first.pk
    assert order[2] == second.pk
    assert list(card.indicators.order_by("position").values_list("position", flat=True)) == list(
        range(1, len(order) + 1)
    )


def test_the_overall_card_is_made_by_typing_into_it(desk: Desk) -> None:
    page = desk.open("overall_scorecard")
    page.submit({"scorecard_funds/overall-region/executed": "5", "scorecards/overall/goal": "目标"})
    card = Scorecard.objects.get()
    assert (card.kind, card.name, card.goal) == ("overall", desk.account.unit_name, "目标")
    assert card.funds.get().executed == 5
