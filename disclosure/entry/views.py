"""One view serves every entry page: open it, or submit it whole without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.entry.access import signed_in, visible_account
from disclosure.entry.checklist import checklist_of, first_to_do
from disclosure.entry.forms import view_of
from disclosure.entry.pages import ENTRY_PAGES, PAGES
from disclosure.entry.plain import submit
from disclosure.entry.preview import preview_of
from disclosure.entry.screen import Screen
from disclosure.reports import draft_report
from finance.blocks import Page
from finance.cells import AmountUnit


@require_GET
def entry(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The account: on to the first page that wants something."""
    account = visible_account(request, unit_code, fiscal_year)
    page = first_to_do(checklist_of(draft_report(account)))
    return redirect("entry_page", unit_code, fiscal_year, page)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: HttpRequest, unit_code: str, fiscal_year: int, page_key: str) -> HttpResponse:
    """An entry page. A plain submit saves what can be saved and shows the rest again, with why."""
    account = visible_account(request, unit_code, fiscal_year)
    page = _page(page_key)
    user = signed_in(request)
    screen = Screen(account, user)
    status = 200
    if request.method == "POST":
        if not screen.may_edit:
            return render(request, "entry/may_not.html", {"account": account}, status=403)
        typed = submit(account, user, request.POST)
        if not typed.errors:
            messages.success(request, f"已保存 {timezone.localtime():%H:%M}")
            return redirect(request.get_full_path())
        screen = Screen(account, user, typed)
        status = 422
    return render(request, "entry/page.html", _context(screen, page), status=status)


@require_GET
def preview(request: HttpRequest, unit_code: str, fiscal_year: int, page_key: str) -> HttpResponse:
    """What the page prints, and the checklist beside it, after a save."""
    account = visible_account(request, unit_code, fiscal_year)
    page = _page(page_key)
    report = draft_report(account)
    context = {
        "account": account,
        "page": page,
        "preview": preview_of(account, report, page),
        "checklist": checklist_of(report),
        "is_fragment": True,
    }
    return render(request, "entry/preview.html", context)


@require_GET
def checklist(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The list of pages alone."""
    account = visible_account(request, unit_code, fiscal_year)
    page = PAGES.get(request.GET.get("page", ""))
    items = checklist_of(draft_report(account))
    return render(request, "entry/checklist.html", {"account": account, "checklist": items, "page": page})


@require_POST
def amount_unit(request: HttpRequest) -> HttpResponse:
    """元 or 万元, kept for the user."""
    user = signed_in(request)
    unit = request.POST.get("amount_unit", "")
    if unit in AmountUnit:
        user.amount_unit = unit
        user.save(update_fields=["amount_unit"])
    back = request.POST.get("next", "")
    return redirect(back if back.startswith("/entry/") else "account_list")


def _page(key: str) -> Page:
    if key not in PAGES:
        raise Http404(key)
    return PAGES[key]


def _context(screen: Screen, page: Page) -> dict[str, Any]:
    account = screen.account
    report = draft_report(account)
    position = ENTRY_PAGES.index(page)
    return {
        "account": account,
        "page": page,
        "screen": screen,
        "blocks": [view_of(block, screen) for block in page.blocks],
        "checklist": checklist_of(report),
        "preview": preview_of(account, report, page),
        "report": report,
        "units": tuple(AmountUnit),
        "next_page": ENTRY_PAGES[position + 1] if position + 1 < len(ENTRY_PAGES) else None,
    }
