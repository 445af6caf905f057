"""For readers that are machines: the Atom feed, the sitemap, robots.txt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.answers import public
from portal.published import absolute, listed, version_address
from portal.search import LISTED, Query
from publication.models import Standing

_ENTRIES = 50
ADDRESSES = 50_000  # the most that one sitemap may have
_HOUR = 3600
# Where the offices work. Nothing there opens without a sign-in; a crawler is spared the way.
_OFFICES = ("admin", "desk", "entry", "login", "publication", "reports", "review")


@public()
def atom(request: HttpRequest) -> HttpResponse:
    """What was published last; ?unit=…, ?region=…, ?department=… narrow it."""
    query = Query.of(request.GET.dict())
    rows = listed().exclude(standing=Standing.WITHDRAWN)
    if query.unit:
        rows = rows.filter(unit_code=query.unit)
    if query.region:
        rows = rows.filter(region=query.region)
    if query.department:
        rows = rows.filter(department_code=query.department)
    newest = rows.only(*LISTED, "reason").order_by("-published_at", "-pk")[:_ENTRIES]
    entries = [(row, absolute(version_address(row))) for row in newest]
    context = {
        "entries": entries,
        "updated": entries[0][0].published_at if entries else None,
        "site": absolute(reverse("home")),
        "self": absolute(reverse("feed"))
        + Query(unit=query.unit, region=query.region, department=query.department).address().removesuffix("?"),
    }
    return render(request, "portal/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


@public(max_age=_HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses, or where there are too many for one, the parts they stand in."""
    count = _current_count()
    if count <= ADDRESSES:
        return _addresses(request, 1)
    parts = [absolute(reverse("sitemap_part", args=(n,))) for n in range(1, -(-count // ADDRESSES) + 1)]
    return render(request, "portal/sitemap_index.xml", {"parts": parts}, content_type="application/xml")


@public(max_age=_HOUR)
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    if not 1 <= number <= max(1, -(-_current_count() // ADDRESSES)):
        raise Http404("没有这一部分")
    return _addresses(request, number)


def _current_count() -> int:
    return listed().filter(standing=Standing.CURRENT).count()


def _addresses(request: HttpRequest, number: int) -> HttpResponse:
    start = (number - 1) * ADDRESSES
    rows = listed().filter(standing=Standing.CURRENT).order_by("pk")[start : start + ADDRESSES]
    pages = [absolute(reverse(name)) for name in ("home", "verify", "open_data")] if number == 1 else []
    context = {
        "pages": pages,
        "publications": [(absolute(version_address(row)), row.published_at) for row in rows.iterator()],
    }
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@public(max_age=_HOUR)
def robots(_request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: /{office}/" for office in _OFFICES), "Disallow: /*/figures/"]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
