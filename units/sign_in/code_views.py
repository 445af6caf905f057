"""The second step of a sign-in, and one's own page of two-step verification."""

import time
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from units.models import RecoveryCode, User
from units.sign_in import second_factor, totp
from units.sign_in.events import address_of, note
from units.sign_in.sealing import CannotOpen, seal, unseal
from units.sign_in.sessions import PASSED
from units.sign_in.throttle import CODE, Locked, begin, succeeded

PENDING = "pending"  # in the session of one who has given the password and not the code yet
_PATIENCE = 300  # seconds
_NEW_SECRET = "new_secret"  # noqa: S105 - a key of the session
WRONG = "验证码不对，或者已经用过。请等验证器显示新的验证码，再试一次。"


def ask_for_code(request: HttpRequest, user: User, where: str) -> HttpResponse:
    """After the password: nobody is signed in yet."""
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "next": where,
    }
    return redirect("sign_in_code")


def _pending(request: HttpRequest) -> tuple[User | None, str]:
    """Who has given the password, and where to; nobody when it was too long ago, or is no longer the password."""
    said: dict[str, Any] = request.session.get(PENDING, {})
    if time.time() - said.get("at", 0) > _PATIENCE:
        return None, ""
    user = User.objects.filter(pk=said["user"], is_active=True).first()
    if user is None or not constant_time_compare(said["hash"], user.get_session_auth_hash()):
        return None, ""
    return user, said["next"]


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code after the password."""
    user, where = _pending(request)
    if user is None:
        return redirect("login")
    problem = ""
    if request.method == "POST":
        problem = _judge(request, user)
        if not problem:
            login(request, user, settings.AUTHENTICATION_BACKENDS[0])  # a new session: the pending one is gone
            del request.session[PENDING]
            request.session[PASSED] = True
            note("sign_in", request, username=user.username)
            is_ours = url_has_allowed_host_and_scheme(where, {request.get_host()}, request.is_secure())
            return redirect(where if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "registration/code.html", {"problem": problem})


def _judge(request: HttpRequest, user: User) -> str:
    """What is wrong with the code that was sent, in words; a right one is used up."""
    counted = f"{CODE}{user.username}"
    try:
        begin(counted, address_of(request))
    except Locked as locked:
        note("code_locked", request, username=user.username)
        return f"错的次数太多，{timezone.localtime(locked.until):%H:%M} 以后再试。"
    if not second_factor.is_right(user, request.POST.get("code", "")):
        note("code_failed", request, username=user.username)
        return WRONG
    succeeded(counted)
    return ""


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Setting up, new recovery codes, ending it: each wants a code."""
    user = request.user
    assert isinstance(user, User)
    has_one = second_factor.factor_of(user) is not None
    page: dict[str, object] = {"has_one": has_one, "is_required": second_factor.is_required_of(user)}
    if request.method == "POST":
        answer = _change(request, user, page) if has_one else _set_up(request, user, page)
        if answer is not None:
            return answer
    if has_one:
        page["left"] = RecoveryCode.objects.filter(user=user, used_at=None).count()
    else:
        secret = _new_secret(request, user)
        picture = segno.make(totp.address_of(secret, user.username), error="m").svg_data_uri(scale=5, border=2)
        page |= {"secret": secret, "picture": picture}
    return render(request, "registration/second_factor.html", page)


def _new_secret(request: HttpRequest, user: User) -> str:
    """The one that was shown; sealed, for sessions stand in the database."""
    try:
        return unseal(request.session.get(_NEW_SECRET, ""), user.pk)
    except CannotOpen:
        secret = totp.new_secret()
        request.session[_NEW_SECRET] = seal(secret, user.pk)
        return secret


def _set_up(request: HttpRequest, user: User, page: dict[str, object]) -> HttpResponse | None:
    codes = second_factor.set_up(user, _new_secret(request, user), request.POST.get("code", ""))
    if codes is None:
        page["problem"] = WRONG
        return None
    request.session.pop(_NEW_SECRET, None)
    request.session.cycle_key()
    request.session[PASSED] = True
    note("second_factor_set_up", request, username=user.username)
    return render(request, "registration/recovery_codes.html", {"codes": codes})


def _change(request: HttpRequest, user: User, page: dict[str, object]) -> HttpResponse | None:
    page["problem"] = _judge(request, user)
    if page["problem"]:
        return None
    request.session[PASSED] = True
    if request.POST.get("action") == "codes":
        note("recovery_codes_renewed", request, username=user.username)
        return render(request, "registration/recovery_codes.html", {"codes": second_factor.new_recovery_codes(user)})
    if page["is_required"]:
        page["problem"] = "您的账号必须使用两步验证，不能停用。"
        return None
    second_factor.remove(user)
    note("second_factor_removed", request, username=user.username)
    messages.success(request, "两步验证已停用。")
    return redirect("second_factor")
