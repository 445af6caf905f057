"""All findings together: in the order of the pages, each with a page, printed by the command."""

import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.findings import Page, by_page, findings_of, page_of
from disclosure.samples.changji_2023 import changji_2023
from finance.checks.registry import Finding, Severity
from finance.classification import UnknownCode
from finance.figures import Figures
from finance.lines import BaseLine
from finance.models import EconomicLine, FinalAccount, IncomeLine
from finance.terms import Fund
from performance.scorecards import Scorecards
from tests.finance.check_cases import CASES
from tests.finance.test_checks_last_year import followed
from tests.samples import SAMPLES

LAST_YEAR = ("F511", "F512", "F513")


def findings(f: Figures, last_year: Figures | None = None) -> tuple[Finding, ...]:
    return findings_of(f, Scorecards(), write_report(f, Scorecards(), edition("xinjiang_2023")), last_year)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "first_year"])
def test_clean_account_has_no_error_and_no_warning(name: str) -> None:
    severities = {finding.severity for finding in findings(SAMPLES[name]())}
    assert severities <= {Severity.INFORMATION, Severity.NOT_CHECKABLE}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.figure}")
def test_every_finding_has_a_page(case) -> None:  # type: ignore[no-untyped-def]
    f = case.change(SAMPLES[case.sample]())
    try:
        found = findings(f)
    except UnknownCode:
        found = findings_of(f, Scorecards(), None)
    assert all(page_of(name) in Page for finding in found for name in finding.figures)


@pytest.mark.parametrize(
    ("figure", "page"),
    [
        ("income.2080106.other", Page.INCOME),
        ("general_public_budget.income", Page.INCOME),
        ("general_public_budget.2080106.expenditure", Page.EXPENDITURE),
        ("government_fund.2296004.closing", Page.CARRY_OVER),
        ("initial_budget.general_public_budget.2080106.expenditure", Page.BUDGETS),
        ("initial_budget.three_public.vehicle_running", Page.THREE_PUBLIC),
        ("basic_expenditure.30301.total", Page.BASIC_EXPENDITURE),
        ("previous.income_grand_total", Page.PREVIOUS_YEAR),
        ("previous.three_public.total", Page.THREE_PUBLIC),
        ("counts.reception_batches", Page.THREE_PUBLIC),
        ("texts.vehicle_difference", Page.THREE_PUBLIC),
        ("texts.other_vehicles", Page.OPERATIONS),
        ("texts.performance_results", Page.OTHER_NOTES),
        ("reasons.general_public_budget.2080101.expenditure.previous", Page.REASONS),
        ("profile.honorary_retired", Page.PROFILE),
        ("unit.name", Page.PROFILE),
        ("scorecards.overall.executed", Page.OVERALL_SCORECARD),
        ("scorecards.projects.2.indicators.5.target", Page.PROJECT_SCORECARDS),
    ],
)
def test_page_of_a_figure(figure: str, page: Page) -> None:
    assert page_of(figure) is page


def test_name_that_is_entered_nowhere_has_no_page() -> None:
    with pytest.raises(LookupError):
        page_of("nothing.of.the.sort")


def test_findings_stand_by_page_and_the_gravest_first() -> None:
    figures, cards = changji_2023()
    found = findings_of(figures, cards, write_report(figures, cards, edition("xinjiang_2023")))
    pages = [page_of(finding.figures[0]) for finding in found]
    assert pages == sorted(pages, key=tuple(Page).index)
    groups = by_page(found)
    assert [group.page for group in groups] == list(dict.fromkeys(pages))
    for group in groups:
        ranks = [finding.severity.rank for finding in group.findings]
        assert ranks == sorted(ranks)
    assert sum(group.count(Severity.ERROR) for group in groups) == sum(f.severity is Severity.ERROR for f in found)


def test_last_year_is_asked_where_there_is_one_and_said_to_be_missing_where_not() -> None:
    last = SAMPLES["everything_fell"]()
    f = followed(last)
    assert "F511" not in {finding.check for finding in findings(f, last)}
    (unknown,) = (finding for finding in findings(f) if finding.check == "F511")
    assert unknown.severity is Severity.NOT_CHECKABLE
    assert "F511" not in {finding.check for finding in findings(SAMPLES["first_year"]())}


def test_account_whose_report_cannot_be_written_still_says_why() -> None:
    f = SAMPLES["no_offices"]()
    assert f.previous is not None
    lines = (*f.previous.lines, BaseLine(Fund.GENERAL_PUBLIC_BUDGET, "2011398", Decimal("1.00")))
    f = replace(f, previous=replace(f.previous, lines=lines))
    with pytest.raises(UnknownCode):
        findings(f)
    found = findings_of(f, Scorecards(), None)
    assert {"F701"} <= {finding.check for finding in found}


@pytest.mark.django_db
def test_command_prints_every_finding_as_json() -> None:
    call_command("sample", "changji_2023", stdout=StringIO())
    out = StringIO()
    call_command("findings", "523001", "2023", "--format", "json", stdout=out)
    rows = json.loads(out.getvalue())
    pension = next(row for row in rows if row["id"] == "F303")
    assert pension["severity"] == "warning"
    assert pension["figures"] == ["basic_expenditure.30301.total", "profile.honorary_retired"]
    assert pension["page"] == "basic_expenditure"
    assert "离休费0.48万元" in pension["message"]
    assert "离休费" in pension["place"]
    figures, cards = changji_2023()
    pure = findings_of(figures, cards, write_report(figures, cards, edition("xinjiang_2023")))
    assert [(row["id"], row["key"]) for row in rows] == [(f.check, f.key) for f in pure]


@pytest.mark.django_db
def test_command_prints_text_by_page_with_its_counts() -> None:
    call_command("sample", "changji_2023", stdout=StringIO())
    EconomicLine.objects.filter(economic_code="30201").update(amount=Decimal("1.00"))
    out = StringIO()
    call_command("findings", "523001", "2023", stdout=out)
    lines = out.getvalue().splitlines()
    assert "【基本支出经济分类】" in lines
    assert any(line.strip().startswith("错误 F301") for line in lines)
    assert lines[-1].startswith("错误 ")


@pytest.mark.django_db
def test_command_compares_with_last_years_account() -> None:
    call_command("sample", "changji_2023", stdout=StringIO())
    account = FinalAccount.objects.get()
    last = FinalAccount.objects.create(
        unit=account.unit,
        fiscal_year=2022,
        edition=account.edition,
        unit_name=account.unit_name,
        unit_kind=account.unit_kind,
    )

    def compared() -> set[tuple[str, str]]:
        out = StringIO()
        call_command("findings", "523001", "2023", "--format", "json", stdout=out)
        return {(row["id"], row["severity"]) for row in json.loads(out.getvalue()) if row["id"] in LAST_YEAR}

    assert compared() == {("F511", "not_checkable")}  # only opened, nothing in it yet
    IncomeLine.objects.create(account=last, item_code="2080101", other=Decimal("1.00"))
    assert compared() == {("F511", "warning"), ("F512", "error"), ("F513", "warning")}


@pytest.mark.django_db
def test_command_names_an_account_there_is_not() -> None:
    with pytest.raises(CommandError, match="没有单位编码为“523001”的 2023 年度决算"):
        call_command("findings", "523001", "2023")
