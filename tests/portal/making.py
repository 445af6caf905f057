"""Publications for tests of the public site: real ones, but without the formats that take seconds to make."""

from collections.abc import Callable
from unittest.mock import patch

from django.db.models import F

from disclosure.exports.formats import FORMATS
from finance.figures import Figures
from finance.models import FinalAccount, UnitProfile
from publication import publishing
from publication.models import Publication
from review.actions import correct
from tests.publication.making import approved, entered, staff
from tests.samples import all_funds
from units.models import BudgetUnit

_QUICK = tuple(FORMATS[key] for key in ("csv", "json"))
WHY = "复核时发现机构设置写错"


def publish_quickly(
    build: Callable[[], Figures] = all_funds, *, unit: BudgetUnit | None = None, edition: str = "xinjiang_2023"
) -> Publication:
    """A publication of a sample's figures with its tables as CSV and its package."""
    return publish_account(entered(build, unit=unit, edition=edition))


def publish_account(account: FinalAccount) -> Publication:
    """What stands in the account, submitted, approved and public."""
    with patch.object(publishing, "PUBLISHED_FORMATS", _QUICK):
        return publishing.publish_now(approved(account), by=staff(account)[1])


def publish_correction(publication: Publication, **texts: object) -> Publication:
    """The next version, in which these texts or counts of the unit's profile say otherwise."""
    account = publication.release.account
    correct(account=account, by=staff(account)[0], why=WHY)
    UnitProfile.objects.filter(account=account).update(**texts)
    FinalAccount.objects.filter(pk=account.pk).update(version=F("version") + 1)
    return publish_account(FinalAccount.objects.get(pk=account.pk))
