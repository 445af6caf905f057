"""What every page says to the browser and to whoever keeps copies on the way; and pages of things gone wrong."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from finance.models import FinalAccount
from operations.refusals import server_error
from tests.attack.pages import administration_addresses, is_page, jack_of_all_trades, office_addresses, what_runs
from tests.portal.making import publish_quickly
from tests.portal.walking import addresses
from units.models import User

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check(answer: HttpResponse, where: str) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, (where, name)
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "default-src 'self'" in policy, where
    assert "unsafe" not in policy, where
    assert "camera=()" in answer.headers.get("Permissions-Policy", ""), where
    if is_page(answer):
        assert what_runs(answer.content) == [], where


@pytest.mark.only_on("sqlite", "headers are put on above the database")
def test_every_page_behind_the_sign_in_is_guarded_and_kept_by_nobody(
    account: FinalAccount, jack: tuple[Client, User]
) -> None:
    client, _ = jack
    for where in [*office_addresses(account).values(), *administration_addresses()]:
        answer: HttpResponse = client.get(where)  # type: ignore[assignment]
        check(answer, where)
        kept = answer["Cache-Control"]
        assert "public" not in kept, where
        assert "private" in kept or "no-store" in kept or "no-cache" in kept, where
        assert not answer.has_header("ETag"), where


@pytest.mark.only_on("sqlite", "headers are put on above the database")
def test_public_pages_are_guarded_and_hand_on_no_cookie(account: FinalAccount) -> None:
    """Asked for by somebody whose sign-in would be renewed just now: a shared cache keeps the answer."""
    publication = publish_quickly()
    client = Client()
    client.force_login(jack_of_all_trades(account))
    walked = addresses(publication)
    file = publication.files.all()[0]
    walked["published_file"] = file.get_absolute_url()
    walked["published_file_that_is_none"] = "/files/x/y"
    for name, where in walked.items():
        answer: HttpResponse = client.get(where)  # type: ignore[assignment]
        check(answer, name)
        if "private" not in answer["Cache-Control"]:
            assert not answer.cookies, name
            assert "Cookie" not in answer.get("Vary", ""), name
    assert client.get("/desk/").cookies, "nothing would have been renewed: this test sees nothing"


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (400, "/?q=%00"),
        (404, "/nothing/"),
        (404, "/units/%00/"),
        (413, "too much"),
        (403, "no token"),
        (403, "/admin/"),
    ],
)
def test_page_of_what_went_wrong_says_so_plainly_and_nothing_else(
    status: int, asked: str, account: FinalAccount
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if asked == "too much":
        answer = client.post("/verify/", b"", content_type="text/plain", CONTENT_LENGTH=str(1 << 40))
    elif asked == "no token":
        answer = client.post("/login/", {})
    else:
        answer = client.get(asked, follow=asked == "/admin/")
        if asked == "/admin/":
            client.force_login(User.objects.create(username="clerk", full_name="某"))
            answer = client.get(asked, follow=True)
    assert answer.status_code == status
    check(answer, asked)  # type: ignore[arg-type]
    text = answer.content.decode()
    assert re.search(r"<h1>[\u4e00-\u9fff]+</h1>", text)
    assert not re.search(r"Traceback|Exception|Error\b|Django|NUL|site-packages", text)


def test_page_of_a_fault_of_ours_shows_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret is 4711")

    monkeypatch.setattr("portal.views.search.choices", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "出错" in answer.content.decode()
    assert "4711" not in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()  # so that it can be found in the log
    assert "程序出错了" in server_error(RequestFactory().get("/")).content.decode()  # needs no database, no session


@pytest.mark.parametrize("asked", ["/review/523001/2023/act/", "/desk/notices/"])
def test_address_that_only_takes_forms_says_so_when_it_is_opened(asked: str) -> None:
    """As after a refused form, from the address bar; without a body a browser shows a page of its own."""
    client = Client()
    client.force_login(User.objects.create(username="clerk", full_name="某"))
    answer = client.get(asked, headers={"Accept": "text/html,*/*"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "只用来提交表单" in answer.content.decode()
    assert int(answer["Content-Length"]) == len(answer.content)
    assert client.get(asked, headers={"Accept": "application/json"}).content == b""


def test_stranger_who_missed_is_led_to_the_public_site_and_a_user_to_the_accounts() -> None:
    client = Client()
    assert "到首页检索" in client.get("/nowhere/").content.decode()
    client.force_login(User.objects.create(username="clerk", full_name="某"))
    assert "回到决算列表" in client.get("/nowhere/").content.decode()


def test_no_template_has_anything_inline() -> None:
    inline = re.compile(r"<style|<script(?![^>]*(?:\bsrc=|ld\+json))|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:")
    folder = Path(settings.BASE_DIR) / "templates"
    screens = [path for path in folder.rglob("*.html") if "document" not in path.relative_to(folder).parts]
    assert len(screens) > 40
    assert {path.name: found[0] for path in screens if (found := inline.search(path.read_text("utf-8")))} == {}


def test_every_app_is_behind_the_middleware_that_guards() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("ContentSecurityPolicyMiddleware") < order.index("Bounds") < order.index("CsrfViewMiddleware")
    assert order.index("AuthenticationMiddleware") < order.index("SessionClock") < order.index("SignInRequired")
