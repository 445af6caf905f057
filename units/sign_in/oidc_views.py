"""Signing in by way of the organisation's own identity provider."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from units.models import User
from units.sign_in import oidc
from units.sign_in.code_views import ask_for_code
from units.sign_in.events import note
from units.sign_in.second_factor import factor_of

_log = logging.getLogger(__name__)
_KEPT = "oidc"  # in the session, between going and coming back


def _back() -> str:
    return f"{settings.SITE_URL}{reverse('oidc_back')}"


def _failed(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("login")


@login_not_required
@never_cache
@require_GET
def oidc_start(request: HttpRequest) -> HttpResponse:
    """Off to the provider."""
    if not oidc.is_configured():
        raise Http404
    try:
        where, kept = oidc.begin(_back())
    except oidc.OidcError:
        _log.exception("sign-in by the identity provider")
        return _failed(request, "统一身份认证暂时不能用，请稍后再试，或用密码登录。")
    request.session[_KEPT] = kept | {"next": request.GET.get("next", "")}
    return HttpResponseRedirect(where)


@login_not_required
@never_cache
@require_GET
def oidc_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider. It says who; that somebody may work here, an administrator said before."""
    if not oidc.is_configured():
        raise Http404
    kept = request.session.pop(_KEPT, {})  # an answer is good once
    try:
        username = oidc.username_of(
            kept, state=request.GET.get("state", ""), code=request.GET.get("code", ""), back=_back()
        )
    except oidc.OidcError:
        _log.exception("sign-in by the identity provider")
        note("oidc_failed", request, username="")
        return _failed(request, "统一身份认证没有成功，请再试一次，或用密码登录。")
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        note("oidc_unknown", request, username=username)
        return _failed(request, f"统一身份认证的用户“{username}”在这里还没有账号，请与管理员联系。")
    where = str(kept["next"])
    if not url_has_allowed_host_and_scheme(where, {request.get_host()}, request.is_secure()):
        where = resolve_url(settings.LOGIN_REDIRECT_URL)
    if factor_of(user) is not None:
        return ask_for_code(request, user, where)
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    note("sign_in", request, username=user.username)
    return redirect(where)
