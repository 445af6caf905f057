"""What changed since somebody last looked: the passages of the last decision against those of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosure.differences import Difference, Words, differences, words_of
from disclosure.passages import Passage
from finance.models import FinalAccount
from review.marking import line_id
from review.models import Event
from review.seen import passages_seen
from review.workflow import Action, Status

_LOOKED = (Action.RETURN, Action.APPROVE, Action.PUBLISH)


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
