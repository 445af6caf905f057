"""The 填报工作簿 through the pages: downloaded, filled in, handed in, looked at, taken; and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from disclosure.exports.own_workbook.writing import own_workbook
from disclosure.intake.filled_in.recognising import is_filled_in
from disclosure.intake.opening import Unreadable
from disclosure.intake.sources import sources_of
from disclosure.intake.workbook import Sheet, Workbook
from disclosure.models import IntakeFile
from finance.cells import AmountUnit
from finance.changes import RemoveRow, SetCell, apply
from finance.ledger import figures_of
from finance.models import CellChange, FinalAccount
from tests.disclosure.filling_in import Paper, opened
from tests.disclosure.test_intake_pages import shown
from tests.disclosure.typist import Typist
from tests.factories import make_account, make_unit
from tests.sharing import shared_rows
from units.models import Membership, Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("issued"),
    pytest.mark.only_on("sqlite", "what is read and shown of a file; how it is saved is seen in test_intake_pages"),
]
opened_once = cache(opened)
PAGE = "/entry/523001/2023/files/"
LINE = "income_lines/2080101/other"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares every test a process; that the real one reads the file is seen in test_own_workbook_sums."""
    for user in ("disclosure.intake.views", "disclosure.intake.filled_in.taking"):
        monkeypatch.setattr(f"{user}.open_workbook", opened_once)


type Issued = tuple[FinalAccount, bytes]


def issue() -> Issued:
    """The Changji account and its workbook."""
    call_command("sample", "changji_2023", stdout=StringIO())
    account = FinalAccount.objects.get()
    return account, own_workbook(account, User.objects.get(username="clerk"))


@pytest.fixture(scope="module")
def issued(request: pytest.FixtureRequest) -> Iterator[Callable[[], Issued]]:
    with shared_rows(request, issue) as shared:
        yield shared


@pytest.fixture
def account(issued: Callable[[], Issued]) -> FinalAccount:
    return issued()[0]


@pytest.fixture
def content(issued: Callable[[], Issued]) -> bytes:
    return issued()[1]


@pytest.fixture
def paper(content: bytes) -> Paper:
    return Paper(opened_once(content))


@pytest.fixture
def typist(content: bytes) -> Typist:
    return Typist.again(content)


@pytest.fixture
def clerk(account: FinalAccount, client: Client) -> Client:
    client.force_login(User.objects.get(username="clerk"))
    return client


def downloaded(client: Client) -> bytes:
    response = client.get(f"{PAGE}workbook/")
    assert response.status_code == 200
    assert "filename*=utf-8''" in response["Content-Disposition"]
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def upload(client: Client, content: bytes, page: str = PAGE) -> Any:
    file = BytesIO(content)
    file.name = "填报工作簿.xlsx"
    return client.post(page, {"purpose": "this_year", "stage": "adjusted_budget", "file": file}, follow=True)


def take(client: Client, response: Any, action: str = "take_all", **data: Any) -> Any:
    address = response.request["PATH_INFO"]
    return client.post(address, {"action": action, "shown": shown(response)} | data, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode())


def change(account: FinalAccount, cell: str, was: str, value: str) -> None:
    """By the reviewer's hand, meanwhile."""
    by = User.objects.get(username="admin")
    outcome = apply(account, [SetCell(cell, was, value)], by=by, amount_unit=AmountUnit.YUAN)
    assert [result.status for result in outcome.results] == ["saved"]


def test_what_was_changed_is_shown_and_then_taken(clerk: Client, account: FinalAccount) -> None:
    typist = Typist(downloaded(clerk))
    typist.type(LINE, 1234.56)
    typist.type("income_lines/+/code", "2080102 一般行政管理事务")
    typist.type("income_lines/+/superior_subsidy", "1,000")
    typist.type("texts//other_notes", "另有说明。")
    typist.type("income_lines/2210201/remove", "删除")
    content = typist.saved()
    assert is_filled_in(content)
    response = upload(clerk, content)
    page = text(response)
    assert "作为填报工作簿读了 13 页" in page
    assert "2080101 行政运行" in page
    assert "1,234.56" in page
    assert "收入决算!" in page
    assert figures_of(account).income.of("2080101").other == Decimal("599.71")
    assert "已导入“填报工作簿.xlsx”" in text(take(clerk, response))
    account.refresh_from_db()
    figures = figures_of(account)
    assert figures.income.of("2080101").other == Decimal("1234.56")
    assert figures.income.of("2080102").superior_subsidy == Decimal(1000)
    assert figures.income.of("2210201").total == 0
    assert figures.texts.other_notes == "另有说明。"
    source = sources_of(account, figures)[LINE]
    assert source.sheet == "收入决算"
    assert CellChange.objects.filter(cell=LINE).latest("pk").by == User.objects.get(username="clerk")
    again = upload(clerk, content)
    assert "没有要导入的改动" in text(again)


