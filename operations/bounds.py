"""What is refused before it is read: a body too large, and the one character that no database takes."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

MEGABYTE = 1024 * 1024
# The largest file that is taken in has 10 MB (disclosure.intake.opening); the form around it needs little.
MOST = 12 * MEGABYTE


class Bounds:
    """Before any other middleware that reads a form: what is read is written to disk first, however much it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404("NUL in the address")
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
        if _length(request) > MOST:
            return too_large(request)
        return self.get_response(request)


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", {"most": MOST // MEGABYTE}, status=413)


def _length(request: HttpRequest) -> int:
    """As the request says. It cannot lie: no more than this is read; and without a length nothing is."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:  # Django takes this for none, too
        return 0
