"""Sign-in by an identity provider: a provider of the test's own, whose answers are right, or wrong in one way."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from units.models import SecondFactor, User
from units.sign_in import oidc, totp
from units.sign_in.sealing import seal

pytestmark = pytest.mark.django_db


class Provider:
    """What it says of itself and of who signs in there; `asked` is the last thing a client sent for a token."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"preferred_username": "zhang"}
        self.described: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.is_broken = False
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(provider.description())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked = dict(parse_qsl(body))
                self.answer({"id_token": provider.token()})

            def answer(self, said: dict[str, Any]) -> None:
                self.send_response(500 if provider.is_broken else 200)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.nonce = ""
        # Looks often whether it is to stop: a test waits for that.
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def description(self) -> dict[str, Any]:
        endpoints = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token")}
        return {"issuer": self.issuer} | endpoints | self.described

    def token(self) -> str:
        right = {"iss": self.issuer, "aud": "site", "exp": time.time() + 60, "nonce": self.nonce}
        payload = base64.urlsafe_b64encode(json.dumps(right | self.claims).encode()).rstrip(b"=").decode()
        return f"e30.{payload}.c2lnbmF0dXJl"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    made = Provider()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = made.issuer, "site", "secret"
    settings.SITE_URL = "https://juesuan.example.gov.cn"
    oidc._described.cache_clear()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def zhang() -> User:
    return make_user("zhang")


def go(client: Client, provider: Provider, where: str = "") -> dict[str, str]:
    """To the provider; what it was asked."""
    sent = urlsplit(client.get("/login/oidc/", {"next": where})["Location"])
    assert f"{sent.scheme}://{sent.netloc}" == provider.issuer
    asked = {name: values[0] for name, values in parse_qs(sent.query).items()}
    provider.nonce = asked["nonce"]
    return asked


def come_back(client: Client, asked: dict[str, str], **instead: str) -> Any:
    return client.get("/login/oidc/back/", {"code": "abc", "state": asked["state"]} | instead)


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200


@pytest.mark.usefixtures("zhang")
def test_user_of_the_provider_is_signed_in(client: Client, provider: Provider) -> None:
    assert "用统一身份认证登录" in client.get("/login/").content.decode()
    asked = go(client, provider, "/desk/accounts/")
    before = client.cookies["sessionid"].value
    assert come_back(client, asked)["Location"] == "/desk/accounts/"
    assert is_in(client)
    assert client.cookies["sessionid"].value != before
    assert asked["redirect_uri"] == "https://juesuan.example.gov.cn/login/oidc/back/"
    assert (provider.asked["code"], provider.asked["client_secret"]) == ("abc", "secret")
    assert len(provider.asked["code_verifier"]) >= 43
    assert asked["code_challenge_method"] == "S256"


@pytest.mark.usefixtures("zhang")
@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["another"]},
        {"azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"nonce": "of another sign-in"},
        {"preferred_username": ""},
        {"preferred_username": ["zhang"]},
    ],
    ids=str,
)
def test_answer_that_is_not_right_signs_nobody_in(client: Client, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims |= claims
    assert come_back(client, go(client, provider))["Location"] == "/login/"
    assert not is_in(client)
    assert "没有成功" in client.get("/login/").content.decode()


@pytest.mark.usefixtures("zhang")
def test_answer_is_good_once(client: Client, provider: Provider) -> None:
    asked = go(client, provider)
    assert come_back(client, asked, state="made up")["Location"] == "/login/"
    assert come_back(client, asked)["Location"] == "/login/"  # what was kept is gone with the first answer
    assert come_back(Client(), asked)["Location"] == "/login/"  # nor can it be given to somebody else
    assert not is_in(client)
    assert provider.asked == {}


@pytest.mark.usefixtures("zhang")
def test_sign_in_by_the_provider_leads_to_no_other_site(client: Client, provider: Provider) -> None:
    assert come_back(client, go(client, provider, "https://evil.example/"))["Location"] == "/desk/"


@pytest.mark.parametrize("is_there", [True, False])
def test_user_the_provider_knows_and_we_do_not_is_turned_away(
    client: Client, provider: Provider, is_there: bool
) -> None:
    if is_there:
        make_user("zhang", is_active=False)
    come_back(client, go(client, provider))
    assert not is_in(client)
    assert "还没有账号" in client.get("/login/").content.decode()
    assert User.objects.count() == is_there


def test_second_factor_of_ours_is_asked_all_the_same(client: Client, provider: Provider, zhang: User) -> None:
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(totp.new_secret(), zhang.pk))
    assert come_back(client, go(client, provider))["Location"] == "/login/code/"
    assert not is_in(client)


@pytest.mark.parametrize(
    "described",
    [{"issuer": "https://evil.example"}, {"authorization_endpoint": "http://elsewhere.example/"}],
    ids=["another issuer", "no https"],
)
def test_provider_that_describes_another_is_not_believed(
    client: Client, provider: Provider, described: dict[str, str]
) -> None:
    provider.described = described
    assert client.get("/login/oidc/")["Location"] == "/login/"
    assert "暂时不能用" in client.get("/login/").content.decode()


def test_provider_that_is_down_leaves_the_password(client: Client, provider: Provider) -> None:
    provider.is_broken = True
    assert client.get("/login/oidc/")["Location"] == "/login/"


def test_without_a_provider_there_is_no_such_page(client: Client) -> None:
    assert "统一身份认证" not in client.get("/login/").content.decode()
    assert client.get("/login/oidc/").status_code == 404
    assert client.get("/login/oidc/back/").status_code == 404
