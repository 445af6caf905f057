"""{% state_bar %}: where an account stands and what this person does next, on every page of the account."""

from collections.abc import Iterator
from typing import Any

from django import template

from disclosure.entry.screen import Screen
from finance.models import FinalAccount
from review.readiness import Obstacle, obstacles_among, obstacles_shown
from review.steps import stand_of, whose_turn

register = template.Library()


@register.inclusion_tag("review/state_bar.html", takes_context=True)
def state_bar(
    context: Any, account: FinalAccount, screen: Screen | None = None, *, is_fragment: bool = False
) -> dict[str, Any]:
    """Status, days left and one button. On an entry page the screen has read everything already; after a save the bar
    comes again beside the checklist."""
    stand = stand_of(account, context["user"], known=_known(account, screen))
    return {"account": account, "stand": stand, "whose_turn": whose_turn(stand.status), "is_fragment": is_fragment}


def _known(account: FinalAccount, screen: Screen | None) -> Iterator[Obstacle]:
    """What stands in the way of submission; looked for only if somebody asks."""
    if screen is None or screen.report is None:
        yield from obstacles_shown(account)
    else:
        yield from obstacles_among(screen.report, screen.judged, screen.links)
