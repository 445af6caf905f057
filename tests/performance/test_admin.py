"""自评表 in the administration: to be read, and nothing to be changed past the log or on a closed account."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from performance.ledger import scorecards_of, write_scorecards
from performance.models import Scorecard
from performance.scorecards import Scorecards
from tests.factories import make_account, make_unit, make_user
from tests.performance.cards import make_card
from units.models import Role

pytestmark = pytest.mark.django_db


def test_a_scorecard_is_shown_and_cannot_be_changed(client: Client) -> None:
    account = make_account()
    write_scorecards(account, Scorecards(None, (make_card(),)))
    card = Scorecard.objects.get()
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    address = f"/admin/performance/scorecard/{card.pk}"
    page = client.get(f"{address}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    before = scorecards_of(account)
    assert client.post(f"{address}/change/", {"name": "别的项目"}).status_code == 403
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert client.post("/admin/performance/scorecard/add/", {"name": "别的项目"}).status_code == 403
    assert scorecards_of(account) == before


def test_staff_find_the_scorecards_of_their_own_units_only(client: Client) -> None:
    mine, other = make_account(), make_account(make_unit("650999", "别的单位"))
    for account in (mine, other):
        write_scorecards(account, Scorecards(None, (make_card(),)))
    clerk = make_user("clerk", role=Role.CLERK, unit=mine.unit, is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_scorecard"))
    client.force_login(clerk)
    found = client.get("/admin/performance/scorecard/").context["cl"].queryset
    assert [card.account for card in found] == [mine]
