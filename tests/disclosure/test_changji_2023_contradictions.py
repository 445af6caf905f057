"""The published report, checked: all its contradictions, each at its box with its numbers, and nothing else."""

import pytest

from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.findings import findings_of
from disclosure.samples.changji_2023 import changji_2023
from finance.checks.registry import Finding, Severity
from tests.disclosure.changji_2023_contradictions import CONTRADICTIONS, Contradiction


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    figures, cards = changji_2023()
    return findings_of(figures, cards, write_report(figures, cards, edition("xinjiang_2023")))


@pytest.mark.parametrize(
    ("severity", "contradiction"),
    [(severity, one) for severity, many in CONTRADICTIONS.items() for one in many],
    ids=lambda value: f"{value.check} {value.figure}" if isinstance(value, Contradiction) else value.value,
)
def test_contradiction_of_the_published_report_is_found(
    severity: Severity, contradiction: Contradiction, findings: tuple[Finding, ...]
) -> None:
    here = [f for f in findings if f.check == contradiction.check and f.figures[0] == contradiction.figure]
    told = [f for f in here if all(words in f.message for words in contradiction.shown)]
    assert told, [f.message for f in here]
    assert {f.severity for f in told} == {severity}


@pytest.mark.parametrize("severity", CONTRADICTIONS)
def test_nothing_consistent_in_the_published_report_is_accused(
    severity: Severity, findings: tuple[Finding, ...]
) -> None:
    found = sorted((f.check, f.figures[0]) for f in findings if f.severity is severity)
    assert found == sorted((c.check, c.figure) for c in CONTRADICTIONS[severity])
