"""What each machine does in test_two_machines: fill, work, serve. Each runs in a process of its own, with a folder of
its own, and shares nothing with the others but the database and the store."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import boto3
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from publication import jobs, publishing
from publication.jobs import close, take_up
from publication.management.commands import db_worker
from publication.models import JobState, PublicationJob, PublishedFile
from tests.factories import make_unit, make_user
from tests.publication.making import LIGHT_FORMATS, approved, entered
from tests.publication.under_stress import slowly, verified
from units.models import Role, User

ACCOUNTS = 4
LEASE = timedelta(seconds=15)
DEPARTMENT, OVERSEER = "700", "overseer"


def fill() -> None:
    """Approved accounts below one department, whose reviewer signs in and has them all published. Says the session."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    options: Any = settings.PUBLICATIONS["OPTIONS"]
    names = {"endpoint_url": "endpoint_url", "aws_access_key_id": "access_key", "aws_secret_access_key": "secret_key"}
    store = boto3.client("s3", region_name="us-east-1", **{theirs: options[ours] for theirs, ours in names.items()})
    store.create_bucket(Bucket=options["bucket_name"])
    department = make_unit(DEPARTMENT, "某某局")
    make_user(OVERSEER, role=Role.REVIEWER, unit=department)
    for number in range(ACCOUNTS):
        approved(entered(unit=make_unit(f"70000{number}", f"第{number}中心", parent=department)))
    call_command("publish_batch", "2023", "--under", DEPARTMENT, "--by", OVERSEER)
    visitor = Client()
    visitor.force_login(User.objects.get(username=OVERSEER))
    cache.set("said-elsewhere", "yes", 600)
    print(visitor.cookies[settings.SESSION_COOKIE_NAME].value)


def work() -> None:
    """db_worker as it is, but for formats that are made quickly, a short lease, and a word for each job it takes."""
    vars(publishing)["PUBLISHED_FORMATS"] = tuple(replace(one, make=partial(slowly, one.make)) for one in LIGHT_FORMATS)
    vars(publishing)["take_up"] = partial(_told, "took", take_up)
    vars(publishing)["close"] = partial(_told, "closed", close)
    vars(jobs)["LEASE"] = LEASE
    vars(db_worker)["LOOK_EVERY"] = 0.5
    call_command("db_worker", interval=0.2, reload=False, verbosity=0)


def _told(word: str, act: Callable[..., Any], job_id: int, *args: Any) -> Any:
    given = act(job_id, *args)
    if word == "closed" or given:
        print(word, job_id, flush=True)
        time.sleep(0.2)
    return given


def serve() -> None:
    """Another machine's web process: what it can read of what the workers and the first machine's people did."""
    found: dict[str, Any] = {
        "states": list(PublicationJob.objects.order_by("pk").values_list("state", flat=True)),
        "attempts": sorted(PublicationJob.objects.values_list("attempts", flat=True)),
        "jobs": list(PublicationJob.objects.order_by("pk").values_list("pk", flat=True)),
        "verified": verified(),
        "store": settings.PUBLICATIONS["BACKEND"],
    }
    visitor = Client()
    files = list(PublishedFile.objects.all())
    found["files"] = len(files)
    found["fetched"] = sum(visitor.get(file.get_absolute_url()).status_code == 200 for file in files)
    found["all_done"] = all(state == JobState.DONE for state in found["states"])
    visitor.cookies[settings.SESSION_COOKIE_NAME] = os.environ["SIGNED_IN_ELSEWHERE"]
    found["session"] = visitor.get(reverse("session")).json()
    found["cached"] = cache.get("said-elsewhere")
    print(json.dumps(found))
