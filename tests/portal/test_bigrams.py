"""What a text is found by, against the plain question whether it contains the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.bigrams import LONGEST_QUERY, MOST_WORDS, contains, folded, grams_of, grams_of_words, unproven, words_of

_LETTERS = st.text(alphabet="决算部门共就业Ａａ１2,.，（ \n😀", max_size=12)


@given(_LETTERS, _LETTERS)
def test_a_short_word_is_found_where_it_stands_and_nowhere_else(text: str, query: str) -> None:
    grams = grams_of(folded(text))
    for word in words_of(query):
        is_held = set(grams_of_words([word])) <= grams
        assert is_held or not contains(folded(text), word)
        if not unproven([word]):
            assert is_held == contains(folded(text), word)


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("部门决算公开", "决算", True),
        ("部门决算公开", "门决", True),
        ("部门决算公开", "算", True),
        ("部门决，算公开", "决算", False),
        ("决\n算", "决算", False),
        ("支出716.46万元", "716.46", True),
        ("支出716.46万元", "16.46", False),
        ("支出716.46万元", "716", False),
        ("支出1,716.46万元", "1716.46", True),
        ("支出１２万元", "12", True),
        ("PPP项目", "ppp", True),
        ("第12号", "第12", True),
        ("证号123456789012345678", "123456789012345678", True),
    ],
)
def test_a_word_is_found(text: str, word: str, expected: bool) -> None:
    (folded_word,) = words_of(word)
    assert contains(folded(text), folded_word) is expected
    is_held = set(grams_of_words([folded_word])) <= grams_of(folded(text))
    assert is_held is expected or unproven([folded_word])


def test_a_query_is_bounded() -> None:
    assert len("".join(words_of("长" * 10_000))) == LONGEST_QUERY
    assert len(words_of(" ".join(map(chr, range(0x4E00, 0x4E80))))) == MOST_WORDS
    assert words_of("\x00 \ud800 \t\u3000") == ()
