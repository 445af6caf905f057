"""Every finding of an account: figures, scorecards and text, in the order of the pages they are mended on."""

from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.checks import REPORT_CHECKS, Written
from disclosure.document import Report
from finance.checks import ACCOUNT_CHECKS, CONSOLIDATION_CHECKS, LAST_YEAR_CHECKS
from finance.checks.registry import Finding, Severity
from finance.figures import Figures
from finance.terms import Term
from finance.transfers import Summing
from performance.checks import SCORECARD_CHECKS, Evaluation
from performance.scorecards import Scorecards


class Page(Term):
    """The entry pages, in their order; before them that of a department's units, which has no boxes."""

    CONSOLIDATION = "consolidation", "所属单位汇总"
    PROFILE = "profile", "单位概况"
    INCOME = "income", "收入决算"
    EXPENDITURE = "expenditure", "支出决算"
    CARRY_OVER = "carry_over", "结转和结余"
    BUDGETS = "budgets", "年初预算和全年预算"
    BASIC_EXPENDITURE = "basic_expenditure", "基本支出经济分类"
    THREE_PUBLIC = "three_public", "“三公”经费"
    OPERATIONS = "operations", "机关运行、政府采购和国有资产"
    PREVIOUS_YEAR = "previous_year", "上年决算"
    REASONS = "reasons", "主要原因"
    OVERALL_SCORECARD = "overall_scorecard", "整体支出绩效自评表"
    PROJECT_SCORECARDS = "project_scorecards", "项目支出绩效自评表"
    OTHER_NOTES = "other_notes", "绩效管理情况和其他说明"


# The longest name that fits decides; a name with a code is looked up without it.
_PAGES = {
    "consolidation": Page.CONSOLIDATION,
    "unit": Page.PROFILE,
    "profile": Page.PROFILE,
    "fiscal_year": Page.PROFILE,
    "income": Page.INCOME,
    "income_grand_total": Page.INCOME,
    "surplus_used": Page.INCOME,
    "expenditure": Page.EXPENDITURE,
    "expenditure_grand_total": Page.EXPENDITURE,
    "surplus_distributed": Page.EXPENDITURE,
    "opening_carry_over": Page.CARRY_OVER,
    "closing_carry_over": Page.CARRY_OVER,
    "basic_expenditure": Page.BASIC_EXPENDITURE,
    "initial_budget": Page.BUDGETS,
    "adjusted_budget": Page.BUDGETS,
    "initial_budget.three_public": Page.THREE_PUBLIC,
    "adjusted_budget.three_public": Page.THREE_PUBLIC,
    "three_public": Page.THREE_PUBLIC,
    "counts": Page.THREE_PUBLIC,
    "texts.overseas_travel": Page.THREE_PUBLIC,
    "texts.vehicle_purchase": Page.THREE_PUBLIC,
    "texts.vehicle_running": Page.THREE_PUBLIC,
    "texts.vehicle_difference": Page.THREE_PUBLIC,
    "texts.official_reception": Page.THREE_PUBLIC,
    "agency_operating_costs": Page.OPERATIONS,
    "agency_operating_costs_filed": Page.OPERATIONS,
    "procurement": Page.OPERATIONS,
    "assets": Page.OPERATIONS,
    "texts.other_vehicles": Page.OPERATIONS,
    "previous": Page.PREVIOUS_YEAR,
    "previous.three_public": Page.THREE_PUBLIC,
    "reasons": Page.REASONS,
    "scorecards": Page.PROJECT_SCORECARDS,
    "scorecards.overall": Page.OVERALL_SCORECARD,
    "texts": Page.OTHER_NOTES,
    "texts.organisation": Page.PROFILE,
    "texts.public_service_income": Page.INCOME,
    "texts.operating_income": Page.INCOME,
    "texts.other_income": Page.INCOME,
    "performance": Page.OTHER_NOTES,
    **{
        f"{fund}.{part}": page
        for fund in ("general_public_budget", "government_fund", "state_capital_operations", "fiscal")
        for part, page in {
            "opening": Page.CARRY_OVER,
            "closing": Page.CARRY_OVER,
            "income": Page.INCOME,
            "income_grand_total": Page.INCOME,
            "expenditure": Page.EXPENDITURE,
            "basic": Page.EXPENDITURE,
            "project": Page.EXPENDITURE,
            "expenditure_grand_total": Page.EXPENDITURE,
        }.items()
    },
}


def page_of(figure: str) -> Page:
    """The page where a figure, or what it is summed from, is entered. LookupError for a name no page has."""
    steps = [step for step in figure.split(".") if not step.isdigit()]
    for length in range(len(steps), 0, -1):
        if page := _PAGES.get(".".join(steps[:length])):
            return page
    raise LookupError(figure)


def findings_of(
    figures: Figures,
    scorecards: Scorecards,
    report: Report | None,
    last_year: Figures | None = None,
    summing: Summing | None = None,
) -> tuple[Finding, ...]:
    """Every finding, by entry page, the gravest first. Without a report (an unknown code stops its writing)
    the text is not checked; without last year's own account, neither is what was copied from it. `summing`: of an
    account that its units add up to."""
    evaluation = Evaluation(figures, scorecards)
    findings = [
        *ACCOUNT_CHECKS.run(figures),
        *SCORECARD_CHECKS.run(evaluation),
    ]
    if summing is not None:
        findings += CONSOLIDATION_CHECKS.run(summing)
    if report is not None:
        findings += REPORT_CHECKS.run(Written(report, evaluation))
    if last_year is not None and _is_filled_in(last_year):
        findings += LAST_YEAR_CHECKS.run(figures, last_year)
    elif figures.previous is not None:
        findings.append(_no_last_year())
    pages = tuple(Page)
    return tuple(sorted(findings, key=lambda x: (pages.index(page_of(x.figures[0])), x.severity.rank, x.check)))


def _is_filled_in(last_year: Figures) -> bool:
    """An account that was only opened compares with nothing."""
    return bool(last_year.income_lines or last_year.expenditure_lines or last_year.carry_over_lines)


def _no_last_year() -> Finding:
    return Finding(
        LAST_YEAR_CHECKS.checks[0].id,
        Severity.NOT_CHECKABLE,
        "系统内没有本单位上年度的决算，上年数和年初结转和结余无法与上年度决算核对，请按上年公开的决算自行核对。",
        ("previous",),
        "上年决算数",
        "",
    )


@dataclass(frozen=True)
class PageFindings:
    """The findings that are mended on one entry page."""

    page: Page
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def by_page(findings: Iterable[Finding]) -> tuple[PageFindings, ...]:
    """Findings by the page of their first figure, pages in their order; those without findings left out."""
    groups: dict[Page, list[Finding]] = {page: [] for page in Page}
    for finding in findings:
        groups[page_of(finding.figures[0])].append(finding)
    return tuple(PageFindings(page, tuple(group)) for page, group in groups.items() if group)