def test_only_chosen_pages_are_taken(clerk: Client, account: FinalAccount, typist: Typist) -> None:
    typist.type(LINE, 1)
    typist.type("texts//other_notes", "另有说明。")
    take(clerk, upload(clerk, typist.saved()), "take_some", table=["other_notes"])
    figures = figures_of(FinalAccount.objects.get())
    assert figures.texts.other_notes == "另有说明。"
    assert figures.income.of("2080101").other == Decimal("599.71")


def test_cell_that_somebody_else_changed_stays_unless_the_clerk_says_so(
    clerk: Client, account: FinalAccount, typist: Typist
) -> None:
    typist.type(LINE, 1)
    typist.type("income_lines/2080101/operating", 2)
    change(account, LINE, "599.71", "700")
    change(account, "income_lines/2080506/operating", "", "5")  # not the clerk's: stays whatever happens
    response = upload(clerk, typist.saved())
    assert "1 处发出后又改过" in text(response)
    assert "发出时是 599.71" in text(response)
    response = take(clerk, response)
    figures = figures_of(FinalAccount.objects.get())
    assert figures.income.of("2080101").other == Decimal(700)
    assert figures.income.of("2080101").operating == Decimal(2)
    assert "在那一行打勾" in text(take(clerk, response))
    take(clerk, response, overrule=[LINE])
    figures = figures_of(FinalAccount.objects.get())
    assert figures.income.of("2080101").other == Decimal(1)
    assert figures.income.of("2080506").operating == Decimal(5)


def test_row_that_is_gone_meanwhile_comes_back_only_if_asked_for(
    clerk: Client, account: FinalAccount, typist: Typist
) -> None:
    typist.type(LINE, 1)
    by = User.objects.get(username="admin")
    apply(account, [RemoveRow("income_lines/2080101")], by=by, amount_unit=AmountUnit.YUAN)
    response = upload(clerk, typist.saved())
    assert "1 处发出后又改过" in text(response)
    take(clerk, response, overrule=[LINE])
    assert figures_of(FinalAccount.objects.get()).income.of("2080101").total == Decimal(1)


def test_what_changed_after_the_preview_is_shown_again(clerk: Client, account: FinalAccount, typist: Typist) -> None:
    typist.type(LINE, 1)
    response = upload(clerk, typist.saved())
    change(account, LINE, "599.71", "700")
    assert "你看过预览之后" in text(take(clerk, response))
    assert figures_of(FinalAccount.objects.get()).income.of("2080101").other == Decimal(700)


FAULTS: tuple[tuple[str, object, str], ...] = (
    (LINE, "很多", "“很多”不是数字"),
    ("income_lines/2080101/operating", -1, "不能是负数"),
    ("income_lines/2080101/superior_subsidy", 1.005, "小数太多"),
    ("income_lines/2080101/public_service", "#VALUE!", "Excel 的错误值"),
    ("income_lines/2080101/affiliate_remittance", True, "“是”不是数字"),
    ("income_lines/2080106/other", "=1+2", "公式还没有算出结果"),
    ("profile//on_duty", 1.5, "这里填整数"),
    ("account//unit_kind", "公司", "没有“公司”这一项"),
    ("account//unit_name", None, "不能为空"),
    ("income_lines/+/code", "9999999", "不在 2023 年度科目表中"),
    ("expenditure_lines/+/code", "2080102", "没有选资金性质"),
    ("economic_lines/+/amount", 5, "请选择科目"),
    ("budget_lines/+/code", "行政运行", "不止一个科目"),
    ("scorecards/new1/goal", "做好", "新项目没有填名称"),
)


