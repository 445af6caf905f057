"""Open data in bulk: streamed row by row, so that twenty thousand reports fit in no memory at once."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render

from disclosure.exports.csv import plain_text
from portal import open_data
from portal.answers import public
from portal.published import current, edition_of, listed
from portal.views.search import choices
from publication.models import Publication, Standing

_CHUNK = 500
_QUARTER = 15 * 60


@public()
def about(request: HttpRequest) -> HttpResponse:
    """What there is, and how to get it."""
    context = {
        "choices": choices(),
        "columns": open_data.COLUMNS.items(),
        "figure_columns": open_data.FIGURE_COLUMNS.items(),
        "correction_columns": open_data.CORRECTION_COLUMNS.items(),
        "example": current().first(),
    }
    return render(request, "portal/data.html", context)


@public(max_age=_QUARTER, is_open=True)
def publications_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """Every version that was not withdrawn, the current and the superseded."""
    rows = (list(map(str, open_data.summary(row).values())) for row in _standing())
    return _csv("publications.csv", open_data.COLUMNS, rows)


@public(max_age=_QUARTER, is_open=True)
def publications_json(_request: HttpRequest) -> StreamingHttpResponse:
    return _tagged(StreamingHttpResponse(_json_lines(), content_type="application/json"), "publications.json")


@public(max_age=_QUARTER, is_open=True)
def figures_of_year(_request: HttpRequest, fiscal_year: int) -> StreamingHttpResponse:
    """Every figure of every current report of a year."""
    publications = Publication.objects.filter(standing=Standing.CURRENT, fiscal_year=fiscal_year).order_by("unit_code")
    if not publications.exists():
        raise Http404("这一年还没有公开的决算")
    light = publications.only("unit_code", "unit_name", "fiscal_year", "number", "figures").iterator(chunk_size=50)
    rows = (row for publication in light for row in open_data.figure_rows(publication))
    return _csv(f"figures-{fiscal_year}.csv", open_data.FIGURE_COLUMNS, rows)


@public(max_age=_QUARTER, is_open=True)
def corrections_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """Every sentence and cell that ever was corrected, of versions that were not withdrawn."""
    found = Publication.objects.exclude(standing=Standing.WITHDRAWN).filter(number__gt=1)
    found = found.order_by("unit_code", "fiscal_year", "number")
    names = ("unit_code", "unit_name", "fiscal_year", "number", "published_at", "reason", "corrections")
    rows = (row for one in found.only(*names).iterator(chunk_size=50) for row in open_data.correction_rows(one))
    return _csv("corrections.csv", open_data.CORRECTION_COLUMNS, rows)


@public(max_age=_QUARTER, is_open=True)
def figures_of_version(_request: HttpRequest, unit_code: str, fiscal_year: int, version: int) -> HttpResponse:
    """Every figure of one version."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return JsonResponse(open_data.gone(edition.publication), status=410, json_dumps_params={"ensure_ascii": False})
    publication = edition.publication
    lines = "".join(_lines(open_data.FIGURE_COLUMNS, open_data.figure_rows(publication)))
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"figures-{publication.unit_code}-{publication.fiscal_year}-v{publication.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public(max_age=_QUARTER, is_open=True)
def datapackage(_request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        open_data.datapackage(choices()["years"]), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


def _standing() -> Iterator[Publication]:
    rows = listed().exclude(standing=Standing.WITHDRAWN).order_by("unit_code", "fiscal_year", "number")
    return rows.iterator(chunk_size=_CHUNK)


def _csv(name: str, columns: Iterable[str], rows: Iterable[list[str]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _tagged(response, name)


def _lines(columns: Iterable[str], rows: Iterable[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + str(writer.writerow(list(columns)))
    for row in rows:
        yield str(writer.writerow([_harmless(text) for text in row]))


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe; a negative number is none."""
    is_number = text[1:].replace(".", "", 1).isdigit() and text[:1] in "-+"
    return text if is_number else plain_text(text)


def _json_lines() -> Iterator[str]:
    yield "["
    for number, publication in enumerate(_standing()):
        yield f"{',' if number else ''}\n{json.dumps(open_data.summary(publication), ensure_ascii=False)}"
    yield "\n]\n"


def _tagged(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    """An ETag without reading it all: it changes when anything is published, corrected or withdrawn."""
    state: dict[str, Any] = Publication.objects.order_by().aggregate(
        count=Count("pk"), one=Max("published_at"), two=Max("superseded_at"), three=Max("withdrawn_at")
    )
    text = "|".join([name, *map(str, state.values())])
    response["ETag"] = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    return response
