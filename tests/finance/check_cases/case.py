"""A case of a check."""

from dataclasses import dataclass

from finance.checks.registry import Severity
from tests.finance.checking import Change


@dataclass(frozen=True)
class Case:
    """A change of a sample, and what it must be found by: the id, the box where it is mended, words of the message."""

    check: str
    sample: str
    change: Change
    figure: str
    words: tuple[str, ...] = ()
    severity: Severity | None = None
