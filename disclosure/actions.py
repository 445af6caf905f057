"""What people do to an account beside typing figures. Keyword-only, always `by=`, atomic."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from disclosure.entry.pages import SECTIONS, place_of
from disclosure.explanations import Judged, explanation_cell
from disclosure.models import Explanation
from finance.cells import AmountUnit
from finance.changes import SetCell, apply
from finance.free_text import clean_text
from finance.models import CLOSED, CellChange, FinalAccount
from performance.link_offers import LinkOffer
from performance.places import Index
from units.models import User

MOST_CHARACTERS = 1000


def explain(*, account: FinalAccount, judged: Judged, text: str, by: User) -> None:
    """Write, rewrite or (empty text) take back the explanation of a warning, for its figures as they stand now. Logged
    as a change of the account, for who explains has a hand in it.

    Raises:
        ValidationError: the account is closed, the finding is no warning, or the text is too long.
    """
    if not judged.may_be_explained:
        raise ValidationError("这一条不能用说明代替改正，请改正相关数字")
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(f"说明有 {len(text)} 个字，最多 {MOST_CHARACTERS} 个字")
    finding, text = judged.finding, clean_text(text)
    with transaction.atomic():
        held = FinalAccount.objects.filter(pk=account.pk, is_open=True)
        if not held.update(version=F("version") + 1, updated=timezone.now()):
            raise ValidationError(CLOSED)
        there = Explanation.objects.filter(account=account, key=finding.key)
        written = there.first()
        if text.strip():
            defaults = {"fingerprint": finding.fingerprint, "text": text, "written_by": by}
            Explanation.objects.update_or_create(account=account, key=finding.key, defaults=defaults)
        else:
            there.delete()
            text = ""
        account.refresh_from_db(fields=["version", "updated"])
        cell, old = explanation_cell(finding.key), written.text if written else ""
        CellChange.objects.create(account=account, cell=cell, old=old, new=text, by=by, version=account.version)


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
