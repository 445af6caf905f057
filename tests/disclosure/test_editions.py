"""Editions as folders of text: what falls back on what, what a slip says, what a fingerprint covers."""

from pathlib import Path

import pytest

from disclosure.document import complete_report, write_report
from disclosure.editions import BASE, EditionError, available, edition
from disclosure.samples.answers import answered
from disclosure.samples.circumstances import rich
from disclosure.text import to_text
from performance.scorecards import Scorecards
from tests.disclosure.edition_folders import folders, rewrite

__all__ = ["folders"]
CARDS = Scorecards()


def text_of(slug: str) -> str:
    figures = answered(rich(), CARDS, edition(slug))
    return to_text(complete_report(figures, CARDS, edition(slug)).document)


def make(folders: Path, slug: str, toml: str) -> None:
    (folders / slug).mkdir()
    (folders / slug / "edition.toml").write_text(toml, "utf-8")


def test_base_is_not_for_accounts() -> None:
    assert BASE not in available()
    assert {"national_2023", "shanghai_2024", "xinjiang_2023"} <= set(available())


def test_overlay_of_nothing_reads_like_its_parent(folders: Path) -> None:
    make(folders, "gansu_2024", 'name = "甘肃 2024"\nparent = "national_2023"\n')
    assert edition("gansu_2024").name == "甘肃 2024"
    assert text_of("gansu_2024") == text_of("national_2023")


def test_one_word_changed_in_one_line_changes_one_edition(folders: Path) -> None:
    before = {slug: text_of(slug) for slug in available()}
    path = folders / "xinjiang_2023" / "narrative" / "12_other_notes.txt"
    rewrite(path, "{{ texts.other_notes | paragraphs }}", "{{ texts.other_notes | paragraphs }}特此说明。")
    after = {slug: text_of(slug) for slug in available()}
    assert after.pop("xinjiang_2023").replace("特此说明。", "") == before.pop("xinjiang_2023")
    assert after == before


def test_setting_of_a_grandparent_is_inherited_and_may_be_overridden(folders: Path) -> None:
    make(folders, "a_2024", 'name = "甲"\nparent = "shanghai_2024_putuo"\n[tables]\nthousands = false\n')
    layout = edition("a_2024").table_layout
    assert (layout.class_rows, layout.money_unit, layout.thousands) == (26, "单位：万元", False)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('name = "甲', "写错了"),
        ('name = "甲"\nparent = "nowhere"', "没有名为“nowhere”的版本"),
        ('name = "甲"\nparent = "broken"', "互为 parent"),
        ('name = "甲"\ntitel = "乙"', "没有“titel”这一项"),
        ('name = "甲"\n[wording]\nzero_bass = "words"', "wording 没有“zero_bass”这一项"),
        ('name = "甲"\n[glossary]\nomit = []', "glossary 没有“omit”这一项"),
        ('name = "甲"\n[tables]\nzeros = ""', "zeros"),
        ('name = "甲"\n[[parts]]\nkind = "song"', "kind = “song” 不认识"),
        ('name = "甲"\n[[parts]]\ntitel = "乙"', "parts 没有“titel”这一项"),
        ('name = "甲"\n[[parts]]\nsections = [{ fiel = "01" }]', "sections 没有“fiel”这一项"),
        ('name = "甲"\n[[parts]]\ntitle = "{unitt}概况"', "{unitt} 不认识"),
        ('name = "甲"\n[[parts]]\nsections = [{ file = "nowhere", title = "乙" }]', "nowhere"),
        ('name = "甲"\n[[parts]]\nsections = [{ file = "02_income", title = "乙", when = "no.such" }]', "“乙”的条件"),
    ],
)
def test_slip_in_a_toml_is_told_and_not_passed_over(folders: Path, toml: str, said: str) -> None:
    make(folders, "broken", toml)
    with pytest.raises(EditionError) as error:
        write_report(rich(), CARDS, edition("broken"))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("本年收入{{ income.totel | wan }}万元。", "totel"),
        ("本年收入{{ income.total }}万元。", "要用 | wan 或 | pct 打印"),
        ("本年收入{{ amount('income.totel') | wan }}万元。", "totel"),
        ("本年收入{{ income.total | wen }}万元。", "wen"),
        ("{% if income.total %}本年有收入。", "if"),
        ("| 序号 | 名称 |\n| 1 |", "各行的格数不一样"),
    ],
)
def test_slip_in_a_sentence_names_file_and_line(folders: Path, sentence: str, said: str) -> None:
    (folders / "national_2023" / "narrative").mkdir()
    (folders / "national_2023" / "narrative" / "02_income.txt").write_text(f"\n\n{sentence}\n", "utf-8")
    with pytest.raises(EditionError) as error:
        text_of("national_2023")
    assert said in str(error.value)
    assert "narrative/02_income.txt" in str(error.value)
    if "格数" not in said:
        assert "第 3 行" in str(error.value)


def test_term_without_a_colon_is_told(folders: Path) -> None:
    (folders / "national_2023" / "glossary.txt").write_text("事业收入：指收入。\n经营收入指收入。\n", "utf-8")
    with pytest.raises(EditionError, match="第 2 个名词缺少“：”"):
        text_of("national_2023")


def test_blank_line_after_a_condition_still_ends_the_paragraph(folders: Path) -> None:
    (folders / "national_2023" / "narrative").mkdir()
    path = folders / "national_2023" / "narrative" / "02_income.txt"
    path.write_text("甲{% if income.total %}乙{% endif %}\n\n丙\n{% if not income.total %}丁{% endif %}\n戊\n", "utf-8")
    assert "\n\n甲乙\n\n丙戊\n\n" in text_of("national_2023")


def test_fingerprint_is_of_all_that_the_edition_says(folders: Path) -> None:
    prints = {slug: edition(slug).fingerprint for slug in available()}
    assert len(set(prints.values())) == len(prints)

    def changed() -> set[str]:
        nonlocal prints
        before, prints = prints, {slug: edition(slug).fingerprint for slug in available()}
        return {slug for slug, print_ in prints.items() if print_ != before[slug]}

    assert changed() == set()
    rewrite(folders / "shanghai_2024" / "narrative" / "06_basic_expenditure.txt", "万元。其中：", "万元，其中：")
    assert changed() == {"shanghai_2024", "shanghai_2024_putuo"}
    rewrite(folders / "shanghai_2024" / "edition.toml", "class_rows = 24", "class_rows = 26")
    assert changed() == {"shanghai_2024"}  # the other has a class_rows of its own
    rewrite(folders / "base" / "narrative" / "11_performance.txt", "组织对", "对")
    assert "national_2023" in changed()


def test_fingerprint_does_not_depend_on_the_place(folders: Path) -> None:
    copied = edition("xinjiang_2023").fingerprint
    edition.cache_clear()
    assert copied == edition("xinjiang_2023").fingerprint
