"""Who may open which account's entry pages: found through visible_to, or not found at all."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from finance.models import FinalAccount
from units.models import User


def signed_in(request: HttpRequest) -> User:
    """The user; every entry page is behind the sign-in."""
    assert isinstance(request.user, User)
    return request.user


def visible_account(request: HttpRequest, unit_code: str, fiscal_year: int) -> FinalAccount:
    """404 for an account that is not there and for one that is another's: both look the same."""
    accounts = FinalAccount.objects.visible_to(request.user).select_related("unit", "started_from")
    return get_object_or_404(accounts, unit__code=unit_code, fiscal_year=fiscal_year)
