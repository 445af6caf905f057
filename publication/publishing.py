"""Making a publication: the gate, every format into storage, then the freezing, all of it one transaction or none.

A worker may be killed at any moment. What it kept in storage stands under its hash and is found again; nothing is
public before the last step, and the last step is one transaction that also closes the job.
"""

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.exports.formats import REFUSALS, Format
from disclosure.rendering import to_pdf
from publication.contents import PUBLISHED_FORMATS, Contents, sha256_of
from publication.corrections import corrections_of, follows_a_withdrawal
from publication.freezing import KeptFile, freeze
from publication.gate import Item, gate, pdf_gate, words_of
from publication.jobs import LeaseLost, close, put_back, renew, take_up
from publication.models import JobState, Publication, PublicationJob
from publication.notice import notice_of
from publication.storage import keep
from review.models import Release
from units.models import User

_log = logging.getLogger(__name__)

CHECK, ONLINE, PUBLISH = "公开前检查", "网页和数字", "公开"
NOTICE = "更正说明"


class Stopped(Exception):
    """The gate: `problems` say what must be mended."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("；".join(problems))


@dataclass(frozen=True)
class Step:
    """One step of the work; its name is what the page shows while it is under way."""

    name: str
    do: Callable[[], None]


def make(job_id: int) -> Publication | None:
    """Does a job from beginning to end, if nobody else does. None where it did not come to a publication: the job
    says why."""
    lease = take_up(job_id)
    if lease is None:
        return None
    job = PublicationJob.objects.select_related("release__account__unit", "by").get(pk=job_id)
    try:
        return _made(job, lease)
    except LeaseLost:
        _log.warning("publication job %s is somebody else's now", job_id)
    except Stopped as stopped:
        close(job_id, lease, JobState.STOPPED, stopped.problems)
    except REFUSALS as refusal:
        close(job_id, lease, JobState.STOPPED, [str(refusal)])
    except ValidationError as refused:
        close(job_id, lease, JobState.STOPPED, refused.messages)
    except Exception:  # storage, database, or a fault of ours: what can be tried again is, the rest is told
        _log.exception("publication job %s", job_id)
        put_back(job_id, lease, "生成公开文件时出错，详情在系统日志里。请联系系统管理员，然后再试一次")
    return None


def publish_now(release: Release, *, by: User) -> Publication:
    """The release's publication, made here and now without a worker and without the gate: for samples and tests."""
    making = Making(release, by)
    for step in making.steps(with_gate=False):
        step.do()
    return making.freeze()


def _made(job: PublicationJob, lease: uuid.UUID) -> Publication:
    renew(job.pk, lease, step=CHECK, done=0, steps=0)
    making = Making(job.release, job.by)
    steps = list(making.steps())
    for number, step in enumerate(steps):
        renew(job.pk, lease, step=step.name, done=number, steps=len(steps) + 1)
        step.do()
    renew(job.pk, lease, step=PUBLISH, done=len(steps), steps=len(steps) + 1)
    with transaction.atomic():
        publication = making.freeze()
        close(job.pk, lease, JobState.DONE, [])  # whoever lost the lease publishes nothing
    return publication


class Making:
    """One publication under way: its contents, read once, and the files kept so far."""

    def __init__(self, release: Release, by: User) -> None:
        self.release, self.by = release, by
        self.contents = Contents.of(release.account)
        self.corrections = corrections_of(release, self.contents)
        self.files: list[KeptFile] = []

    def steps(self, *, with_gate: bool = True) -> Iterator[Step]:
        """All but the freezing, in order."""
        if with_gate:
            yield Step(CHECK, lambda: _pass(gate(self.release, self.contents)))
        for format in PUBLISHED_FORMATS:
            check = with_gate and format.key == "pdf"
            yield Step(f"{format.label}{'，读回核对' * check}", lambda f=format, c=check: self._keep_format(f, c))  # type: ignore[misc]
        if self.release.number > 1:
            yield Step(NOTICE, self._keep_notice)
        yield Step(ONLINE, self._write_online)

    def freeze(self) -> Publication:
        return freeze(self.release, self.contents, self.files, corrections=self.corrections, by=self.by)

    def _keep_format(self, format: Format, check: bool) -> None:
        """Raises exports.formats.REFUSALS, StoredOtherwise, OSError; Stopped where the PDF is not what it should be."""
        content = format.make(self.contents.subject)
        if check:
            _pass(pdf_gate(content, self.contents))
        self._keep(format.key, format.label, format.file_name(self.contents.subject), format.extension, content)

    def _keep_notice(self) -> None:
        figures = self.contents.subject.figures
        document = notice_of(
            unit_name=figures.unit.name,
            fiscal_year=figures.fiscal_year,
            number=self.release.number,
            reason=self.release.reason,
            corrections=self.corrections,
            is_after_withdrawal=follows_a_withdrawal(self.release),
        )
        name = self.contents.subject.file_name("部门决算更正说明", "pdf")
        self._keep("notice", NOTICE, name, "pdf", to_pdf(document))

    def _keep(self, key: str, label: str, name: str, extension: str, content: bytes) -> None:
        path = keep(content, extension)
        self.files.append(KeptFile(key, label, name, path, len(content), sha256_of(content)))

    def _write_online(self) -> None:
        """Made here, so that the freezing's transaction is short."""
        assert self.contents.online
        assert self.contents.figures


def _pass(items: Sequence[Item]) -> None:
    if problems := words_of(items):
        raise Stopped(problems)
