"""What people do with publications: start one, answer for a word, withdraw. Keyword-only, always `by=`."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from disclosure.exports.package import PackageError, read_package
from disclosure.intake.packages import NotTaken, take_package
from finance.free_text import clean_text
from finance.models import FinalAccount
from publication.corrections import corrected_by
from publication.followers import tell
from publication.gate import Place
from publication.jobs import PATIENCE
from publication.models import Acknowledgement, JobState, Publication, PublicationJob, Standing
from publication.tasks import queue
from review import actions as review
from review.actions import Refused
from review.models import Release
from review.situations import newest_release_of, release_of, situation_of
from review.workflow import Action, Status, why_not
from units.models import User

NOT_PUT_BACK = "公开的内容没有能够原样放回，什么也没有改动，更正仍在办理中。请联系系统管理员"


def start_publication(*, account: FinalAccount, by: User) -> PublicationJob:
    """公开: the job of the release that was approved, queued. Pressed twice, or after it is done, it is the same job;
    one that stopped or failed begins anew. Raises Refused with the words of workflow.why_not."""
    with transaction.atomic():
        held = FinalAccount.objects.select_for_update(of=("self",)).select_related("unit").get(pk=account.pk)
        release = release_of(held)
        job = PublicationJob.objects.filter(release=release).first()
        if job and (job.state in (JobState.QUEUED, JobState.RUNNING, JobState.DONE)):
            return job
        if words := why_not(Action.PUBLISH, situation_of(release, by, Action.PUBLISH)):
            raise Refused(words)
        now = timezone.now()
        fresh = {
            "state": JobState.QUEUED,
            "step": "",
            "done": 0,
            "steps": 0,
            "problems": [],
            "attempts": 0,
            "lease": None,
            "leased_until": now + PATIENCE,
            "by": by,
            "finished": None,
        }
        job, _ = PublicationJob.objects.update_or_create(release=release, defaults=fresh)
        queue(job.pk)
    return job


def acknowledge(*, release: Release, places: Iterable[Place], why: str, by: User) -> int:
    """确认涉密字样: each place may be public, for a reason in words. How many were answered for. Raises Refused."""
    why = clean_text(why).strip()
    if not why:
        raise Refused("请写明这些内容可以公开的理由")
    if words := why_not(Action.PUBLISH, situation_of(release, by, Action.PUBLISH)):
        raise Refused(words)
    rows = [
        Acknowledgement(
            release=release, digest=place.digest, word=place.found.shown[:40], quoted=place.text[:500], why=why, by=by
        )
        for place in places
    ]
    Acknowledgement.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def abandon_correction(*, account: FinalAccount, by: User, why: str) -> Release:
    """放弃更正: figures and words become again what is public, to the last cell, and the account closes; what was typed
    stays in its history. Raises Refused."""
    with transaction.atomic():
        held = FinalAccount.objects.select_for_update(of=("self",)).select_related("unit").get(pk=account.pk)
        release = newest_release_of(held)
        if not why_not(Action.ABANDON, situation_of(release, by, Action.ABANDON)):
            _put_back(release, by)
        return review.abandon(account=account, by=by, why=why)


def _put_back(release: Release, by: User) -> None:
    """What the publication before it holds. Raises Refused where it does not come out the same."""
    public = corrected_by(release)
    if public is None:
        return
    try:
        package = read_package(public.package.encode())
        taken = take_package(package, name=f"第{public.number}版数据包.json", by=by, over_sums=True)
        if taken.account != release.account or take_package(package, by=by, over_sums=True).has_changed:
            raise Refused(NOT_PUT_BACK)
    except (PackageError, NotTaken) as error:
        raise Refused(f"{NOT_PUT_BACK}（{error}）") from error


def withdraw_publication(*, account: FinalAccount, by: User, why: str) -> Publication:
    """撤下: the release and its publication in one transaction; the row and the hashes stay, the content is shown no
    more. Raises Refused."""
    with transaction.atomic():
        FinalAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
        release = review.withdraw(account=account, by=by, why=why)
        assert release.status == Status.WITHDRAWN.value
        Publication.objects.filter(release=release, standing=Standing.CURRENT).update(
            standing=Standing.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_because=clean_text(why).strip()
        )
        publication = Publication.objects.get(release=release)
        tell(publication)
    return publication
