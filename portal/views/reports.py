"""A report's pages: the whole, a section, a number, its tables, the correction notice, the citation."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from disclosure.differences import words_of
from disclosure.passages import Passage, PassageKind, read_passages
from finance.change import Change
from portal.answers import DAY, public
from portal.citing import Cited
from portal.frozen_tables import Sheet, tables_of, workbook_of
from portal.published import Edition, absolute, current, edition_of, file_address, listed, version_address
from portal.reading import cell_anchor, linked, paragraph_anchor, section_of
from portal.sources import Source, UnitAmount, source_of
from portal.structured import report_data
from publication.models import Publication

_TOTAL_COMPARED = "income_grand_total.previous"


@public()
def report(request: HttpRequest, unit_code: str, fiscal_year: int, version: int | None = None) -> HttpResponse:
    """The report to read. Without a version the current one; one that was withdrawn leaves its tombstone."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    publication = edition.publication
    files = [(file, file_address(file)) for file in publication.files.all()]
    passages = read_passages(publication.passages)
    context = _context(edition) | {
        "document": mark_safe(linked(publication.online, f"{edition.address}figures/")),  # noqa: S308 - our own, frozen
        "files": files,
        "before": _before(publication),
        "cited": cited(publication),
        "today": timezone.localdate(),
        "tables": _table_titles(publication, passages),
        "compared": _compared_sentence(passages),
        "structured": report_data(publication, files),
    }
    context["gb7714"] = context["cited"].gb7714(context["today"])
    return render(request, "portal/report.html", context)


