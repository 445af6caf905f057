"""The address JavaScript saves to: changes in, results and totals out, always JSON and never a redirect."""

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from disclosure.entry.access import clerks_account, signed_in, visible_account
from disclosure.entry.forms import totals_after
from disclosure.entry.pages import SECTIONS
from disclosure.entry.refreshing import Asked, refreshed
from disclosure.entry.screen import Screen
from finance.cells import AmountUnit
from finance.changes import MAX_CHANGES, AddRow, Change, Outcome, RemoveRow, SetCell, apply
from finance.changing import Applied

MAX_BYTES = 2 * 1024 * 1024
BUSY = 0.05  # seconds that a save waited for a free process: the next in line comes before the preview of this one


class Malformed(ValueError):
    """A request no page of ours sends; the message says what is wrong with it."""


def problem(status: int, message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


@login_not_required  # it answers 401 itself: a redirect would look like success to the page
@require_POST
def changes(request: HttpRequest, unit_code: str, fiscal_year: int) -> JsonResponse:
    """Saves changes of one account and says of each what became of it."""
    if not request.user.is_authenticated:
        page = request.headers.get("X-Page", reverse("entry", args=(unit_code, fiscal_year)))
        where = f"{reverse('login')}?{urlencode({'next': page})}"
        return problem(401, "登录已过期。填写的内容都还在，请重新登录后继续。", sign_in=where)
    user = signed_in(request)
    own = clerks_account(request, unit_code, fiscal_year)
    try:
        account = own or visible_account(request, unit_code, fiscal_year)
    except Http404:
        return problem(404, "没有这份决算，或者你没有权限查看。")
    screen = Screen(account, user)
    screen.is_clerk = own is not None
    if not screen.may_edit:
        return problem(403, screen.why_not_edit)
    try:
        sent = read_request(request)
        unit, asked = sent.amount_unit, sent.changes
        outcome = apply(account, asked, by=user, amount_unit=unit, sections=SECTIONS, edit_id=sent.edit_id)
    except Malformed as error:
        return problem(400, str(error))
    screen.unit = unit
    answer = _answer(screen, asked, outcome)
    if getattr(request, "waited", 0.0) > BUSY:
        return JsonResponse(answer | {"preview": None, "is_busy": True})
    return JsonResponse(answer | {"preview": refreshed(screen, sent.preview)})


class Sent(NamedTuple):
    """What a save brings."""

    amount_unit: AmountUnit
    edit_id: UUID | None
    changes: list[Change]
    preview: Asked | None


def read_request(request: HttpRequest) -> Sent:
    """Raises Malformed."""
    too_much = Malformed("一次提交的内容太多（超过 2 MB）。请分几次粘贴。")
    try:
        if len(request.body) > MAX_BYTES:
            raise too_much
    except RequestDataTooBig as error:
        raise too_much from error
    try:
        body = json.loads(request.body)
        unit = AmountUnit(body.get("amount_unit", "yuan"))
        edit_id = UUID(str(body["edit_id"])) if body.get("edit_id") else None
        entries = list(body["changes"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Malformed("提交的内容读不懂，请刷新页面后再试。") from error
    if len(entries) > MAX_CHANGES:
        raise Malformed(f"一次最多提交 {MAX_CHANGES:,} 格，这次有 {len(entries):,} 格。请分几次粘贴。")
    return Sent(unit, edit_id, [_change(entry) for entry in entries], Asked.read(body.get("preview")))


def _change(entry: Any) -> Change:
    match entry:
        case {"cell": str(cell), "was": str(was), "value": str(value)}:
            return SetCell(cell, was, value)
        case {"add_row": str(row)}:
            return AddRow(row)
        case {"remove_row": str(row)}:
            return RemoveRow(row)
    raise Malformed("提交的内容读不懂，请刷新页面后再试。")


def _answer(screen: Screen, asked: list[Change], outcome: Outcome) -> dict[str, Any]:
    touched = [
        result.value if isinstance(change, AddRow) else result.name
        for change, result in zip(asked, outcome.results, strict=True)
        if result.has_changed
    ]
    return {
        "version": outcome.version,
        "saved_at": timezone.localtime(outcome.at).strftime("%H:%M"),
        "results": [_result(change, r) for change, r in zip(asked, outcome.results, strict=True)],
        "also": [{"cell": cell, "value": text} for cell, text in _moved_along(outcome).items()],
        "totals": totals_after(touched, screen) if touched else {},
        "checklist_changed": outcome.has_changed,
    }


def _moved_along(outcome: Outcome) -> dict[str, str]:
    """Boxes that moved with others, and were not filled in themselves after that."""
    moved: dict[str, str] = {}
    for result in outcome.results:
        moved.pop(result.name, None)
        moved.update(result.along)
    return moved


def _result(change: Change, applied: Applied) -> dict[str, Any]:
    result: dict[str, Any] = {"status": applied.status, "message": applied.message}
    match change:
        case SetCell():
            result |= {"cell": applied.name, "value": applied.value}
        case AddRow():
            result |= {"add_row": applied.name, "row": applied.value}
        case RemoveRow():
            result |= {"remove_row": applied.name}
    if applied.status == "conflict":
        at = timezone.localtime(applied.at).strftime("%H:%M") if applied.at else ""
        result |= {"theirs": applied.theirs, "by": applied.by, "at": at}
    return result


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """A page left open while its user signed in again holds an old token: it is handed the new one."""
    message = "页面打开得太久了，请刷新后再试。"
    if request.path.endswith("/changes/"):
        return problem(403, message, csrf_token=get_token(request))
    return render(request, "403_csrf.html", {"message": message}, status=403)
