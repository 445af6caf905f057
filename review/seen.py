"""What a person sees of an account: its passages as they stand now, kept under their hash."""

from disclosure.passages import Passage, digest_of, passages_of, passages_text, read_passages
from disclosure.reports import draft_report
from finance.models import FinalAccount
from review.models import PassageApproval, Release, SeenDocument
from review.workflow import Status


def passages_now(account: FinalAccount) -> tuple[Passage, ...]:
    """The document as it would print. Raises EditionError and UnknownCode."""
    return passages_of(draft_report(account).document)


def keep_seen(passages: tuple[Passage, ...]) -> str:
    """Keeps the passages; returns their SHA-256."""
    digest = digest_of(passages)
    SeenDocument.objects.get_or_create(sha256=digest, defaults={"passages": passages_text(passages)})
    return digest


def passages_seen(sha256: str) -> tuple[Passage, ...]:
    """What was kept; nothing for an empty hash."""
    return read_passages(SeenDocument.objects.get(pk=sha256).passages) if sha256 else ()


def lapsed_passages(release: Release, passages: tuple[Passage, ...]) -> frozenset[str]:
    """Keys of the passages whose approval has lapsed: those that do not say what they said when the account was last
    approved, in this release or one before. Empty where nothing was ever approved."""
    approvals = PassageApproval.objects.filter(account=release.account_id, release__number__lte=release.number)
    approvals = approvals.exclude(release__status=Status.ABANDONED.value)
    last = approvals.order_by("release__number").values_list("release", flat=True).last()
    approved = dict(approvals.filter(release=last).values_list("passage", "digest"))
    return frozenset(p.key for p in passages if approved and approved.get(p.key) != p.digest)
