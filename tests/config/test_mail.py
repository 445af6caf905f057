"""Post by EMAIL_URL: printed unless it says otherwise, sent by SMTP where it does, and never waited for."""

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest

from review.notices import _send
from tests.config.test_settings import read

SMTP = "django.core.mail.backends.smtp.EmailBackend"
type Server = tuple[int, list[bytes]]


def test_notices_are_printed_by_default() -> None:
    assert read("MAILERS", EMAIL_URL="consolemail://") == [
        {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    ]


def test_a_server_is_named_by_its_address() -> None:
    (mailers,) = read("MAILERS", EMAIL_URL="smtp+tls://notices:secret@mail.example.gov.cn:587")
    options = mailers["default"]["OPTIONS"]
    assert mailers["default"]["BACKEND"] == SMTP
    assert (options["host"], options["port"], options["use_tls"]) == ("mail.example.gov.cn", 587, True)
    assert (options["username"], options["password"]) == ("notices", "secret")
    assert 0 < options["timeout"] <= 10


@pytest.fixture
def server() -> Iterator[Server]:
    """Takes every letter, one connection after another."""
    letters: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)
        thread = threading.Thread(target=_serve, args=(listening, letters))
        thread.start()
        yield listening.getsockname()[1], letters
        thread.join(10)


def _serve(listening: socket.socket, letters: list[bytes]) -> None:
    for _ in range(2):
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            for line in lines:
                command = line[:4].upper()
                if command == b"DATA":
                    connection.sendall(b"354 go on\r\n")
                    letters.append(b"".join(iter(lines.readline, b".\r\n")))
                connection.sendall(b"221 bye\r\n" if command == b"QUIT" else b"250 fine\r\n")
                if command == b"QUIT":
                    break


def post(settings: Any, port: int, *to: str) -> None:
    settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 0.5}}}
    settings.SITE_URL = "https://juesuan.example.org"
    _send(list(to), "某审核人退回了决算：请补充", "/review/650100/2023/")


def test_letters_arrive(server: Server, settings: Any) -> None:
    port, letters = server
    post(settings, port, "a@example.org", "b@example.org")
    read_back = [message_from_bytes(letter) for letter in letters]
    assert [letter["To"] for letter in read_back] == ["a@example.org", "b@example.org"]
    assert str(make_header(decode_header(read_back[0]["Subject"]))) == "某审核人退回了决算：请补充"
    body = read_back[0].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "https://juesuan.example.org/review/650100/2023/" in body.decode()


def test_a_server_that_never_answers_is_left_alone(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        post(settings, silent.getsockname()[1], "a@example.org", "b@example.org", "c@example.org")
    assert [record.getMessage() for record in caplog.records] == ["notices not sent by e-mail"]
