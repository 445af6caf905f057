"""What the tests of the entry pages share: a client that saves, and a page read back."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from finance.models import FinalAccount
from units.models import User


@dataclass
class Desk:
    """A user at the entry pages of an account."""

    client: Client
    account: FinalAccount

    @classmethod
    def of(cls, user: User, account: FinalAccount) -> "Desk":
        client = Client()
        client.force_login(user)
        return cls(client, account)

    def address(self, name: str, page: str = "") -> str:
        values = {"unit_code": self.account.unit.code, "fiscal_year": self.account.fiscal_year}
        return reverse(name, kwargs=values | ({"page_key": page} if page else {}))

    def open(self, page: str, query: str = "") -> "Opened":
        answer = self.client.get(f"{self.address('entry_page', page)}{query}")
        assert answer.status_code == 200
        return Opened(self, page, query, answer.content)

    def send(self, body: Any, **headers: Any) -> Any:
        """POST to changes/: the answer as it comes."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        where = self.address("entry_changes")
        return self.client.post(where, text, content_type="application/json", **headers)

    def save(self, *changes: dict[str, str], **more: Any) -> dict[str, Any]:
        answer = self.send({"changes": list(changes), **more})
        assert answer.status_code == 200, answer.content.decode()
        read: dict[str, Any] = answer.json()
        return read


@dataclass
class Opened:
    """A page as a browser without JavaScript has it."""

    desk: Desk
    page: str
    query: str
    content: bytes

    def __post_init__(self) -> None:
        self.tree: Any = html.fromstring(self.content.decode())

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def box(self, name: str) -> Any:
        (found,) = self.tree.xpath('//*[contains(concat(" ", @class, " "), " cell ")][@name=$name]', name=name)
        return found

    def value(self, name: str) -> str:
        box = self.box(name)
        if box.tag == "textarea":
            return str(box.text or "").removeprefix("\n")
        return str(box.value if box.tag == "select" else box.get("value"))

    def total(self, figure: str) -> str:
        (text,) = {one.text_content() for one in self.tree.xpath("//output[@data-total=$figure]", figure=figure)}
        return str(text)

    def error(self, name: str) -> str:
        """What is said beside a box."""
        described = self.box(name).get("aria-describedby", "").split()
        texts = [self.tree.get_element_by_id(one).text_content() for one in described if one.startswith("error:")]
        return " ".join(texts)

    def submit(self, texts: dict[str, str] | None = None, button: str = "") -> Any:
        """The whole form, some boxes typed over, one button pressed."""
        (form,) = self.tree.xpath('//form[@id="entry-form"]')
        fields = {name: value or "" for name, value in form.fields.items() if name != "do"}
        unknown = (texts or {}).keys() - fields.keys()
        assert not unknown, unknown
        fields |= texts or {}
        if button:
            assert self.tree.xpath("//button[@name='do'][@value=$button]", button=button), button
            fields["do"] = button
        return self.desk.client.post(f"{self.desk.address('entry_page', self.page)}{self.query}", fields)
