"""Who must sign in again comes back to a page, not to an address that only takes what is posted."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def next_after(referer: str) -> str:
    answer = Client().post("/review/650100/2023/comments/", {"body": "字"}, headers={"Referer": referer})
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == "/login/"
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_a_form_leads_back_to_its_page() -> None:
    assert next_after("http://testserver/review/650100/2023/?at=02_income#new") == "/review/650100/2023/?at=02_income"


@pytest.mark.parametrize("referer", ["", "https://evil.example/review/", "javascript:alert(1)", "http://testserver"])
def test_nothing_but_a_page_of_ours_is_led_to(referer: str) -> None:
    assert next_after(referer) == "/desk/"


def test_a_page_leads_back_to_itself() -> None:
    answer = Client().get("/review/650100/2023/?at=02_income")
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == ["/review/650100/2023/?at=02_income"]
