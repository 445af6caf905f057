"""Pages as a browser would take them: what in them would run, and every address that shows a page to its readers."""

import json
import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from lxml import html

from disclosure.exports.formats import FORMATS
from finance.models import FinalAccount
from tests import test_roles
from tests.factories import make_user
from units.models import Membership, Role, User

DATA_BLOCK = "application/ld+json"


def jack_of_all_trades(account: FinalAccount) -> User:
    """Clerk, reviewer, administrator and superuser at once: whoever sees every page."""
    user = make_user("jack", is_staff=True, is_superuser=True)
    roles = (Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR)
    Membership.objects.bulk_create(Membership(user=user, unit=account.unit, role=role) for role in roles)
    return user


def office_addresses(account: FinalAccount) -> dict[str, str]:
    """Name → address of everything behind the sign-in. A file takes seconds to make: one stands for all formats."""
    file = test_roles.kept_file(account)
    given: dict[str, object] = {
        "unit_code": account.unit.code,
        "fiscal_year": account.fiscal_year,
        "page_key": "income",
        "code": account.unit.code,
        "slug": account.edition,
        "pk": file.pk,
    }
    found = {}
    others = {f"{test_roles.DOWNLOADS}{key}" for key in FORMATS if key != "csv"}
    for name, pattern in test_roles.patterns(get_resolver()):
        if name not in test_roles.PUBLIC.keys() | others and not name.startswith(f"{test_roles.ADMINISTRATION}:"):
            found[name] = reverse(name, kwargs={one: given.get(one, 1) for one in pattern.pattern.regex.groupindex})
    return found


def administration_addresses() -> Iterator[str]:
    """Lists and first rows of Django's administration."""
    for name, pattern in test_roles.patterns(get_resolver()):
        if name.startswith("admin:") and name.endswith("_changelist"):
            where = reverse(name)
            yield where
            model = pattern.callback.model_admin.model  # type: ignore[attr-defined]
            first = model._default_manager.order_by("pk").first()
            if first is not None:
                yield f"{where}{first.pk}/change/"


def content_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def is_page(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html") and bool(answer.content.strip())


def shown(client: Client, where: str) -> HttpResponse:
    answer: HttpResponse = client.get(where)  # type: ignore[assignment]
    return answer


def what_runs(page: bytes) -> list[str]:
    """Everything in a page that a browser would run or obey, save files of our own: none is right."""
    found = []
    for element in html.document_fromstring(page.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and element.get("type") == DATA_BLOCK:
            json.loads(element.text_content())
        elif element.tag in _ACTING or (element.tag == "script" and not _is_ours(element.get("src", ""))):
            found.append(html.tostring(element).decode()[:120])
        for name, value in element.attrib.items():
            if _acts(str(name), str(value)):
                found.append(f"{element.tag} {name}={value}"[:120])
    return found


_ACTING = ("style", "iframe", "object", "embed", "base")


def _acts(name: str, value: str) -> bool:
    plain = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    return (
        name.startswith("on")
        or name in ("style", "srcdoc", "hx-on", "hx-vals")
        or plain.startswith(("javascript:", "vbscript:", "data:text"))
        or (name in ("src", "action", "formaction", "data") and not _is_ours(value))
    )


def _is_ours(address: str) -> bool:
    return address.startswith(("/", "static/", "data:image/", "?", "#")) and not address.startswith("//")