def test_what_cannot_be_is_named_with_its_cell_and_nothing_else_suffers(
    clerk: Client, account: FinalAccount, typist: Typist
) -> None:
    for address, value, _ in FAULTS:
        typist.type(address, value)
    typist.type("budget_lines/+/fund", "非财政拨款")
    typist.type("texts//other_notes", "另有说明。")
    response = upload(clerk, typist.saved())
    page = text(response)
    assert [said for _, _, said in FAULTS if said not in page] == []
    assert f"{len(FAULTS)} 处没有看懂" in page
    before = figures_of(account)
    take(clerk, response)
    after = figures_of(FinalAccount.objects.get())
    assert after.texts.other_notes == "另有说明。"
    assert replace(after, texts=before.texts) == before


def test_line_that_stands_above_already_is_not_added(account: FinalAccount, paper: Paper) -> None:
    paper.add_line("income_lines", "2080101", {"other": 5})
    paper.add_line("income_lines", "2080102", {"other": 5})
    paper.add_line("income_lines", "2080102", {"other": 6})
    comparison = paper.compared(account)
    assert [remark.words[:12] for _, remark in comparison.remarks] == ["上面已经有这一行，没有导", "和 收入决算!B23 那"]
    assert {change.row for change in comparison.changes} == {"income_lines/2080102"}


def test_workbook_of_another_unit_or_year_is_refused(clerk: Client, account: FinalAccount, content: bytes) -> None:
    make_account(account.unit, fiscal_year=2024)
    response = upload(clerk, content, "/entry/523001/2024/files/")
    assert response.status_code == 422
    assert "这是 2023 年度的填报工作簿，这份决算是 2024 年度的" in text(response)
    other = make_account(make_unit("650002", "另一单位"))
    Membership.objects.create(user=User.objects.get(username="clerk"), unit=other.unit, role=Role.CLERK)
    response = upload(clerk, content, f"/entry/{other.unit.code}/2023/files/")
    assert "这是“昌吉回族自治州公共就业服务中心”（单位编码 523001）的填报工作簿" in text(response)
    assert not IntakeFile.objects.exists()


@pytest.mark.parametrize(
    ("row", "value", "said"), [(1, "0", "另一个版本发出的"), (2, "{", "坏了"), (2, "[]", "坏了"), (2, "{}", "坏了")]
)
def test_older_and_broken_workbooks_are_refused(
    account: FinalAccount, paper: Paper, row: int, value: str, said: str
) -> None:
    (sheet,) = paper.workbook.hidden
    rows = list(sheet.rows)
    rows[row] = (value,)
    paper.workbook = Workbook(paper.workbook.sheets, (Sheet(sheet.name, tuple(rows)),))
    with pytest.raises(Unreadable) as refusal:
        paper.compared(account)
    assert said in str(refusal.value)
    assert "重新下载填报工作簿" in str(refusal.value)


def test_page_that_was_deleted_is_left_alone(clerk: Client, account: FinalAccount, typist: Typist) -> None:
    del typist.book["收入决算"]
    typist.type("texts//other_notes", "另有说明。")
    response = upload(clerk, typist.saved())
    assert "没有这张表，这一页的内容不动" in text(response)
    take(clerk, response)
    assert figures_of(FinalAccount.objects.get()).income_lines == figures_of(account).income_lines


def test_row_deleted_as_a_row_is_shown_as_gone(account: FinalAccount, paper: Paper) -> None:
    workbook = paper.done()
    name, row, _ = paper.rows["income_lines/2210201"]
    sheets = tuple(
        Sheet(sheet.name, sheet.rows[:row] + sheet.rows[row + 1 :]) if sheet.name == name else sheet
        for sheet in workbook
    )
    paper.workbook = Workbook(sheets, workbook.hidden)
    (gone,) = paper.compared(account).changes
    assert (gone.kind.value, gone.address) == ("remove", "income_lines/2210201")


def test_reviewer_may_not_hand_in_and_a_stranger_not_download(clerk: Client, content: bytes) -> None:
    clerk.force_login(User.objects.get(username="reviewer"))
    assert upload(clerk, content).status_code == 403
    clerk.force_login(User.objects.create_user("stranger"))
    assert clerk.get(f"{PAGE}workbook/").status_code == 404
