"""{% state_bar %}: where an account stands and what this person does next, on every page of the account."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template

from disclosure.entry.screen import Screen
from disclosure.entry.units import Row
from finance.models import FinalAccount
from review.models import Release
from review.readiness import Obstacle, obstacles_among, obstacles_shown
from review.steps import stand_of, whose_turn
from review.workflow import Status

register = template.Library()


@register.inclusion_tag("review/state_bar.html", takes_context=True)
def state_bar(
    context: Any, account: FinalAccount, screen: Screen | None = None, *, is_fragment: bool = False
) -> dict[str, Any]:
    """Status, days left and one button. On an entry page the screen has read everything already; after a save the bar
    comes again beside the checklist."""
    stand = stand_of(account, context["user"], known=_known(account, screen))
    return {"account": account, "stand": stand, "whose_turn": whose_turn(stand.status), "is_fragment": is_fragment}


@register.simple_tag
def with_status(rows: Iterable[Row]) -> list[tuple[Row, Status]]:
    """Each unit of a department with where its account stands."""
    rows = list(rows)
    accounts = [row.of.account.pk for row in rows if row.of.account]
    releases = reversed(Release.objects.filter(account__in=accounts).latest_first())
    latest = {release.account_id: Status(release.status) for release in releases}
    return [(row, latest.get(row.of.account.pk if row.of.account else 0, Status.DRAFT)) for row in rows]


def _known(account: FinalAccount, screen: Screen | None) -> Iterator[Obstacle]:
    """What stands in the way of submission; looked for only if somebody asks."""
    if screen is None or screen.report is None:
        yield from obstacles_shown(account)
    else:
        yield from obstacles_among(screen.report, screen.judged, screen.links)
