"""Every request: its id, where it came from, and its one line in the log."""

import ipaddress
import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from operations.logs import request_id

_log = logging.getLogger("request")
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_CAME = re.compile(r"t=(\d{9,11}\.\d{3})")
_LONGEST_WAIT = 600.0  # seconds; more is a clock that is wrong
QUIET = ("/healthz", "/readyz")  # asked every few seconds; only a failure is worth a line


class RequestLog:
    """Outermost of the middleware, so that its line says what was really answered, and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "") if settings.TRUST_PROXY else ""
        known = given if _ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(known)
        if settings.TRUST_PROXY:
            request.META["REMOTE_ADDR"] = client_address(request)
            request.waited = waited(request)  # type: ignore[attr-defined]
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = known
            if request.path not in QUIET or response.status_code >= 400:
                _log.info("%s %s", request.method, request.path, extra=_fields(request, response, began))
        finally:
            request_id.reset(token)
        return response


def client_address(request: HttpRequest) -> str:
    """The last address in X-Forwarded-For is the one our own proxy saw; those before it anybody may have written."""
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))


def waited(request: HttpRequest) -> float:
    """Seconds between our proxy and this process: X-Request-Start is when the proxy had read the request. Zero where it
    does not say."""
    came = _CAME.fullmatch(request.headers.get("X-Request-Start", ""))
    seconds = time.time() - float(came[1]) if came else 0.0
    return seconds if 0 < seconds < _LONGEST_WAIT else 0.0


def _fields(request: HttpRequest, response: HttpResponseBase, began: float) -> dict[str, object]:
    """No query: it may hold what somebody searched for."""
    fields: dict[str, object] = {
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    if wait := getattr(request, "waited", 0.0):
        fields["waited"] = round(wait * 1000, 1)
    # Only a user that some page has asked for: the log must not cost a query of its own.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.is_authenticated:
        fields["user"] = user.get_username()
    return fields
