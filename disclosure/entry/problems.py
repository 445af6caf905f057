"""The page of all findings (核对结果), grouped by the entry page where each is mended, warnings with their 说明."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from disclosure.actions import MOST_CHARACTERS, explain, link_number
from disclosure.editions import EditionError
from disclosure.entry.access import signed_in, visible_account
from disclosure.entry.links import Links
from disclosure.entry.screen import Screen
from disclosure.explanations import Judged, Standing
from disclosure.findings import Page, page_of
from disclosure.reports import judged_findings
from finance.ledger import figures_of
from finance.models import FinalAccount
from performance.assessment import Fit, assess, infer
from performance.ledger import scorecards_of
from performance.link_offers import LinkOffer, link_offers
from performance.scorecards import Scorecard, Scorecards


@dataclass(frozen=True)
class Entry:
    """A finding on the page, with the address of the box where it is mended."""

    judged: Judged
    href: str
    offers: tuple[LinkOffer, ...] = ()  # numbers of its text that could become live links


@dataclass(frozen=True)
class Group:
    """The findings that are mended on one entry page."""

    page: Page
    entries: tuple[Entry, ...]

    @property
    def wanting(self) -> tuple[Entry, ...]:
        """What wants mending or words, and what has been explained."""
        return tuple(entry for entry in self.entries if entry.judged.standing is not Standing.NOTED)

    @property
    def noted(self) -> tuple[Entry, ...]:
        """What is only worth knowing."""
        return tuple(entry for entry in self.entries if entry.judged.standing is Standing.NOTED)

    @property
    def count_open(self) -> int:
        return sum(entry.judged.standing.is_open for entry in self.entries)


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """All findings; a POST writes one explanation. ?version=n answers 204 while nothing has changed since n."""
    account = visible_account(request, unit_code, fiscal_year)
    user = signed_in(request)
    screen = Screen(account, user)
    if request.method == "POST":
        if not screen.may_edit:
            return render(request, "entry/may_not.html", {"account": account, "why": screen.why_not_edit}, status=403)
        return _link(request, account) if "linked" in request.POST else _explain(request, account)
    if request.headers.get("HX-Request") and request.GET.get("version") == str(account.version):
        return HttpResponse(status=204)
    try:
        judged = judged_findings(account)
    except EditionError as error:
        context = {"account": account, "problem": str(error)}
        return render(request, "disclosure/not_rendered.html", context, status=409)
    standings = Counter(one.standing for one in judged)
    context = {
        "account": account,
        "groups": _groups(account, judged),
        "count": len(judged),
        "count_open": sum(number for standing, number in standings.items() if standing.is_open),
        "standings": [(standing, standings[standing]) for standing in Standing if standings[standing]],
        "fits": _fits(scorecards_of(account)),
        "may_edit": screen.may_edit,
        "most_characters": MOST_CHARACTERS,
    }
    template = "entry/finding_list.html" if request.headers.get("HX-Request") else "entry/findings.html"
    return render(request, template, context)


def _fits(scorecards: Scorecards) -> list[tuple[str, tuple[Fit, ...]]]:
    """Which rule set the scores filed by hand follow, 整体 and 项目 apart, and which rows break it."""
    kinds = (("整体支出自评表", scorecards.all[: bool(scorecards.overall)]), ("项目支出自评表", scorecards.projects))
    return [(title, infer(*cards)) for title, cards in kinds if any(_is_filed(card) for card in cards)]


def _is_filed(card: Scorecard) -> bool:
    return any(row.filed is not None for row in assess(card).rows)


def _explain(request: HttpRequest, account: FinalAccount) -> HttpResponse:
    """One explanation. With JavaScript the page stays (other explanations may be half written) and shows the answer
    beside the box; without, it is opened again."""
    problem = _explained(request, account)
    if request.headers.get("HX-Request"):
        return HttpResponse(problem, status=422, content_type="text/plain") if problem else HttpResponse(status=204)
    if problem:
        messages.error(request, f"{problem} 你写的是：{request.POST.get('text', '')}")
    return redirect("entry_findings", account.unit.code, account.fiscal_year)


def _explained(request: HttpRequest, account: FinalAccount) -> str:
    """Writes it; what stands in the way, or nothing. The finding is found again: it may have changed meanwhile."""
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    judged = next((one for one in judged_findings(account) if one.finding.key == key), None)
    if judged is None:
        return "这一条已经不存在：数字改动后不再有问题，不必说明。"
    if judged.finding.fingerprint != request.POST.get("fingerprint", ""):
        return "相关数字刚刚变动过，请刷新页面，看过新的数字再保存。"
    try:
        explain(account=account, judged=judged, text=text, by=signed_in(request))
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def _link(request: HttpRequest, account: FinalAccount) -> HttpResponse:
    """Turns one number into a live link; found again among the offers, for the text may have changed meanwhile."""
    wanted = request.POST.get("figure", ""), request.POST.get("linked", "")
    offers = link_offers(figures_of(account), scorecards_of(account))
    offer = next((offer for offer in offers if (offer.figure, offer.linked) == wanted), None)
    try:
        if offer is None:
            raise ValidationError("这段文字刚刚变动过，请看过新的文字再改为自动引用")
        link_number(account=account, offer=offer, by=signed_in(request))
        messages.success(request, f"“{offer.quoted}”已改为自动引用：以后随数字变动，不会再不一致。")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("entry_findings", account.unit.code, account.fiscal_year)


def _groups(account: FinalAccount, judged: tuple[Judged, ...]) -> tuple[Group, ...]:
    links = Links(account)
    offers = link_offers(figures_of(account), scorecards_of(account))
    groups: dict[Page, list[Entry]] = {}
    for one in judged:
        figure = one.finding.figures[0]
        page = page_of(figure)
        bare = reverse("entry_page", args=(account.unit.code, account.fiscal_year, page.value))
        own = tuple(offer for offer in offers if one.finding.figures[:2] == (offer.figure, offer.target))
        groups.setdefault(page, []).append(Entry(one, links.to(figure) or bare, own))
    return tuple(Group(page, tuple(groups[page])) for page in Page if page in groups)
