"""Every address is asked for with what no page of ours sends: it answers, and nothing breaks."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from finance.models import FinalAccount
from publication.models import Publication
from tests.attack.pages import content_of, office_addresses
from tests.portal.making import publish_quickly
from tests.portal.walking import addresses
from tests.test_roles import DOWNLOADS
from units.models import User

pytestmark = pytest.mark.django_db

# Digits that int() does not take, more of them than it takes; of a list a page that there is not.
HOSTILE = ("²", "9" * 5000)
LISTS = dict.fromkeys(("page", "per_page", "at", "size"), "-1")
_ASKED = re.compile(r'(?:GET|POST|data)\.(?:get|getlist|pop)\(\s*"(\w+)"|(?:GET|POST)\["(\w+)"\]|"(\w+)" in request\.')
OF_LIBRARIES = ("page", "per_page", "sort", "next", "q", "_export", "at", "order")


@pytest.fixture
def publication(db: None) -> Publication:
    return publish_quickly()


@cache
def parameters() -> set[str]:
    """The names that our code asks a request for, read from it."""
    found = set(OF_LIBRARIES)
    for app in ("config", "operations", "units", "disclosure", "review", "publication", "portal"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            found |= {name for names in _ASKED.findall(path.read_text("utf-8")) for name in names if name}
    return found


def sendings() -> list[dict[str, str]]:
    """Each parameter once with the one and once with the other."""
    asked = sorted(parameters())
    assert len(asked) > 15, "the search for parameters finds hardly one"
    return [
        {name: HOSTILE[(n + turn) % 2] for n, name in enumerate(asked)} | (LISTS if turn else {}) for turn in (0, 1)
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_behind_the_sign_in_breaks(method: str, account: FinalAccount, jack: tuple[Client, User]) -> None:
    client, user = jack
    for name, where in office_addresses(account).items():
        if name.startswith(DOWNLOADS):  # they ask for nothing, and take seconds
            continue
        for sent in sendings():
            assert getattr(client, method)(where, sent).status_code < 500, name
            if not client.session.get("_auth_user_id"):
                client.force_login(user)


def test_no_public_page_breaks(publication: Publication, client: Client) -> None:
    for name, where in addresses(publication).items():
        for sent in [*sendings(), {"q": "\0"}]:
            answer = client.get(where, sent)
            assert answer.status_code < 500, name
            content_of(answer)  # type: ignore[arg-type]


ODD = ["%00", "%c2%b2", "9" * 300, "..%2f..", "%0d%0aX-Forged:1"]


def test_no_part_of_an_address_breaks_it(
    account: FinalAccount, jack: tuple[Client, User], publication: Publication
) -> None:
    client, _ = jack
    walked = [*office_addresses(account).values(), *addresses(publication).values()]
    patterns = {re.sub(r"(?<=/)\w*\d\w*(?=/|\.)", "{}", where) for where in walked if "reports" not in where}
    for pattern in sorted(one for one in patterns | {"/files/{}/{}", "/admin/units/user/{}/change/"} if "{}" in one):
        for odd in ODD:
            answer = client.get(pattern.replace("{}", odd))
            assert answer.status_code < 500, (pattern, odd)
            assert "X-Forged" not in answer.headers


HEADERS = [
    {"Range": f"bytes={'9' * 5000}-"},
    {"Range": "bytes=0-0,2-3,4-5"},
    {"Range": "bytes=-0"},
    {"Range": "bytes=²-"},
    {"If-None-Match": '"' * 4000},
    {"If-Range": "²", "Range": "bytes=1-2"},
    {"If-Modified-Since": "9" * 3000},
    {"Accept-Encoding": "gzip;q=²"},
    {"Accept-Language": "a" * 4000},
    {"Cookie": "sessionid=" + "x" * 4000},
    {"Cookie": "sessionid=../../x; csrftoken=²"},
    {"X-Forwarded-For": "²" * 400},
    {"HX-Request": "true", "HX-Current-URL": "http://evil.example/"},
]


def test_no_header_breaks_a_page(publication: Publication, client: Client) -> None:
    for headers in HEADERS:
        latin = {name: value.encode().decode("latin-1") for name, value in headers.items()}
        for where in (publication.files.all()[0].get_absolute_url(), "/", "/login/", "/desk/", "/healthz"):
            assert client.get(where, headers=latin).status_code < 500, (where, headers)


def test_save_that_no_page_sends_is_told_so(account: FinalAccount, jack: tuple[Client, User]) -> None:
    client, _ = jack
    where = f"/entry/{account.unit.code}/{account.fiscal_year}/changes/"
    cell = '{"changes":[{"cell":"%s","was":"%s","value":"%s"}]}'
    bodies = [
        "[]", "null", '{"changes":null}', '{"changes":{}}', '{"changes":"abc"}', "[" * 100_000, "9" * 5000, "\0",
        '{"changes":[],"preview":[1]}', '{"changes":[],"preview":{"page":"\\u0000","card":"²"}}',
        '{"changes":[],"amount_unit":{}}', '{"edit_id":{"a":1},"changes":[]}', '{"a":NaN,"changes":[]}',
        '{"changes":[{"add_row":"scorecards/\\u0000"}]}', '{"changes":[{"add_row":"income_lines/\\ud800"}]}',
        '{"changes":[{"remove_row":"scorecards/%s"}]}' % ("9" * 100), cell % ("scorecards/²/name", "", "x"),
        cell % ("a/\\ud800", "", ""), cell % ("profile//functions", "\\ud800", "\\ud800"),
        cell % ("profile//functions", "", "\\u0000\\u202e"), cell % ("income//superior_subsidy", "", "1e400"),
    ]  # fmt: skip
    for body in bodies:
        assert client.post(where, body, content_type="application/json").status_code in (200, 400), body[:60]


@pytest.mark.usefixtures("publication")
def test_long_search_is_cut(client: Client) -> None:
    for asked in ("决" * 10_000, "%" * 10_000, "_" * 10_000, "决算 " * 3000, "(" * 5000, "a*" * 5000):
        assert client.get("/", {"q": asked}).status_code == 200
        assert (
            client.get("/api/v1/publications/", {"q": asked, "size": "100000", "page": "99999999"}).status_code == 200
        )
    assert len(client.get("/api/v1/publications/", {"size": "1000000"}).json()["results"]) <= 100
