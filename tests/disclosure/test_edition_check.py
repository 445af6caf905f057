"""Looking an edition over: the shipped ones are clean, and every kind of slip is found where it is made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.edition_check import differences_of, faults_of
from disclosure.editions import available, edition
from tests.disclosure.edition_folders import folders, rewrite

__all__ = ["folders"]


@pytest.mark.parametrize("slug", available())
def test_shipped_edition_has_no_fault(slug: str) -> None:
    assert faults_of(edition(slug)) == ()


def _end_of_section(words: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        path = root / "shanghai_2024" / "narrative" / "06_basic_expenditure.txt"
        path.write_text(path.read_text("utf-8") + "\n" + words + "\n", "utf-8")
        edition.cache_clear()

    return write


def _new_file(name: str, words: str = "多余的一节。") -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / "shanghai_2024" / name).write_text(words, "utf-8")
        edition.cache_clear()

    return write


def _copied(root: Path) -> None:
    inherited = (root / "base" / "narrative" / "02_income.txt").read_text("utf-8")
    _new_file("narrative/02_income.txt", inherited)(root)


def _toml(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: rewrite(root / "shanghai_2024" / "edition.toml", old, new)


def _glossary(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: rewrite(root / "shanghai_2024" / "glossary.txt", old, new)


@pytest.mark.parametrize(
    ("slip", "file", "words"),
    [
        (_end_of_section("{{ incom.total | wan }}"), "narrative/06_basic_expenditure.txt", "第 7 行的“incom”"),
        (_end_of_section("{{ income.totel | wan }}"), "narrative/06_basic_expenditure.txt", "第 7 行的“income.totel”"),
        (_end_of_section('{{ reason("income.totel") }}'), "narrative/06_basic_expenditure.txt", "“income.totel”"),
        (
            _end_of_section("{% if wording.flatt %}甲{% endif %}"),
            "narrative/06_basic_expenditure.txt",
            "“wording.flatt”",
        ),
        (_end_of_section("{{ phrase.shair() }}"), "narrative/06_basic_expenditure.txt", "“phrase.shair”"),
        (
            _end_of_section("{% if basic_expenditure.total < 0 %}倒欠。{% endif %}"),
            "narrative/06_basic_expenditure.txt",
            "第 7 行“倒欠。”在任何情形下都没有印出",
        ),
        (
            _end_of_section('{{ "甲" if basic_expenditure.total < 0 else "乙" }}'),
            "narrative/06_basic_expenditure.txt",
            "“甲”在任何情形下都没有印出",
        ),
        (_new_file("narrative/13_more.txt"), "narrative/13_more.txt", "没有用到"),
        (_new_file("notes.txt"), "notes.txt", "没有用到"),
        (_copied, "narrative/02_income.txt", "一字不差"),
        (_toml("item_completion = false", 'unchanged = "zero"'), "edition.toml", "“unchanged”没有哪一句用到"),
        (_toml('"结余分配", ', ""), "glossary.txt", "“结余分配”用到了，但没有解释"),
        (_glossary("项目支出：", "专项支出："), "glossary.txt", "“项目支出”用到了，但没有解释"),
        (_toml('"结余分配", ', '"结余分配", "事业收入", '), "edition.toml", "omitted 里的“事业收入”已有解释"),
        (_toml('kind = "contents"', 'kind = "song"'), "shanghai_2024", "“song” 不认识"),
    ],
)
def test_slip_is_found_where_it_is_made(folders: Path, slip: Callable[[Path], None], file: str, words: str) -> None:
    slip(folders)
    found = faults_of(edition("shanghai_2024"))
    assert any(fault.file == file and words in fault.words for fault in found), [str(fault) for fault in found]


def test_nothing_else_is_found(folders: Path) -> None:
    _new_file("narrative/13_more.txt")(folders)
    assert len(faults_of(edition("shanghai_2024"))) == 1


def test_words_that_a_switch_of_another_edition_prints_are_no_fault(folders: Path) -> None:
    """增长100.00% stands in base/ for those who want it."""
    rewrite(folders / "xinjiang_2023" / "edition.toml", 'zero_base = "hundred"', 'zero_base = "words"')
    assert faults_of(edition("xinjiang_2023")) == ()


def test_differences_tell_settings_and_lines() -> None:
    lines = differences_of(edition("shanghai_2024_putuo"))
    assert "edition.toml  tables.split_codes：否 → 是" in lines
    assert "edition.toml  wording.completion_zero：“0.00%” → “0%”" in lines
    assert "glossary.txt  改写" in lines
    changed = [line for line in lines if line.startswith("    ")]
    assert len(changed) == 4
    assert changed[1].startswith("    +事业收入：指事业单位开展专业业务活动及辅助活动所取得的收入。")
    assert differences_of(edition("base")) == ()


def test_new_file_is_told_as_new() -> None:
    assert "narrative/10_performance.txt  新增" in differences_of(edition("shanghai_2024"))
