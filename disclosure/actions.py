"""What people do to an account beside typing figures. Keyword-only, always `by=`, atomic."""

from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.explanations import Judged
from disclosure.models import Explanation
from finance.models import FinalAccount
from units.models import User

MOST_CHARACTERS = 1000


@transaction.atomic
def explain(*, account: FinalAccount, judged: Judged, text: str, by: User) -> None:
    """Write, rewrite or (empty text) take back the explanation of a warning, for its figures as they stand now.

    Raises:
        ValidationError: the finding is no warning, or the text is too long.
    """
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
