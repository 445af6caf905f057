"""The read-only API, version 1: JSON to everybody, in pages, with ETags. Documented in docs/open-data.md."""

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse

from portal import open_data
from portal.answers import public
from portal.models import SearchText
from portal.published import HEAVY, absolute, edition_of
from portal.search import LAST_PAGE, Query, find
from portal.verifying import verdicts
from publication.models import Publication, Standing
from units.asked import number_in

_SIZE, _LARGEST = 20, 100


def _json(data: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, safe=False, json_dumps_params={"ensure_ascii": False})


@public(is_open=True)
def root(_request: HttpRequest) -> JsonResponse:
    """What there is."""
    return _json(
        {
            "about": absolute(reverse("open_data")),
            "publications": absolute(reverse("api_publications"))
            + "{?q,unit,year,region,department,kind,sort,page,size}",
            "publication": absolute("/api/v1/publications/{unit_code}/{fiscal_year}/v{version}/"),
            "corrections": absolute("/api/v1/publications/{unit_code}/{fiscal_year}/v{version}/corrections/"),
            "units": absolute(reverse("api_units")) + "{?page}",
            "unit": absolute("/api/v1/units/{unit_code}/"),
            "file": absolute("/api/v1/files/{sha256}/"),
        }
    )


@public(is_open=True)
def publications(request: HttpRequest) -> JsonResponse:
    """Current publications: searched, filtered and sorted as on the site."""
    query = Query.of(request.GET.dict())
    size = _page_size(request)
    found = find(query, size)
    links = {}
    extra = f"&size={size}" if size != _SIZE else ""
    if found.has_next and query.page < LAST_PAGE:
        links["next"] = _page(query.address(page=query.page + 1) + extra)
    if query.page > 1:
        links["previous"] = _page((query.address(page=query.page - 1) + extra).replace("?&", "?"))
    response = _json(
        {
            "count": found.total,
            "next": links.get("next"),
            "previous": links.get("previous"),
            "results": [open_data.summary(hit.publication) for hit in found.rows],
        }
    )
    if links:
        names = {"next": "next", "previous": "prev"}
        response["Link"] = ", ".join(f'<{address}>; rel="{names[name]}"' for name, address in links.items())
    if found.total is not None:
        response["X-Total-Count"] = str(found.total)
    return response


def _page(address: str) -> str:
    return absolute(reverse("api_publications")) + address


def _page_size(request: HttpRequest) -> int:
    return min(number_in(request.GET.get("size", "")) or _SIZE, _LARGEST)


@public(is_open=True)
def publication(_request: HttpRequest, unit_code: str, fiscal_year: int, version: int) -> JsonResponse:
    """One version, whole; 410 with the reason where it was withdrawn."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return _json(open_data.gone(edition.publication), status=410)
    return _json(open_data.whole(edition.publication))


@public(is_open=True)
def corrections(_request: HttpRequest, unit_code: str, fiscal_year: int, version: int) -> JsonResponse:
    """What a correction changed, and why: every figure and every sentence, old → new."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return _json(open_data.gone(edition.publication), status=410)
    if edition.publication.number == 1:
        raise Http404("第 1 版没有更正说明")
    return _json(open_data.correction(edition.publication, edition.earlier))


@public(is_open=True)
def units(request: HttpRequest) -> JsonResponse:
    """Every unit that has published, with its newest year; a hundred a page."""
    page = number_in(request.GET.get("page", ""), 9999) or 1
    rows = SearchText.objects.order_by().values("unit_code").annotate(year=Max("fiscal_year")).order_by("unit_code")
    start = (page - 1) * _LARGEST
    found = list(rows[start : start + _LARGEST + 1])
    address = absolute(reverse("api_units"))
    return _json(
        {
            "next": f"{address}?page={page + 1}" if len(found) > _LARGEST else None,
            "previous": f"{address}?page={page - 1}" if page > 1 else None,
            "results": [
                {"unit_code": row["unit_code"], "newest_year": row["year"], "url": _unit_address(row["unit_code"])}
                for row in found[:_LARGEST]
            ],
        }
    )


@public(is_open=True)
def unit(_request: HttpRequest, unit_code: str) -> JsonResponse:
    """Every version that a unit has published; of a withdrawn one, that it was."""
    rows = list(Publication.objects.defer(*HEAVY).filter(unit_code=unit_code).order_by("-fiscal_year", "-number"))
    if not rows:
        raise Http404("这个单位还没有公开过决算")
    return _json(
        {
            "unit_code": unit_code,
            "unit_name": rows[0].unit_name,
            "publications": [
                open_data.gone(row) if row.standing == Standing.WITHDRAWN.value else open_data.summary(row)
                for row in rows
            ],
        }
    )


@public(is_open=True)
def file(_request: HttpRequest, sha256: str) -> JsonResponse:
    """Whether a file with this hash was published here; 404 says that it was not."""
    found = verdicts(sha256)
    if not found:
        return _json({"official": False, "sha256": sha256, "said": "没有公开过这样的文件"}, status=404)
    return _json({"official": True, "sha256": sha256, "publications": [one.as_json() for one in found]})


def _unit_address(unit_code: str) -> str:
    return absolute(reverse("api_unit", args=(unit_code,)))
