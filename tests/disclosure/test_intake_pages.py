"""A workbook handed in on the page: shown, then taken whole, in part, or not at all."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.html import escape

from disclosure.editions import edition
from disclosure.intake import taking
from disclosure.intake.sources import account_figures, sources_of
from disclosure.models import FigureSource, IntakeFile
from finance.figures import Figures
from finance.ledger import figures_of, write_figures
from finance.models import CLOSED, CarriedFigure, CellChange, FinalAccount
from finance.tables import build_all
from tests.disclosure.official_workbooks import Style, workbook_of, xlsx_of
from tests.disclosure.published import sample
from tests.factories import make_account, make_unit, make_user
from units.models import Role, User

pytestmark = pytest.mark.django_db
PAGE = "/entry/523001/2023/files/"


@pytest.fixture
def account() -> FinalAccount:
    """An account of the Changji centre with nothing in it, and its clerk."""
    figures = sample()[0]
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    make_user("clerk", role=Role.CLERK, unit=unit)
    make_user("reviewer", role=Role.REVIEWER, unit=unit)
    return make_account(unit, fiscal_year=2023)


@pytest.fixture
def clerk(account: FinalAccount, client: Client) -> Client:
    client.force_login(User.objects.get(username="clerk"))
    return client


def workbook(figures: Figures, *, style: Style | None = None) -> bytes:
    layout = edition("xinjiang_2023").table_layout
    return xlsx_of(workbook_of(build_all(figures, layout), style or Style()))


def upload(client: Client, content: bytes, name: str = "决算报表.xlsx", **data: str) -> Any:
    file = BytesIO(content)
    file.name = name
    fields = {"purpose": "this_year", "stage": "adjusted_budget", "file": file}
    return client.post(PAGE, fields | data, follow=True)


def shown(response: Any) -> str:
    match = re.search(r'name="shown" value="(\w+)"', response.content.decode())
    assert match
    return match[1]


def take(client: Client, response: Any, action: str = "take_all", **data: Any) -> Any:
    address = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
    return client.post(address, {"action": action, "shown": shown(response)} | data, follow=True)


def nine_tables(figures: Figures) -> Any:
    return build_all(figures, edition("xinjiang_2023").table_layout)


def test_upload_shows_what_would_change_and_saves_nothing(clerk: Client, account: FinalAccount) -> None:
    response = upload(clerk, workbook(sample()[0]))
    page = response.content.decode()
    assert response.status_code == 200
    assert "会改动 68 格" in page
    assert "2080101 行政运行" in page
    assert "3,769,054.48" in page
    assert "Sheet2!D13" in page
    assert figures_of(account).income_lines == ()
    assert not CellChange.objects.exists()
    assert not FigureSource.objects.exists()


def test_taken_whole_every_figure_is_right_and_knows_its_cell(clerk: Client, account: FinalAccount) -> None:
    content = workbook(sample()[0])
    page = take(clerk, upload(clerk, content)).content.decode()
    assert "已导入“决算报表.xlsx”：改动 68 格" in page
    account.refresh_from_db()
    figures = figures_of(account)
    assert nine_tables(figures) == nine_tables(sample()[0])
    assert figures.income_lines == sample()[0].income_lines
    assert figures.expenditure_lines == sample()[0].expenditure_lines
    sources = sources_of(account, figures)
    source = sources["income_lines/2080101/general_public_budget"]
    assert (source.sheet, source.place, source.file.name) == ("Sheet2", "Sheet2!D13", "决算报表.xlsx")
    assert sources["expenditure_lines/2080101-non_fiscal/basic"].place == "Sheet3!D13 − Sheet5!D13"
    file = IntakeFile.objects.get()
    assert (file.sha256, bytes(file.content)) == (hashlib.sha256(content).hexdigest(), content)
    assert file.taken_by == User.objects.get(username="clerk")
    assert CellChange.objects.filter(cell="income_lines/2080101/general_public_budget").get().by == file.taken_by
    assert not account_figures(account).printed_only


def test_same_file_twice_changes_nothing(clerk: Client, account: FinalAccount) -> None:
    content = workbook(sample()[0])
    take(clerk, upload(clerk, content))
    account.refresh_from_db()
    before = (account.version, CellChange.objects.count(), list(FigureSource.objects.values_list()))
    again = upload(clerk, content)
    assert "没有要导入的改动" in again.content.decode()
    assert "完全一致，没有改动" in take(clerk, again).content.decode()
    account.refresh_from_db()
    assert (account.version, CellChange.objects.count(), list(FigureSource.objects.values_list())) == before
    assert IntakeFile.objects.count() == 1


def test_only_the_chosen_tables_are_taken(clerk: Client, account: FinalAccount) -> None:
    take(clerk, upload(clerk, workbook(sample()[0])), "take_some", table=["t6"])
    account.refresh_from_db()
    figures = figures_of(account)
    assert figures.economic_lines == sample()[0].economic_lines
    assert not figures.income_lines
    assert not figures.expenditure_lines


def test_no_table_chosen_takes_nothing(clerk: Client, account: FinalAccount) -> None:
    response = take(clerk, upload(clerk, workbook(sample()[0])), "take_some")
    assert response.status_code == 422
    assert "请先选中要导入的表" in response.content.decode()
    assert not CellChange.objects.exists()


def test_cancelled_nothing_is_kept(clerk: Client) -> None:
    assert "什么也没有改动" in take(clerk, upload(clerk, workbook(sample()[0])), "cancel").content.decode()
    assert not IntakeFile.objects.exists()
    assert not CellChange.objects.exists()


def test_printed_workbook_is_taken_as_printed_and_marked(clerk: Client, account: FinalAccount) -> None:
    response = upload(clerk, workbook(sample()[0], style=Style(is_rounded=True)))
    assert "按公开数导入，并作标记" in response.content.decode()
    take(clerk, response)
    account.refresh_from_db()
    figures = account_figures(account)
    assert figures.amount("general_public_budget.2080101.basic") == Decimal("3769100.00")
    assert {"income", "expenditure", "basic_expenditure", "opening_carry_over"} <= figures.printed_only


def test_figure_typed_over_is_no_longer_marked(clerk: Client, account: FinalAccount) -> None:
    take(clerk, upload(clerk, workbook(sample()[0], style=Style(is_rounded=True))))
    account.refresh_from_db()
    row = account.economic_lines.get(economic_code="30101")
    row.amount += 1
    row.save()
    cells = sources_of(account, figures_of(account))
    assert "economic_lines/30101/amount" not in cells
    assert "economic_lines/30102/amount" in cells


def test_printed_workbook_leaves_the_yuan_alone(clerk: Client, account: FinalAccount) -> None:
    write_figures(account, sample()[0])
    response = upload(clerk, workbook(sample()[0], style=Style(is_rounded=True)))
    assert "与现有的数一致" in response.content.decode()
    take(clerk, response)
    account.refresh_from_db()
    assert account_figures(account) == sample()[0]


def test_row_that_the_workbook_lacks_goes(clerk: Client, account: FinalAccount) -> None:
    figures = sample()[0]
    write_figures(account, figures)
    response = upload(clerk, workbook(replace(figures, economic_lines=figures.economic_lines[1:])))
    assert "（删去）" in response.content.decode()
    assert "删去 1 行" in take(clerk, response).content.decode()
    account.refresh_from_db()
    assert figures_of(account).economic_lines == figures.economic_lines[1:]


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_not_understood_is_said_and_not_taken(clerk: Client, account: FinalAccount) -> None:
    write_figures(account, sample()[0])

    def spoil(book: Any) -> None:
        book["Sheet2"]["D13"] = "约三百万"
        book["Sheet6"]["C8"] = 999

    response = upload(clerk, changed(workbook(sample()[0]), spoil))
    page = response.content.decode()
    assert "1 处没有看懂" in page
    assert "Sheet2!D13：" in page
    assert escape("“约三百万”不是数字") in page
    assert "对不上" in page
    take(clerk, response)
    account.refresh_from_db()
    figures = figures_of(account)
    assert figures.income_lines == sample()[0].income_lines
    assert figures.basic_expenditure.of("30102").total == Decimal("9990000.00")


def test_account_that_moved_on_is_looked_at_again(clerk: Client, account: FinalAccount) -> None:
    response = upload(clerk, workbook(sample()[0]))
    account.surplus_used = Decimal("5.00")
    account.save()
    again = take(clerk, response)
    assert again.status_code == 409
    assert "请看一遍新的预览" in again.content.decode()
    assert not CellChange.objects.exists()
    assert "已导入" in take(clerk, again).content.decode()


def test_refused_cell_undoes_everything(clerk: Client, account: FinalAccount) -> None:
    """A figure of last year's account may not be typed over without a reason, by a workbook neither."""
    before = make_account(account.unit, fiscal_year=2022)
    account.started_from = before
    account.save()
    CarriedFigure.objects.create(account=account, cell="carry_over_lines/non_fiscal-/opening", value=Decimal("1.00"))
    account.carry_over_lines.create(fund="non_fiscal", item_code="", opening=Decimal("1.00"))
    response = take(clerk, upload(clerk, workbook(sample()[0])))
    assert response.status_code == 409
    page = response.content.decode()
    assert "没有导入，什么也没有改动" in page
    assert "上年决算带来的数" in page
    account.refresh_from_db()
    assert figures_of(account).income_lines == ()
    assert not FigureSource.objects.exists()
    assert not CellChange.objects.exists()


