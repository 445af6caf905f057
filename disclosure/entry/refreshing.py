"""The preview after a save: of what stands in the browser, only the lines that changed are sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.template.loader import render_to_string

from disclosure.entry.pages import PAGES
from disclosure.entry.preview import Passage, card_shown, preview_of
from disclosure.entry.screen import Screen
from finance.blocks import Page

type Prints = tuple[str, tuple[str, ...]]  # of a passage, and of each of its lines


@dataclass(frozen=True)
class Asked:
    """The page a save came from, and what stands in its preview."""

    page: Page
    card: str
    shown: tuple[Prints, ...]

    @classmethod
    def read(cls, body: Any) -> Self | None:
        """None where the save asks for no preview, or for one we do not know: the browser then fetches it whole."""
        match body:
            case {"page": str(page), "card": str(card), "shown": list(shown)} if page in PAGES:
                return cls(PAGES[page], card, tuple(_prints(passage) for passage in shown))
        return None


def _prints(passage: Any) -> Prints:
    match passage:
        case [str(own), list(lines)]:
            return own, tuple(str(line) for line in lines)
    return "", ()


def refreshed(screen: Screen, asked: Asked | None) -> list[Mapping[str, object]] | None:
    """How to make the preview of the one that is shown; None where there is none to be made so."""
    if asked is None:
        return None
    screen.query = {"card": asked.card}
    passages = preview_of(screen, asked.page, card_shown(screen, asked.page))
    return changes_in(passages, asked.shown) if passages and asked.shown else None


def changes_in(passages: Iterable[Passage], shown: tuple[Prints, ...]) -> list[Mapping[str, object]]:
    """Of each passage {at, lines}, where it is the at-th of those shown, each line the number of a line there or the
    HTML of a new one; {html} where there is none like it."""
    alike: dict[str, list[int]] = {}
    for number, (own, _) in enumerate(shown):
        alike.setdefault(own, []).append(number)
    return [_change(passage, shown, alike.get(passage.print, [])) for passage in passages]


def _change(passage: Passage, shown: tuple[Prints, ...], alike: list[int]) -> Mapping[str, object]:
    if not alike:
        return {"html": render_to_string("entry/passage.html", {"passage": passage})}
    at = alike.pop(0)
    free: dict[str, list[int]] = {}
    for number, line in enumerate(shown[at][1]):
        free.setdefault(line, []).append(number)
    return {"at": at, "lines": [free[x.print].pop(0) if free.get(x.print) else x.html for x in passage.lines]}
