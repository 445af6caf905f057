"""From an account in the database to its written report: the door between the rows and the pure middle."""

from disclosure.document import Report, complete_report, write_report
from disclosure.editions import edition
from finance.ledger import figures_of
from finance.models import FinalAccount
from performance.ledger import scorecards_of


def draft_report(account: FinalAccount) -> Report:
    """The report as far as the account is filled in."""
    return write_report(figures_of(account), scorecards_of(account), edition(account.edition))


def final_report(account: FinalAccount) -> Report:
    """The report of a complete account. Raises IncompleteReport, naming every gap."""
    return complete_report(figures_of(account), scorecards_of(account), edition(account.edition))
