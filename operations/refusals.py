"""What a person reads where there is nothing to read: an address that only takes forms, and a fault of ours. Neither
page asks a database or a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.template.loader import render_to_string

from operations.logs import request_id


class NotOpened:
    """An address that a form was sent to, opened again from the address bar: for an answer without a body a browser
    shows a page of its own, in words of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_bare = response.status_code == 405 and isinstance(response, HttpResponse) and not response.content
        if is_bare and "text/html" in request.headers.get("Accept", ""):
            response.content = render_to_string("405.html").encode()  # type: ignore[attr-defined]
        return response


def server_error(_request: HttpRequest) -> HttpResponse:
    """With the number that the lines of the log carry, for whoever is told of it."""
    return HttpResponseServerError(render_to_string("500.html", {"number": request_id.get()}))
