"""安全事件: who signed in, who failed to, whose password changed; one line each in the log "security"."""

import logging

from django.http import HttpRequest

_log = logging.getLogger("security")


def address_of(request: HttpRequest | None) -> str:
    """Where the request came from; behind a proxy, the address that the proxy saw (operations.requests)."""
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""


def note(event: str, request: HttpRequest | None, *, username: str, **more: str) -> None:
    """`username` as typed, so of no more than a name's length; never a password."""
    _log.info(event, extra={"event": event, "username": username[:150], "address": address_of(request), **more})
