"""Offers to turn a number in a scorecard's words into a live link, so that it can never drift again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from finance.figures import Figures
from performance.live_links import link
from performance.matching import FigureMatch, Match, card_figures, figure_matches, indicator_matches
from performance.scorecards import Scorecard, Scorecards

_BRACES = re.compile(r"\{[^{}\n]*\}")


@dataclass(frozen=True)
class LinkOffer:
    """One number of a text that has a source: what it says, and the whole text with a link in its place."""

    figure: str  # the text: scorecards.projects.2.result
    target: str  # where the number comes from: scorecards.projects.2.indicators.2.achieved
    quoted: str  # 735人
    text: str  # as it stands
    linked: str  # with {指标:…} in the number's place


def link_offers(figures: Figures, scorecards: Scorecards) -> tuple[LinkOffer, ...]:
    """Every number in 预期目标 and 实际完成情况 that speaks of an indicator, an amount or a rate of its own card
    and is no link yet, in reading order of the cards."""
    cards = [("scorecards.overall", scorecards.overall)] if scorecards.overall else []
    cards += [(f"scorecards.projects.{n}", card) for n, card in enumerate(scorecards.projects, start=1)]
    subjects = (figures.unit.name,)
    return tuple(offer for name, card in cards for offer in _of_card(name, card, subjects))


def _of_card(name: str, card: Scorecard, subjects: tuple[str, ...]) -> Iterator[LinkOffer]:
    named = card_figures(card, name)
    for field in ("goal", "result"):
        text: str = getattr(card, field)
        links = [match.span() for match in _BRACES.finditer(text)]
        matches: list[Match | FigureMatch] = [
            *indicator_matches(text, card.indicators, is_goal=field == "goal"),
            *figure_matches(text, named, (card.name, *subjects)),
        ]
        for match in sorted(matches, key=lambda match: match.quantity.start):
            start, end = match.quantity.start, match.quantity.end
            if any(start < stop and begin < end for begin, stop in links):
                continue  # a number in a link's own name
            target = (
                f"{name}.indicators.{match.position + 1}.{match.role.value}"
                if isinstance(match, Match)
                else match.figure
            )
            yield LinkOffer(f"{name}.{field}", target, match.quantity.text, text, link(text, match))
