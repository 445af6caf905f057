"""核对结果: what the clerk sees, mends and explains; what lapses; what the reviewer may only read."""

from collections.abc import Callable

import pytest
from django.test import Client

from disclosure.actions import explain
from disclosure.explanations import Judged, Standing
from disclosure.reports import judged_findings
from finance.checks.registry import Severity
from finance.ledger import figures_of
from finance.models import CellChange, FinalAccount
from performance.ledger import scorecards_of
from performance.link_offers import link_offers
from units.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("changji_once"),
    pytest.mark.only_on("sqlite", "what a page shows; tests/browser and tests/attack open pages on the other"),
]
PAGE = "/entry/523001/2023/findings/"


@pytest.fixture
def account(changji_once: Callable[[], FinalAccount]) -> FinalAccount:
    return changji_once()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def first(account: FinalAccount, severity: Severity, mentions: str = "") -> Judged:
    return next(
        one for one in judged_findings(account) if one.finding.severity is severity and mentions in one.finding.message
    )


def write(client: Client, judged: Judged, text: str, **headers: str) -> object:
    finding = judged.finding
    data = {"key": finding.key, "fingerprint": finding.fingerprint, "text": text}
    return client.post(PAGE, data, headers=headers)


def test_every_finding_stands_on_the_page_with_a_way_to_its_box(account: FinalAccount) -> None:
    judged = judged_findings(account)
    page = signed_in("clerk").get(PAGE).content.decode()
    assert page.count('class="finding finding-') == len(judged) > 50
    assert 'href="/entry/523001/2023/overall_scorecard/' in page


def test_explained_warning_is_settled_and_lapses_with_its_figures(account: FinalAccount) -> None:
    warning = first(account, Severity.WARNING, "离休")
    assert warning.standing is Standing.TO_BE_EXPLAINED
    write(signed_in("clerk"), warning, "上年去世人员的抚恤余款。")

    def again() -> Judged:
        return next(one for one in judged_findings(account) if one.finding.key == warning.finding.key)

    assert again().standing is Standing.EXPLAINED
    line = account.economic_lines.get(economic_code="30301")
    line.amount += 1
    line.save()
    assert again().standing is Standing.LAPSED
    assert again().explanation is not None


def test_empty_text_takes_an_explanation_back(account: FinalAccount) -> None:
    warning = first(account, Severity.WARNING)
    client = signed_in("clerk")
    write(client, warning, "原因")
    write(client, warning, "  ")
    assert account.explanations.count() == 0


def test_error_cannot_be_explained_away(account: FinalAccount) -> None:
    error = first(account, Severity.ERROR)
    response = write(signed_in("clerk"), error, "没关系", HX_Request="true")
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert account.explanations.count() == 0


def test_explanation_of_figures_that_moved_meanwhile_is_refused(account: FinalAccount) -> None:
    warning = first(account, Severity.WARNING, "离休")
    line = account.economic_lines.get(economic_code="30301")
    line.amount += 1
    line.save()
    response = write(signed_in("clerk"), warning, "原因", HX_Request="true")
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "变动过" in response.content.decode()  # type: ignore[attr-defined]


def test_reviewer_reads_and_cannot_write(account: FinalAccount) -> None:
    warning = first(account, Severity.WARNING)
    explain(account=account, judged=warning, text="采暖费补发", by=User.objects.get(username="clerk"))
    reviewer = signed_in("reviewer")
    page = reviewer.get(PAGE).content.decode()
    assert "采暖费补发" in page
    assert "<textarea" not in page
    assert write(reviewer, warning, "改写").status_code == 403  # type: ignore[attr-defined]


def test_refresh_answers_nothing_while_nothing_has_changed(account: FinalAccount) -> None:
    client = signed_in("clerk")
    same = client.get(PAGE, {"version": account.version}, headers={"HX-Request": "true"})
    assert same.status_code == 204
    FinalAccount.objects.update(version=account.version + 1)
    moved = client.get(PAGE, {"version": account.version}, headers={"HX-Request": "true"})
    assert moved.status_code == 200
    assert "<html" not in moved.content.decode()


def test_very_long_explanation_is_refused_and_handed_back(account: FinalAccount) -> None:
    warning = first(account, Severity.WARNING)
    page = signed_in("clerk").post(
        PAGE,
        {"key": warning.finding.key, "fingerprint": warning.finding.fingerprint, "text": "长" * 1001},
        follow=True,
    )
    assert "最多 1000 个字" in page.content.decode()
    assert "长" * 1001 in page.content.decode()


def test_number_that_drifted_becomes_a_live_link_and_its_finding_goes(account: FinalAccount) -> None:
    error = first(account, Severity.ERROR, "735人")
    client = signed_in("clerk")
    page = client.get(PAGE).content.decode()
    assert "把“735人”改为自动引用" in page
    offer = next(o for o in link_offers(figures_of(account), scorecards_of(account)) if o.quoted == "735人")
    client.post(PAGE, {"figure": offer.figure, "linked": offer.linked})
    card = account.scorecards.get(name="公共就业服务专项业务经费")
    assert "{指标:求职登记、职业指导}" in card.result
    assert error.finding.key not in {one.finding.key for one in judged_findings(account)}
    assert CellChange.objects.filter(account=account, by__username="clerk").exists()


def test_made_up_link_is_not_taken(account: FinalAccount) -> None:
    before = account.scorecards.get(kind="overall").result
    client = signed_in("clerk")
    answer = client.post(PAGE, {"figure": "scorecards.overall.result", "linked": "假的"}, follow=True)
    assert "变动过" in answer.content.decode()
    assert account.scorecards.get(kind="overall").result == before


def test_rule_set_that_filed_scores_follow_is_inferred_with_the_rows_that_break_it(account: FinalAccount) -> None:
    page = signed_in("clerk").get(PAGE).content.decode()
    assert "项目支出自评表：已填得分最符合“新疆2023（项目支出）”，71 处相符，5 处不符" in page
    assert "整体支出自评表：已填得分最符合“新疆2023（整体支出）”，7 处相符" in page
    assert "昌吉州高校毕业生圆梦计划“培训人数”：填 0.00 分" in page
