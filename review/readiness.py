"""What stands between an account and its submission: one function, which the button and the checklist both ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse

from disclosure.document import Report
from disclosure.editions import EditionError
from disclosure.entry.links import Links
from disclosure.explanations import Judged, Standing
from disclosure.reports import draft_report, judged_findings
from finance.checks.registry import Severity
from finance.classification import UnknownCode
from finance.consolidating import accounts_below, is_what_units_add_up_to, outdated
from finance.models import FinalAccount
from finance.names import label
from review.models import Release
from review.workflow import Status

_KEPT = 600  # seconds
_SAY_MISSING = ("T101", "T102")  # checks that only repeat the gaps
_APPROVED = frozenset(status.value for status in (Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN))
NOT_THE_SUM = "决算数与所属单位相加的数不一致，请打开“所属单位汇总”页，系统随即重新汇总"


@dataclass(frozen=True)
class Obstacle:
    """One thing to be done first, and the address where it is done (empty: of a finding, the page of all of them; of
    anything else, not on a page)."""

    words: str
    address: str = ""
    standing: Standing | None = None  # of a finding; None: something is not filled in


def obstacles_of(account: FinalAccount) -> tuple[Obstacle, ...]:
    """What is not filled in, what is wrong, and what wants a word; in that order. Of a department its sums are worked
    out anew."""
    try:
        report = draft_report(account)
    except (EditionError, UnknownCode) as error:
        return (Obstacle(str(error)),)
    found = obstacles_among(report, judged_findings(account), Links(account))
    if account.is_consolidated and not is_what_units_add_up_to(account):
        return (Obstacle(NOT_THE_SUM, _units_page(account)), *found)
    return found


def obstacles_shown(account: FinalAccount) -> tuple[Obstacle, ...]:
    """The same for a page that only shows them: kept as long as neither the account nor last year's has changed. What
    decides is always looked for anew. Kept as plain values: processes of two releases may share a cache for a while."""
    before = FinalAccount.objects.filter(unit=account.unit_id, fiscal_year=account.fiscal_year - 1).first()
    looked_at = (account, before, *accounts_below(account))
    states = (f"{one.pk}.{one.version}.{one.updated.timestamp()}" for one in looked_at if one)
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
    return (*gaps, *(_of_finding(one, links) for one in found), *_units_filling_in(links.account))


def _units_filling_in(account: FinalAccount) -> Iterator[Obstacle]:
    """What is added up must not move while the department's account is reviewed."""
    for one in accounts_below(account):
        if one.is_open:
            words = f"所属单位“{one.unit_name}”的决算还在填报，提交审核以后，汇总的决算才能提交"
            yield Obstacle(words, _units_page(account))


def units_not_approved(account: FinalAccount) -> tuple[str, ...]:
    """What keeps a department's account from being approved: units whose figures have moved, or whose own account
    nobody has approved."""
    if not account.is_consolidated:
        return ()
    moved = [f"所属单位“{unit.name}”的数已变动，汇总未更新，请退回经办人重新汇总" for unit in outdated(account)]
    below = accounts_below(account)
    latest = reversed(Release.objects.filter(account__in=[one.pk for one in below]).latest_first())
    status = {release.account_id: release.status for release in latest}
    waiting = [one for one in below if status.get(one.pk) not in _APPROVED]
    return (*moved, *(f"所属单位“{one.unit_name}”的决算还没有审核通过" for one in waiting))


def _units_page(account: FinalAccount) -> str:
    return reverse("consolidation", args=(account.unit.code, account.fiscal_year))


def _of_finding(judged: Judged, links: Links) -> Obstacle:
    address = next(filter(None, map(links.to, judged.finding.figures)), "")
    return Obstacle(f"{judged.finding.message}（{judged.standing.label}）", address, judged.standing)
