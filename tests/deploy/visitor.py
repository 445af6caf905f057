"""Somebody at the site over HTTP: one kept line, cookies, the token of the forms. Small, for sixty of them run at once
beside the site they load."""

import json
import re
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TIMEOUT = 60.0


class Answer(NamedTuple):
    """As it came. Redirects are not followed."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class Visitor:
    """Raises OSError or HTTPException where no answer comes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self._line: HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        sent = {"Host": self.address} | (headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self._line is None:
            self._line = HTTPConnection(self.address, timeout=TIMEOUT)
        try:
            self._line.request(method, path, body, sent)
            answer = self._line.getresponse()
            read = answer.read()
        except (OSError, HTTPException):
            self.hang_up()
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, read)

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, fields: dict[str, str], *, page: str = "") -> Answer:
        """A form, with the token of the page it stands on."""
        token = _TOKEN.search(self.get(page or path).text)
        body = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **fields}).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, body: dict[str, Any]) -> Answer:
        """As a page's own script sends it."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self.ask("POST", path, json.dumps(body).encode(), headers)

    def sign_in(self, username: str, password: str) -> Answer:
        return self.post("/login/", {"username": username, "password": password})
