"""The injector itself: its accounts are clean, its faults are seen in print, and it fails when checks get worse."""

import random
from contextlib import suppress

import pytest

from disclosure.document import write_report
from disclosure.text import to_text
from finance.classification import UnknownCode
from tests.faults.__main__ import EDITION, LEAST_DETECTED, Run, Tally, main, run
from tests.faults.accounts import Account, random_account
from tests.faults.kinds import FAULTS, HARMLESS, Kind

_SEEDS = range(12)


@pytest.fixture(scope="module")
def accounts() -> list[Account]:
    return [random_account(seed) for seed in _SEEDS]


@pytest.fixture(scope="module")
def printed(accounts: list[Account]) -> list[str]:
    """The first few, whole."""
    return [_text(account) for account in accounts[:3]]


def _text(account: Account) -> str:
    return to_text(write_report(account.figures, account.cards, EDITION).document)


def test_few_accounts_already_show_every_fault_and_no_false_alarm() -> None:
    counted = run(3)
    missed = {name: tally.missed for name, tally in counted.faults.items() if tally.missed}
    accused = {name: tally.checks for name, tally in counted.harmless.items() if tally.checks}
    assert (missed, accused, counted.clean.checks) == ({}, {}, {})
    assert counted.is_good


def test_there_are_more_than_forty_kinds() -> None:
    assert len(FAULTS) > 40
    assert len(HARMLESS) > 10


def test_an_account_is_the_same_for_the_same_seed() -> None:
    assert random_account(5) == random_account(5)
    assert random_account(5) != random_account(6)


@pytest.mark.parametrize("kind", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_made_and_seen_in_print(kind: Kind, accounts: list[Account], printed: list[str]) -> None:
    made = [kind.inject(random.Random(seed), account) for seed, account in enumerate(accounts)]
    assert any(made), "never made"
    for faulty, text in zip(made, printed, strict=False):
        with suppress(UnknownCode):  # a code that does not exist stops the printing: that is seen, too
            assert faulty is None or _text(faulty) != text


def test_worse_detection_or_a_false_alarm_fails() -> None:
    good = Run(faults={"a": Tally(injected=1000, detected=990)}, harmless={})
    assert good.is_good
    assert LEAST_DETECTED == 0.99
    assert not Run(faults={"a": Tally(injected=1000, detected=989)}, harmless={}).is_good
    assert not Run(faults={"a": Tally(injected=1000, detected=1000)}, harmless={"b": Tally(1, 1)}).is_good
    assert not Run(faults={}, harmless={}).is_good


def test_last_line_and_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["faults", "1"])
    assert main() == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    injected = last.split()[1]
    assert last == f"injected {injected} detected {injected} false_alarms 0"
    assert int(injected) > 100
