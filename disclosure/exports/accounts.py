"""An account in the database as what the formats are made of."""

from disclosure.editions import edition
from disclosure.exports.subject import Exported
from disclosure.intake.sources import account_figures
from finance.models import FinalAccount
from performance.ledger import scorecards_of


def exported(account: FinalAccount) -> Exported:
    """Everything of the account, read once. Raises EditionError for an edition there is not."""
    return Exported(account_figures(account), scorecards_of(account), edition(account.edition), account.unit.region)
