"""What differs between two states of a document: sentence by sentence, cell by cell. Pure.

The reviewer reads it as “what changed since you last looked”, the public as 更正说明.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosure.passages import Line, Passage, PassageKind

_LONGEST = 2000  # of two texts that are compared letter by letter


@dataclass(frozen=True)
class Difference:
    """One sentence or cell. An empty `old` says it is new, an empty `new` that it is gone. `key` is that of the line
    as it now stands, or stood."""

    passage: str
    title: str
    kind: PassageKind
    key: str
    label: str
    old: str
    new: str


def differences(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Difference, ...]:
    """Every sentence and cell that is not the same, in the order of the new document; what is gone as a whole last."""
    before = {passage.key: passage for passage in old}
    after = {passage.key for passage in new}
    found: list[Difference] = []
    for passage in new:
        found += _between(before.get(passage.key), passage)
    for passage in old:
        if passage.key not in after:
            found += (_difference(passage, line, line.text, "") for line in passage.lines)
    return tuple(found)


def _between(old: Passage | None, new: Passage) -> Iterator[Difference]:
    if old is None:
        yield from (_difference(new, line, "", line.text) for line in new.lines)
    elif old.digest != new.digest:
        if old.title != new.title:
            yield Difference(new.key, new.title, new.kind, "title", "标题", old.title, new.title)
        yield from _sentences(old, new) if new.kind is PassageKind.TEXT else _cells(old, new)


def _sentences(old: Passage, new: Passage) -> Iterator[Difference]:
    """Sentences that stand in both in the same order are the same; between them those that changed are paired."""
    matcher = SequenceMatcher(None, [x.text for x in old.lines], [x.text for x in new.lines], autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = old.lines[from_old:to_old], new.lines[from_new:to_new]
        for n in range(max(len(gone), len(come))):
            was = gone[n].text if n < len(gone) else ""
            line = come[n] if n < len(come) else gone[n]
            yield _difference(new, line, was, line.text if n < len(come) else "")


def _cells(old: Passage, new: Passage) -> Iterator[Difference]:
    """Cells by their key: a row that was put between others moves no figure."""
    before = {line.key: line for line in old.lines}
    for line in new.lines:
        was = before.pop(line.key, None)
        if was is None or was.text != line.text:
            yield _difference(new, line, was.text if was else "", line.text)
    yield from (_difference(new, line, line.text, "") for line in before.values())


def _difference(passage: Passage, line: Line, old: str, new: str) -> Difference:
    return Difference(passage.key, passage.title, passage.kind, line.key, line.label, old, new)


# Within a sentence ---


@dataclass(frozen=True)
class Words:
    """A stretch of a sentence: `gone` from it, `come` into it, or neither."""

    text: str
    gone: bool = False
    come: bool = False


def words_of(old: str, new: str) -> tuple[Words, ...]:
    """Both texts as one, letter by letter. Numbers are changed as a whole: 716.46 into 718.46, not 6 into 8."""
    if not old or not new or len(old) + len(new) > _LONGEST:
        return tuple(Words(text, gone, not gone) for text, gone in ((old, True), (new, False)) if text)
    before, after = _pieces(old), _pieces(new)
    found: list[Words] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words("".join(before[a:b])))
            continue
        found += (Words("".join(before[a:b]), gone=True),) if b > a else ()
        found += (Words("".join(after[c:d]), come=True),) if d > c else ()
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """Letters, but a number in one piece."""
    pieces: list[str] = []
    for letter in text:
        is_number = letter.isascii() and (letter.isdigit() or letter in ".,%-")
        if pieces and is_number and pieces[-1][-1].isascii() and pieces[-1][0].isdigit():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
