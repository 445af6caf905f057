"""What a worker does (`manage.py db_worker`): publications, and those that another worker left behind."""

from django.tasks import task

from publication.jobs import left_behind
from publication.publishing import make


@task()
def make_publication(job_id: int) -> None:
    """One job. Queued twice it is done once; one that somebody else holds is left alone."""
    resume()
    make(job_id)


def resume() -> int:
    """Queues every job whose worker is gone or never came; how many."""
    found = left_behind()
    for job_id in found:
        make_publication.enqueue(job_id)
    return len(found)
