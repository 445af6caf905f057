"""What another site, or whoever writes its addresses, might make a signed-in browser do: nothing."""

import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver, reverse

from finance.models import CellChange, FinalAccount
from publication.models import Publication
from tests import test_roles
from tests.attack.pages import jack_of_all_trades, office_addresses
from tests.config.test_settings import read
from tests.factories import make_user
from tests.portal.making import publish_quickly
from tests.portal.walking import addresses
from units.models import User

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "java\nscript:alert(1)", "https:evil.example", "http:///evil.example", "/\t/evil.example",
    "https://testserver@evil.example/", "https://testserver.evil.example/", "%2f%2fevil.example", "data:text/html,x",
]  # fmt: skip


@pytest.fixture
def strict(account: FinalAccount) -> Client:
    """As a browser is treated: Django's test client is let off the token otherwise."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(jack_of_all_trades(account))
    return client


def unsafe_addresses(account: FinalAccount) -> list[str]:
    """Everything behind the sign-in, and the administration's own forms."""
    found = list(office_addresses(account).values())
    for name, pattern in test_roles.patterns(get_resolver()):
        if name.startswith("admin:") and not pattern.pattern.regex.groupindex:
            found.append(reverse(name))
    return found


@pytest.mark.only_on("sqlite", "refused before a view is asked")
def test_nothing_is_done_without_a_token(strict: Client, account: FinalAccount) -> None:
    walked = unsafe_addresses(account)
    assert len(walked) > 40
    for address in walked:
        for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
            answer = strict.post(address, "a=1", content_type=kind)
            assert answer.status_code == 403, (address, kind)


def test_token_sent_from_another_site_is_no_good(strict: Client, account: FinalAccount) -> None:
    strict.get("/password/")
    token = strict.cookies["csrftoken"].value
    for address in (f"/entry/{account.unit.code}/{account.fiscal_year}/changes/", "/logout/", "/session/"):
        sent: dict[str, Any] = {"content_type": "application/json", "headers": {"X-CSRFToken": token}}
        assert strict.post(address, "{}", **sent).status_code != 403, address
        sent["headers"] |= {"Origin": "https://evil.example"}
        assert strict.post(address, "{}", **sent).status_code == 403, address


def test_only_pages_that_change_nothing_go_without_a_token(publication: Publication) -> None:
    client = Client(enforce_csrf_checks=True)
    taken = {name: client.post(where).status_code for name, where in addresses(publication).items()}
    assert {name for name, status in taken.items() if status != 405} == {"verify"}


@pytest.fixture
def publication(db: None) -> Publication:
    return publish_quickly()


@pytest.mark.only_on("sqlite", "every page is opened on PostgreSQL by tests/attack/test_hostile_input.py")
def test_reading_changes_nothing(jack: tuple[Client, User], account: FinalAccount) -> None:
    client, user = jack
    walked = office_addresses(account)
    before = CellChange.objects.count(), FinalAccount.objects.get().version, User.objects.get(pk=user.pk).password
    for name, where in walked.items():
        client.get(where)
        assert client.session.get("_auth_user_id") == str(user.pk), name
    account.refresh_from_db()
    assert before == (CellChange.objects.count(), account.version, User.objects.get(pk=user.pk).password)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_form_leads_to_another_site(where: str, jack: tuple[Client, User]) -> None:
    client, _ = jack
    led = [client.post(address, {"next": where})["Location"] for address in ("/entry/amount-unit/", "/desk/notices/")]
    led.append(client.get("/login/", {"next": where})["Location"])
    stranger = Client()
    led.append(stranger.get("/admin/login/", {"next": where})["Location"])
    for address in led:
        to = urlsplit(urljoin("http://testserver/login/", address.replace("\\", "/")))
        assert (to.scheme, to.netloc) == ("http", "testserver"), address
    shown = stranger.get("/login/", {"next": where}).content.decode()
    assert not re.search(r'(href|action)="[^"]*evil', shown)


def test_cookies_are_for_this_site_and_no_script(client: Client) -> None:
    make_user("zhang", password="Zhong-xue 71 he")
    client.post("/login/", {"username": "zhang", "password": "Zhong-xue 71 he"})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Lax", "", "/")


def test_cookies_of_production_are_bound_to_this_host_and_to_https() -> None:
    named = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    session, token, *secure = read(*named)
    assert session.startswith("__Host-")
    assert token.startswith("__Host-")
    assert secure == [True, True]
    assert read("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS") == [31_536_000, True]


def test_sign_out_wants_a_form_and_leaves_no_session(jack: tuple[Client, User]) -> None:
    client, _ = jack
    key = client.cookies["sessionid"].value
    assert client.get("/logout/").status_code == 405
    assert Session.objects.filter(session_key=key).exists()
    answer = client.post("/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    assert answer["Clear-Site-Data"] == '"cache"'
    client.cookies["sessionid"] = key
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "évil", ""])
def test_another_host_is_answered_nothing(host: str, client: Client) -> None:
    answer = client.get("/login/", headers={"host": host}, SERVER_NAME=host or "evil.example")
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_addresses_on_public_pages_are_ours_whatever_host_was_asked(publication: Publication) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/admin/", "Forwarded": "host=evil.example"}
    for name, where in addresses(publication).items():
        answer = Client(headers=forged | {"host": "localhost"}).get(where)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert b"evil.example" not in content, name
        assert b"//localhost" not in content, name
        assert "evil" not in json.dumps(dict(answer.headers)), name
    assert configured.SITE_URL.encode() in Client().get("/feed.xml").content
