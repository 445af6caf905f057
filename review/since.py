"""What changed since somebody last looked: the passages of the last decision against those of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosure.differences import Difference, differences
from disclosure.passages import Passage
from finance.models import FinalAccount
from review.marking import line_id
from review.models import Event
from review.seen import passages_seen
from review.workflow import Action, Status

_LOOKED = (Action.RETURN, Action.APPROVE, Action.PUBLISH)
_LONGEST = 2000  # of two texts that are compared letter by letter


@dataclass(frozen=True)
class Words:
    """A stretch of a sentence: `gone` from it, `come` into it, or neither."""

    text: str
    gone: bool = False
    come: bool = False


@dataclass(frozen=True)
class Changed:
    """One sentence or cell that is not what it was. `href` leads to its place; empty where it has none any more."""

    difference: Difference
    href: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class ChangedPassage:
    """The changes of one section, table or scorecard."""

    title: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class Since:
    """What changed since `event`; no event: nobody has decided anything about this account yet."""

    event: Event | None
    passages: tuple[ChangedPassage, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(passage.changes) for passage in self.passages)

    @property
    def ids(self) -> frozenset[str]:
        """Of the places that are marked in the document."""
        return frozenset(change.href[1:] for passage in self.passages for change in passage.changes if change.href)


def changes_since_review(account: FinalAccount, now: Sequence[Passage]) -> Since:
    """Since the account was last returned, approved or published, whoever did it; a correction that was abandoned
    does not count."""
    looked = account.events.filter(action__in=[action.value for action in _LOOKED]).exclude(seen="")
    looked = looked.exclude(release__status=Status.ABANDONED.value)
    event = looked.select_related("by").order_by("-sequence").first()
    if event is None:
        return Since(None)
    return Since(event, grouped(differences(passages_seen(event.seen), now), now))


def grouped(found: Iterable[Difference], now: Sequence[Passage]) -> tuple[ChangedPassage, ...]:
    """By passage, in their order."""
    standing = {(passage.key, line.key) for passage in now for line in passage.lines}
    titles: dict[str, str] = {}
    changes: dict[str, list[Changed]] = {}
    for one in found:
        titles.setdefault(one.passage, one.title)
        stands = one.new and (one.passage, one.key) in standing
        href = f"#{line_id(one.passage, one.key)}" if stands else ""
        changes.setdefault(one.passage, []).append(Changed(one, href, words_of(one.old, one.new)))
    return tuple(ChangedPassage(title, tuple(changes[key])) for key, title in titles.items())


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
