"""The public site with 20,000 publications in PostgreSQL: searches as people make them, and a report opened.

It starts a server of its own and fills it, which takes some ten minutes; PORTAL_DATABASE_URL names one that is filled
already (it is then only read). Times are those of whole answers through Django's handler, in one process."""

import json
import logging
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal.models import SearchText
from publication.models import Publication
from tests.bench.timing import Measured
from tests.portal.many import OWN, PLACES, TRADES, make_many
from tests.postgresql import postgresql

COUNT, READABLE = 20_000, 50
SEARCHES, REPORTS = 200, 60
BOUND = 0.100
_RUN = "import django; django.setup(); from tests.bench.portal import main; main()"
_ROOT = Path(__file__).resolve().parents[2]
_COMMON = ("就业", "决算", "公务用车", "一般公共预算", "政府采购", "机关运行经费", "绩效自评", "水")


def measure() -> Iterator[Measured]:
    """In a process of its own, for this one is set to another database."""
    if url := os.environ.get("PORTAL_DATABASE_URL"):
        yield from _measured(url)
    else:
        with postgresql() as url:
            yield from _measured(url)


def _measured(url: str) -> Iterator[Measured]:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", _RUN], cwd=_ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    for name, seconds, bound in json.loads(done.stdout):
        yield Measured(name, seconds, bound)


def main() -> None:
    """Prints the measurements as JSON."""
    if "portal_searchtext" not in connection.introspection.table_names():
        _fill()
    logging.disable(logging.INFO)
    visitor = Client()
    visitor.get("/")
    cache.touch("portal-choices", 600)  # what the filters offer is remembered, for everybody, for a minute
    searches = [_timed(visitor, address) for address in _searches()]
    found: list[tuple[str, float, float | None]] = [
        (f"Public: a search among {SearchText.objects.count():,}, p95", _p95(searches), BOUND)
    ]
    found.append(("Public: the same, median", statistics.median(searches), None))
    codes = (
        Publication.objects.exclude(online="<article></article>").order_by("pk").values_list("unit_code", "fiscal_year")
    )
    addresses = [f"/units/{code}/{year}/" for code, year in codes[:REPORTS]]
    reports = [_timed(visitor, address) for address in addresses]
    found.append(("Public: a report's page, 188 KB with 1,500 links, p95", _p95(reports), BOUND))
    figures = [_timed(visitor, f"{address}v1/figures/income.total/") for address in addresses[:20]]
    found.append(("Public: where a number comes from, median", statistics.median(figures), None))
    units = [_timed(visitor, address.rsplit("/", 2)[0] + "/") for address in addresses[:20]]
    found.append(("Public: a unit's page, median", statistics.median(units), None))
    json.dump(found, sys.stdout)


def _fill() -> None:
    """The index of pairs is built after the rows are in: ten times as fast."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX portal_searchtext_grams")
        make_many(COUNT, readable=READABLE)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX portal_searchtext_grams ON portal_searchtext USING gin (grams)")
        cursor.execute("VACUUM ANALYZE")


def _searches() -> list[str]:
    """Common words, words of few, names, filters, orders, pages: as often as people might."""
    dice = random.Random(7)
    found = []
    for _ in range(SEARCHES):
        word = dice.choice([*_COMMON, *OWN, f"{dice.choice(PLACES)}{dice.choice(TRADES)}", f"{dice.randrange(9000)}.5"])
        extra = dice.choice(
            ["", "", "&year=2023", f"&region={dice.choice(PLACES)}", "&sort=amount", "&sort=name", "&page=2"]
        )
        found.append(f"/?q={word}{extra}")
    return found


def _timed(visitor: Client, address: str) -> float:
    start = time.perf_counter()
    answer = visitor.get(address)
    took = time.perf_counter() - start
    assert answer.status_code == 200, address
    return took


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
