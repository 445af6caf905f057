"""The administrator's pages: what they show, what is posted from them, and that what it did stands written down."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook, load_workbook

from finance.models import CellChange, FinalAccount
from publication.models import JobState, PublicationJob, Worker
from publication.tasks import make_publication
from review.models import Release
from review.workflow import Status
from tests.factories import make_account, make_unit, make_user
from tests.publication.making import approved, entered
from units.models import AdministrationRecord, BudgetUnit, Membership, Role, User

pytestmark = pytest.mark.django_db

AT = "/desk/administration/"
UNIT_HEADS = ("单位编码", "单位全称", "单位性质", "行政区划", "上级单位编码")
USER_HEADS = ("用户名", "姓名", "邮箱", "单位编码", "角色")


@pytest.fixture
def unit() -> BudgetUnit:
    return make_unit("100", "示例局")


@pytest.fixture
def administrator(unit: BudgetUnit) -> User:
    return make_user("administrator", role=Role.ADMINISTRATOR, unit=unit, full_name="管理员甲")


@pytest.fixture
def client(administrator: User) -> Client:
    made = Client()
    made.force_login(administrator)
    return made


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(f"{AT}{address}")
    assert answer.status_code == status
    return answer.content.decode()


def posted(client: Client, address: str, status: int = 302, **data: Any) -> str:
    answer = client.post(f"{AT}{address}", data)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def records() -> list[str]:
    return list(AdministrationRecord.objects.order_by("pk").values_list("words", flat=True))


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("表.xlsx", stream.getvalue())


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_overview_says_what_is_to_be_done_and_nothing_else(client: Client, unit: BudgetUnit) -> None:
    make_user("clerk", role=Role.CLERK, unit=unit)
    make_user("reviewer", role=Role.REVIEWER, unit=unit)
    assert "没有要处理的事" in shown(client, "")
    make_unit("200", "没有人的单位")
    make_user("idle")
    late = make_account(unit, fiscal_year=2024, replied_on=timezone.localdate() - timedelta(days=21))
    page = shown(client, "")
    for words in (
        "1 个单位没有经办人",
        "1 个单位没有审核人",
        "1 个用户没有任职",
        "2024 年度有 1 份决算超过批复后二十日还没有公开",
    ):
        assert words in page
    now, clerk = timezone.now(), User.objects.get(username="clerk")
    release = Release.objects.create(
        account=late,
        status=Status.PUBLISHED.value,
        author=clerk,
        submitted_at=now,
        reviewer=User.objects.get(username="reviewer"),
        approved_at=now,
        published_at=now,
        seen="0" * 64,
    )
    assert "二十日" not in shown(client, "")
    PublicationJob.objects.create(release=release, state=JobState.FAILED, by=clerk)
    FinalAccount.objects.update(edition="gone_2020")
    page = shown(client, "")
    assert "1 个公开任务出错" in page
    assert "1 份决算的版式已经没有了" in page


def test_units_are_found_by_first_letters_and_by_who_is_lacking(client: Client, unit: BudgetUnit) -> None:
    make_unit("100001", "某某市公共就业服务中心", parent=unit)
    make_user("reviewer", role=Role.REVIEWER, unit=unit)
    for query, codes in (
        ("words=jyfw", {"100001"}),
        ("words=1000", {"100001"}),
        ("under=100", {"100", "100001"}),
        ("lacking=clerk", {"100", "100001"}),
        ("lacking=reviewer", set()),
        ("kind=public_welfare_one", set()),
    ):
        found = set(
            re.findall(
                r'href="/desk/administration/units/(\w+)/">[^<]*</a></td>\s*<td>\1', shown(client, f"units/?{query}")
            )
        )
        found = {code for code in ("100", "100001") if f"<td >{code}</td>" in shown(client, f"units/?{query}")} or found
        assert found == codes, query


def test_unit_made_renamed_and_its_old_account_keeps_the_name(client: Client, unit: BudgetUnit) -> None:
    typed: dict[str, Any] = {"name": "示例中心", "kind": "administrative", "region": "示例市", "parent": "100"}
    posted(client, "new-unit/", code="100001", **typed)
    made = BudgetUnit.objects.get(code="100001")
    assert made.parent == unit
    make_account(made, fiscal_year=2023)
    page = shown(client, "units/100001/")
    hidden = {f"initial-{name}": field(page, f"initial-{name}") for name in ("name", "kind", "region", "parent")}
    answer = client.post(
        f"{AT}units/100001/", typed | hidden | {"name": "新名中心", "parent": "100 示例局"}, follow=True
    )
    said = answer.content.decode()
    assert "已改名为“新名中心”" in said
    assert "2023 年度" in said
    assert FinalAccount.objects.get().unit_name == "示例中心"
    assert records() == ["新建单位 100001 示例中心", "单位全称 示例中心 → 新名中心"]


def test_form_with_a_fault_keeps_what_was_typed(client: Client, unit: BudgetUnit) -> None:
    typed = {"code": "100", "name": "<b>打错的", "kind": "administrative", "region": "示例市", "parent": "无此单位"}
    page = posted(client, "new-unit/", 422, **typed)
    assert "&lt;b&gt;打错的" in page
    assert "该单位编码已经存在" in page
    assert "没有编码或全称为“无此单位”的单位" in page
    assert records() == []


def test_new_user_gets_a_password_that_is_shown_once_and_signs_in(client: Client, unit: BudgetUnit) -> None:
    page = posted(client, "new-user/", 200, username="zhangsan", full_name="张三", email="")
    password = re.findall(r"<code>([^<]+)</code>", page)[1]
    user = User.objects.get(username="zhangsan")
    assert user.check_password(password)
    assert user.must_change_password
    assert user.one_time_until
    until = f"{timezone.localtime(user.one_time_until):%Y年%-m月%-d日 %H:%M}"
    assert f"<dt>有效至</dt><dd>{until}</dd>" in page
    assert f"一次性密码，有效至 {until}" in shown(client, "users/zhangsan/")
    assert password not in shown(client, "users/zhangsan/")
    posted(client, "users/zhangsan/roles/", unit="示例局", role="clerk")
    assert Membership.objects.get(user=user).role == Role.CLERK
    refused = posted(client, "users/zhangsan/roles/", 422, unit="示例局", role="administrator")
    assert "选择" in refused
    taken = Membership.objects.get(user=user)
    answer = client.post(f"{AT}users/zhangsan/roles/{taken.pk}/", follow=True)
    assert 'value="100 示例局"' in answer.content.decode()
    assert records() == ["新建用户 zhangsan 张三", "任职：示例局（100）经办人", "取消任职：示例局（100）经办人"]


def test_forged_post_to_an_administrator_is_forbidden_in_words(client: Client, administrator: User) -> None:
    for action in ("reset_password", "unlock", "deactivate", "remove_second_factor"):
        page = posted(client, "users/administrator/act/", 403, action=action)
        assert ("不能停用自己" if action == "deactivate" else "只有超级管理员能改动") in page
    posted(client, "users/administrator/", 403, full_name="改名", email="")
    administrator.refresh_from_db()
    assert administrator.full_name == "管理员甲"
    assert records() == []


def test_role_of_another_user_is_not_there(client: Client, unit: BudgetUnit) -> None:
    make_user("lisi")
    held = Membership.objects.create(user=make_user("zhangsan"), unit=unit, role=Role.CLERK)
    posted(client, f"users/lisi/roles/{held.pk}/", 404)
    assert Membership.objects.filter(pk=held.pk).exists()


def test_users_are_found_by_name_letters_role_and_state(client: Client, unit: BudgetUnit) -> None:
    make_user("u1", full_name="张三丰", role=Role.CLERK, unit=unit)
    make_user("u2", full_name="李四", is_active=False)
    for query, expected in (
        ("words=zsf", ["u1"]),
        ("words=李", ["u2"]),
        ("role=clerk", ["u1"]),
        ("unit=100", ["administrator", "u1"]),
        ("state=inactive", ["u2"]),
        ("state=locked", []),
    ):
        page = shown(client, f"users/?{query}")
        found = sorted(set(re.findall(rf'href="{AT}users/(\w+)/"', page)) - {"new"})
        assert found == expected, query


def test_user_whose_one_time_password_lapsed_is_to_be_seen_to(client: Client, unit: BudgetUnit) -> None:
    make_user("zhangsan", role=Role.CLERK, unit=unit, one_time_until=timezone.now() - timedelta(seconds=1))
    make_user("lisi", role=Role.CLERK, unit=unit, one_time_until=timezone.now() + timedelta(days=1))
    assert "1 个用户的一次性密码过期" in shown(client, "")
    listed = shown(client, "users/?state=lapsed")
    assert "密码过期" in listed
    assert re.findall(r"users/(\w+)/", listed) == ["zhangsan"]
    assert "已过期，登不进来" in shown(client, "users/zhangsan/")


def test_units_from_a_sheet_are_shown_first_then_made(client: Client, unit: BudgetUnit) -> None:
    rows = (UNIT_HEADS, ("100001", "示例中心", "行政单位", "示例市", "100"))
    page = posted(client, "import-units/", 200, file=sheet(*rows))
    assert "新建 100001 示例中心" in page
    assert not BudgetUnit.objects.filter(code="100001").exists()
    posted(client, "import-units/", sheet=field(page, "sheet"))
    assert BudgetUnit.objects.get(code="100001").parent == unit
    assert records() == ["由表格新建 100001 示例中心"]
    again = posted(client, "import-units/", 409, sheet=field(page, "sheet"))
    assert "预览以后有人改动过" in again


def test_sheet_with_a_fault_changes_nothing_and_names_the_place(client: Client, unit: BudgetUnit) -> None:
    rows = (
        UNIT_HEADS,
        ("100001", "示例中心", "没有的性质", "示例市", "999"),
        ("100", "改名", "行政单位", "示例市", ""),
    )
    page = posted(client, "import-units/", 422, file=sheet(*rows))
    assert "第 2 行“单位性质”" in page
    assert "第 3 行“单位全称”" in page
    unreadable = ((b"", "空"), (b"%PDF-1.7", "缺少这一列"), (b"\xff\xfe\x00", "GB 18030"), (b"PK\x03\x04no", "损坏"))
    for content, words in unreadable:
        page = posted(client, "import-units/", 422, file=SimpleUploadedFile("表.xlsx", content))
        assert words in page
    posted(client, "import-units/", 422, sheet="forged:xx")
    assert BudgetUnit.objects.count() == 1


def test_list_taken_away_comes_back_unchanged(client: Client, unit: BudgetUnit) -> None:
    make_unit("100001", "=1+1", parent=unit)
    content = b"".join(client.get(f"{AT}units.xlsx").streaming_content)  # type: ignore[attr-defined]
    cells = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (cells["B3"].value, cells["B3"].data_type) == ("=1+1", "s")
    page = posted(client, "import-units/", 200, file=SimpleUploadedFile("单位.xlsx", content))
    assert "已有且相同 2 个" in page


def test_users_from_a_sheet_within_what_the_administrator_may(client: Client, unit: BudgetUnit) -> None:
    rows = [USER_HEADS, ("zhangsan", "张三", "", "100", "经办人"), ("lisi", "李四", "", "100", "审核人")]
    refused = posted(client, "import-users/", 422, file=sheet(*rows, ("wangwu", "王五", "", "100", "管理员")))
    assert "第 4 行“角色”" in refused
    own = posted(
        client, "import-users/", 422, file=sheet(USER_HEADS, ("administrator", "管理员甲", "", "100", "审核人"))
    )
    assert "只有超级管理员能改动" in own
    page = posted(client, "import-users/", 200, file=sheet(*rows))
    slips = posted(client, "import-users/", 200, sheet=field(page, "sheet"))
    codes = re.findall(r"<code>([^<]+)</code>", slips)
    given = dict(zip(codes[::2], codes[1::2], strict=True))
    assert {User.objects.get(username=name).check_password(word) for name, word in given.items()} == {True}
    assert records() == ["由表格新建用户 张三，任职 100 经办人", "由表格新建用户 李四，任职 100 审核人"]


def test_draft_is_moved_to_another_edition_as_shown(client: Client, unit: BudgetUnit, administrator: User) -> None:
    account = make_account(unit, fiscal_year=2023)
    page = shown(client, "move/100/2023/?to=national_2023")
    assert "不一样的句子和格" in page
    stale = posted(client, "move/100/2023/", 409, to="national_2023", version="7")
    assert "没有换" in stale
    posted(client, "move/100/2023/", to="national_2023", version=str(account.version))
    account.refresh_from_db()
    assert account.edition == "national_2023"
    assert CellChange.objects.get().by == administrator
    assert records() == [f"{account}换版式 xinjiang_2023 → national_2023"]
    FinalAccount.objects.update(is_open=False)
    page = posted(client, "move/100/2023/", 409, to="xinjiang_2023", version="1")
    assert "不能修改" in page


def test_account_of_an_edition_that_is_gone_can_be_moved(client: Client, unit: BudgetUnit) -> None:
    make_account(unit, fiscal_year=2023, edition="gone_2020")
    assert "gone_2020" in shown(client, "editions/")
    assert "请给它们换版式" in shown(client, "editions/gone_2020/")
    shown(client, "editions/never_there/", 404)
    shown(client, "move/100/2023/?to=national_2023")
    posted(client, "move/100/2023/", to="national_2023", version="0")
    assert FinalAccount.objects.get().edition == "national_2023"


def test_codes_of_a_year_are_counted_found_and_compared(client: Client) -> None:
    page = shown(client, "codes/?year=2024&words=20139")
    assert "社会工作事务" in page
    assert "新增 20139 社会工作事务" in page
    assert "2023 年度没有这个科目" in shown(client, "codes/?year=2023&words=20139")
    assert "其他就业补助支出" in shown(client, "codes/?year=2023&words=qtjybz")
    shown(client, "codes/?year=²&words=%27")


def test_failed_job_is_queued_again_in_the_publishers_name(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    release = approved(entered())
    by = release.reviewer
    assert by is not None
    job = PublicationJob.objects.create(release=release, state=JobState.FAILED, by=by, problems=["出错"], attempts=3)
    assert "再试一次" in shown(client, "queue/?state=failed")
    posted(client, f"queue/{job.pk}/retry/")
    job.refresh_from_db()
    assert (job.state, job.by, job.attempts) == (JobState.QUEUED, by, 0)
    assert records() == [f"重新排队公开任务：{release.account}（公开人 {by}）"]
    posted(client, f"queue/{job.pk}/retry/", 404)


def test_queue_shows_who_is_there_and_warns_where_nobody_is(client: Client) -> None:
    assert "一个也不在岗" in shown(client, "queue/")
    assert "没有后台程序来做" not in shown(client, "")
    make_publication.enqueue(1)
    assert "没有后台程序来做" not in shown(client, "")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=2))
    assert "没有后台程序来做" in shown(client, "")
    worker = Worker.objects.create(host="jisuan-1", process=4711)
    page = shown(client, "queue/")
    assert "1 个在岗" in page
    assert "jisuan-1（进程 4711）" in page
    assert "没有后台程序来做" not in page + shown(client, "")  # busy is not missing
    Worker.objects.filter(pk=worker.pk).update(seen=timezone.now() - timedelta(minutes=3))
    page = shown(client, "queue/")
    assert "jisuan-1（进程 4711）失联" in page
    assert "没有后台程序来做" in page


def test_job_whose_publisher_may_no_longer_publish_is_not_queued(client: Client) -> None:
    release = approved(entered())
    assert release.reviewer is not None
    job = PublicationJob.objects.create(release=release, state=JobState.FAILED, by=release.reviewer)
    Membership.objects.filter(user=release.reviewer).delete()
    answer = client.post(f"{AT}queue/{job.pk}/retry/", follow=True)
    assert "没有再试" in answer.content.decode()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert records() == []


def test_records_are_read_and_narrowed(client: Client, administrator: User) -> None:
    AdministrationRecord.objects.create(by=administrator, subject="unit:100", words="改了单位")
    AdministrationRecord.objects.create(by=administrator, subject="user:lisi", words="停用")
    page = shown(client, "records/?words=lisi")
    assert "停用" in page
    assert "改了单位" not in page
