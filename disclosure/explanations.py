"""Written explanations of warnings: each lapses when a figure behind its finding changes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finance.checks.registry import Finding, Severity
from finance.terms import Term


@dataclass(frozen=True)
class Explanation:
    """What the clerk wrote to a finding, and the fingerprint of the figures it was written for."""

    key: str  # Finding.key
    fingerprint: str
    text: str


class Standing(Term):
    """Where a finding stands: what must still be done about it."""

    MUST_BE_MENDED = "must_be_mended", "须改正"
    TO_BE_EXPLAINED = "to_be_explained", "待说明"
    LAPSED = "lapsed", "数字已变动，须重新说明"
    EXPLAINED = "explained", "已说明"
    NOTED = "noted", "无须处理"

    @property
    def is_open(self) -> bool:
        """It stops submission."""
        return self in (Standing.MUST_BE_MENDED, Standing.TO_BE_EXPLAINED, Standing.LAPSED)


@dataclass(frozen=True)
class Judged:
    """A finding, its explanation if one was ever written, and where it stands."""

    finding: Finding
    standing: Standing
    explanation: Explanation | None = None

    @property
    def may_be_explained(self) -> bool:
        """A warning may be answered in words; an error must be mended."""
        return self.finding.severity is Severity.WARNING


def judge(findings: Iterable[Finding], explanations: Mapping[str, Explanation]) -> tuple[Judged, ...]:
    """Each finding with its explanation (by key) and standing. An error cannot be explained away."""
    return tuple(_judged(finding, explanations.get(finding.key)) for finding in findings)


def _judged(finding: Finding, explanation: Explanation | None) -> Judged:
    match finding.severity:
        case Severity.ERROR:
            return Judged(finding, Standing.MUST_BE_MENDED)
        case Severity.WARNING:
            return Judged(finding, _explained(finding, explanation), explanation)
        case _:
            return Judged(finding, Standing.NOTED)


def _explained(finding: Finding, explanation: Explanation | None) -> Standing:
    if explanation is None or not explanation.text.strip():
        return Standing.TO_BE_EXPLAINED
    return Standing.EXPLAINED if explanation.fingerprint == finding.fingerprint else Standing.LAPSED


# In the log of changes ---

_LOGGED = "explanations/"
_LONGEST = 180  # characters of a key; CellChange.cell takes 200


def explanation_cell(key: str) -> str:
    """Under which address the log has what became of an explanation."""
    if len(key) > _LONGEST:
        key = f"{key[: _LONGEST - 9]}#{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    return f"{_LOGGED}{key}/text"


def explained_check(cell: str) -> str:
    """The id of the check whose explanation this address of the log is; empty for any other address."""
    return cell.removeprefix(_LOGGED).partition(":")[0] if cell.startswith(_LOGGED) else ""
