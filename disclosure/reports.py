"""From an account in the database to its written report: the door between the rows and the pure middle."""

from disclosure.document import Report, complete_report, write_report
from disclosure.editions import edition
from disclosure.explanations import Explanation, Judged, judge
from disclosure.findings import findings_of
from disclosure.intake.sources import account_figures
from finance.checks.registry import Finding
from finance.classification import UnknownCode
from finance.consolidating import summing_of
from finance.ledger import figures_of
from finance.models import FinalAccount
from performance.ledger import scorecards_of


def draft_report(account: FinalAccount) -> Report:
    """The report as far as the account is filled in."""
    return write_report(figures_of(account), scorecards_of(account), edition(account.edition))


def final_report(account: FinalAccount) -> Report:
    """The report of a complete account. Raises IncompleteReport, naming every gap."""
    return complete_report(figures_of(account), scorecards_of(account), edition(account.edition))


def findings_of_account(account: FinalAccount) -> tuple[Finding, ...]:
    """Every finding of the account, against last year's own account too where the system has it."""
    figures, scorecards = account_figures(account), scorecards_of(account)
    report: Report | None
    try:
        report = write_report(figures, scorecards, edition(account.edition))
    except UnknownCode:  # a finding of its own says so
        report = None
    before = FinalAccount.objects.filter(unit=account.unit_id, fiscal_year=account.fiscal_year - 1).first()
    last_year = account_figures(before) if before else None
    return findings_of(figures, scorecards, report, last_year, summing_of(account))


def judged_findings(account: FinalAccount) -> tuple[Judged, ...]:
    """Every finding with its explanation and where it stands."""
    written = {row.key: Explanation(row.key, row.fingerprint, row.text) for row in account.explanations.all()}
    return judge(findings_of_account(account), written)
