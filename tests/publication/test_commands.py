"""The commands: a sample on its whole road, and what was left behind."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from publication.actions import start_publication
from publication.jobs import take_up
from publication.models import Publication, PublicationJob
from tests.publication.making import approved, entered, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_sample_is_published_once_by_its_demo_users() -> None:
    assert "已公开" in said("publish_sample", "putuo_finance_2024")
    publication = Publication.objects.get()
    assert (publication.published_by.username, publication.release.author) != ("clerk", None)
    assert "已经公开，未作改动" in said("publish_sample", "putuo_finance_2024")
    assert "1 份公开的决算" in said("verify_files")


def test_what_a_killed_worker_left_is_queued_again() -> None:
    release = approved(entered())
    job = start_publication(account=release.account, by=staff(release.account)[1])
    take_up(job.pk)
    assert "没有中断" in said("resume_publications")
    PublicationJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert "接续了 1 个公开任务" in said("resume_publications")
    assert DBTaskResult.objects.ready().count() == 1
