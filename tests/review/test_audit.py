"""manage.py audit: an untouched history passes; whatever is altered in it is found and named."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from finance.models import FinalAccount
from review import actions
from review.auditing import faults_of_history
from review.models import Event
from tests.review.accounts import Staffed, eventful_account
from tests.review.altering import ALTERATIONS, said_of
from tests.sharing import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_once")]


@pytest.fixture(scope="module")
def published_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Staffed]]:
    with shared_rows(request, eventful_account) as shared:
        yield shared


@pytest.fixture
def published(published_once: Callable[[], Staffed]) -> Staffed:
    return published_once()


def audit(*options: object) -> tuple[str, str]:
    """What it says, and what it complains of."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("audit", *options, stdout=out, stderr=errors)
    except CommandError as error:
        return out.getvalue(), f"{errors.getvalue()}{error}"
    return out.getvalue(), ""


def test_an_untouched_history_passes(published: Staffed) -> None:
    assert audit() == (f"{Event.objects.count()} 个事件，全部相符\n", "")


def test_a_correction_and_a_withdrawal_pass_too(published: Staffed) -> None:
    account, staff = published
    actions.correct(account=account, by=staff.clerk, why="附表有误")
    actions.withdraw(account=account, by=staff.reviewer, why="附表有误")
    assert list(faults_of_history(FinalAccount.objects.get())) == []
    assert FinalAccount.objects.get().is_open


def test_whatever_is_altered_is_found_and_named(published: Staffed) -> None:
    account, _ = published
    for name, (alter, words) in ALTERATIONS.items():
        said = said_of(alter, account)
        assert any(words in fault for fault in said), (name, said)
        assert all(fault.startswith("示例市筹建工作办公室 2023 年度部门决算") for fault in said), name
    assert list(faults_of_history(account)) == []


def test_the_command_fails_and_names_the_account(published: Staffed) -> None:
    event = Event.objects.get(sequence=4)
    Event.objects.filter(pk=event.pk).update(why="没有意见")
    _, errors = audit()
    assert "第 4 个事件 退回" in errors
    assert "内容被改动过" in errors
    assert errors.endswith("1 处不符")


def test_a_history_made_anew_is_found_by_the_heads_that_were_kept(published: Staffed, tmp_path: Path) -> None:
    """Who may write every table can make a whole chain anew; not the one that was written down elsewhere."""
    account, staff = published
    kept = tmp_path / "heads.txt"
    kept.write_text(audit("--heads")[0], encoding="utf-8")
    assert kept.read_text(encoding="utf-8").startswith("650100 2023 13 ")
    assert audit("--against", kept)[1] == ""
    actions.withdraw(account=account, by=staff.reviewer, why="附表有误")
    assert audit("--against", kept)[1] == "", "a chain that went on still contains its former head"
    kept.write_text(kept.read_text(encoding="utf-8").replace(" 13 ", " 13 f")[:-2] + "\n", encoding="utf-8")
    assert "不在事件链中" in audit("--against", kept)[1]
    kept.write_text("650100 2022 1 abc\n", encoding="utf-8")
    assert "现在没有这条事件链" in audit("--against", kept)[1]


def test_a_file_that_holds_no_heads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("你好\n", encoding="utf-8")
    assert "应当是 audit --heads 列出的内容" in audit("--against", tmp_path / "words.txt")[1]
    assert "不能读取" in audit("--against", tmp_path / "nothing.txt")[1]
