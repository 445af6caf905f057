"""Who may open which account's entry pages: found through visible_to, or not found at all."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from finance.consolidating import refresh
from finance.models import FinalAccount
from units.models import User


def signed_in(request: HttpRequest) -> User:
    """The user; every entry page is behind the sign-in."""
    assert isinstance(request.user, User)
    return request.user


def visible_account(request: HttpRequest, unit_code: str, fiscal_year: int) -> FinalAccount:
    """404 for an account that is not there and for one that is another's: both look the same. What its units add up to
    is brought up to date."""
    accounts = FinalAccount.objects.visible_to(request.user).select_related("unit", "consolidation")
    account = get_object_or_404(accounts, unit__code=unit_code, fiscal_year=fiscal_year)
    refresh(account)
    return account


def clerks_account(request: HttpRequest, unit_code: str, fiscal_year: int) -> FinalAccount | None:
    """The account where the user fills it in, which at a save is nearly always: one question to the database where
    `visible_account` and Screen.is_clerk ask four. None says nothing of who may see it."""
    accounts = FinalAccount.objects.editable_by(request.user).select_related("unit", "consolidation")
    account = accounts.filter(unit__code=unit_code, fiscal_year=fiscal_year).first()
    if account:
        refresh(account)
    return account


def fragment[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A part of a page. After the session has expired it answers 401 to htmx, which then leaves the page as it is;
    redirected, it would put the sign-in page in the preview's place."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path())

    return guarded
