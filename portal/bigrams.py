"""What a text is found by: its characters, one by one and two by two. Pure; the same for the text and for the query.

A text is found by a word when it contains the word, letter for letter, wherever words begin and end: Chinese does not
say. Every text keeps the set of its characters and of its pairs of neighbours; one that holds all pairs of a word may
contain it, and where the word has one or two characters, does. A number is found whole: 16.46 does not find 716.46,
and neither would the pairs of its digits, which every report holds, narrow anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

LONGEST_QUERY = 100  # characters
MOST_WORDS = 8

# Of one character and of two, the pairs are the proof; a longer word is looked for in the text itself.
_PROVEN = 2
_SHIFT = 21  # bits of a code point
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.ASCII)
_IN_TEXT = re.compile(rf"(?<![\d.])(?:{_NUMBER.pattern})(?!\.?\d)", re.ASCII)
_MOST_DIGITS = 15


@cache
def _folded(character: str) -> str:
    """Full-width letters and digits as plain ones, all in lower case; a character always stays one character, so that
    a place in the folded text is the same place in the text."""
    plain = unicodedata.normalize("NFKC", character)
    plain = plain if len(plain) == 1 and (plain.isalnum() or plain.isspace()) else character
    lower = plain.lower()
    lower = lower if len(lower) == 1 else plain
    return lower if unicodedata.category(lower) not in ("Cc", "Cs", "Co") else " "


def folded(text: str) -> str:
    """The text as it is compared. It has as many characters as the text."""
    return "".join(map(_folded, text))


def words_of(query: str) -> tuple[str, ...]:
    """What a person typed, as words to look for: all must be there. A query that is too long is cut."""
    return tuple(dict.fromkeys(folded(query[:LONGEST_QUERY]).split()))[:MOST_WORDS]


def grams_of(text: str) -> set[int]:
    """Every character of a folded text and every pair of neighbours, as numbers; white space belongs to none."""
    codes = [0 if character.isspace() else ord(character) for character in text]
    pairs = {one << _SHIFT | two for one, two in pairwise(codes) if one and two}
    numbers = {_number(match[0]) for match in _IN_TEXT.finditer(text)}
    return pairs | {code << _SHIFT for code in set(codes) if code} | numbers - {0}


def is_number(word: str) -> bool:
    """Whether a word is looked for as a whole number."""
    return bool(_NUMBER.fullmatch(word)) and _number(word) != 0


def contains(text: str, word: str) -> bool:
    """What the index answers, said plainly: whether a folded text is found by a folded word."""
    if is_number(word):
        return any(_number(match[0]) == _number(word) for match in _IN_TEXT.finditer(text))
    return word in text


def _number(text: str) -> int:
    """A number as a gram, above every pair: its digits, how many they are and how many stand behind the point. 0 for
    one that is too long."""
    whole, _, behind = text.replace(",", "").partition(".")
    digits = whole + behind
    if len(digits) > _MOST_DIGITS:
        return 0
    return 1 << 62 | len(digits) << 57 | len(behind) << 53 | int(digits)


def grams_of_words(words: Iterable[str]) -> list[int]:
    """The numbers that a text must all hold to contain the words."""
    found: set[int] = set()
    for word in words:
        if is_number(word):
            found.add(_number(word))
        elif len(word) == 1:
            found.add(ord(word) << _SHIFT)
        else:
            found |= {ord(one) << _SHIFT | ord(two) for one, two in pairwise(word)}
    return sorted(found)


def unproven(words: Iterable[str]) -> list[str]:
    """The words that must also be looked for in the text: their pairs may stand apart."""
    return [word for word in words if len(word) > _PROVEN and not is_number(word)]
