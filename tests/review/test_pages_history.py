"""The history: every change, event and comment in one timeline, narrowed by person, page and cell."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from finance.cells import AmountUnit
from finance.changes import AddRow, Change, SetCell, apply
from finance.models import FinalAccount
from review import commenting
from review.actions import return_, submit
from review.history import page_of_cell
from tests.factories import make_unit, make_user
from tests.review.accounts import Staff, Staffed, staffed, write
from tests.sharing import shared_rows
from units.models import Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed_once")]


def lines(user: User, account: FinalAccount, query: str = "") -> list[list[str]]:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("history", args=(account.unit.code, account.fiscal_year)) + query)
    assert answer.status_code == 200
    page = lxml_html.document_fromstring(answer.content.decode())
    return [[" ".join(cell.text_content().split()) for cell in row][1:] for row in page.xpath("//table/tbody/tr")]


def eventful_account() -> Staffed:
    account, staff = staffed()
    write(account, staff.clerk, "负责筹建。")
    submit(account=account, by=staff.clerk)
    commenting.comment(account=account, by=staff.reviewer, pin=commenting.Pin(), body="写得太短")
    return_(account=account, by=staff.reviewer, why="请写全")
    write(account, staff.colleague, "负责筹建和协调。")
    changes: list[Change] = [AddRow("income_lines/2080101"), SetCell("income_lines/2080101/other", "0.00", "12.5")]
    apply(account, changes, by=staff.clerk, amount_unit=AmountUnit.WAN)
    return account, staff


@pytest.fixture(scope="module")
def staffed_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Staffed]]:
    with shared_rows(request, eventful_account) as shared:
        yield shared


@pytest.fixture
def eventful(account: FinalAccount) -> FinalAccount:
    return account


def test_everything_stands_in_one_timeline(eventful: FinalAccount, staff: Staff) -> None:
    found = [line for line in lines(staff.reviewer, eventful) if line[0] != "命令行"]
    assert [(line[0], line[1].partition("（")[0]) for line in found] == [
        ("某clerk", "收入决算 2080101 行政运行 其他收入"),
        ("某clerk", "收入决算 2080101 行政运行：增加一行"),
        ("某colleague", "单位概况 主要职能"),
        ("某reviewer", "退回"),
        ("某reviewer", "提出意见写得太短"),
        ("某clerk", "提交审核"),
        ("某clerk", "单位概况 主要职能"),
    ]
    assert found[0][2:] == ["0.00", "125,000.00"], "amounts in 元, whatever they were typed in"
    assert found[2][2:] == ["负责筹建。", "负责筹建和协调。"]


def test_it_is_narrowed_to_a_cell_with_its_row(eventful: FinalAccount, staff: Staff) -> None:
    cell = lines(staff.clerk, eventful, "?cell=income_lines/2080101/other")
    assert [line[1].split("：")[-1] for line in cell] == ["收入决算 2080101 行政运行 其他收入", "增加一行"]
    words = [line for line in lines(staff.clerk, eventful, "?cell=profile//functions") if line[0] != "命令行"]
    assert [line[3] for line in words] == ["负责筹建和协调。", "负责筹建。"]
    assert lines(staff.clerk, eventful, "?cell=nonsense") == []


def test_it_is_narrowed_to_a_page_and_a_person(eventful: FinalAccount, staff: Staff) -> None:
    assert len(lines(staff.clerk, eventful, "?page=income")) == 2
    assert lines(staff.clerk, eventful, "?page=nonsense") == []
    theirs = lines(staff.clerk, eventful, f"?by={staff.reviewer.pk}")
    assert {line[0] for line in theirs} == {"某reviewer"}
    assert len(theirs) == 2
    assert lines(staff.clerk, eventful, f"?by={staff.reviewer.pk}&page=income") == []


@pytest.mark.parametrize("query", ["?at=999", "?at=x", "?by=x", "?cell=a/b/c/d", "?page=reasons"])
def test_it_takes_any_address(eventful: FinalAccount, staff: Staff, query: str) -> None:
    lines(staff.clerk, eventful, query)


def test_it_is_for_readers_of_the_account_alone(eventful: FinalAccount) -> None:
    stranger = make_user("a_stranger", role=Role.CLERK, unit=make_unit("555", "丁单位"))
    client = Client()
    client.force_login(stranger)
    where = reverse("history", args=(eventful.unit.code, eventful.fiscal_year))
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    ("cell", "page"),
    [
        ("profile//functions", "profile"),
        ("account//surplus_used", "income"),
        ("texts//organisation", "profile"),
        ("expenditure_lines/2080101-non_fiscal", "expenditure"),
        ("reasons/income.total.previous/text", "reasons"),
        ("scorecards/overall/goal", "overall_scorecard"),
        ("indicators/12-34/achieved", "project_scorecards"),
        ("indicators/overall-new1", "overall_scorecard"),
        ("three_public_items/official_reception/actual", "three_public"),
        ("nonsense", ""),
    ],
)
def test_a_cell_belongs_to_the_page_where_it_is_entered(cell: str, page: str) -> None:
    assert page_of_cell(cell) == page
