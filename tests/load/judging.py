"""What became of it: the ledger held against the database, publications counted, times summed up."""

import statistics
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import psycopg

from tests.load.clerks import Ledger


def lost(ledger: Ledger, url: str) -> list[str]:
    """Acknowledged edits that are not in the database, each once; and boxes that hold what nobody typed last."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT edit_id::text, account_id, cell, new FROM finance_cellchange ORDER BY id")
        changes = rows.fetchall()
    times = Counter(edit for edit, *_ in changes if edit)
    found = [f"{e.account} {e.cell}: {times[e.edit_id]} times" for e in ledger.acknowledged if times[e.edit_id] != 1]
    holds = {(account, cell): new for _, account, cell, new in changes}
    last: dict[tuple[int, str], list[str]] = {}
    for entry in ledger.entries:  # in the order they were sent
        place = (entry.account, entry.cell)
        last[place] = [entry.value] if entry.acknowledged else [*last.get(place, []), entry.value]
    for place, values in last.items():
        held = holds.get(place, "").replace(",", "")
        if held not in values and any(e.acknowledged for e in ledger.entries if (e.account, e.cell) == place):
            found.append(f"{place}: holds {held}, typed was {values}")
    return found


def published_otherwise_than_once(accounts: Iterable[int], url: str) -> list[str]:
    """Accounts whose job is not done, or that have another number of publications than one."""
    query = """
        SELECT r.account_id, min(j.state), count(DISTINCT p.id), max(j.attempts)
          FROM review_release r
          JOIN publication_publicationjob j ON j.release_id = r.id
          LEFT JOIN publication_publication p ON p.release_id = r.id
         WHERE r.account_id = ANY(%s) GROUP BY r.account_id"""
    with psycopg.connect(url) as connection:
        rows = connection.execute(query, [list(accounts)]).fetchall()
    return [f"{account}: {state}, {count}, try {tries}" for account, state, count, tries in rows
            if (state, count) != ("done", 1)]  # fmt: skip


def times_of(name: str, seconds: list[float]) -> str:
    """p50, p95, p99 and the longest, in ms."""
    if len(seconds) < 2:
        return f"{name:<12} {len(seconds)}"
    cut = statistics.quantiles(seconds, n=100)
    shown = (("p50", cut[49]), ("p95", cut[94]), ("p99", cut[98]), ("longest", max(seconds)))
    return f"{name:<12} {len(seconds):>6}   " + "   ".join(f"{word} {1000 * value:.0f} ms" for word, value in shown)


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def cpu_seconds(*roots: int) -> float:
    """Processor time of these processes and all below them that are still there."""
    below: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(stat.parent.name)
        below.setdefault(int(fields[1]), []).append(pid)
        used[pid] = sum(map(int, fields[11:15])) / 100  # its own, and its children's that have ended
    waiting, total = [*roots], 0.0
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += below.get(pid, [])
    return total


def taken_away() -> float:
    """Seconds of processor time, of all cores, that the host of a virtual machine gave to others since it started."""
    _cpu, *used = Path("/proc/stat").read_text().partition("\n")[0].split()
    return int(used[7]) / 100  # "steal"
