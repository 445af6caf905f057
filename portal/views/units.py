"""A unit's page: all years and versions, and its figures over the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from finance.money import to_wan
from portal.answers import public
from portal.charts import Chart, Series, bar_chart
from portal.published import HEAVY
from publication.models import Publication, Standing

# What is drawn: title, and the figures by their dotted names.
_CHARTS: Sequence[tuple[str, str, Sequence[tuple[str, str]]]] = (
    ("totals", "收入总计和支出总计", (("收入总计", "income_grand_total"), ("支出总计", "expenditure_grand_total"))),
    ("kinds", "基本支出和项目支出", (("基本支出", "expenditure.basic"), ("项目支出", "expenditure.project"))),
    ("three_public", "“三公”经费支出", (("“三公”经费支出", "three_public.total"),)),
)
_MOST_YEARS = 10


@dataclass(frozen=True)
class Drawn:
    """A chart and the table that says the same: a row a year, a value for each name; empty where not published."""

    chart: Chart
    rows: tuple[tuple[int, tuple[Decimal | None, ...]], ...]


@public()
def unit_page(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Everything the unit has published."""
    versions = list(Publication.objects.defer(*HEAVY).filter(unit_code=unit_code).order_by("-fiscal_year", "-number"))
    if not versions:
        raise Http404("这个单位还没有公开过决算")
    standing = [version for version in versions if version.standing == Standing.CURRENT.value]
    context = {
        "unit": (standing or versions)[0],
        "years": _by_year(versions),
        "charts": _charts(standing[:_MOST_YEARS][::-1]),
        "current_count": len(standing),
    }
    return render(request, "portal/unit.html", context)


def _by_year(versions: Sequence[Publication]) -> list[tuple[int, list[Publication]]]:
    found: dict[int, list[Publication]] = {}
    for version in versions:
        found.setdefault(version.fiscal_year, []).append(version)
    return list(found.items())


def _charts(publications: Sequence[Publication]) -> list[Drawn]:
    """One for each theme that any year has numbers for."""
    years = [publication.fiscal_year for publication in publications]
    printed = _amounts([publication.pk for publication in publications])
    drawn = []
    for key, title, names in _CHARTS:
        series = [
            Series(label, tuple(_amount(publication, name, printed) for publication in publications))
            for label, name in names
        ]
        if any(value is not None for one in series for value in one.values):
            rows = tuple((year, tuple(one.values[n] for one in series)) for n, year in enumerate(years))
            drawn.append(Drawn(bar_chart(key, title, years, series), rows))
    return drawn


def _amounts(keys: Sequence[int]) -> dict[int, Mapping[str, str]]:
    """The amounts that are drawn, of each publication, by dotted name; the database reads them out of the thousand."""
    wanted = [name for _, _, names in _CHARTS for _, name in names]
    columns = {
        f"amount_{n}": KeyTextTransform("amount", KeyTextTransform(name, "figures")) for n, name in enumerate(wanted)
    }
    rows = Publication.objects.filter(pk__in=keys).annotate(**columns).values_list("pk", *columns)
    return {pk: {name: text for name, text in zip(wanted, texts, strict=True) if text} for pk, *texts in rows}


def _amount(publication: Publication, name: str, printed: Mapping[int, Mapping[str, str]]) -> Decimal | None:
    columns = {"income_grand_total": publication.income_total, "expenditure_grand_total": publication.expenditure_total}
    if name in columns:
        return to_wan(columns[name])
    text = printed.get(publication.pk, {}).get(name)
    return to_wan(Decimal(text)) if text else None
