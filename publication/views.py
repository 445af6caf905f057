"""The office's page of publishing: what is checked, how far the work is, what is public, how it is withdrawn."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from disclosure.document import IncompleteReport
from disclosure.editions import EditionError
from disclosure.entry.access import fragment, signed_in, visible_account
from disclosure.exports.formats import REFUSALS
from finance.models import FinalAccount
from publication import actions
from publication.contents import Contents
from publication.gate import Item, Place, Problem, gate, sensitive_places, to_acknowledge
from publication.models import JobState, Publication, PublicationJob
from review.actions import Refused
from review.models import Release
from review.situations import release_of, shown_release_of, situation_of
from review.workflow import Action, Status, why_not
from units.models import User

_LATER = (  # of the gate, what can only be said of the finished PDF
    "PDF 已嵌入全部字体，排版没有任何告警",
    "从 PDF 读回的数字与决算一致",
)


@dataclass(frozen=True)
class Checked:
    """The gate as the page shows it."""

    items: tuple[Item, ...]
    places: tuple[Place, ...] = ()  # words of secrecy still to be answered for

    @property
    def failed(self) -> int:
        return sum(not item.is_passed for item in self.items)


@require_safe
def publication(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    return _shown(request, visible_account(request, unit_code, fiscal_year))


@require_POST
def start(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    account = visible_account(request, unit_code, fiscal_year)
    try:
        actions.start_publication(account=account, by=signed_in(request))
    except Refused as refusal:
        return _shown(request, account, problem=refusal.messages[0])
    return redirect("publication", unit_code, fiscal_year)


@require_safe
@fragment
def progress(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The part of the page that moves. When the work is over the whole page comes again."""
    account = visible_account(request, unit_code, fiscal_year)
    job = _job_of(release_of(account))
    if not request.headers.get("HX-Request"):
        return redirect("publication", unit_code, fiscal_year)
    if job is None or not is_under_way(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "publication/progress.html", {"account": account, "job": job})


@require_POST
def answer(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """Words of secrecy answered for: those that were on the page, and still stand as they stood."""
    account = visible_account(request, unit_code, fiscal_year)
    release = release_of(account)
    shown = set(request.POST.getlist("place"))
    why = request.POST.get("why", "")
    try:
        waiting = to_acknowledge(release, list(sensitive_places(release, Contents.of(account))))
        places = [place for place in waiting if place.digest in shown]
        actions.acknowledge(release=release, places=places, why=why, by=signed_in(request))
    except Refused as refusal:
        return _shown(request, account, problem=refusal.messages[0], typed_why=why)
    except (IncompleteReport, EditionError) as error:
        return _shown(request, account, problem=str(error))
    messages.success(request, f"已说明 {len(places)} 处。")
    return redirect("publication", unit_code, fiscal_year)


@require_POST
def withdraw(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    account = visible_account(request, unit_code, fiscal_year)
    why = request.POST.get("why", "")
    try:
        actions.withdraw_publication(account=account, by=signed_in(request), why=why)
    except Refused as refusal:
        return _shown(request, account, problem=refusal.messages[0], typed_withdrawal=why)
    messages.success(request, "已撤下。原来的网址保留一份说明，写明撤下的时间和原因。")
    return redirect("publication", unit_code, fiscal_year)


@require_POST
def abandon(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    account = visible_account(request, unit_code, fiscal_year)
    why = request.POST.get("why", "")
    try:
        actions.abandon_correction(account=account, by=signed_in(request), why=why)
    except Refused as refusal:
        return _shown(request, account, problem=refusal.messages[0], typed_abandoning=why)
    messages.success(request, "已放弃更正。数字和文字已恢复为公开的内容，改动过的留在修改记录里。")
    return redirect("review", unit_code, fiscal_year)


def _shown(request: HttpRequest, account: FinalAccount, *, problem: str = "", **typed: str) -> HttpResponse:
    user, release = signed_in(request), release_of(account)
    job = _job_of(release)
    is_waiting = release.status == Status.APPROVED.value and not (job and is_under_way(job))
    context: dict[str, Any] = {
        "account": account,
        "release": release,
        "status": Status(release.status),
        "job": job,
        "is_under_way": job is not None and is_under_way(job),
        "problem": problem,
        "checked": _checked(release) if is_waiting else None,
        "later": _LATER,
        "why_not": why_not(Action.PUBLISH, situation_of(release, user, Action.PUBLISH)),
        "versions": _versions(account),
        "may_withdraw": _may_withdraw(account, user),
        "may_abandon": not why_not(Action.ABANDON, situation_of(release, user, Action.ABANDON)),
        **typed,
    }
    return render(request, "publication/publication.html", context, status=409 if problem else 200)


def _checked(release: Release) -> Checked:
    try:
        contents = Contents.of(release.account)
        items = gate(release, contents)
        places = to_acknowledge(release, list(sensitive_places(release, contents)))
    except REFUSALS as error:
        return Checked((Item("complete", "内容完整", (Problem(str(error)),), mend="请取回修改，补全后重新提交审核"),))
    return Checked(items, tuple(places))


def _job_of(release: Release) -> PublicationJob | None:
    return PublicationJob.objects.filter(release=release).select_related("by").first()


def is_under_way(job: PublicationJob) -> bool:
    return job.state in (JobState.QUEUED, JobState.RUNNING)


def _versions(account: FinalAccount) -> QuerySet[Publication]:
    """Every version that ever was public, the latest first, without its long columns."""
    found = Publication.objects.filter(release__account=account).order_by("-number")
    found = found.defer("passages", "online", "figures", "package")
    return found.select_related("published_by", "superseded_by").prefetch_related("files")


def _may_withdraw(account: FinalAccount, user: User) -> bool:
    release = shown_release_of(account)
    return not why_not(Action.WITHDRAW, situation_of(release, user, Action.WITHDRAW))
