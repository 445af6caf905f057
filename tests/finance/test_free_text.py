"""Free text on its way in."""

import pytest

from finance.free_text import clean_name, clean_text, points_of, text_of


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("一行\r\n二行\r三行\x85四行\u2028五行", "一行\n二行\n三行\n四行\n五行"),
        ("办\x00公\x07室\x1b\x7f", "办公室"),
        ("数\ue000字\uf8ff", "数字"),
        ("补充区\U000f0000字", "补充区字"),
        ("孤立\ud800代理", "孤立代理"),
        ("前\t后", "前 后"),
    ],
)
def test_clean_text_drops_what_nothing_can_print(entered: str, kept: str) -> None:
    assert clean_text(entered) == kept


@pytest.mark.parametrize("text", ["  首尾空格  ", "空行\n\n之间", "100%%", "𠀀生僻字", "ئۇيغۇر\u200cچە", "<b>&amp;"])
def test_clean_text_leaves_everything_else(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("换行\n局", "换行局"),
        ("  首尾空格 ", "首尾空格"),
        ("零宽\u200b空格\ufeff局", "零宽空格局"),
        ("ئۇيغۇر\u200cچە", "ئۇيغۇر\u200cچە"),
        ("甲 乙", "甲 乙"),
    ],
)
def test_clean_name_is_one_line_without_hidden_marks(entered: str, kept: str) -> None:
    assert clean_name(entered) == kept


def test_points_of_skips_empty_lines() -> None:
    assert points_of("一\n\n  \n二\n") == ("一", "二")


def test_text_of_is_read_back() -> None:
    assert points_of(text_of(("办公室", "规划科"))) == ("办公室", "规划科")


@pytest.mark.parametrize("point", ["", "  ", "一\n二", "一\r\n二", "\x00"])
def test_text_of_refuses_a_point_that_could_not_be_read_back(point: str) -> None:
    with pytest.raises(ValueError, match="一行填一点"):
        text_of(("办公室", point))
