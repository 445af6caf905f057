"""Name and password against the users: the one place, whichever page or command asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from units.models import User
from units.sign_in.events import address_of, note
from units.sign_in.one_time import has_lapsed
from units.sign_in.throttle import Locked, begin, succeeded


class ThrottledBackend(ModelBackend):
    """As Django's own, but that tries are counted, and a one-time password is good for its days. A name that does not
    exist is counted and locked as any other."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if username is None or password is None:
            return None
        try:
            begin(username, address_of(request))
        except Locked as locked:
            note("sign_in_locked", request, username=username)
            if request is not None:
                request.locked_until = locked.until  # type: ignore[attr-defined]
            raise PermissionDenied from locked
        user: User | None = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None:
            note("sign_in_failed", request, username=username)
            return None
        succeeded(username)
        if has_lapsed(user):
            note("one_time_password_lapsed", request, username=username)
            if request is not None:
                request.has_lapsed_password = True  # type: ignore[attr-defined]
            raise PermissionDenied
        return user
