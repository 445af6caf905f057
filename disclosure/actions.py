"""What people do to an account beside typing figures. Keyword-only, always `by=`, atomic."""

from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.entry.pages import SECTIONS, place_of
from disclosure.explanations import Judged
from disclosure.models import Explanation
from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.models import FinalAccount
from performance.link_offers import LinkOffer
from performance.places import Index
from units.models import User

MOST_CHARACTERS = 1000


@transaction.atomic
def explain(*, account: FinalAccount, judged: Judged, text: str, by: User) -> None:
    """Write, rewrite or (empty text) take back the explanation of a warning, for its figures as they stand now.

    Raises:
        ValidationError: the account is closed, the finding is no warning, or the text is too long.
    """
    account.refuse_closed()
    if not judged.may_be_explained:
        raise ValidationError("这一条不能用说明代替改正，请改正相关数字")
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(f"说明有 {len(text)} 个字，最多 {MOST_CHARACTERS} 个字")
    finding = judged.finding
    if not text.strip():
        Explanation.objects.filter(account=account, key=finding.key).delete()
        return
    Explanation.objects.update_or_create(
        account=account,
        key=finding.key,
        defaults={"fingerprint": finding.fingerprint, "text": text, "written_by": by},
    )


def link_number(*, account: FinalAccount, offer: LinkOffer, by: User) -> None:
    """Put a live link in a number's place, as if the clerk had typed it: logged, and only over the text as offered.

    Raises:
        ValidationError: the text has changed meanwhile, or cannot take the link.
    """
    place = place_of(offer.figure, Index.of(account))
    if place is None or not place.cell:
        raise ValidationError("这段文字已经不在了，请刷新页面")
    change = SetCell(place.cell, offer.text, offer.linked)
    (result,) = apply(account, [change], by=by, amount_unit=AmountUnit.YUAN, sections=SECTIONS).results
    if result.status != "saved":
        raise ValidationError(result.message or "这段文字刚被别人改过，请刷新页面再试")
