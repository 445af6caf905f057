"""Who follows what becomes public: functions called in the transaction that changes it. No signals: a list, called in
order, whose errors undo the change. The portal, a floor above, puts its search index here."""

from collections.abc import Callable

from publication.models import Publication

type Follower = Callable[[Publication], None]

_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    """From AppConfig.ready; twice is once."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell(publication: Publication) -> None:
    """The publication is new, or stands otherwise than before. Called within the transaction that made it so."""
    for follower in _FOLLOWERS:
        follower(publication)
