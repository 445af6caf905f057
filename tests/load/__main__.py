"""`make load`, or `python -m tests.load [typing] [public] [faults]`: the deployed site on a busy day, all or a part.

    typing   60 clerks at 45 accounts, an autosave every 3 s each, for --minutes (3): no error, p95 under 500 ms
    public   wrk at report pages and published files, --seconds (15) each: no error, and the published files at no
             less than half the rate of nginx with the same file
    faults   a process of gunicorn, the worker in the middle of a publication, gunicorn and PostgreSQL killed under
             load: no acknowledged edit lost, every publication made once, audit and verify_files clean, all answering
             again without hands. It waits for the killed worker's lease to run out, some six minutes; --hurry ends it.

It starts the services of docker-compose.yml by itself (tests/deploy/stack.py), with nginx, PostgreSQL and wrk from
Debian. Exit code 1 where anything is not as said.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from typing import Any

from tests.deploy.conftest import fill
from tests.deploy.stack import Stack, lacking
from tests.load import public
from tests.load.clerks import EVERY, PAGES, Clerk, Ledger
from tests.load.faults import LEASE, Killing, start_publications
from tests.load.judging import cpu_seconds, lost, p95, published_otherwise_than_once, taken_away, times_of
from tests.pace import slowness

ACCOUNTS, SHARED = 45, 15  # sixty clerks
BOUND = 0.500
KILLED = ("a process of gunicorn", "the worker", "gunicorn", "PostgreSQL")
PUBLICATIONS = 6


class Judged:
    """What was not as it must be."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def that(self, is_so: bool, words: str) -> None:
        print(f"  {'ok ' if is_so else 'NOT'} {words}", flush=True)
        if not is_so:
            self.wrong.append(words)


def clerks_of(stack: Stack, accounts: list[dict[str, Any]], ledger: Ledger) -> list[Clerk]:
    """They sit down one after the other: sixty passwords at once are another kind of load."""
    sharing = Counter(who["account"] for who in accounts)
    seen = Counter[int]()
    clerks = []
    for number, who in enumerate(accounts):
        place = (seen[who["account"]], sharing[who["account"]])
        seen[who["account"]] += 1
        clerk = Clerk(stack.address, who, PAGES[number % len(PAGES)], place, ledger)
        clerk.arrive()
        clerks.append(clerk)
    return clerks


def typing(stack: Stack, accounts: list[dict[str, Any]], minutes: float, judged: Judged) -> None:
    ledger = Ledger()
    clerks = clerks_of(stack, accounts, ledger)
    _all_at_work(clerks, 10, threading.Event())  # every process has served everything once
    ledger.saves.clear()
    ledger.checklists.clear()
    ledger.previews_left_for_later = 0
    errors = len(ledger.errors)
    print(f"\nTyping: {len(clerks)} clerks at {len({c.who['account'] for c in clerks})} accounts, {minutes:g} min; "
          f"this machine takes {slowness():.2f} times its usual time", flush=True)  # fmt: skip
    services = (stack.web, stack.database, stack.proxy)
    before = {kept.name: cpu_seconds(kept.pid) for kept in services}
    own, began, others = time.process_time(), time.monotonic(), taken_away()
    _all_at_work(clerks, minutes * 60, threading.Event())
    took = time.monotonic() - began
    print(f"  {times_of('saves', ledger.saves)}\n  {times_of('checklists', ledger.checklists)}")
    print(f"  {len(ledger.saves) / took:.1f} saves a second of {len(clerks) / EVERY:.1f} wanted")
    print(f"  {ledger.previews_left_for_later} previews left for later, while others waited to be saved")
    used = {kept.name: cpu_seconds(kept.pid) - before[kept.name] for kept in services}
    used["these clerks"] = time.process_time() - own
    each = {name: f"{1000 * spent / max(1, len(ledger.saves)):.1f} ms" for name, spent in used.items()}
    print(f"  processor time for each save, its part of checklists with it: {each}")
    print(f"  {sum(used.values()) / took:.2f} of 2 cores; the host took {(taken_away() - others) / took:.2f} away")
    judged.that(not ledger.errors[errors:], f"no error {dict(Counter(ledger.errors[errors:])) or ''}")
    judged.that(p95(ledger.saves) < BOUND, f"p95 of a save under {1000 * BOUND:.0f} ms")
    judged.that(not (found := lost(ledger, stack.database_url)), f"every edit is there, once {found[:5] or ''}")
    for clerk in clerks:
        clerk.visitor.hang_up()


