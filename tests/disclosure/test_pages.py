"""The list, the account to read, its PDF, and the render command, as their users meet them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.html import escape

from finance.models import FinalAccount
from tests.units.factories import give_role, make_unit, make_user
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("changji_once"),
    pytest.mark.only_on("sqlite", "what a page shows; tests/browser and tests/attack open pages on the other"),
]
LIST = "/desk/accounts/"
PAGE = "/reports/523001/2023/"
TITLE = "昌吉回族自治州公共就业服务中心2023年度部门决算公开说明"


@pytest.fixture
def account(changji_once: Callable[[], FinalAccount]) -> FinalAccount:
    return changji_once()


@pytest.fixture
def clerk(account: FinalAccount, client: Client) -> Client:
    client.force_login(User.objects.get(username="clerk"))
    return client


@pytest.fixture
def stranger(account: FinalAccount) -> Client:
    """A clerk of another unit."""
    user = make_user("somebody")
    give_role(user, make_unit("999001"), Role.CLERK)
    client = Client()
    client.force_login(user)
    return client


def test_list_shows_the_clerks_account_and_leads_to_it(clerk: Client) -> None:
    page = clerk.get(LIST).content.decode()
    assert f'href="{PAGE}"' in page
    assert "新疆 2023" in page


def test_list_of_a_stranger_is_empty_and_says_what_to_do(stranger: Client) -> None:
    page = stranger.get(LIST).content.decode()
    assert PAGE not in page
    assert "你所在的单位还没有决算" in page


def test_list_narrowed_to_nothing_offers_the_way_back(clerk: Client) -> None:
    assert "没有符合条件的决算" in clerk.get(f"{LIST}?fiscal_year=1999").content.decode()
    assert f'href="{PAGE}"' in clerk.get(f"{LIST}?unit_name=昌吉").content.decode()


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}pdf/"])
def test_account_of_another_unit_is_not_there(stranger: Client, path: str) -> None:
    assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("path", [LIST, PAGE, f"{PAGE}pdf/"])
def test_page_without_sign_in_leads_to_sign_in(account: FinalAccount, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


def test_account_page_is_a_document_with_real_tables(clerk: Client) -> None:
    page = clerk.get(PAGE).content.decode()
    assert page.count("<table") >= 18  # nine tables, nine scorecards
    assert "<caption" in page
    assert 'scope="col"' in page
    assert 'scope="row"' in page
    assert "还没有填写" not in page
    assert "style=" not in page  # the content security policy allows no inline style


def test_pdf_is_named_for_filing(clerk: Client) -> None:
    response = clerk.get(f"{PAGE}pdf/")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"%PDF-")
    assert TITLE in response.headers["Content-Disposition"].encode("ascii").decode("unicode_escape") or (
        "filename*=utf-8''" in response.headers["Content-Disposition"]
    )


def test_incomplete_account_is_shown_with_its_gaps_and_refused_as_pdf(account: FinalAccount, clerk: Client) -> None:
    account.reasons.filter(figure="income_grand_total.previous").delete()
    page = clerk.get(PAGE).content.decode()
    assert "还有 1 处没有填写" in page
    assert "收入总计与上年相比的主要原因" in page
    assert "【未填】" in page
    refused = clerk.get(f"{PAGE}pdf/")
    assert refused.status_code == 409
    assert "不能生成正式文件" in refused.content.decode()


def test_entered_text_is_text_and_never_markup(account: FinalAccount, clerk: Client) -> None:
    hostile = "<script>alert(1)</script>{{ income.total }}"
    account.reasons.filter(figure="income_grand_total.previous").update(text=hostile)
    page = clerk.get(PAGE).content.decode()
    assert hostile not in page
    assert escape(hostile) in page


def test_render_writes_each_format(account: FinalAccount, tmp_path: Path) -> None:
    for name, head in (("txt", "昌吉回族".encode()), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        path = tmp_path / f"report.{name}"
        call_command("render", "523001", "2023", "--format", name, "--output", str(path))
        assert path.read_bytes().lower().startswith(head.lower())


def test_render_of_an_unknown_unit_names_it(account: FinalAccount) -> None:
    with pytest.raises(CommandError, match="没有单位编码为“000”的 2023 年度决算"):
        call_command("render", "000", "2023")


def test_render_of_an_incomplete_account_lists_what_is_missing_and_writes_nothing(
    account: FinalAccount, tmp_path: Path
) -> None:
    account.profile.on_duty = None
    account.profile.save()
    output = tmp_path / "report.txt"
    with pytest.raises(CommandError, match="二、机构设置及人员情况：在职人员"):
        call_command("render", "523001", "2023", "--format", "txt", "--output", str(output))
    assert not output.exists()


def test_render_of_an_unknown_code_names_it(account: FinalAccount) -> None:
    account.expenditure_lines.filter(item_code="2080101").update(item_code="2089998")
    with pytest.raises(CommandError, match="2089998"):
        call_command("render", "523001", "2023", "--format", "txt")


def test_page_of_an_unknown_code_names_it_instead_of_failing(account: FinalAccount, clerk: Client) -> None:
    account.expenditure_lines.filter(item_code="2080101").update(item_code="2089998")
    response = clerk.get(PAGE)
    assert response.status_code == 409
    assert "2089998" in response.content.decode()


def test_render_of_a_character_no_font_has_names_it(account: FinalAccount) -> None:
    account.reasons.filter(figure="income_grand_total.previous").update(text="人员增加\U00020bb7\U0001f600")
    with pytest.raises(CommandError, match="U\\+"):
        call_command("render", "523001", "2023", "--output", "/dev/null")


def test_render_into_a_folder_that_is_not_there_says_so(account: FinalAccount, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不能写入"):
        call_command("render", "523001", "2023", "--format", "txt", "--output", str(tmp_path / "no" / "r.txt"))
