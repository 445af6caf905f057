"""Nothing of a draft is public: every public address is walked while drafts lie in the database."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.test import Client

from finance.ledger import write_figures
from finance.models import FinalAccount, UnitProfile
from publication.models import Publication
from review.actions import correct
from tests.factories import make_unit
from tests.portal.making import WHY, publish_quickly
from tests.portal.walking import addresses, of_version
from tests.publication.making import approved, entered, staff
from tests.samples import all_funds
from tests.sharing import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafted_once")]

# Words and a number that stand in drafts only.
WORD, NAME, CODE, NUMBER = "绝无仅有的草稿用语", "尚未公开的草稿单位", "990077", "77777.31"


def published_among_drafts() -> Publication:
    """Beside what is public: an account nobody submitted, one that was approved but not published, and a correction of
    the public one under way."""
    publication = publish_quickly()
    figures = all_funds()
    for n, is_approved in enumerate((False, True)):
        unit = make_unit(f"{CODE}{n}", f"{NAME}{n}")
        theirs = replace(figures, unit=replace(figures.unit, name=f"{NAME}{n}", code=unit.code))
        account = entered(lambda theirs=theirs: theirs, unit=unit)  # type: ignore[misc]
        UnitProfile.objects.filter(account=account).update(functions=f"负责{WORD}，支出{NUMBER}万元")
        if is_approved:
            approved(FinalAccount.objects.get(pk=account.pk))
    account = publication.release.account
    correct(account=account, by=staff(account)[0], why=f"{WHY}：{WORD}")
    held = FinalAccount.objects.get(pk=account.pk)
    write_figures(held, replace(figures, profile=replace(figures.profile, functions=f"负责{WORD}，支出{NUMBER}万元")))
    return publication


@pytest.fixture(scope="module")
def drafted_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Publication]]:
    with shared_rows(request, published_among_drafts) as shared:
        yield shared


@pytest.fixture
def drafts(drafted_once: Callable[[], Publication]) -> Publication:
    return drafted_once()


def test_nothing_of_a_draft_is_at_any_public_address(drafts: Publication, visitor: Client) -> None:
    walked = [*addresses(drafts).values(), *(a for a in of_version(drafts) if "/figures/" not in a)]
    walked += [f"/?q={WORD}", f"/?q={NAME}", f"/?unit={CODE}0", f"/api/v1/publications/?q={NUMBER}"]
    walked += [f"/units/{CODE}{n}/" for n in (0, 1)]
    walked += [f"/units/{CODE}{n}/{drafts.fiscal_year}/{rest}" for n in (0, 1) for rest in ("", "v1/", "v1/tables/t1/")]
    walked += [f"/api/v1/publications/{CODE}1/{drafts.fiscal_year}/v1/", f"/api/v1/units/{CODE}1/"]
    walked += [f"/units/{drafts.unit_code}/{drafts.fiscal_year}/v2/", f"/feed.xml?unit={CODE}1"]
    assert len(walked) > 60
    for address in walked:
        answer = visitor.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        text = content.decode(errors="replace")
        for said in (WORD, NAME, CODE, NUMBER):
            asked = said in answer.request["QUERY_STRING"] or said in address
            assert said not in text or (asked and not _tells(text, said)), (address, said)


def _tells(text: str, said: str) -> bool:
    """Whether a page does more than repeat what was asked of it."""
    if text.startswith("{"):
        return bool(json.loads(text).get("results"))
    return 'class="result"' in text


def test_a_draft_counts_nowhere(drafts: Publication, visitor: Client) -> None:
    assert visitor.get("/api/v1/publications/").json()["count"] == 1
    assert len(visitor.get("/api/v1/units/").json()["results"]) == 1
    assert [one["version"] for one in visitor.get(f"/api/v1/units/{drafts.unit_code}/").json()["publications"]] == [1]


def test_the_walk_would_see_a_leak(drafts: Publication, visitor: Client) -> None:
    """The walk's own eyes: what is public is seen by it."""
    page = visitor.get(addresses(drafts)["published_version"]).content.decode()
    assert drafts.unit_name in page
    assert drafts.figures["income.total"]["text"] in page
