"""The log: one line a request, in JSON, with an id that comes back to whoever asked."""

import json
import logging
import sys
import time
from io import StringIO

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from operations.logs import ErrorMail, JsonLines, logging_settings
from operations.requests import RequestLog, client_address, waited
from tests.factories import make_user


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "request"]


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "request")
    return caplog


@pytest.mark.django_db
def test_request_leaves_one_line_that_says_who_and_what(client: Client, heard: pytest.LogCaptureFixture) -> None:
    client.force_login(make_user("zhang"))
    answer = client.get("/desk/accounts/?q=机密")
    (line,) = lines_of(heard)
    assert (line["message"], line["status"], line["user"]) == ("GET /desk/accounts/", 200, "zhang")
    assert line["address"] == "127.0.0.1"
    assert "机密" not in json.dumps(line, ensure_ascii=False)
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("t={ago_100}", 100.0),
        ("t={ago_3600}", 0.0),  # a clock that is wrong
        ("t={ahead}", 0.0),
        ("t=1; DROP", 0.0),
        ("t=99999999999999999999.000", 0.0),
        ("", 0.0),
    ],
)
def test_wait_for_a_free_process_is_what_the_proxy_says(rf: RequestFactory, said: str, seconds: float) -> None:
    now = time.time()
    times = {"ago_100": now - 100, "ago_3600": now - 3600, "ahead": now + 5}
    header = said.format(**{name: f"{at:.3f}" for name, at in times.items()})
    assert waited(rf.get("/", headers={"X-Request-Start": header})) == pytest.approx(seconds, abs=30)


def test_wait_is_told_where_a_proxy_is_believed(
    client: Client, heard: pytest.LogCaptureFixture, settings: Settings
) -> None:
    settings.TRUST_PROXY = True
    client.get("/robots.txt", headers={"X-Request-Start": f"t={time.time() - 3:.3f}"})
    settings.TRUST_PROXY = False
    client.get("/robots.txt", headers={"X-Request-Start": f"t={time.time() - 3:.3f}"})
    told, untold = lines_of(heard)
    assert 3000 <= told["waited"] < 60_000  # type: ignore[operator]
    assert "waited" not in untold


def test_probe_leaves_no_line(client: Client, heard: pytest.LogCaptureFixture) -> None:
    client.get("/healthz")
    assert lines_of(heard) == []


def test_id_of_a_stranger_is_not_taken(client: Client, settings: Settings) -> None:
    settings.TRUST_PROXY = False
    assert client.get("/healthz", headers={"X-Request-ID": "chosen-by-me"})["X-Request-ID"] != "chosen-by-me"
    settings.TRUST_PROXY = True
    assert client.get("/healthz", headers={"X-Request-ID": "of-the-proxy-1"})["X-Request-ID"] == "of-the-proxy-1"
    assert client.get("/healthz", headers={"X-Request-ID": 'a"\n b'})["X-Request-ID"] != 'a"\n b'


def test_line_carries_the_id_of_its_request() -> None:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("tests.of.ids")
    log.addHandler(handler)

    def view(_request: HttpRequest) -> HttpResponse:
        log.warning("within")
        return HttpResponse()

    answer = RequestLog(view)(RequestFactory().get("/"))
    log.warning("outside")
    log.removeHandler(handler)
    within, outside = (json.loads(line) for line in out.getvalue().splitlines())
    assert within["request_id"] == answer["X-Request-ID"]
    assert "request_id" not in outside


def test_address_is_the_one_our_proxy_saw() -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "10.1.2.3"
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, <script>"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"


def record_of(message: str) -> logging.LogRecord:
    try:
        raise ValueError("第一行\n第二行")
    except ValueError:
        return logging.LogRecord("x", logging.ERROR, "f.py", 3, message, (), sys.exc_info())


def test_line_cannot_be_forged_by_a_line_break() -> None:
    text = JsonLines().format(record_of('一\n{"level": "INFO"}'))
    assert "\n" not in text
    assert json.loads(text)["message"] == '一\n{"level": "INFO"}'
    assert "ValueError: 第一行" in json.loads(text)["traceback"]


def test_error_is_posted_once_a_minute(settings: Settings) -> None:
    post = ErrorMail(["ops@example.gov.cn"])
    post.handle(record_of("坏了\n第二行"))
    post.handle(record_of("坏了\n第二行"))
    (sent,) = mail.outbox
    assert sent.subject == "[部门决算公开] 坏了"
    assert sent.to == ["ops@example.gov.cn"]
    assert "ValueError" in sent.body


def test_errors_are_posted_only_where_an_address_is_given() -> None:
    assert logging_settings(error_mail_to=[])["root"]["handlers"] == ["console"]
    assert logging_settings(error_mail_to=["a@example.gov.cn"])["root"]["handlers"] == ["console", "mail"]
