"""Invented, different accounts by the hundred, approved and ready to be published; and what came of them. For the
benchmark of publishing in bulk and for tests; each function runs in a process of its own."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from disclosure.document import complete_report
from disclosure.editions import edition
from disclosure.rendering import forget_pages, to_pdf
from finance.ledger import write_figures
from finance.models import FinalAccount
from performance.ledger import write_scorecards
from publication.models import Publication, PublicationJob, PublishedFile
from review.actions import approve, record_clearance, submit
from review.seen import keep_seen, passages_now
from tests.factories import make_account, make_unit
from tests.faults.accounts import Account, random_account
from units.models import BudgetUnit, Membership, Role, User

YEAR, EDITION = 2023, "xinjiang_2023"
DEPARTMENT, CLERK, OVERSEER = "700", "bulk-clerk", "bulk-overseer"
_TABLES = ("publication_publication", "publication_publishedfile", "portal_searchtext", "review_seendocument")


def accounts(start: int, count: int) -> Iterator[Account]:
    """Those of YEAR among the random ones; every third is. One at a time: figures remember their sums, and hundreds
    of them kept would be taken for memory that a render holds."""
    seeds = (random_account(seed) for seed in itertools.count())
    of_year = (account for account in seeds if account.figures.fiscal_year == YEAR)
    return itertools.islice(of_year, start, start + count)


def found_department() -> None:
    """Once, before `fill`."""
    department = make_unit(DEPARTMENT, "示例自治州某某局")
    for name, role in ((CLERK, Role.CLERK), (OVERSEER, Role.REVIEWER)):
        user = User.objects.create_user(username=name, full_name="批量")
        Membership.objects.create(user=user, unit=department, role=role)


def fill(start: int, count: int) -> None:
    """So many approved accounts, each gone through the review's own actions."""
    clerk, overseer = (User.objects.get(username=name) for name in (CLERK, OVERSEER))
    department = BudgetUnit.objects.get(code=DEPARTMENT)
    for number, made in enumerate(accounts(start, count), start):
        name, kind = made.figures.unit.name, made.figures.unit.kind
        unit = make_unit(f"{DEPARTMENT}{number:05}", name, kind=kind, parent=department)
        Membership.objects.create(user=clerk, unit=unit, role=Role.CLERK)
        account = make_account(unit, fiscal_year=YEAR, edition=EDITION, unit_kind=kind.value)
        write_figures(account, replace(made.figures, unit=replace(made.figures.unit, code=unit.code)))
        write_scorecards(FinalAccount.objects.get(pk=account.pk), made.cards)
        account = FinalAccount.objects.get(pk=account.pk)
        submit(account=account, by=clerk)
        approve(account=account, by=overseer, seen=keep_seen(passages_now(account)))
        signed = {"secrecy_reviewed_on": date(2024, 8, 1), "signed_on": date(2024, 8, 2)}
        record_clearance(account=account, by=overseer, secrecy_reviewed_by="某审查", signed_by="某负责", **signed)


def came_of_it() -> None:
    """Prints as JSON how many were published, and the room they take."""
    found: dict[str, Any] = {
        "published": Publication.objects.count(),
        "attempts": PublicationJob.objects.aggregate(most=Sum("attempts"))["most"],
        "problems": [job.problems for job in PublicationJob.objects.exclude(problems=[])[:5]],
        "files": {
            row["format"]: row["bytes"]
            for row in PublishedFile.objects.order_by().values("format").annotate(bytes=Sum("size"))
        },
    }
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
            found["database"] = cursor.fetchone()[0]
            cursor.execute(f"SELECT {', '.join(f"pg_total_relation_size('{name}')" for name in _TABLES)}")
            found["tables"] = dict(zip(_TABLES, cursor.fetchone(), strict=True))
    print(json.dumps(found))


def render(count: int) -> None:
    """So many different reports as PDF, one after another; prints the memory held (MB) after each tenth."""
    text = edition(EDITION)
    for number, account in enumerate(accounts(0, count), 1):
        to_pdf(complete_report(account.figures, account.cards, text).document)
        forget_pages()  # as the worker does after each publication
        if number % 10 == 0:
            print(memory_of("self"), flush=True)


def memory_of(process: int | str) -> float:
    """MB that a process holds just now; 0 for one that is gone."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as status:  # noqa: PTH123 - no file of ours
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    except (FileNotFoundError, ProcessLookupError, StopIteration):
        return 0.0


def growth(samples: list[float], steps: float) -> float:
    """MB a step: the line through the samples that fits best, the first third left out, for there a process warms
    up. `steps`: how many lie between the first sample and the last."""
    late = samples[len(samples) // 3 :]
    if len(late) < 3:
        return 0.0
    middle, mean = (len(late) - 1) / 2, sum(late) / len(late)
    rise = sum((place - middle) * (value - mean) for place, value in enumerate(late))
    slope = rise / sum((place - middle) ** 2 for place in range(len(late)))
    return slope * (len(samples) - 1) / steps
