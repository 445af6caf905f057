"""Files taken from an account's page, and by the render command, under names that can be filed."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from disclosure.exports.formats import FORMATS
from disclosure.exports.names import MAX_BYTES, file_name
from finance.models import FinalAccount
from tests.factories import make_account, make_unit, make_user
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("changji_once"),
    pytest.mark.only_on("sqlite", "files made of an account, once it is read"),
]
PAGE = "/reports/523001/2023/"
UNIT = "昌吉回族自治州公共就业服务中心"
OFFERED = [key for key, format in FORMATS.items() if format.is_offered]
STARTS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "xlsx": b"PK",
    "csv": b"PK",
    "json": b"{",
    "html": b"<!doctype",
    "txt": UNIT.encode(),
}


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(User.objects.get(username="clerk"))
    return client


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("pdf", f"{UNIT}2023年度部门决算公开说明.pdf"),
        ("docx", f"{UNIT}2023年度部门决算公开说明.docx"),
        ("xlsx", f"{UNIT}2023年度部门决算公开表.xlsx"),
        ("csv", f"{UNIT}2023年度部门决算公开表CSV.zip"),
        ("json", f"{UNIT}2023年度部门决算数据包.json"),
    ],
)
def test_file_is_offered_under_a_name_to_file_it_by(clerk: Client, key: str, name: str) -> None:
    assert f'{key}/"' in clerk.get(PAGE).content.decode()
    response = clerk.get(f"{PAGE}{key}/")
    assert response.status_code == 200
    assert f"filename*=utf-8''{name}" in unquote(response["Content-Disposition"])
    assert b"".join(response.streaming_content).startswith(STARTS[key])  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", OFFERED)
def test_file_of_another_unit_is_not_there(clerk: Client, key: str) -> None:
    stranger = Client()
    stranger.force_login(make_user("somebody", role=Role.CLERK, unit=make_unit("999001")))
    assert stranger.get(f"{PAGE}{key}/").status_code == 404
    assert Client().get(f"{PAGE}{key}/").status_code == 302


@pytest.mark.parametrize("key", ["html", "txt", "exe"])
def test_format_that_is_not_offered_has_no_address(clerk: Client, key: str) -> None:
    assert clerk.get(f"{PAGE}{key}/").status_code == 404


def test_unfinished_account_gives_only_what_needs_nothing(client: Client) -> None:
    unit = make_unit()
    make_account(unit)
    client.force_login(make_user("zhang", role=Role.CLERK, unit=unit))
    page = client.get(f"/reports/{unit.code}/2023/").content.decode()
    assert "Word 文档（填写完整后可下载）" in page
    statuses = {key: client.get(f"/reports/{unit.code}/2023/{key}/").status_code for key in OFFERED}
    assert statuses == {"pdf": 409, "docx": 409, "xlsx": 409, "csv": 409, "json": 200}


@pytest.mark.parametrize("key", FORMATS)
def test_command_writes_every_format(clerk: Client, key: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{key}"
    call_command("render", "523001", 2023, format=key, output=str(path))
    assert path.read_bytes().startswith(STARTS[key])


def test_command_says_what_is_missing_in_the_tables(tmp_path: Path) -> None:
    account: FinalAccount = make_account()
    with pytest.raises(CommandError, match=r"报表还有 \d+ 处没有填写"):
        call_command("render", account.unit.code, 2023, format="xlsx", output=str(tmp_path / "x.xlsx"))
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("unit_name", "name"),
    [
        ("某局", "某局2023年度部门决算公开说明.pdf"),
        ('../../某/局\\:*?"<>|', "某局2023年度部门决算公开说明.pdf"),
        ("某 局\n\u202egnp.exe", "某局gnp.exe2023年度部门决算公开说明.pdf"),
    ],
)
def test_file_name_is_one_that_every_system_takes(unit_name: str, name: str) -> None:
    assert file_name(unit_name, 2023, "部门决算公开说明", "pdf") == name


def test_long_file_name_is_cut_where_a_character_ends() -> None:
    name = file_name("很长的单位名称" * 50, 2023, "部门决算公开说明", "pdf")
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith("2023年度部门决算公开说明.pdf")
    assert "\ufffd" not in name
