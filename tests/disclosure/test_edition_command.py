"""manage.py edition: a bureau adds next year's edition, changes a sentence, checks it, moves an account to it."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disclosure.edition_check import faults_of
from disclosure.editions import available, edition
from disclosure.moving import lacking_in, move_to_edition
from disclosure.reports import draft_report, final_report
from disclosure.text import to_text
from finance.ledger import ChangedMeanwhile
from finance.models import FinalAccount
from finance.names import label
from tests.disclosure.edition_folders import folders, rewrite
from tests.disclosure.test_editions import text_of

__all__ = ["folders"]


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("edition", *arguments, stdout=said, no_color=True)
    return said.getvalue()


def test_new_edition_renders_at_once(folders: Path) -> None:
    said = run("new", "beijing_2025", "--from", "national_2023", "--name", "北京 2025")
    assert "templates/document/beijing_2025" in said
    assert "beijing_2025" in available()
    assert (edition("beijing_2025").name, edition("beijing_2025").settings["fiscal_year"]) == ("北京 2025", 2025)
    assert text_of("beijing_2025") == text_of("national_2023")
    assert "没有发现问题" in run("check", "beijing_2025")


def test_new_edition_changed_by_one_word_in_one_line(folders: Path) -> None:
    run("new", "beijing_2025", "--from", "national_2023")
    run("take", "beijing_2025", "02_income")
    edition.cache_clear()
    assert [str(fault) for fault in faults_of(edition("beijing_2025"))] == [
        "narrative/02_income.txt：与上级版本的一字不差，可以删去"
    ]
    taken = folders / "beijing_2025" / "narrative" / "02_income.txt"
    rewrite(taken, "本年收入合计", "全年收入合计")
    said = run("check", "beijing_2025")
    assert "narrative/02_income.txt  改写" in said
    assert text_of("beijing_2025") == text_of("national_2023").replace("本年收入合计9", "全年收入合计9").replace(
        "本年收入合计4", "全年收入合计4"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "Beijing_2025", "--from", "national_2023"), "不能作文件夹名"),
        (("new", "北京_2025", "--from", "national_2023"), "不能作文件夹名"),
        (("new", "../beijing", "--from", "national_2023"), "不能作文件夹名"),
        (("new", "base", "--from", "national_2023"), "不能作文件夹名"),
        (("new", "national_2023", "--from", "base"), "已经有"),
        (("new", "beijing_2025", "--from", "nowhere"), "没有名为“nowhere”的版本"),
        (("check", "nowhere"), "没有名为“nowhere”的版本"),
        (("take", "national_2023", "nowhere"), "缺少文件 narrative/nowhere.txt"),
        (("take", "xinjiang_2023", "02_income"), "已有自己的"),
    ],
)
def test_refusal_says_why_and_leaves_nothing(folders: Path, arguments: tuple[str, ...], said: str) -> None:
    before = sorted(path.as_posix() for path in folders.rglob("*"))
    with pytest.raises(CommandError, match=said):
        run(*arguments)
    assert sorted(path.as_posix() for path in folders.rglob("*")) == before


def test_check_of_all_counts_what_is_wrong(folders: Path) -> None:
    for other in ("shanghai_2024_putuo", "xinjiang_2023"):
        shutil.rmtree(folders / other)
    assert len(available()) == 2
    (folders / "national_2023" / "notes.txt").write_text("备忘", "utf-8")
    edition.cache_clear()
    with pytest.raises(CommandError, match="共有 1 处要改"):
        run("check")


def test_taken_glossary_and_phrases_are_found(folders: Path) -> None:
    for name in ("glossary", "_phrases.txt", "narrative/06_basic_expenditure.txt"):
        run("take", "shanghai_2024_putuo" if name != "glossary" else "national_2023", name)
    assert (folders / "national_2023" / "glossary.txt").is_file()
    assert (folders / "shanghai_2024_putuo" / "narrative" / "_phrases.txt").is_file()
    assert (folders / "shanghai_2024_putuo" / "narrative" / "06_basic_expenditure.txt").is_file()


def test_names_are_found_by_their_chinese_words() -> None:
    assert "three_public.vehicle_running  公务用车运行维护费" in run("names", "公务用车运行").splitlines()
    everything = run("names").splitlines()
    assert len(everything) > 100
    assert all(label(line.partition("  ")[0]) == line.partition("  ")[2] for line in everything)


@pytest.fixture
def putuo(db: None) -> FinalAccount:
    call_command("sample", "putuo_finance_2024", stdout=StringIO())
    return FinalAccount.objects.get(unit__code="310107001")


@pytest.fixture
def changji(db: None) -> FinalAccount:
    call_command("sample", "changji_2023", stdout=StringIO())
    return FinalAccount.objects.get(unit__code="523001")


def test_account_moved_there_and_back_reads_as_before(putuo: FinalAccount) -> None:
    before = to_text(final_report(putuo).document)
    move_to_edition(putuo, "shanghai_2024")
    assert lacking_in(putuo, "shanghai_2024") == ()
    assert to_text(final_report(putuo).document) != before
    move_to_edition(putuo, "shanghai_2024_putuo")
    assert to_text(final_report(putuo).document) == before


def test_account_moved_to_another_province_lacks_what_that_asks(changji: FinalAccount) -> None:
    lacking = lacking_in(changji, "shanghai_2024")
    words = {what for _, what in lacking}
    assert "一般公共预算财政拨款 2080101 行政运行 支出的主要用途" in words
    assert "年初预算 一般公共预算财政拨款 2080101 行政运行 支出" in words
    assert "面向中小企业预留政府采购项目预算金额" in words
    assert "编报绩效目标的项目数" in words
    assert not any("固定资产原值" in what for what in words)
    section = {what: section for section, what in lacking}
    assert section["一般公共预算财政拨款 2080101 行政运行 支出的主要用途"].startswith("五、")


def test_move_prints_what_is_lacking_and_moves_unless_dry(changji: FinalAccount) -> None:
    said = run("move", "523001", "2023", "shanghai_2024", "--dry-run")
    changji.refresh_from_db()
    assert changji.edition == "xinjiang_2023"
    assert "还缺" in said
    said = run("move", "523001", "2023", "national_2023")
    changji.refresh_from_db()
    assert changji.edition == "national_2023"
    assert "已换到“全国 2023”" in said
    assert draft_report(changji).gap_labels == lacking_in(changji, "national_2023")


def test_move_refuses_an_edition_or_account_there_is_not(changji: FinalAccount) -> None:
    with pytest.raises(CommandError, match="没有名为“nowhere”的版本"):
        run("move", "523001", "2023", "nowhere")
    with pytest.raises(CommandError, match="没有单位编码为“1”的 2023 年度决算"):
        run("move", "1", "2023", "national_2023")


def test_move_refuses_an_account_written_since(changji: FinalAccount) -> None:
    other = FinalAccount.objects.get(pk=changji.pk)
    move_to_edition(other, "national_2023")
    with pytest.raises(ChangedMeanwhile):
        move_to_edition(changji, "shanghai_2024")
