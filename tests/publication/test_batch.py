"""批量公开: the command queues what one person may publish, say why not of the rest, and twice is once."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from finance.models import FinalAccount, UnitProfile
from publication.models import JobState, Publication, PublicationJob
from review.models import Release
from tests.factories import make_unit, make_user
from tests.publication.making import approved, entered, work_off
from tests.sharing import shared_rows
from units.models import BudgetUnit, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light", "approved_once")]


type Approved = tuple[list[Release], User]


def two_approved() -> Approved:
    """Of units below the department, and who works for it."""
    department = make_unit("700", "某某局")
    units = [make_unit(f"70000{n}", f"第{n}中心", parent=department) for n in range(2)]
    return [approved(entered(unit=unit)) for unit in units], make_user("overseer", role=Role.REVIEWER, unit=department)


@pytest.fixture(scope="module")
def approved_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Approved]]:
    with shared_rows(request, two_approved) as shared:
        yield shared


@pytest.fixture
def releases(approved_once: Callable[[], Approved]) -> list[Release]:
    return approved_once()[0]


@pytest.fixture
def overseer(approved_once: Callable[[], Approved]) -> User:
    return approved_once()[1]


@pytest.fixture
def draft(overseer: User) -> FinalAccount:
    return entered(unit=make_unit("700009", "填报中的中心", parent=BudgetUnit.objects.get(code="700")))


def said(*arguments: str) -> str:
    """What the command says, its errors and its last words among it."""
    out = StringIO()
    try:
        call_command("publish_batch", "2023", *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}错误：{error}"
    return out.getvalue()


def test_all_below_a_unit_are_queued_once_and_published(
    releases: list[Release], draft: FinalAccount, overseer: User
) -> None:
    first = said("--under", "700", "--by", "overseer")
    assert "已排队 2 份，还没有审核通过 1 份" in first
    assert "原已排队或正在生成 2 份" in said("--under", "700", "--by", "overseer")
    assert DBTaskResult.objects.count() == 2
    work_off()
    assert Publication.objects.count() == 2
    assert set(Publication.objects.values_list("published_by", flat=True)) == {overseer.pk}
    assert "原已公开 2 份" in said("--all", "--by", "overseer")
    assert DBTaskResult.objects.count() == 2


def test_who_may_not_publish_queues_nothing(releases: list[Release], overseer: User) -> None:
    make_user("stranger", role=Role.REVIEWER, unit=make_unit("800"))
    told = said("--all", "--by", "stranger")
    assert told.count("只有本单位的经办人或审核人可以公开") == 2
    assert "错误：2 份没有公开" in told
    overseer.is_active = False
    overseer.save()
    assert "没有在用的用户“overseer”" in said("--all", "--by", "overseer")
    assert not PublicationJob.objects.exists()


def test_a_dry_run_says_what_the_gate_finds_and_changes_nothing(releases: list[Release], overseer: User) -> None:
    UnitProfile.objects.filter(account=releases[0].account).update(functions="联系电话13812345678。")
    told = said("--all", "--by", "overseer", "--dry-run")
    assert "700000 第0中心 不能公开：" in told
    assert "138……78" in told
    assert "试运行，没有改动：可以公开 1 份，不能公开 1 份" in told
    assert not PublicationJob.objects.exists()


def test_one_that_is_not_cleared_is_named_and_the_others_go(releases: list[Release], overseer: User) -> None:
    Release.objects.filter(pk=releases[1].pk).update(signed_by="", signed_on=None)
    told = said("--all", "--by", "overseer")
    assert "700001 第1中心 不能公开：还不能公开：还没有登记保密审查和负责人签发" in told
    assert "已排队 1 份" in told


def test_what_stopped_is_told_and_tried_again(releases: list[Release], overseer: User) -> None:
    UnitProfile.objects.filter(account=releases[0].account).update(functions="联系电话13812345678。")
    said("--all", "--by", "overseer")
    work_off()
    assert PublicationJob.objects.get(release=releases[0]).state == JobState.STOPPED
    told = said("--all", "--by", "overseer")
    assert "已排队 1 份，原已公开 1 份" in told
    work_off()
    waited = said("--all", "--by", "overseer", "--dry-run", "--wait")
    assert "不能公开 1 份" in waited


def test_waiting_says_how_it_ended(releases: list[Release], overseer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    UnitProfile.objects.filter(account=releases[0].account).update(functions="联系电话13812345678。")
    monkeypatch.setattr("publication.management.commands.publish_batch.time.sleep", lambda _seconds: work_off())
    told = said("--all", "--by", "overseer", "--wait")
    assert "排队中 2" in told
    assert "已公开 1，未通过公开前检查 1" in told
    assert "700000 第0中心 未通过公开前检查：" in told
    assert "错误：1 份没有公开" in told


def test_a_list_names_its_units_and_a_wrong_one_changes_nothing(
    releases: list[Release], overseer: User, tmp_path: Path
) -> None:
    path = tmp_path / "单位.csv"
    path.write_text("单位编码\n700000\n799999\n", encoding="utf-8")
    told = said("--list", str(path), "--by", "overseer")
    assert "第 3 行“单位编码”：799999：没有这个单位 2023 年度的决算" in told
    assert not PublicationJob.objects.exists()
    path.write_text("单位编码\n700000\n700001\n", encoding="utf-8")
    assert "已排队 2 份" in said("--list", str(path), "--by", "overseer")


def test_an_unknown_unit_above_is_said(overseer: User) -> None:
    assert "没有编码为“123”的单位" in said("--under", "123", "--by", "overseer")