def test_last_years_workbook_fills_last_years_figures(clerk: Client, account: FinalAccount) -> None:
    figures = sample()[0]
    last = replace(figures, fiscal_year=2022)
    take(clerk, upload(clerk, workbook(last), purpose="last_year"))
    account.refresh_from_db()
    previous = figures_of(account).previous
    assert previous is not None
    assert previous.income_grand_total == figures.income_grand_total
    assert previous.fiscal.income_grand_total == figures.fiscal.income_grand_total
    assert previous.agency_operating_costs == figures.agency_operating_costs
    assert previous.three_public == figures.three_public
    spent = {line.item_code: line.amounts.total for line in figures.general_public_budget.spent.lines}
    assert {line.item_code: line.amount for line in previous.lines} == spent
    assert figures_of(account).income_lines == ()


def test_workbook_of_another_unit_or_year_is_pointed_out(clerk: Client) -> None:
    figures = sample()[0]
    other = replace(figures, unit=replace(figures.unit, name="另一个单位"))
    assert escape("表中的单位是“另一个单位”") in upload(clerk, workbook(other)).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (b"<html><table></table></html>", "其实是网页（HTML）"),
        (b"PK\x03\x04 no archive at all", "压缩包打不开"),
        (b"a,b\r\n1,2\r\n", "可能是 CSV"),
    ],
)
def test_file_that_is_no_workbook_gets_a_message(clerk: Client, content: bytes, said: str) -> None:
    response = upload(clerk, content)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not IntakeFile.objects.exists()


