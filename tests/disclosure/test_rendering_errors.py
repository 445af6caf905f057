"""What cannot be printed is named; a document with a hole is never returned."""

import gc
import logging
from pathlib import Path
from typing import Any

import pytest
from weasyprint import HTML

from disclosure import checks_system
from disclosure.pdf import FOLDER, compose, engine, fonts
from disclosure.pdf.engine import Engine, OwnFilesOnly, at_work
from disclosure.pdf.layout import LaidOutParts
from disclosure.rendering import RenderError, to_html, to_pdf
from tests.disclosure.synthetic import document, scorecard, table_part, text_part


class GrumblingHTML(HTML):  # type: ignore[misc]  # WeasyPrint is not typed
    """A page that WeasyPrint has something to say about."""

    def render(self, **options: Any) -> Any:
        logging.getLogger("weasyprint").warning("Ignored %s", "something")
        return super().render(**options)


def test_character_in_no_font_is_named_with_the_part_it_stands_in() -> None:
    report = document(text_part(1, "甲。"), text_part(2, "今年的工作很好😀，明年更好。", title="情况说明"))
    with pytest.raises(RenderError) as caught:
        to_pdf(report)
    assert str(caught.value) == (
        "字体里没有这个字：“😀”（U+1F600），在“情况说明”里：“……今年的工作很好😀，明年更好。……”"
    )


def test_character_in_no_font_fails_again_when_its_part_is_already_laid_out() -> None:
    report = document(text_part(1, "已经排过的😀"))
    for _ in range(2):
        with pytest.raises(RenderError, match=r"U\+1F600"):
            to_pdf(report)


def test_character_in_no_font_is_named_in_a_table_too() -> None:
    with pytest.raises(RenderError, match="在“项目支出绩效自评表”里：“……原因😀……”"):
        to_pdf(document(table_part(scorecard(2, reason="原因😀"), "scorecard")))


def test_rare_character_of_a_name_is_taken_from_the_font_behind() -> None:
    assert to_pdf(document(text_part(1, "喆堃㎡⑳䶮")))


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x07", "\ue000", "\ud800", "\U000e0fff"])
def test_character_that_prints_nothing_or_turns_the_line_is_refused(character: str) -> None:
    with pytest.raises(RenderError) as caught:
        to_pdf(document(text_part(1, f"甲{character}乙")))
    where = "，在“单位概况”里：“……"
    assert str(caught.value).startswith(f"有不能打印的字符（U+{ord(character):04X}）{where}")
    assert character not in str(caught.value)


def test_line_in_the_log_fails_the_render_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_laid_out", kept := LaidOutParts())
    monkeypatch.setattr(engine, "HTML", GrumblingHTML)
    with pytest.raises(RenderError, match="排版出了问题：Ignored something"):
        to_pdf(document(text_part(1, "甲。")))
    monkeypatch.undo()
    assert not kept._kept


@pytest.mark.parametrize("address", ["https://example.org/a.png", "http://127.0.0.1/a.png", "data:image/png;base64,"])
def test_fetcher_refuses_other_machines(address: str) -> None:
    with pytest.raises(PermissionError):
        OwnFilesOnly().fetch(address)


@pytest.mark.parametrize("path", ["/etc/hostname", f"{FOLDER}/../site.css", f"{FOLDER}/fonts/../../../manage.py"])
def test_fetcher_refuses_other_files(path: str) -> None:
    with pytest.raises(PermissionError):
        OwnFilesOnly().fetch(f"file://{path}")


def test_fetcher_gives_our_own_files() -> None:
    response = OwnFilesOnly().fetch((FOLDER / "print.css").as_uri())
    assert b"@page" in response.read()
    response.close()


def test_engine_fails_when_a_page_asks_for_what_is_not_ours() -> None:
    with pytest.raises(RenderError, match=r"只能读取本系统自带的文件：.*/etc/hostname"), at_work() as warm:
        warm.text_pages('<html lang="zh-CN"><body><img src="file:///etc/hostname" alt="">')


def test_engine_leaves_the_collector_as_it_was() -> None:
    with at_work():
        assert not gc.isenabled()
    assert gc.isenabled()


def without_a_font(folder: Path) -> Path:
    style = folder / "fonts.css"
    style.write_text('@font-face { font-family: "FangSong"; src: url("fonts/FangSong.ttf"); }', encoding="utf-8")
    return style


def test_missing_font_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FONT_STYLE", without_a_font(tmp_path))
    with pytest.raises(RenderError, match=r"缺少字体文件：fonts/FangSong\.ttf"):
        Engine()


def test_font_file_that_is_no_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    style = tmp_path / "fonts.css"
    style.write_text('@font-face { font-family: "FangSong"; src: url("print.css"); }', encoding="utf-8")
    monkeypatch.setattr(engine, "FONT_STYLE", style)
    with pytest.raises(RenderError, match="字体“FangSong”的文件不能使用"):
        Engine()


def test_check_at_start_names_a_missing_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert checks_system.fonts_are_there() == []
    monkeypatch.setattr(fonts, "FONT_STYLE", without_a_font(tmp_path))
    [error] = checks_system.fonts_are_there()
    assert error.id == "disclosure.E001"
    assert "fonts/FangSong.ttf" in error.msg


def test_check_at_start_wants_the_fast_subsetter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "harfbuzz_subset", object())
    assert checks_system.fonts_can_be_subset() == []
    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    assert [error.id for error in checks_system.fonts_can_be_subset()] == ["disclosure.E002"]


def test_html_needs_no_font_and_shows_what_paper_refuses() -> None:
    assert "😀" in to_html(document(text_part(1, "😀")))


def test_line_in_the_log_fails_the_render_at_any_level_of_the_logger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts())
    monkeypatch.setattr(engine, "HTML", GrumblingHTML)
    logger = logging.getLogger("weasyprint")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with pytest.raises(RenderError, match="排版出了问题：Ignored something"):
            to_pdf(document(text_part(1, "甲。")))
        assert logger.level == logging.CRITICAL
    finally:
        logger.setLevel(before)


@pytest.mark.parametrize("level", [logging.WARNING, logging.CRITICAL])
def test_nothing_is_rendered_while_logging_is_switched_off(level: int) -> None:
    logging.disable(level)
    try:
        with pytest.raises(RenderError, match="日志记录已被关闭"):
            to_pdf(document(text_part(1, "甲。")))
    finally:
        logging.disable(logging.NOTSET)
