"""Among many publications: searches, lists in pages, a sitemap in parts, last year beside this one."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from finance.change import Change
from portal.search import Query, find
from portal.templatetags.portal_text import compared
from portal.views import feeds
from publication.models import Publication
from tests.portal.asking import COUNT, asked, sorted_wrongly
from tests.portal.many import make_many

pytestmark = pytest.mark.django_db


def test_search_finds_exactly_what_contains_the_words() -> None:
    make_many(COUNT)
    assert asked() == []
    assert sorted_wrongly() == []


def test_search_is_narrowed_by_what_is_chosen() -> None:
    make_many(COUNT)
    one = Publication.objects.order_by("pk")[7]
    wanted = {"year": str(one.fiscal_year), "region": one.region, "department": one.department_code}
    wanted |= {"kind": one.unit_kind, "unit": one.unit_code}
    for name, value in wanted.items():
        rows = find(Query.of({name: value}), COUNT).rows
        assert one.pk in {hit.publication.pk for hit in rows}
        assert len(rows) < COUNT, name
    assert [hit.publication.pk for hit in find(Query.of(wanted)).rows] == [one.pk]


def test_named_like_the_words_comes_first() -> None:
    make_many(COUNT)
    rows = find(Query.of({"q": "农业农村"}), COUNT).rows
    named = ["农业农村" in hit.publication.unit_name for hit in rows]
    assert any(named)
    assert named == sorted(named, reverse=True)


def test_first_screen_compares_with_last_year_where_it_is_public(visitor: Client) -> None:
    make_many(2, readable=2)
    last, this = Publication.objects.order_by("fiscal_year")
    page = visitor.get(f"/units/{this.unit_code}/{this.fiscal_year}/").content.decode()
    assert f"比上年{compared(Change(this.income_total, last.income_total))}" in page
    assert f'href="/units/{last.unit_code}/{last.fiscal_year}/"' in page


def test_api_pages_hold_everything_once(visitor: Client) -> None:
    make_many(45)
    seen: list[str] = []
    address = "/api/v1/publications/?size=10&sort=name"
    while address:
        answer = visitor.get(address)
        data = answer.json()
        assert data["count"] == 45 == int(answer["X-Total-Count"])
        seen += [one["url"] for one in data["results"]]
        assert (data["next"] is None) == ('rel="next"' not in answer.get("Link", ""))
        address = (data["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(seen) == len(set(seen)) == 45


def test_sitemap_is_cut_where_it_would_be_too_long(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_many(7)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    whole = ET.fromstring(visitor.get("/sitemap.xml").content).findall("s:url", names)
    assert len(whole) == 7 + 3
    monkeypatch.setattr(feeds, "ADDRESSES", 3)
    parts = ET.fromstring(visitor.get("/sitemap.xml").content).findall("s:sitemap/s:loc", names)
    assert len(parts) == 3
    found = [
        url.findtext("s:loc", namespaces=names)
        for part in parts
        for url in ET.fromstring(visitor.get(str(part.text).removeprefix("http://127.0.0.1:8000")).content)
    ]
    assert len(found) == len(set(found)) == 7 + 3
    assert visitor.get("/sitemap-4.xml").status_code == 404
