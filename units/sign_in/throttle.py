"""How often a sign-in may fail. Counted in the database, so that all processes of all machines count together."""

import ipaddress
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from units.models import SignInFailure

WINDOW = timedelta(minutes=15)
# The first is for one person at one place. The second is higher: a stranger elsewhere must not lock a clerk out by
# five tries. The third is for a whole office behind one address.
OF_ONE_PLACE = 5
OF_ONE_NAME = 25
OF_ONE_ADDRESS = 100
CODE = "code:"  # codes of the second factor are counted apart, under the name behind this; no name has a colon


class Locked(Exception):
    """No try until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until.isoformat()}")
        self.until = until


def begin(username: str, address: str) -> None:
    """Counts a try before the password is looked at, so that many at once are counted too. Raises Locked; a try that
    is refused is not counted, or knocking on would lock for ever."""
    name = username.lower()[:150]
    address = _place(address)
    mine = SignInFailure.objects.create(username=name, address=address)
    earlier = SignInFailure.objects.filter(pk__lt=mine.pk, at__gt=mine.at - WINDOW)
    of_name, of_address = Q(username=name), Q(address=address)
    limits = ((of_name & of_address, OF_ONE_PLACE), (of_name, OF_ONE_NAME), (of_address, OF_ONE_ADDRESS))
    ends = [until for which, limit in limits if (until := _until(earlier.filter(which), limit))]
    if ends:
        mine.delete()
        raise Locked(max(ends))


def _place(address: str) -> str:
    """Of IPv6 the network: whoever has one address there has 2^64."""
    try:
        network = ipaddress.ip_network((address, 64), strict=False)
    except ValueError:  # IPv4, which has no 64 bits, and no address at all
        return address
    return str(network)


def _until(failures: QuerySet[SignInFailure], limit: int) -> datetime | None:
    last = list(failures.order_by("-at").values_list("at", flat=True)[:limit])
    return last[-1] + WINDOW if len(last) == limit else None


def succeeded(username: str) -> None:
    """The failures of this user are forgotten; and those of everybody that no longer count."""
    forget(username)
    SignInFailure.objects.filter(at__lt=timezone.now() - WINDOW).delete()


def forget(username: str) -> int:
    """Unlocks; how many failures there were."""
    return SignInFailure.objects.filter(username=username.lower()[:150]).delete()[0]


def unlock(username: str) -> int:
    """Passwords and codes may be tried again; how many failures there were."""
    return forget(username) + forget(f"{CODE}{username}")


def locked_names() -> set[str]:
    """Whoever could not sign in now, from some place or from any; in lower case, as they are counted."""
    recent = SignInFailure.objects.filter(at__gt=timezone.now() - WINDOW).order_by()
    of_one_place = recent.values("username", "address").annotate(times=Count("pk")).filter(times__gte=OF_ONE_PLACE)
    of_one_name = recent.values("username").annotate(times=Count("pk")).filter(times__gte=OF_ONE_NAME)
    return {row["username"].removeprefix(CODE) for row in (*of_one_place, *of_one_name)}
