"""An account moved from one edition to another: what it then still lacks, and the move itself.

Only a draft is moved. What is published keeps the text it was printed with, and the fingerprint of its edition.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from disclosure.differences import Difference, differences
from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.passages import passages_of
from finance.ledger import ChangedMeanwhile, figures_of
from finance.models import CellChange, FinalAccount
from performance.ledger import scorecards_of
from units.models import User


def lacking_in(account: FinalAccount, slug: str) -> tuple[tuple[str, str], ...]:
    """(section, what is missing) that this edition would print and the account does not have, in reading order: figures
    nobody filled in, reasons and purposes nobody wrote. Raises EditionError for an edition that does not exist."""
    return write_report(figures_of(account), scorecards_of(account), edition(slug)).gap_labels


def differing_in(account: FinalAccount, slug: str) -> tuple[Difference, ...]:
    """Every sentence and cell that would read otherwise in this edition. Raises EditionError and UnknownCode."""
    figures, cards = figures_of(account), scorecards_of(account)
    now, then = (write_report(figures, cards, edition(one)).document for one in (account.edition, slug))
    return differences(passages_of(now), passages_of(then))


def move_to_edition(account: FinalAccount, slug: str, *, by: User | None = None) -> None:
    """Gives the account another edition; nothing entered is lost, and moving back brings the old text again. Logged,
    `by` a person, or by a command if None. Raises EditionError for an edition that does not exist, ChangedMeanwhile
    where somebody wrote the account since, ValidationError where it is closed."""
    edition(slug)
    with transaction.atomic():
        found = FinalAccount.objects.filter(pk=account.pk, version=account.version)
        if not found.update(edition=slug, version=F("version") + 1, updated=timezone.now()):
            raise ChangedMeanwhile(account)
        account.refuse_closed()
        old = account.edition
        account.refresh_from_db()
        CellChange.objects.create(
            account=account, cell="account//edition", old=old, new=slug, by=by, version=account.version
        )
