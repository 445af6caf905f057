"""Every address of the public site, for a publication: what the walks of the tests go by."""

from collections.abc import Iterator

from django.urls import reverse

import portal.urls
from disclosure.passages import read_passages
from publication.models import Publication

_ARGUMENTS = {
    "published_section": ["02_income"],
    "published_figure": ["income.total"],
    "published_table": ["t2"],
    "published_table_csv": ["t2"],
    "published_table_xlsx": ["t2"],
}
CORRECTIONS = "published_corrections"  # of a first version there are none


def addresses(publication: Publication) -> dict[str, str]:
    """Name → address, of every pattern of portal.urls."""
    code, year, number = publication.unit_code, publication.fiscal_year, publication.number
    found = {}
    for pattern in portal.urls.urlpatterns:
        name = str(pattern.name)
        taken = pattern.pattern.converters
        args: list[object] = [code] if "unit_code" in taken else []
        args += [year] if "fiscal_year" in taken else []
        args += [number] if "version" in taken else []
        args += _ARGUMENTS.get(name, [])
        args += ["0" * 64] if "sha256" in taken else []
        args += [1] if "number" in taken else []
        found[name] = reverse(name, args=args)
    return found


def of_version(publication: Publication) -> Iterator[str]:
    """Every address under a version: sections, figures and tables one by one."""
    base = reverse("published_version", args=(publication.unit_code, publication.fiscal_year, publication.number))
    yield base
    for passage in read_passages(publication.passages):
        yield f"{base}sections/{passage.key}/"
    for name in publication.figures:
        yield f"{base}figures/{name}/"
    for number in range(1, 10):
        yield from (f"{base}tables/t{number}/", f"{base}tables/t{number}.csv", f"{base}tables/t{number}.xlsx")
