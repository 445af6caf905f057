"""python -m tests.faults [ACCOUNTS]: injects every kind of fault into seeded accounts, prints what was noticed."""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from disclosure.checks import REPORT_CHECKS, Written
from disclosure.document import Report, write_report
from disclosure.editions import edition
from disclosure.findings import findings_of
from finance.checks import ACCOUNT_CHECKS, LAST_YEAR_CHECKS
from finance.checks.registry import Finding, Severity
from performance.checks import SCORECARD_CHECKS, Evaluation
from tests.faults import account_kinds, beside_kinds, card_kinds, harmless, money_kinds, reason_kinds, word_kinds
from tests.faults.accounts import Account, random_account
from tests.faults.kinds import FAULTS, HARMLESS, Kind, Runs

ACCOUNTS = 90
LEAST_DETECTED = 0.99
EDITION = edition("xinjiang_2023")
_REGISTERED = (account_kinds, beside_kinds, card_kinds, harmless, money_kinds, reason_kinds, word_kinds)
_CONTRADICTIONS = (Severity.ERROR, Severity.WARNING)


@dataclass
class Tally:
    """What became of one kind."""

    injected: int = 0
    detected: int = 0
    checks: Counter[str] = field(default_factory=Counter)
    missed: list[int] = field(default_factory=list)  # seeds


@dataclass
class Run:
    """Everything counted."""

    faults: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FAULTS})
    harmless: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in HARMLESS})
    clean: Tally = field(default_factory=Tally)
    false_alarms: Counter[str] = field(default_factory=Counter)

    @property
    def injected(self) -> int:
        return sum(tally.injected for tally in self.faults.values())

    @property
    def detected(self) -> int:
        return sum(tally.detected for tally in self.faults.values())

    @property
    def alarms(self) -> int:
        return sum(tally.detected for tally in (*self.harmless.values(), self.clean))

    @property
    def is_good(self) -> bool:
        return bool(self.injected) and self.detected >= LEAST_DETECTED * self.injected and not self.alarms


def findings(account: Account, runs: Runs, report: Report) -> Iterable[Finding]:
    """What the checks of a kind find. `report` is that of the clean account."""
    figures, evaluation = account.figures, Evaluation(account.figures, account.cards)
    match runs:
        case Runs.ACCOUNT:
            return ACCOUNT_CHECKS.run(figures)
        case Runs.LAST_YEAR:
            return LAST_YEAR_CHECKS.run(figures, account.last)
        case Runs.CARDS:
            return SCORECARD_CHECKS.run(evaluation)
        case Runs.WORDS:
            return REPORT_CHECKS.run(Written(replace(report, figures=figures), evaluation))
        case Runs.REPORT:
            return REPORT_CHECKS.run(Written(write_report(figures, account.cards, EDITION), evaluation))


def accused(found: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.check for finding in found if finding.severity in _CONTRADICTIONS)


def run(accounts: int) -> Run:
    """Every kind once in each account."""
    counted = Run()
    for seed in range(accounts):
        account = random_account(seed)
        report = write_report(account.figures, account.cards, EDITION)
        _count(counted.clean, accused(findings_of(account.figures, account.cards, report, account.last)), seed)
        for number, kind in enumerate(FAULTS.values()):
            _try(kind, random.Random(seed * 1_000 + number), account, report, counted.faults[kind.name], seed)
        for number, kind in enumerate(HARMLESS.values(), start=500):
            _try(kind, random.Random(seed * 1_000 + number), account, report, counted.harmless[kind.name], seed)
    for tally in (counted.clean, *counted.harmless.values()):
        counted.false_alarms += tally.checks
    return counted


def _try(kind: Kind, chance: random.Random, account: Account, report: Report, tally: Tally, seed: int) -> None:
    changed = kind.inject(chance, account)
    if changed is not None and (changed != account or kind.name in HARMLESS):
        _count(tally, accused(findings(changed, kind.runs, report)), seed)


def _count(tally: Tally, checks: Counter[str], seed: int) -> None:
    tally.injected += 1
    tally.detected += bool(checks)
    tally.checks += Counter(set(checks))
    if not checks:
        tally.missed.append(seed)


def show(counted: Run) -> None:
    print(f"{'kind':<40}{'injected':>10}{'detected':>10}  found by")
    for name, tally in counted.faults.items():
        seeds = f"  missed in {tally.missed[:5]}" if tally.missed else ""
        print(f"{name:<40}{tally.injected:>10}{tally.detected:>10}  {_checks(tally.checks)}{seeds}")
    print(f"\n{'harmless change':<40}{'made':>10}{'accused':>10}  by")
    for name, tally in {"没有改动": counted.clean, **counted.harmless}.items():
        print(f"{name:<40}{tally.injected:>10}{tally.detected:>10}  {_checks(tally.checks)}")
    found: Counter[str] = Counter()
    for tally in counted.faults.values():
        found += tally.checks
    print(f"\n{'check':<10}{'faults found':>14}{'false alarms':>14}")
    for registry in (ACCOUNT_CHECKS, LAST_YEAR_CHECKS, SCORECARD_CHECKS, REPORT_CHECKS):
        for check in registry.checks:
            if check.severity in _CONTRADICTIONS:
                print(f"{check.id:<10}{found[check.id]:>14}{counted.false_alarms[check.id]:>14}")


def _checks(checks: Counter[str]) -> str:
    return " ".join(f"{check}×{count}" for check, count in checks.most_common(6))


def main() -> int:
    started = time.perf_counter()
    counted = run(int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS)
    show(counted)
    seconds = time.perf_counter() - started
    print(f"\n{len(FAULTS)} kinds of fault, {len(HARMLESS)} harmless changes, {seconds:.0f} s")
    print(f"injected {counted.injected} detected {counted.detected} false_alarms {counted.alarms}")
    return 0 if counted.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
