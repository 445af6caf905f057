"""Each scorecard check: the corrected report gives nothing, the smallest change exactly its id at its box."""

import pytest
from hypothesis import given, settings

from finance.checks.registry import Severity
from finance.figures import Figures
from performance.checks import SCORECARD_CHECKS
from performance.scorecards import Scorecards
from tests.finance.random_figures import figures as random_figures
from tests.performance.cards import scorecards as random_cards
from tests.performance.check_cases import CASES, Case
from tests.performance.checking import (
    OVERALL,
    card,
    clean,
    new_findings,
    row,
    run,
    text,
    together,
    value,
)
from tests.samples import SAMPLES, large, large_scorecards

ASKS = (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.check}-{n}" for n, c in enumerate(CASES)])
def test_the_smallest_change_gives_exactly_its_finding(case: Case) -> None:
    found = new_findings(case.change)
    assert [f.check for f in found] == sorted((case.check, *case.also)), [f"{f.check} {f.message}" for f in found]
    finding = next(f for f in found if f.check == case.check and f.figures[0] == case.figure)
    for words in case.words:
        assert words in finding.message
    own = next(check.severity for check in SCORECARD_CHECKS.checks if check.id == case.check)
    assert finding.severity is (case.severity or own)


@pytest.mark.parametrize(
    "written",
    [
        "219001-昌吉回族自治州公共就业服务中心",
        "昌吉回族自治州公共就业服务中心本级",
        "昌吉回族自治州公共就业服务中心（盖章）",
        "昌吉回族自治州 公共就业服务中心",
        "昌吉回族自治州公共就业服务中心就业服务科",
        "就业服务科、人力资源服务科",
    ],
)
def test_forms_may_put_something_around_a_name(written: str) -> None:
    assert new_findings(card(3, implementing_unit=written, competent_department=written)) == []


def test_percent_may_be_spelt_out() -> None:
    assert new_findings(row(1, 4, target=value(">=95", "百分比"), achieved=value("=100", "百分比"))) == []


_ALWAYS_THERE = {"P222", "P303"}  # information that the corrected report keeps


def test_every_check_has_a_case() -> None:
    assert {check.id for check in SCORECARD_CHECKS.checks} == {case.check for case in CASES} | _ALWAYS_THERE


def test_corrected_report_gives_no_error_and_no_warning() -> None:
    assert [f.message for f in run(clean()) if f.severity in ASKS] == []


def test_information_goes_with_its_cause() -> None:
    assert {f.check for f in run(clean())} >= _ALWAYS_THERE
    spread = row(OVERALL, 1, level1="社会效应")(clean())
    assert "P222" not in {f.check for f in run(spread)}
    alike = card(OVERALL, rule_set="xj_2023")(clean())
    assert "P303" not in {f.check for f in run(alike)}


def test_links_print_the_present_value_and_never_disagree() -> None:
    linked = card(2, result=text("职业指导700人", "职业指导{指标:求职登记、职业指导}"))
    moved = together(
        linked,
        row(2, 2, achieved=value("=735", "人"), deviation_reason="实际求职登记人数较计划多35人。"),
        row(OVERALL, 2, achieved=value("=735", "人")),
        card(OVERALL, result=text("700人", "{指标:求职登记、职业指导}")),
    )
    assert new_findings(linked) == []
    assert [f.message for f in new_findings(moved) if f.severity in ASKS] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_account_without_scorecards_gives_nothing(name: str) -> None:
    assert run((SAMPLES[name](), Scorecards())) == ()


def test_large_account_gives_no_error_of_its_scorecards() -> None:
    found = run((large(), large_scorecards()))
    assert {f.check for f in found if f.severity is Severity.ERROR} == set()


@settings(deadline=None)
@given(random_figures(), random_cards())
def test_anything_that_can_be_entered_can_be_checked(f: Figures, cards: Scorecards) -> None:
    for finding in run((f, cards)):
        assert finding.message
        assert finding.place
