"""Units and users from a spreadsheet: all or nothing, errors named by row and column, a second time no change."""

import csv
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from pytest_django import Settings

from tests.factories import make_unit, make_user
from units.models import BudgetUnit, Membership, Role, User

pytestmark = pytest.mark.django_db

UNIT_HEADS = ("单位编码", "单位全称", "单位性质", "行政区划", "上级单位编码")
USER_HEADS = ("用户名", "姓名", "邮箱", "单位编码", "角色")
BUREAU = ("100", "示例局", "行政单位", "示例省示例市", "")
CENTRE = ("100001", "示例中心", "公益一类事业单位", "示例省示例市", "100")


def xlsx(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def text(path: Path, *rows: tuple[str, ...], encoding: str = "utf-8-sig") -> Path:
    path.write_text("".join(",".join(row) + "\r\n" for row in rows), encoding=encoding, newline="")
    return path


def run(command: str, path: Path, **options: object) -> str:
    out = StringIO()
    call_command(command, path, stdout=out, **options)
    return out.getvalue()


def refused(command: str, path: Path, **options: object) -> list[str]:
    with pytest.raises(CommandError) as caught:
        run(command, path, **options)
    assert str(caught.value).startswith("什么也没有改动")
    return str(caught.value).splitlines()[1:]


def units() -> list[tuple[str, str, str, str | None]]:
    return list(BudgetUnit.objects.values_list("code", "name", "kind", "parent__code"))


def test_units_are_made_in_whatever_order_they_stand(tmp_path: Path) -> None:
    said = run("create_units", xlsx(tmp_path / "units.xlsx", UNIT_HEADS, CENTRE, (None,) * 5, BUREAU))
    assert units() == [
        ("100", "示例局", "administrative", None),
        ("100001", "示例中心", "public_welfare_one", "100"),
    ]
    assert said.endswith("已新建 2 个，修改 0 个，已有且相同 0 个\n")


def test_code_that_the_spreadsheet_took_for_a_number_is_a_code(tmp_path: Path) -> None:
    run("create_units", xlsx(tmp_path / "units.xlsx", UNIT_HEADS, (100.0, *BUREAU[1:]), (100001, *CENTRE[1:4], 100)))
    assert [code for code, *_ in units()] == ["100", "100001"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_units_are_read_from_csv_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    run("create_units", text(tmp_path / "units.csv", UNIT_HEADS, BUREAU, CENTRE, encoding=encoding))
    assert len(units()) == 2


def test_units_a_second_time_change_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "units.xlsx", UNIT_HEADS, BUREAU, CENTRE)
    run("create_units", path)
    before = units()
    assert run("create_units", path) == "已新建 0 个，修改 0 个，已有且相同 2 个\n"
    assert units() == before


def test_dry_run_says_what_it_would_do_and_does_not(tmp_path: Path) -> None:
    said = run("create_units", xlsx(tmp_path / "units.xlsx", UNIT_HEADS, BUREAU), dry_run=True)
    assert said == "新建 100 示例局\n试运行，没有改动：将新建 1 个，修改 0 个，已有且相同 0 个\n"
    assert units() == []


def test_unit_that_is_there_changes_only_when_told(tmp_path: Path) -> None:
    make_unit("100", "示例局", region="示例省示例市")
    path = xlsx(tmp_path / "units.xlsx", UNIT_HEADS, ("100", "示例局（改）", *BUREAU[2:]))
    assert refused("create_units", path) == [
        "第 2 行“单位全称”：已有的单位 100 写的是“示例局”；确要改，请勾“已有的单位按表格修改”（命令加 --update）"
    ]
    assert "修改 100：单位全称 示例局 → 示例局（改）" in run("create_units", path, update=True)
    assert units() == [("100", "示例局（改）", "administrative", None)]


def test_every_wrong_unit_is_named_and_none_is_made(tmp_path: Path) -> None:
    rows = [
        BUREAU,
        ("10-1", "示例站", "行政单位", "示例省", ""),
        ("102", "示例所", "企业", "示例省", ""),
        ("103", "示例队", "行政单位", "示例省", "999"),
        ("100", "示例局", "行政单位", "示例省", ""),
        ("104", "甲", "行政单位", "示例省", "105"),
        ("105", "乙", "行政单位", "示例省", "104"),
    ]
    words = refused("create_units", xlsx(tmp_path / "units.xlsx", UNIT_HEADS, *rows))
    assert [line.split("：")[0] for line in words] == [
        "第 3 行“单位编码”",
        "第 4 行“单位性质”",
        "第 5 行“上级单位编码”",
        "第 6 行“单位编码”",
        "第 7 行“上级单位编码”",
        "第 8 行“上级单位编码”",
    ]
    assert units() == []


def test_sheet_that_is_not_one_says_so(tmp_path: Path) -> None:
    heads = ("单位编码", "单位名称", "单位性质", "行政区划")
    assert refused("create_units", xlsx(tmp_path / "a.xlsx", heads, BUREAU[:4])) == [
        "第 1 行“单位全称”：缺少这一列。应有的列：单位编码、单位全称、单位性质、行政区划、上级单位编码",
        "第 1 行“单位名称”：不认识这一列，请改正或删去",
    ]
    blank = ("100", "", "行政单位", "示例省", "")
    assert refused("create_units", xlsx(tmp_path / "b.xlsx", UNIT_HEADS, blank)) == ["第 2 行“单位全称”：没有填"]
    (tmp_path / "c.xlsx").write_bytes(b"not a workbook")
    assert refused("create_units", tmp_path / "c.xlsx") == ["不是能读的 .xlsx 文件"]
    assert refused("create_units", xlsx(tmp_path / "d.xlsx")) == ["文件是空的"]
    assert refused("create_units", tmp_path / "e.csv")[0].startswith("不能读取")


def passwords_in(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {line["用户名"]: line["一次性密码"] for line in csv.DictReader(file)}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    make_unit("100", "示例局")
    make_unit("200", "示例中心")
    rows = [
        ("zhang", "张三", "zhang@example.gov.cn", "100", "经办人"),
        ("zhang", "张三", "", "200", "经办人"),
        ("li", "李四", "", "100", "审核人"),
    ]
    return xlsx(tmp_path / "users.xlsx", USER_HEADS, *rows)


def test_users_are_made_with_their_roles(people: Path, tmp_path: Path) -> None:
    run("create_users", people, passwords=tmp_path / "passwords.csv")
    assert list(Membership.objects.values_list("user__username", "unit__code", "role").order_by("pk")) == [
        ("zhang", "100", Role.CLERK),
        ("zhang", "200", Role.CLERK),
        ("li", "100", Role.REVIEWER),
    ]
    assert User.objects.get(username="zhang").email == "zhang@example.gov.cn"


def test_one_time_password_signs_in_is_nowhere_else_and_must_be_changed(
    people: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    said = run("create_users", people, passwords=tmp_path / "passwords.csv")
    assert stat.S_IMODE((tmp_path / "passwords.csv").stat().st_mode) == 0o600
    given = passwords_in(tmp_path / "passwords.csv")
    assert set(given) == {"zhang", "li"}
    assert len(set(given.values())) == 2
    assert given["li"] not in said
    user = authenticate(username="li", password=given["li"])
    assert isinstance(user, User)
    assert user.must_change_password
    # The quick hash of a one-time password is gone with the first sign-in.
    assert f"${PBKDF2PasswordHasher.iterations}$" in User.objects.get(username="li").password


def test_users_a_second_time_change_nothing(people: Path, tmp_path: Path) -> None:
    run("create_users", people, passwords=tmp_path / "passwords.csv")
    before = list(User.objects.values())
    assert run("create_users", people) == "已新建用户 0 个，任职 0 项，已有且相同 3 行\n"
    assert list(User.objects.values()) == before


def test_users_of_a_dry_run_are_not_made(people: Path, tmp_path: Path) -> None:
    said = run("create_users", people, dry_run=True, passwords=tmp_path / "passwords.csv")
    assert "新建用户 zhang 张三" in said
    assert said.endswith("试运行，没有改动：将新建用户 2 个，任职 3 项，已有且相同 0 行\n")
    assert not User.objects.exists()
    assert not (tmp_path / "passwords.csv").exists()


def test_users_without_a_place_for_their_passwords_are_not_made(people: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--passwords"):
        run("create_users", people)
    taken = tmp_path / "passwords.csv"
    taken.write_text("of before")
    with pytest.raises(CommandError, match="什么也没有改动"):
        run("create_users", people, passwords=taken)
    assert taken.read_text() == "of before"
    assert not User.objects.exists()


def test_every_wrong_user_is_named_and_none_is_made(people: Path, tmp_path: Path) -> None:
    make_user("wang", full_name="王五")
    make_user("gone", full_name="离职", is_active=False)
    rows = [
        ("zhao", "赵六", "not an address", "100", "经办人"),
        ("sun li", "孙丽", "", "100", "经办人"),
        ("Wang", "王五", "", "100", "经办人"),
        ("wang", "王七", "", "100", "经办人"),
        ("gone", "离职", "", "100", "经办人"),
        ("qian", "钱八", "", "999", "经办人"),
        ("zhou", "周九", "", "100", "经理"),
        ("wu", "吴十", "", "", "经办人"),
    ]
    words = refused("create_users", xlsx(tmp_path / "wrong.xlsx", USER_HEADS, *rows), passwords=tmp_path / "p.csv")
    assert [line.split("：")[0] for line in words] == [
        "第 2 行“邮箱”",
        "第 3 行“用户名”",
        "第 4 行“用户名”",
        "第 5 行“姓名”",
        "第 6 行“用户名”",
        "第 7 行“单位编码”",
        "第 8 行“角色”",
        "第 9 行“单位编码”",
    ]
    assert User.objects.count() == 2
    assert not (tmp_path / "p.csv").exists()
