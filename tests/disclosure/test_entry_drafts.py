"""A draft serves again while everything it was made from is equal, and not a moment longer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.document import Report
from disclosure.editions import edition
from disclosure.entry import drafts
from disclosure.entry.drafts import Draft, draft_of
from disclosure.samples.changji_2023 import changji_2023
from finance.figures import Figures
from performance.scorecards import Scorecards

FIGURES, SCORECARDS = changji_2023()
EDITION = edition("xinjiang_2023")


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_drafts", type(drafts._drafts)())


def draft(figures: Figures = FIGURES, scorecards: Scorecards = SCORECARDS, account: int = 1) -> Draft:
    return draft_of(account, figures, scorecards, EDITION)


def test_equal_figures_read_again_bring_the_same_report() -> None:
    first = draft()
    again = draft(replace(FIGURES))
    assert again is first
    assert again.report is first.report


def test_one_figure_more_brings_another_report() -> None:
    first = draft().report
    changed = draft(replace(FIGURES, surplus_used=Decimal("12345.00"))).report
    assert isinstance(first, Report)
    assert isinstance(changed, Report)
    assert changed.document != first.document


def test_another_scorecard_edition_or_account_brings_another_report() -> None:
    first = draft()
    assert draft(scorecards=Scorecards()) is not first
    assert draft_of(1, FIGURES, SCORECARDS, edition("shanghai_2024")) is not first
    assert draft(account=2) is not first


def test_findings_follow_last_years_account() -> None:
    made = draft()
    alone = made.findings(None)
    assert made.findings(None) is alone
    assert made.findings(FIGURES) != alone
    assert made.findings(None) == alone


def test_accounts_long_not_opened_are_let_go() -> None:
    first = draft(account=0)
    for number in range(1, 17):
        draft(account=number)
    assert draft(account=0) is not first
    assert len(drafts._drafts) == 16
