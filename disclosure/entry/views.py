"""One view serves every entry page: open it, or submit it whole without JavaScript."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.entry.access import fragment, signed_in, visible_account
from disclosure.entry.checklist import checklist_of, first_to_do, problems_of
from disclosure.entry.forms import view_of
from disclosure.entry.modules import MODULES
from disclosure.entry.pages import ENTRY_PAGES, PAGES
from disclosure.entry.plain import submit
from disclosure.entry.preview import card_shown, preview_of
from disclosure.entry.screen import Screen
from finance.blocks import Page
from finance.cells import AmountUnit


@require_safe
def entry(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The account: on to the first page that wants something."""
    screen = Screen(visible_account(request, unit_code, fiscal_year), signed_in(request))
    return redirect("entry_page", unit_code, fiscal_year, first_to_do(checklist_of(screen)))


@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: HttpRequest, unit_code: str, fiscal_year: int, page_key: str) -> HttpResponse:
    """An entry page. A plain submit saves what can be saved and shows the rest again, with why."""
    account = visible_account(request, unit_code, fiscal_year)
    page = _page(page_key)
    user = signed_in(request)
    screen = Screen(account, user, query=request.GET)
    status = 200
    if request.method == "POST":
        if not screen.may_edit:
            return render(request, "entry/may_not.html", {"account": account, "why": screen.why_not_edit}, status=403)
        submitted = submit(account, user, request.POST)
        if not submitted.errors:
            messages.success(request, f"已保存 {timezone.localtime():%H:%M}")
            return redirect(f"{request.path}?{urlencode(_query(request, submitted.added))}")
        account.refresh_from_db()
        screen = Screen(account, user, submitted, request.GET)
        status = 422
    return render(request, "entry/page.html", _context(screen, page), status=status)


def _query(request: HttpRequest, added: str) -> dict[str, str]:
    """The query as it was; a project just added is opened."""
    query = request.GET.dict()
    if added.startswith("scorecards/"):
        query["card"] = added.partition("/")[2]
    return query


@require_safe
@fragment
def preview(request: HttpRequest, unit_code: str, fiscal_year: int, page_key: str) -> HttpResponse:
    """What the page prints, after a save."""
    account = visible_account(request, unit_code, fiscal_year)
    page = _page(page_key)
    screen = Screen(account, signed_in(request), query=request.GET)
    context = {"account": account, "page": page, "screen": screen, "is_fragment": True}
    response = render(request, "entry/preview.html", context | _preview(screen, page))
    response["X-Version"] = str(account.version)  # an older answer that comes late is not shown
    return response


@require_safe
@fragment
def checklist(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The list of pages with their states and, out of band, what is wrong on the page that is open."""
    account = visible_account(request, unit_code, fiscal_year)
    page = _page(request.GET.get("page", ENTRY_PAGES[0].key))
    screen = Screen(account, signed_in(request), query=request.GET)
    return render(request, "entry/checklist_fragment.html", _states(screen, page))


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
    position = ENTRY_PAGES.index(page)
    return {
        "blocks": [view_of(block, screen) for block in page.blocks],
        "modules": MODULES,
        "units": tuple(AmountUnit),
        "next_page": ENTRY_PAGES[position + 1] if position + 1 < len(ENTRY_PAGES) else None,
        **_states(screen, page),
        **_preview(screen, page),
    }


def _states(screen: Screen, page: Page) -> dict[str, Any]:
    problems = [(finding, screen.links.to(finding.figures[0])) for finding in problems_of(screen, page)]
    return {
        "screen": screen,
        "account": screen.account,
        "page": page,
        "report": screen.report,
        "checklist": checklist_of(screen),
        "problems": problems,
    }


def _preview(screen: Screen, page: Page) -> dict[str, Any]:
    return {
        "preview": preview_of(screen, page, card_shown(screen, page)),
        "trouble": "" if screen.report else screen.draft,
    }
