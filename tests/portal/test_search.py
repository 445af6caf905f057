"""Search: exact, narrowed, sorted, in pages; and what it follows."""

from itertools import product
from urllib.parse import parse_qsl

import pytest
from django.core.management import call_command
from django.test import Client

from portal.indexing import catch_up
from portal.models import SearchText
from portal.search import LAST_PAGE, Query, find
from publication.actions import withdraw_publication
from publication.models import Publication
from tests.portal.making import publish_correction
from tests.publication.making import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_once")]


def test_snippet_shows_the_words_where_they_stand(publication: Publication) -> None:
    (hit,) = find(Query.of({"q": "三公"})).rows
    assert "三公" in [stretch.text for stretch in hit.said if stretch.is_marked]
    assert hit.section in publication.passages
    assert hit.section_title


def test_only_the_current_version_is_found(publication: Publication) -> None:
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    assert [hit.publication.pk for hit in find(Query.of({"q": "改正之后"})).rows] == [corrected.pk]
    assert set(SearchText.objects.values_list("pk", flat=True)) == {corrected.pk}


def test_what_is_withdrawn_is_found_no_more(publication: Publication) -> None:
    account = publication.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="误将未批复的决算公开")
    assert find(Query.of({"q": publication.unit_name})).rows == ()
    assert not SearchText.objects.exists()


def test_what_the_index_missed_is_caught_up_with(publication: Publication) -> None:
    SearchText.objects.all().delete()
    assert catch_up() == 1
    assert catch_up() == 0
    call_command("index_publications", "--rebuild")
    assert len(find(Query.of({"q": "三公"})).rows) == 1


HOSTILE = (
    "决" * 10_000,
    " ".join(map(chr, range(0x4E00, 0x4E00 + 3000))),
    "'; DROP TABLE publication_publication; --",
    '" OR 1=1',
    "%' AND '%'='",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "😀😀",
    "AND OR NOT NEAR(",
    "*:^()[]{}\\",
    "<script>alert(1)</script>",
    "{{ 7 }}{% x %}",
)


def test_a_hostile_query_is_a_query(publication: Publication, visitor: Client) -> None:
    addresses = ("/", "/api/v1/publications/", "/feed.xml")
    names = ("q", "unit", "year", "region", "department", "kind", "sort", "page")
    for text, name, address in product(HOSTILE, names, addresses):
        answer = visitor.get(address, {name: text})
        assert answer.status_code == 200, (address, name, text[:20])
        assert b"<script>alert" not in answer.content


def test_a_page_beyond_the_last_is_none(publication: Publication, visitor: Client) -> None:
    assert visitor.get("/", {"q": "三公", "page": "9"}).status_code == 302
    assert visitor.get("/", {"page": str(10**9)}).status_code == 200
    assert Query.of({"page": str(LAST_PAGE)}).page == LAST_PAGE


def test_all_that_was_asked_stands_in_the_address() -> None:
    given = {
        "q": "就业 防汛",
        "year": "2023",
        "region": "甲省",
        "department": "90001",
        "kind": "行政单位",
        "sort": "name",
    }
    query = Query.of(given)
    assert Query.of(dict(_pairs(query.address(page=3)))) == Query.of(given | {"page": "3"})


def _pairs(address: str) -> list[tuple[str, str]]:
    return parse_qsl(address.removeprefix("?"))
