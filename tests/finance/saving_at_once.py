"""People who save at once, each on a connection of their own: the work that test_changes_postgresql judges.

It runs in a process of its own, whose DATABASE_URL names an empty server.
"""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.management import call_command
from django.db import connection

from finance.cells import AmountUnit
from finance.changes import AddRow, Change, Outcome, SetCell, apply
from finance.models import CellChange, FinalAccount
from tests.factories import make_account, make_unit, make_user
from units.models import User

PEOPLE = 6
ROUNDS = 15


def at_once(work: Callable[[User], Any], people: list[User]) -> list[Any]:
    """Everyone starts at the same moment."""
    barrier = Barrier(len(people))

    def one(user: User) -> Any:
        try:
            barrier.wait()
            return work(user)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def save(account: FinalAccount, user: User, *changes: Change) -> Outcome:
    return apply(account, changes, by=user, amount_unit=AmountUnit.YUAN)


def different_cells(account: FinalAccount, people: list[User]) -> dict[str, Any]:
    """Each types into a row of their own, again and again."""
    codes = ("2010101", "2010102", "2010103", "2010104", "2010105", "2010106")

    def type_on(user: User) -> list[str]:
        cell = f"income_lines/{codes[people.index(user)]}/other"
        edits = ((f"{n}.00", f"{n + 1}.00") for n in range(ROUNDS))
        outcomes = [save(account, user, SetCell(cell, was, value)) for was, value in edits]
        return [outcome.results[0].status for outcome in outcomes]

    said = Counter(status for statuses in at_once(type_on, people) for status in statuses)
    return {
        "said": said,
        "values": sorted(str(line.other) for line in account.income_lines.all()),
        "version": FinalAccount.objects.get(pk=account.pk).version,
        "logged": CellChange.objects.filter(account=account).count(),
        "versions": len(set(CellChange.objects.filter(account=account).values_list("version", flat=True))),
    }


def same_cell(account: FinalAccount, people: list[User]) -> dict[str, Any]:
    """All type over the same text: one may."""
    won = []
    for n in range(ROUNDS):
        was = str(account.surplus_used)

        def type_over(user: User, n: int = n, was: str = was) -> tuple[str, str, str]:
            value = f"{n + 1}.{people.index(user):02}"
            (result,) = save(account, user, SetCell("account//surplus_used", was, value)).results
            return result.status, value, result.theirs

        said = at_once(type_over, people)
        account.refresh_from_db()
        stands = str(account.surplus_used)
        saved = [value for status, value, _ in said if status == "saved"]
        told = {theirs for status, _, theirs in said if status == "conflict"}
        won.append(saved == [stands] and told == {stands})
    return {"rounds_one_won_and_all_others_were_told": sum(won)}


def same_row(account: FinalAccount, people: list[User]) -> dict[str, Any]:
    """All add the same row and fill a cell of it."""
    changes = (AddRow("economic_lines/30101"), SetCell("economic_lines/30101/amount", "", "9.00"))
    outcomes = at_once(lambda user: save(account, user, *changes), people)
    statuses = Counter(result.status for outcome in outcomes for result in outcome.results)
    return {"said": statuses, "rows": account.economic_lines.count()}


def main() -> None:
    """Prints what was found as JSON."""
    call_command("migrate", verbosity=0)
    people = [make_user(f"clerk{n}", full_name=f"经办人{n}") for n in range(PEOPLE)]
    account = make_account(make_unit())
    found = {
        "database": connection.vendor,
        "different_cells": different_cells(account, people),
        "same_cell": same_cell(account, people),
        "same_row": same_row(account, people),
    }
    connection.close()
    print(json.dumps(found))