def _all_at_work(clerks: list[Clerk], seconds: float, over: threading.Event) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=clerk.work, args=(until, over)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def reading(stack: Stack, seconds: int, judged: Judged) -> None:
    print(f"\nThe public: wrk, {public.LINES} lines, {seconds} s each", flush=True)
    found = public.measure(stack, fill(stack, "public", "1"), seconds)
    for measured in found:
        print(f"  {measured}")
    _home, _report, file, alone, _small = found
    judged.that(not [one for one in found if one.wrong], "no error")
    judged.that(file.rate >= alone.rate / 2, f"published files at {100 * file.rate / alone.rate:.0f} % of nginx alone")


def killing(
    stack: Stack,
    accounts: list[dict[str, Any]],
    approved: list[dict[str, Any]],
    judged: Judged,
    *,
    wait: bool,
    every: float,
) -> None:
    """`wait` for the lease of a killed worker, or move the clock."""
    ledger = Ledger()
    at_work = clerks_of(stack, accounts, ledger)
    over = threading.Event()
    print(f"\nFaults: {len(at_work)} clerks, {len(approved)} publications, {', '.join(KILLED)} killed", flush=True)
    began = time.monotonic()
    others = [
        threading.Thread(target=_all_at_work, args=(at_work, 3600, over)),
        threading.Thread(target=start_publications, args=(stack, approved, every, over)),
    ]
    for thread in others:
        thread.start()
    killer = Killing(stack)
    try:
        for name in KILLED:
            time.sleep(every)
            killer.kill(name)
            print(f"  {name}: all answered again after {killer.recovered[name]:.1f} s", flush=True)
        time.sleep(every)
        others[1].join(60)
        if not wait:
            killer.end_leases()
        stack.until(lambda: killer.open_jobs() == 0, "every publication is made", patience=LEASE + 120)
    finally:
        over.set()
        for thread in others:
            thread.join(90)
        for clerk in at_work:
            clerk.visitor.hang_up()
        killer.visitor.hang_up()
    print(f"  {time.monotonic() - began:.0f} s; {len(ledger.acknowledged)} edits acknowledged")
    print(f"  tried again after: {dict(Counter(ledger.errors))}")
    judged.that(not (gone := lost(ledger, stack.database_url)), f"no acknowledged edit is lost {gone[:5] or ''}")
    made = published_otherwise_than_once((one["account"] for one in approved), stack.database_url)
    judged.that(not made, f"every publication is made once {made or ''}")
    for command in ("audit", "verify_files"):
        said = ""
        try:
            stack.manage(command)
        except AssertionError as error:
            said = str(error)
        judged.that(not said, f"{command} finds nothing {said}")
    starts = {kept.name: kept.starts for kept in (stack.web, stack.worker, stack.database, stack.proxy)}
    judged.that(
        starts["proxy"] == 1 and min(starts[n] for n in ("web", "worker", "database")) >= 2, f"starts: {starts}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load")
    parser.add_argument("themes", nargs="*", choices=["typing", "public", "faults", []], metavar="typing|public|faults")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--processes", default="4", help="of gunicorn")
    parser.add_argument("--hurry", action="store_true", help="end the killed worker's lease instead of waiting for it")
    asked = parser.parse_args()
    themes = asked.themes or ["typing", "public", "faults"]
    missing = lacking() + ["wrk"] * ("public" in themes and not public.has_wrk())
    if missing:
        print(f"not installed: {' '.join(missing)}; as root: apt-get install nginx gettext-base postgresql wrk")
        return 1
    judged = Judged()
    began = time.monotonic()
    with Stack(WEB_CONCURRENCY=asked.processes) as stack:
        accounts = fill(stack, "accounts", str(ACCOUNTS), str(SHARED)) if set(themes) - {"public"} else []
        print(f"the site stands after {time.monotonic() - began:.0f} s", flush=True)
        if "typing" in themes:
            typing(stack, accounts, asked.minutes, judged)
        if "public" in themes:
            reading(stack, asked.seconds, judged)
        if "faults" in themes:
            approved = fill(stack, "approved", str(PUBLICATIONS))
            killing(stack, accounts[:30], approved, judged, wait=not asked.hurry, every=6)
        if judged.wrong:
            print(stack.said()[-6000:])
    print(f"\n{len(judged.wrong)} not as it must be; {time.monotonic() - began:.0f} s")
    return 1 if judged.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
