"""What a worker does (`manage.py db_worker`): publications, and those that another worker left behind."""

from django.db import transaction
from django.tasks import task

from disclosure.rendering import forget_pages
from publication.jobs import left_behind
from publication.models import PublicationJob
from publication.publishing import make


@task()
def make_publication(job_id: int) -> None:
    """One job. Queued twice it is done once; one that somebody else holds is left alone."""
    try:
        make(job_id)
    finally:
        forget_pages()  # the next account shares none with this one


def queue(job_id: int) -> None:
    """Puts the job into the queue, which is a table beside it: in a transaction both are there, or neither."""
    waiting = make_publication.enqueue(job_id)
    PublicationJob.objects.filter(pk=job_id).update(task=waiting.id)


def resume() -> int:
    """Queues every job whose worker is gone; how many. Every worker does it twice a minute."""
    with transaction.atomic():
        found = left_behind()
        for job_id in found:
            queue(job_id)
    return len(found)
