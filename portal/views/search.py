"""The front page: search, what is new, and the regions."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.answers import public
from portal.models import SearchText
from portal.published import current
from portal.search import Query, Sort, find
from publication.models import Publication, Standing

_CHOICES_FOR = 60  # seconds: a new region may appear that much later in the list
_NEWEST = 8


@public()
def home(request: HttpRequest) -> HttpResponse:
    """Search and what is found; with nothing asked, what is new and where."""
    query = Query.of(request.GET.dict())
    context: dict[str, Any] = {"query": query, "choices": choices(), "sorts": _sorts(query)}
    if not query.is_empty or request.GET:
        found = find(query)
        if found.total and not found.rows and query.page > 1:
            return redirect(reverse("home") + query.address())
        context |= {"found": found, "next": query.address(page=query.page + 1) if found.has_next else ""}
        context |= {"previous": query.address(page=query.page - 1) if query.page > 1 else ""}
        context |= {"first_row": (query.page - 1) * 20 + 1}
    else:
        context |= {"newest": list(current()[:_NEWEST])}
    return render(request, "portal/home.html", context)


def choices() -> dict[str, Any]:
    """What can be chosen in the filters, and how much is public at all."""
    found: dict[str, Any] | None = cache.get("portal-choices")
    if found is None:
        found = _choices()
        cache.set("portal-choices", found, _CHOICES_FOR)
    return found


def _choices() -> dict[str, Any]:
    rows = SearchText.objects.order_by()
    regions = list(rows.values("region").annotate(count=Count("pk")).order_by("region"))
    departments = Publication.objects.filter(standing=Standing.CURRENT).exclude(department_code="")
    return {
        "years": list(rows.values_list("fiscal_year", flat=True).distinct().order_by("-fiscal_year")),
        "regions": regions,
        "kinds": list(rows.values_list("unit_kind", flat=True).distinct().order_by("unit_kind")),
        "departments": list(
            departments.values_list("department_code", "department_name").distinct().order_by("department_code")
        ),
        "count": sum(region["count"] for region in regions),
    }


def _sorts(query: Query) -> list[tuple[str, str]]:
    """Orders to choose from; without words there is no name to fit."""
    return [(sort.value, sort.label) for sort in Sort if sort is not Sort.FITTING or query.words]
