"""What a year's scorecards start from: last year's projects by name, to be filled anew."""

from finance.models import FinalAccount
from performance.models import Scorecard

_KEPT = ("kind", "position", "name", "competent_department", "implementing_unit", "execution_points", "rule_set")


def start_scorecards(account: FinalAccount, before: FinalAccount) -> None:
    """The cards of last year with their names, departments and rule sets; goals, funds and indicators empty."""
    cards = Scorecard.objects.filter(account=before)
    Scorecard.objects.bulk_create(
        Scorecard(account=account, **{name: getattr(card, name) for name in _KEPT}) for card in cards
    )
