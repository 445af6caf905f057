"""Free text on its way in: what a database, a browser or a printer could stumble over goes, nothing else."""

import unicodedata

# Cc 控制字符, Cs 孤立代理项, Co 私用区: the narrative marks figures with private-use characters, and no font
# prints them. Format characters (Cf) stay: Uyghur needs the joiners.
_DROPPED = frozenset({"Cc", "Cs", "Co"})
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


def clean_text(text: str) -> str:
    """Text with \\n as its only line end, a tab as a space, and no control or private-use characters."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    text = text.replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)


_JOINERS = "\u200c\u200d"


def clean_name(text: str) -> str:
    """A name: clean text in one line, without marks nobody sees (Uyghur's joiners stay)."""
    lines = (line.strip() for line in clean_text(text).split("\n"))
    return "".join(c for c in "".join(lines) if c in _JOINERS or unicodedata.category(c) != "Cf")


def points_of(text: str) -> tuple[str, ...]:
    """要点, one a line; empty lines are not points."""
    return tuple(line for line in text.split("\n") if line.strip())


def text_of(points: tuple[str, ...]) -> str:
    """The other way round. A point that is empty or holds a line end could not be read back: ValueError."""
    for point in points:
        if points_of(clean_text(point)) != (clean_text(point),):
            raise ValueError(f"要点“{point}”为空或含有换行，请一行填一点")
    return "\n".join(points)
