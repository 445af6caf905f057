"""An account in the database as what the formats are made of."""

from disclosure.editions import edition
from disclosure.exports.subject import Exported
from finance.ledger import figures_of
from finance.models import FinalAccount
from performance.ledger import scorecards_of


def exported(account: FinalAccount) -> Exported:
    """Everything of the account, read once. Raises EditionError for an edition there is not."""
    return Exported(figures_of(account), scorecards_of(account), edition(account.edition), account.unit.region)
