"""What stands beside a form: the sentences and tables it feeds, and the state of every page."""

from io import StringIO

import pytest
from django.core.management import call_command
from lxml.html import fromstring

from disclosure.entry.checklist import State, checklist_of, first_to_do
from disclosure.entry.pages import PAGES
from disclosure.entry.preview import Passage, preview_of
from disclosure.entry.screen import Screen
from finance.models import FinalAccount
from tests.disclosure.entering import Desk
from tests.factories import make_account, make_user
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "what a page shows; tests/browser and tests/attack open pages on the other"),
]


@pytest.fixture
def sample() -> Desk:
    call_command("sample", "changji_2023", stdout=StringIO())
    return Desk.of(User.objects.get(username="clerk"), FinalAccount.objects.get())


@pytest.fixture
def empty() -> Desk:
    account = make_account()
    return Desk.of(make_user("zhang", role=Role.CLERK, unit=account.unit), account)


def screen_of(desk: Desk) -> Screen:
    return Screen(FinalAccount.objects.get(), User.objects.get(pk=desk.client.session["_auth_user_id"]))


def passages(desk: Desk, page: str, card: str = "") -> tuple[Passage, ...]:
    return preview_of(screen_of(desk), PAGES[page], card)


def states(desk: Desk) -> dict[str, tuple[State, int]]:
    return {item.page.key: (item.state, item.count) for item in checklist_of(screen_of(desk))}


def words(passage: Passage) -> str:
    return "".join(fromstring(f"<table>{line.html}</table>").text_content() for line in passage.lines)


def test_a_page_is_shown_with_what_it_feeds(sample: Desk) -> None:
    found = passages(sample, "income")
    assert [passage.title for passage in found][:2] == ["一、收入支出决算总体情况说明", "二、收入决算情况说明"]
    assert "收入决算表" in [passage.title for passage in found]
    assert "支出决算表" not in [passage.title for passage in found]
    assert "2023年度收入总计724.95万元" in words(found[0])
    assert "三、支出决算情况说明" not in [passage.title for passage in found]


def test_every_page_of_the_sample_prints_something(sample: Desk) -> None:
    screen = screen_of(sample)
    for page in PAGES.values():
        card = {"overall_scorecard": "overall", "project_scorecards": screen.index.projects[0]}.get(page.key, "")
        assert preview_of(screen, page, card), page.key


def test_of_many_cards_the_open_one_is_shown(sample: Desk) -> None:
    screen = screen_of(sample)
    found = preview_of(screen, PAGES["project_scorecards"], screen.index.projects[1])
    assert [passage.title for passage in found].count("项目支出绩效自评表") == 1
    assert "公共就业服务专项业务经费" in "".join(words(passage) for passage in found)


def test_the_preview_follows_a_save(sample: Desk) -> None:
    where = sample.address("entry_preview", "three_public")
    assert "4.82" in sample.client.get(where).content.decode()
    sample.save({"cell": "three_public_items/official_reception/actual", "was": "3,600.00", "value": "13600"})
    shown = sample.client.get(where).content.decode()
    assert "5.82" in shown
    assert 'href="/entry/523001/2023/three_public/#three_public_items/official_reception/actual"' in shown
    assert shown.count("<html") == 0


def test_last_years_page_shows_what_it_is_compared_in(sample: Desk) -> None:
    assert any("与上年相比" in words(passage) for passage in passages(sample, "previous_year"))


def test_an_account_with_an_unknown_code_is_still_open(sample: Desk) -> None:
    """A code that a workbook or the administration brought in: the page says so, and the row can go."""
    sample.account.income_lines.create(item_code="9999999", other=1)
    page = sample.open("income")
    assert "科目表中没有" in page.text
    assert "9999999" in page.text
    assert page.submit(button="remove:income_lines/9999999").status_code == 302
    assert "收入支出决算总体情况说明" in sample.open("income").text


def test_a_new_account_is_empty_everywhere(empty: Desk) -> None:
    assert {state for state, _ in states(empty).values()} == {State.EMPTY}
    assert first_to_do(checklist_of(screen_of(empty))) == "profile"
    assert empty.client.get(empty.address("entry"))["Location"].endswith("/profile/")


def test_a_page_half_filled_in_says_how_much_is_missing(empty: Desk) -> None:
    empty.save({"cell": "profile//on_duty", "was": "", "value": "25"})
    assert states(empty)["profile"] == (State.IN_PROGRESS, 3)
    empty.save(
        {"cell": "profile//honorary_retired", "was": "", "value": "0"},
        {"cell": "profile//retired", "was": "", "value": "0"},
        {"cell": "profile//functions", "was": "", "value": "就业服务"},
    )
    assert states(empty)["profile"] == (State.COMPLETE, 0)


def test_a_missing_reason_is_missing_on_its_page(sample: Desk) -> None:
    before = states(sample)["reasons"]
    sample.account.reasons.filter(figure="income_grand_total.previous").delete()
    assert before[0] is not State.IN_PROGRESS
    assert states(sample)["reasons"] == (State.IN_PROGRESS, 1)


def test_problems_are_counted_and_lead_to_their_boxes(sample: Desk) -> None:
    state, count = states(sample)["project_scorecards"]
    assert state is State.PROBLEMS
    page = sample.open("project_scorecards")
    assert len(page.tree.xpath("//*[contains(@class, 'finding-error')]")) == count
    assert page.tree.xpath("//*[@id='problems']//a[contains(@href, '?card=')]")


def test_what_a_save_puts_out_of_balance_is_said_at_once(sample: Desk) -> None:
    def problems() -> int:
        return sum(count for state, count in states(sample).values() if state is State.PROBLEMS)

    before = problems()
    sample.save({"cell": "account//surplus_used", "was": "0.00", "value": "5000"})
    assert problems() > before
    fragment = sample.client.get(f"{sample.address('entry_checklist')}?page=income").content.decode()
    assert 'hx-swap-oob="innerHTML"' in fragment
    assert "处问题" in fragment


def test_an_expired_session_leaves_the_page_as_it_is(sample: Desk) -> None:
    sample.client.logout()
    for where in (sample.address("entry_preview", "income"), sample.address("entry_checklist")):
        assert sample.client.get(where, headers={"HX-Request": "true"}).status_code == 401
        assert sample.client.get(where).status_code == 302


def test_there_is_no_other_page(sample: Desk) -> None:
    assert sample.client.get(sample.address("entry_page", "nothing")).status_code == 404
    assert sample.client.get(f"{sample.address('entry_checklist')}?page=nothing").status_code == 404
