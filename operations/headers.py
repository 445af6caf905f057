"""Headers that every page has beside Django's own: what a browser may do, and who may keep a copy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Nothing here asks for a camera, a place or a payment; a script that came in somehow shall not either.
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "browsing-topics", "camera", "geolocation", "gyroscope", "magnetometer",
                    "microphone", "midi", "payment", "usb")
)  # fmt: skip
# Whoever does not say otherwise shows what is not public: no proxy keeps it, and a browser asks again. Not no-store:
# with that the browser's way back loses what was typed into a form.
_PRIVATE = "private, no-cache"


class SafeHeaders:
    """Views of the public site say themselves how long they may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cache-Control", _PRIVATE)
        return response
