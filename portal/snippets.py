"""The place in a text where a word stands, with the words marked. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.bigrams import folded, is_number

_BEFORE, _LENGTH = 24, 110  # characters


@dataclass(frozen=True)
class Stretch:
    """A piece of a snippet; marked, if it is one of the words."""

    text: str
    is_marked: bool = False


def marked(text: str, words: Sequence[str]) -> tuple[Stretch, ...]:
    """The text cut at the folded words."""
    if not words:
        return (Stretch(text),)
    found: list[Stretch] = []
    position = 0
    for match in pattern_of(words).finditer(folded(text)):
        if match.start() > position:
            found.append(Stretch(text[position : match.start()]))
        found.append(Stretch(text[match.start() : match.end()], is_marked=True))
        position = match.end()
    if position < len(text):
        found.append(Stretch(text[position:]))
    return tuple(found)


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the folded words; a number only whole."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        "|".join(f"(?<![\\d.]){re.escape(w)}(?!\\.?\\d)" if is_number(w) else re.escape(w) for w in longest_first)
    )


def snippet(around: str, at: int, words: Sequence[str]) -> tuple[Stretch, ...]:
    """The line that stands at a place in a piece of text, cut to a length, with the words marked."""
    line = around.rfind("\n", 0, at) + 1
    line_end = around.find("\n", at)
    line_end = len(around) if line_end < 0 else line_end
    start = max(line, at - _BEFORE)
    end = min(line_end, start + _LENGTH)
    stretches = list(marked(around[start:end], words))
    if start > line:
        stretches.insert(0, Stretch("…"))
    if end < line_end:
        stretches.append(Stretch("…"))
    return tuple(stretches)


def section_at(places: Sequence[Sequence[object]], at: int) -> tuple[str, str]:
    """Key and title of the section that a place in the text belongs to."""
    section = title = ""
    for beginning, key, name in places:
        if isinstance(beginning, int) and beginning <= at:
            section, title = str(key), str(name)
    return section, title
