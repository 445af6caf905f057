"""Freezing: from files that are in storage to a Publication, in one transaction, once for each release."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from finance.models import FinalAccount
from finance.terms import UnitKind
from publication.contents import Contents
from publication.corrections import follows_a_withdrawal
from publication.followers import tell
from publication.manifest import manifest_of, sha256_of_manifest
from publication.models import Publication, PublishedFile, Standing
from review.actions import Refused, publish
from review.models import Release
from review.workflow import Status
from units.models import BudgetUnit, User

WITHDRAWN_SINCE = "公开期间，此前的版本已被撤下，更正说明要重写，请再公开一次"
CHANGED_SINCE = "审核通过之后内容又有变动，请取回修改并重新审核"


@dataclass(frozen=True)
class KeptFile:
    """A file that stands in storage, not yet public."""

    format: str
    label: str
    name: str
    path: str
    size: int
    sha256: str


def freeze(
    release: Release, contents: Contents, files: Sequence[KeptFile], *, corrections: list[dict[str, Any]], by: User
) -> Publication:
    """The release's publication; made now, or the one that was made before. What was public until now is superseded.
    Raises Refused where the release may not be published, or says something else than was approved."""
    with transaction.atomic():
        account = FinalAccount.objects.select_for_update(of=("self",)).select_related("unit").get(pk=release.account_id)
        if made := Publication.objects.filter(release=release).first():
            return made
        release = Release.objects.get(pk=release.pk)
        is_other = release.seen != contents.seen or account.version != contents.version
        if release.status == Status.APPROVED.value and is_other:
            raise Refused(CHANGED_SINCE)
        if corrections and follows_a_withdrawal(release):
            raise Refused(WITHDRAWN_SINCE)
        publication = _unsaved(release, account, contents, corrections, by)
        publication.manifest = manifest_of(publication, {file.format: file.sha256 for file in files})
        publication.manifest_sha256 = sha256_of_manifest(publication.manifest)
        publication.release = publish(account=account, by=by, detail={"manifest_sha256": publication.manifest_sha256})
        current = Publication.objects.filter(release__account=account, standing=Standing.CURRENT)
        superseded = list(current.values_list("pk", flat=True))
        current.update(standing=Standing.SUPERSEDED, superseded_at=publication.published_at)
        publication.save(force_insert=True)
        Publication.objects.filter(pk__in=superseded).update(superseded_by=publication)
        PublishedFile.objects.bulk_create(PublishedFile(publication=publication, **asdict(file)) for file in files)
        tell(publication)
    return publication


def _unsaved(
    release: Release, account: FinalAccount, contents: Contents, corrections: list[dict[str, Any]], by: User
) -> Publication:
    figures = contents.subject.figures
    department = _department(account.unit)
    return Publication(
        release=release,
        number=release.number,
        reason=release.reason,
        corrections=corrections,
        unit_code=account.unit.code,
        unit_name=figures.unit.name,
        unit_kind=UnitKind(figures.unit.kind).label,
        department_code=department.code,
        department_name=figures.unit.name if department.pk == account.unit_id else department.name,
        region=contents.subject.region,
        fiscal_year=account.fiscal_year,
        title=contents.subject.document.title,
        edition=contents.edition.slug,
        edition_fingerprint=contents.edition.fingerprint,
        income_total=figures.income_grand_total,
        expenditure_total=figures.expenditure_grand_total,
        passages=contents.passages_text,
        online=contents.online,
        figures=contents.figures,
        package=contents.package,
        published_by=by,
        published_at=timezone.now(),
    )


def _department(unit: BudgetUnit) -> BudgetUnit:
    """主管部门: the unit at the top of the tree, itself for a 部门本级."""
    seen = {unit.pk}
    while unit.parent is not None and unit.parent.pk not in seen:
        unit = unit.parent
        seen.add(unit.pk)
    return unit
