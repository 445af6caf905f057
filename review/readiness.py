"""What stands between an account and its submission: one function, which the button and the checklist both ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from disclosure.document import Report
from disclosure.editions import EditionError
from disclosure.entry.links import Links
from disclosure.explanations import Judged, Standing
from disclosure.reports import draft_report, judged_findings
from finance.checks.registry import Severity
from finance.classification import UnknownCode
from finance.models import FinalAccount
from finance.names import label
from performance.places import Index

_KEPT = 600  # seconds
_SAY_MISSING = ("T101", "T102")  # checks that only repeat the gaps


@dataclass(frozen=True)
class Obstacle:
    """One thing to be done first, and the address where it is done (empty: the page of all findings)."""

    words: str
    address: str = ""
    standing: Standing | None = None  # of a finding; None: something is not filled in


def obstacles_of(account: FinalAccount) -> tuple[Obstacle, ...]:
    """What is not filled in, what is wrong, and what wants a word; in that order."""
    try:
        report = draft_report(account)
    except (EditionError, UnknownCode) as error:
        return (Obstacle(str(error)),)
    return obstacles_among(report, judged_findings(account), Links(account, Index.of(account)))


def obstacles_shown(account: FinalAccount) -> tuple[Obstacle, ...]:
    """The same for a page that only shows them: kept as long as neither the account nor last year's has changed. What
    decides is always looked for anew. Kept as plain values: processes of two releases may share a cache for a while."""
    before = FinalAccount.objects.filter(unit=account.unit_id, fiscal_year=account.fiscal_year - 1).first()
    states = (f"{one.pk}.{one.version}.{one.updated.timestamp()}" for one in (account, before) if one)
    key = f"obstacles:{account.edition}:{':'.join(states)}"
    kept: list[tuple[str, str, str]] | None = cache.get(key)
    if kept is None:
        found = obstacles_of(account)
        kept = [(one.words, one.address, one.standing.value if one.standing else "") for one in found]
        cache.set(key, kept, timeout=_KEPT)
    return tuple(Obstacle(words, address, Standing(value) if value else None) for words, address, value in kept)


def obstacles_among(report: Report, judged: Iterable[Judged], links: Links) -> tuple[Obstacle, ...]:
    """The same for a page that has the report and the findings at hand."""
    tree = report.figures.classification
    gaps = [
        Obstacle(f"{gap.section}：{gap.words or label(gap.name, tree)}没有填写", links.to(gap.name))
        for gap in report.gaps
    ]
    found = [one for one in judged if one.standing.is_open]
    found = [one for one in found if one.finding.check not in _SAY_MISSING]
    found.sort(key=lambda one: one.finding.severity is not Severity.ERROR)
    return (*gaps, *(_of_finding(one, links) for one in found))


def _of_finding(judged: Judged, links: Links) -> Obstacle:
    address = next(filter(None, map(links.to, judged.finding.figures)), "")
    return Obstacle(f"{judged.finding.message}（{judged.standing.label}）", address, judged.standing)
