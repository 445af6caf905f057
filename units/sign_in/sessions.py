"""How long a sign-in lasts, and what must be done first: a middleware behind the authentication."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url

from units.models import User
from units.sign_in.events import note
from units.sign_in.second_factor import is_required_of

BEGAN, SEEN = "began", "seen"  # in the session: seconds since the epoch
PASSED = "second_factor"  # in the session of one who gave a code, or has just set it up
_RENEWED_AFTER = 60  # seconds; not every request writes the session
SESSION = "session"  # the address that asks how long is left, which must not make it longer
# What a user may open before what comes first. Not every view without @login_required is among them: those that answer
# for themselves that nobody is signed in hold figures too.
_ALWAYS = frozenset({SESSION, "login", "logout", "sign_in_code", "oidc_start", "oidc_back", "admin_login"})


def for_everybody[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Marks a view that does not look at who asks. No session is read or renewed for it: its answer may stand in a
    shared cache, and a cookie in it would be handed to everybody."""
    view.is_for_everybody = True  # type: ignore[attr-defined]
    return login_not_required(view)


class SignInRequired(LoginRequiredMiddleware):
    """Who must sign in again comes back to the page they posted from: the address they posted to shows nothing."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        came = urlsplit(request.headers.get("Referer", ""))
        is_ours = came.netloc == request.get_host() and came.path.startswith("/")
        page = came._replace(scheme="", netloc="", fragment="").geturl() if is_ours else ""
        return redirect_to_login(page or resolve_url(settings.LOGIN_REDIRECT_URL))


class SessionClock:
    """Ends a sign-in after SESSION_IDLE seconds of nothing and SESSION_LONGEST in all; holds a user with a one-time
    password to changing it, and one who must use two-step verification to setting it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if getattr(view, "is_for_everybody", False):
            return None
        # Without a cookie nobody is signed in.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, User):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if _is_over(request):
            note("session_ended", request, username=request.user.username)
            logout(request)
            return None
        if name != SESSION or request.method == "POST":
            _renew(request)
        first = _what_comes_first(request, request.user)
        if not first or name in (*_ALWAYS, first):
            return None
        if request.method == "GET" and not request.headers.get("HX-Request"):
            return HttpResponseRedirect(resolve_url(first))
        raise PermissionDenied("请先更改一次性密码，或先设置两步验证")


def _what_comes_first(request: HttpRequest, user: User) -> str:
    """The name of the page that the user must go through before any other."""
    if user.must_change_password:
        return "password_change"
    if is_required_of(user) and not request.session.get(PASSED):
        return "second_factor"
    return ""


def seconds_left(request: HttpRequest) -> int:
    """Until the sign-in ends if nothing more is asked."""
    if not request.user.is_authenticated:
        return 0
    now = time.time()
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    return max(0, int(min(seen + settings.SESSION_IDLE, began + settings.SESSION_LONGEST) - now))


def _is_over(request: HttpRequest) -> bool:
    return BEGAN in request.session and seconds_left(request) == 0


def _renew(request: HttpRequest) -> None:
    now = int(time.time())
    request.session.setdefault(BEGAN, now)
    if now - request.session.get(SEEN, 0) >= _RENEWED_AFTER:
        request.session[SEEN] = now


def session_clock(request: HttpRequest) -> dict[str, object]:
    """For templates/base.html; asked only where it is shown."""
    return {"session_left": lambda: seconds_left(request)}
