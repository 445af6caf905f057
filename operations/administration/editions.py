"""版式: the editions there are, which accounts use which, and a draft moved to another with what would change."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.edition_check import differences_of
from disclosure.editions import EditionError, available, edition
from disclosure.entry.access import signed_in
from disclosure.moving import differing_in, lacking_in, move_to_edition
from finance.classification import UnknownCode
from finance.ledger import ChangedMeanwhile
from finance.models import FinalAccount
from operations.administration.access import administered
from operations.administration.listing import paged
from operations.administration.tables import EditionAccountTable
from units.administration.records import record

_SHOWN = 100


@require_safe
@administered
def editions(request: HttpRequest) -> HttpResponse:
    counted = Counter(FinalAccount.objects.order_by().values_list("edition", "is_open"))
    rows = [_row(slug, counted) for slug in (*available(), *sorted(unknown_editions()))]
    return render(request, "administration/editions.html", {"editions": rows})


def unknown_editions() -> set[str]:
    """Slugs that accounts name and no folder has: nothing of them can be printed."""
    named = FinalAccount.objects.order_by().values_list("edition", flat=True).distinct()
    return set(named) - set(available())


def _row(slug: str, counted: Counter[tuple[str, bool]]) -> dict[str, Any]:
    counts = {"slug": slug, "drafts": counted[slug, True], "closed": counted[slug, False]}
    try:
        found = edition(slug)
    except EditionError as error:
        return counts | {"problem": str(error)}
    parent = edition(found.parent).name if found.parent else ""
    return counts | {
        "name": found.name,
        "region": found.settings.get("region", ""),
        "fiscal_year": found.settings.get("fiscal_year", ""),
        "parent": parent,
        "fingerprint": found.fingerprint,
    }


@require_safe
@administered
def one_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Its accounts, and what it says otherwise than the edition it falls back on."""
    accounts = FinalAccount.objects.filter(edition=slug).select_related("unit")
    if slug not in available() and not accounts.exists():
        raise Http404
    try:
        found, problem = edition(slug), ""
        differing = differences_of(found)
    except EditionError as error:
        found, problem, differing = None, str(error), ()
    context = {
        "slug": slug,
        "edition": found,
        "problem": problem,
        "parent": edition(found.parent).name if found and found.parent else "",
        "differing": differing,
        "table": paged(request, EditionAccountTable(accounts)),
    }
    return render(request, "administration/edition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def move(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """A draft to another edition: first what would be missing and what would read otherwise. It is done as shown: not
    where the account was written since."""
    accounts = FinalAccount.objects.select_related("unit")
    account = get_object_or_404(accounts, unit__code=unit_code, fiscal_year=fiscal_year)
    others = [(slug, edition(slug).name) for slug in available() if slug != account.edition]
    posted = request.POST if request.method == "POST" else request.GET
    chosen = posted.get("to", "") if posted.get("to", "") in dict(others) else ""
    problem, status = "", 200
    if request.method == "POST":
        problem = _moved(request, account, chosen, request.POST.get("version", ""))
        if not problem:
            return redirect("administration_edition", chosen)
        status = 409
    context = {
        "account": account,
        "now": edition(account.edition).name if account.edition in available() else account.edition,
        "others": others,
        "chosen": chosen,
        "chosen_name": dict(others).get(chosen, ""),
        "problem": problem,
        **(_what_changes(account, chosen) if chosen else {}),
    }
    return render(request, "administration/edition_move.html", context, status=status)


def _moved(request: HttpRequest, account: FinalAccount, chosen: str, version: str) -> str:
    """Why it was not; empty where it was."""
    by, before = signed_in(request), account.edition
    if not chosen:
        return "请先选择换到哪个版式"
    if version != str(account.version):
        return "预览以后有人改动了这份决算，没有换。请再看一遍会有什么变化"
    try:
        with transaction.atomic():
            move_to_edition(account, chosen, by=by)
            subject = f"account:{account.unit.code}-{account.fiscal_year}"
            record(by, subject, f"{account}换版式 {before} → {chosen}")
    except (ChangedMeanwhile, ValidationError, EditionError) as error:
        return f"没有换：{error.messages[0] if isinstance(error, ValidationError) else error}"
    messages.success(request, f"{account}已换到“{edition(chosen).name}”，填过的都还在；换回去就恢复原样。")
    return ""


def _what_changes(account: FinalAccount, slug: str) -> dict[str, Any]:
    try:
        lacking = lacking_in(account, slug)
    except (EditionError, UnknownCode) as error:
        return {"unwritten": str(error)}
    already = set(lacking_in(account, account.edition)) if account.edition in available() else set()
    differing = differing_in(account, slug) if account.edition in available() else ()
    return {
        "lacking": [(section, what, (section, what) in already) for section, what in lacking],
        "differing": differing[:_SHOWN],
        "differing_count": len(differing),
    }
