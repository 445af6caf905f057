"""The desk of a person, and the page where an account is submitted, reviewed and approved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.entry.access import visible_account
from review.actions import release_of


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this person."""
    return render(request, "review/desk.html", {})


@require_safe
def review(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """Where the account stands, and what this person may do with it."""
    account = visible_account(request, unit_code, fiscal_year)
    return render(request, "review/review.html", {"account": account, "release": release_of(account)})
