"""What a person sees of an account: its passages as they stand now, kept under their hash."""

from disclosure.passages import Passage, digest_of, passages_of, passages_text, read_passages
from disclosure.reports import draft_report
from finance.models import FinalAccount
from review.models import Release, SeenDocument


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
    """Keys of the passages whose approval has lapsed: approved before in other words than they now have. Empty where
    nothing was ever approved."""
    approved: dict[str, str] = {}
    for approval in release.account.passage_approvals.order_by("pk"):
        approved[approval.passage] = approval.digest
    return frozenset(p.key for p in passages if approved and approved.get(p.key) != p.digest)