def test_workbook_without_the_tables_says_what_was_looked_for(clerk: Client) -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("通讯录").write(0, 0, "姓名")
    book.close()
    response = upload(clerk, stream.getvalue())
    assert response.status_code == 422
    assert "没有找到决算报表。看过的工作表：“通讯录”" in response.content.decode()


def test_reviewer_sees_and_may_not_take(account: FinalAccount, clerk: Client) -> None:
    response = upload(clerk, workbook(sample()[0]))
    reviewer = Client()
    reviewer.force_login(User.objects.get(username="reviewer"))
    assert upload(reviewer, workbook(sample()[0])).status_code == 403
    address = response.redirect_chain[-1][0]
    page = reviewer.get(address)
    assert page.status_code == 200
    assert "全部导入" not in page.content.decode()
    assert reviewer.post(address, {"action": "take_all", "shown": shown(page)}).status_code == 403
    assert not CellChange.objects.exists()


def test_a_closed_account_says_that_it_is_closed(account: FinalAccount, clerk: Client) -> None:
    FinalAccount.objects.filter(pk=account.pk).update(is_open=False)
    response = upload(clerk, workbook(sample()[0]))
    assert response.status_code == 403
    assert CLOSED in response.content.decode()


def test_stranger_finds_nothing(account: FinalAccount, clerk: Client) -> None:
    address = upload(clerk, workbook(sample()[0])).redirect_chain[-1][0]
    stranger = Client()
    stranger.force_login(make_user("somebody", role=Role.CLERK, unit=make_unit("999001")))
    for path in (PAGE, address, f"{address}content/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(address, {"action": "take_all"}).status_code == 404
    assert clerk.get(address.replace("523001", "999001")).status_code == 404


def test_file_can_be_had_again_as_it_came(clerk: Client) -> None:
    content = workbook(sample()[0])
    address = upload(clerk, content).redirect_chain[-1][0]
    response = clerk.get(f"{address}content/")
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/octet-stream"
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/报表.xlsx", "报表.xlsx"),
        ("C:\\桌面\\表.xls", "表.xls"),
        ("a\x00b\n.xlsx", "ab .xlsx"),
        ("", "未命名"),
    ],
)
def test_name_of_a_file_is_tidied(name: str, tidy: str) -> None:
    assert taking.tidy_name(name) == tidy


def test_command_takes_a_workbook_in(account: FinalAccount, tmp_path: Any) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(workbook(sample()[0]))
    out = StringIO()
    call_command("take_in", str(path), "523001", "2023", by="clerk", stdout=out)
    assert out.getvalue().splitlines()[-1] == "523001 2023"
    account.refresh_from_db()
    assert nine_tables(figures_of(account)) == nine_tables(sample()[0])
    with pytest.raises(CommandError, match="要写明单位编码和年度"):
        call_command("take_in", str(path))
    with pytest.raises(CommandError, match="记在谁名下"):
        call_command("take_in", str(path), "523001", "2023")
