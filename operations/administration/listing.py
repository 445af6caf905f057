"""What the lists share: a table narrowed and paged by the address, and the units offered where one is typed."""

from typing import Any

from django.http import HttpRequest
from django_tables2 import RequestConfig, Table

from units.administration.forms import offered
from units.asked import BoundedPaginator
from units.models import BudgetUnit

ROWS = 50
OFFERED = 500  # more would make the page heavy; the code or the full name can be typed all the same


def paged(request: HttpRequest, table: Table) -> Table:
    RequestConfig(request, paginate={"per_page": ROWS, "paginator_class": BoundedPaginator}).configure(table)
    return table


def offered_units() -> list[str]:
    return [offered(unit) for unit in BudgetUnit.objects.order_by("code")[:OFFERED]]


def listed(request: HttpRequest, table: Table, narrowed: Any) -> dict[str, Any]:
    """For templates/administration/list.html."""
    return {"table": paged(request, table), "filter": narrowed, "query": request.GET.urlencode()}