@public()
def section(request: HttpRequest, unit_code: str, fiscal_year: int, version: int, key: str) -> HttpResponse:
    """One section, table or scorecard at an address of its own."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    passages = read_passages(edition.publication.passages)
    keys = [passage.key for passage in passages]
    if key not in keys:
        raise Http404("这一版里没有这一节")
    html = section_of(edition.publication.online, key)
    if not html:  # words that stand under no heading of their own
        return redirect(f"{edition.address}#read")
    at = keys.index(key)
    context = _context(edition) | {
        "passage": passages[at],
        "document": mark_safe(linked(html, f"{edition.address}figures/")),  # noqa: S308 - our own, frozen
        "earlier": passages[at - 1] if at else None,
        "later": passages[at + 1] if at + 1 < len(passages) else None,
    }
    return render(request, "portal/section.html", context)


@public()
def figure(request: HttpRequest, unit_code: str, fiscal_year: int, version: int, name: str) -> HttpResponse:
    """Where a number comes from."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    publication = edition.publication
    source = source_of(name, publication.figures, read_passages(publication.passages))
    if source is None:
        raise Http404("这一版里没有这个数字")
    context = _context(edition) | {
        "source": source,
        "cell": cell_anchor(name),
        "units": _units_of(source, publication),
        "sentences": [(place, paragraph_anchor(place.key)) for place in source.sentences],
    }
    response = render(request, "portal/figure.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _units_of(source: Source, publication: Publication) -> list[tuple[UnitAmount, str, str]]:
    """Each unit that brought something, its name then, and the address of its own number."""
    codes = [unit.unit_code for unit in source.units]
    rows = listed().filter(unit_code__in=codes, fiscal_year=publication.fiscal_year)
    names = {(row.unit_code, row.number): row.unit_name for row in rows}
    found = []
    for unit in source.units:
        where = (unit.unit_code, publication.fiscal_year, unit.number)
        address = reverse("published_figure", args=(*where, source.number.name))
        found.append((unit, names.get((unit.unit_code, unit.number), unit.unit_code), address))
    return found


@public()
def table(request: HttpRequest, unit_code: str, fiscal_year: int, version: int, key: str) -> HttpResponse:
    """One of the nine tables, to sort and to take away."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    tables = tables_of(edition.publication)
    sheet = _sheet(tables, key)
    column, descending = _sorting(request, len(sheet.fields))
    rows = sheet.rows if column is None else sheet.sorted_rows(column, descending=descending)
    heads = [
        (name, n, column == n, "asc" if column == n and descending else "desc") for n, name in enumerate(sheet.fields)
    ]
    context = _context(edition) | {
        "sheet": sheet,
        "heads": heads,
        "rows": [list(zip(row, sheet.is_number, strict=True)) for row in rows],
        "column": column,
        "descending": descending,
        "others": [(other.key, other.title) for other in tables.values()],
    }
    return render(request, "portal/table.html", context)


@public(max_age=DAY, is_open=True)
def table_file(
    request: HttpRequest, unit_code: str, fiscal_year: int, version: int, key: str, extension: str
) -> HttpResponse:
    """One table alone, as CSV as it was published, or as a workbook of the same cells."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    publication = edition.publication
    sheet = _sheet(tables_of(publication), key)
    kinds = {"csv": "text/csv; charset=utf-8"}
    kind = kinds.get(extension, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response = HttpResponse(sheet.content if extension == "csv" else workbook_of(sheet), content_type=kind)
    name = f"{publication.unit_name}{fiscal_year}年度{sheet.title}（第{version}版）.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    if extension != "csv":  # a workbook carries the moment it was made
        response["ETag"] = f'"{publication.manifest_sha256[:24]}-{key}"'
    return response


@public()
def corrections(request: HttpRequest, unit_code: str, fiscal_year: int, version: int) -> HttpResponse:
    """更正说明: exactly what differs from the version before."""
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    if edition.publication.number == 1:
        raise Http404("第 1 版没有更正说明")
    earlier = edition.earlier
    differences = [(one, words_of(one["old"], one["new"])) for one in edition.publication.corrections]
    context = _context(edition) | {"earlier": earlier, "earlier_address": version_address(earlier) if earlier else ""}
    context["differences"] = differences
    return render(request, "portal/corrections.html", context)


@public(max_age=DAY)
def bibtex(request: HttpRequest, unit_code: str, fiscal_year: int, version: int) -> HttpResponse:
    edition = edition_of(unit_code, fiscal_year, version)
    if edition.is_withdrawn:
        return tombstone(request, edition)
    return HttpResponse(cited(edition.publication).bibtex, content_type="application/x-bibtex; charset=utf-8")


def tombstone(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is left of a withdrawn version: that it was, why it is gone, and the hashes of what it said."""
    return render(request, "portal/withdrawn.html", _context(edition), status=410)


def _context(edition: Edition) -> dict[str, Any]:
    publication = edition.publication
    successor = edition.successor
    return {
        "edition": edition,
        "publication": publication,
        "versions": [(one, version_address(one)) for one in reversed(edition.versions)],
        "version_address": edition.address,
        "permanent": absolute(edition.address),
        "successor_address": version_address(successor) if successor else "",
        "count": len(edition.versions),
    }


def _before(publication: Publication) -> dict[str, Any] | None:
    """Last year's totals beside this year's, where last year is public here."""
    last = current().filter(unit_code=publication.unit_code, fiscal_year=publication.fiscal_year - 1).first()
    if last is None:
        return None
    return {
        "publication": last,
        "income": Change(publication.income_total, last.income_total),
        "expenditure": Change(publication.expenditure_total, last.expenditure_total),
    }


def cited(publication: Publication) -> Cited:
    published = timezone.localtime(publication.published_at).date()
    return Cited(
        author=publication.unit_name,
        title=publication.title,
        year=published.year,
        published_on=published,
        version=publication.number,
        address=absolute(version_address(publication)),
        key=f"juesuan-{publication.unit_code}-{publication.fiscal_year}-v{publication.number}",
    )


def _compared_sentence(passages: Sequence[Passage]) -> tuple[str, str] | None:
    """What the report itself says of its totals against last year's, and the paragraph that says it."""
    for passage in passages:
        for line in passage.lines:
            if passage.kind is PassageKind.TEXT and _TOTAL_COMPARED in line.figures:
                return line.text.partition("，主要原因")[0].rstrip("。；") + "。", paragraph_anchor(line.key)
    return None


def _table_titles(publication: Publication, passages: Sequence[Passage]) -> list[tuple[str, str, str]]:
    """(key, title, address) of the tables; from the passages, for a page need not open an archive."""
    found = []
    for passage in passages:
        if passage.kind is PassageKind.TABLE:
            key = passage.key.removeprefix("table-")
            args = (publication.unit_code, publication.fiscal_year, publication.number, key)
            found.append((key, passage.title, reverse("published_table", args=args)))
    return found


def _sheet(tables: Any, key: str) -> Sheet:
    sheet: Sheet | None = tables.get(key)
    if sheet is None:
        raise Http404("这一版里没有这张表")
    return sheet


def _sorting(request: HttpRequest, columns: int) -> tuple[int | None, bool]:
    """?sort=3&order=desc; anything else is the table's own order."""
    text = request.GET.get("sort", "")
    column = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else columns
    return (column if column < columns else None), request.GET.get("order") == "desc"
