"""An account moved from one edition to another: what it then still lacks, and the move itself.

Only a draft is moved. What is published keeps the text it was printed with, and the fingerprint of its edition.
"""

from django.db.models import F
from django.utils import timezone

from disclosure.document import write_report
from disclosure.editions import edition
from finance.ledger import ChangedMeanwhile, figures_of
from finance.models import FinalAccount
from performance.ledger import scorecards_of


def lacking_in(account: FinalAccount, slug: str) -> tuple[tuple[str, str], ...]:
    """(section, what is missing) that this edition would print and the account does not have, in reading order: figures
    nobody filled in, reasons and purposes nobody wrote. Raises EditionError for an edition that does not exist."""
    return write_report(figures_of(account), scorecards_of(account), edition(slug)).gap_labels


def move_to_edition(account: FinalAccount, slug: str) -> None:
    """Gives the account another edition; nothing entered is lost, and moving back brings the old text again. Raises
    EditionError for an edition that does not exist, ChangedMeanwhile where somebody wrote the account
    since, ValidationError where it is closed."""
    edition(slug)
    account.refuse_closed()
    found = FinalAccount.objects.filter(pk=account.pk, version=account.version)
    if not found.update(edition=slug, version=F("version") + 1, updated=timezone.now()):
        raise ChangedMeanwhile(account)
    account.refresh_from_db()
