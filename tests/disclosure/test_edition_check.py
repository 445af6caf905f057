"""Looking an edition over: the shipped ones are clean, and every kind of slip is found where it is made."""

from pathlib import Path

import pytest

from disclosure.edition_check import differences_of, faults_of
from disclosure.editions import available, edition
from tests.disclosure.edition_folders import folders, rewrite

__all__ = ["folders"]


@pytest.mark.parametrize("slug", available())
def test_shipped_edition_has_no_fault(slug: str) -> None:
    assert faults_of(edition(slug)) == ()


SECTION = "narrative/06_basic_expenditure.txt"

# At the end of a section: what is not known, and as what the fault names it.
UNKNOWN = (
    ("{{ incom.total | wan }}", "incom"),
    ("{{ income.totel | wan }}", "income.totel"),
    ('{{ reason("income.totel") }}', "income.totel"),
    ("{% if wording.flatt %}甲{% endif %}", "wording.flatt"),
    ("{{ phrase.shair() }}", "phrase.shair"),
)


def _add(path: Path, *sentences: str) -> int:
    """As paragraphs at the end; the line on which the first stands."""
    text = path.read_text("utf-8")
    path.write_text(text + "".join(f"\n{sentence}\n" for sentence in sentences), "utf-8")
    edition.cache_clear()
    return text.count("\n") + 2


def test_names_nobody_knows_are_found_each_on_its_line(folders: Path) -> None:
    first = _add(folders / "shanghai_2024" / SECTION, *(sentence for sentence, _ in UNKNOWN))
    assert sorted(map(str, faults_of(edition("shanghai_2024")))) == sorted(
        f"{SECTION}：第 {line} 行的“{name}”不认识，请核对拼写"
        for line, (_, name) in zip(range(first, first + 10, 2), UNKNOWN, strict=True)
    )


def test_setting_nobody_knows_stops_the_looking(folders: Path) -> None:
    rewrite(folders / "shanghai_2024" / "edition.toml", 'kind = "contents"', 'kind = "song"')
    (fault,) = faults_of(edition("shanghai_2024"))
    assert fault.file == "shanghai_2024"
    assert "“song” 不认识" in fault.words


def test_every_slip_is_found_where_it_is_made_and_nothing_else(folders: Path) -> None:
    folder = folders / "shanghai_2024"
    line = _add(
        folder / SECTION,
        "{% if basic_expenditure.total < 0 %}倒欠。{% endif %}",
        '{{ "甲" if basic_expenditure.total < 0 else "乙" }}',
    )
    for name in ("narrative/13_more.txt", "notes.txt"):
        (folder / name).write_text("多余的一节。", "utf-8")
    inherited = "narrative/02_income.txt"
    (folder / inherited).write_text((folders / "base" / inherited).read_text("utf-8"), "utf-8")
    rewrite(folder / "edition.toml", "item_completion = false", 'unchanged = "zero"')
    rewrite(folder / "edition.toml", '"结余分配", ', '"事业收入", ')
    rewrite(folder / "glossary.txt", "项目支出：", "专项支出：")
    slips = (
        (SECTION, f"第 {line} 行“倒欠。”在任何情形下都没有印出"),
        (SECTION, "“甲”在任何情形下都没有印出"),
        ("narrative/13_more.txt", "没有用到"),
        ("notes.txt", "没有用到"),
        (inherited, "一字不差"),
        ("edition.toml", "“unchanged”没有哪一句用到"),
        ("glossary.txt", "“结余分配”用到了，但没有解释"),
        ("glossary.txt", "“项目支出”用到了，但没有解释"),
        ("edition.toml", "omitted 里的“事业收入”已有解释"),
    )
    found = faults_of(edition("shanghai_2024"))
    told = {slip: [str(fault) for fault in found if fault.file == slip[0] and slip[1] in fault.words] for slip in slips}
    assert {slip: len(faults) for slip, faults in told.items()} == dict.fromkeys(slips, 1)
    assert len(found) == len(slips), [str(fault) for fault in found]


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
