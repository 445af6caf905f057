"""Checks are functions: the decorator that registers one, what it finds, and the run over all of them.

    @check("F205", Severity.ERROR, rules=(13,))
    def each_fund_balances(f: Figures) -> Iterator[Found]:
        '''各项财政拨款收支两端应相等：年初结转和结余＋本年收入＝本年支出＋年末结转和结余。

        rules.md 13; 财决01表审核公式.
        '''
        if …:
            yield Found("…", figures=("government_fund.closing", "government_fund.expenditure"))

The docstring's first line is the rule in Chinese as the clerk reads it; further lines cite its source. The
function's name says what is right. Ids are never reused: a check that goes takes its id with it.
"""

import hashlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from finance.terms import Term


class Severity(Term):
    """What a finding asks for. ERROR stops submission; WARNING wants a written explanation; NOT_CHECKABLE is
    a state of its own, never a pass."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFORMATION = "information", "提示"
    NOT_CHECKABLE = "not_checkable", "无法核对"

    @property
    def rank(self) -> int:
        """The gravest first."""
        return tuple(Severity).index(self)


@dataclass(frozen=True)
class Found:
    """What a check yields. The message holds both numbers with units, their difference and what to do; the
    first of `figures` is the box where it is mended, the others are what it was held against. An empty message
    says that these figures, or groups of them, could not be compared: some are not filled in."""

    message: str
    figures: tuple[str, ...]
    severity: Severity | None = None  # where it is not the check's own
    place: str = ""  # where it is not the label of the first figure


@dataclass(frozen=True)
class Finding:
    """One finding, ready to be shown, explained and kept."""

    check: str
    severity: Severity
    message: str
    figures: tuple[str, ...]
    place: str
    fingerprint: str  # of the figures' values: an explanation lapses when it changes
    ordinal: int = 1  # 2, 3 … where one check says several things of the same figures

    @property
    def key(self) -> str:
        """The same as long as the same check speaks of the same figures, whatever their values."""
        key = f"{self.check}:{','.join(self.figures)}"
        return key if self.ordinal == 1 else f"{key}#{self.ordinal}"


class Reader(Protocol):
    """How the registry looks at what is being checked."""

    @property
    def missing(self) -> frozenset[str]:
        """Names nobody has filled in yet."""

    def value(self, name: str) -> object:
        """The value of a figure or a text, for the fingerprint; an unknown name raises."""

    def label(self, name: str) -> str:
        """Its Chinese name."""


@dataclass(frozen=True)
class Check[**P]:
    """One registered check."""

    id: str
    severity: Severity
    function: Callable[P, Iterable[Found]]
    rules: tuple[int, ...]  # numbers of the catalogue it covers
    needs: tuple[str, ...]  # figures, or groups of them, that must have been filled in
    is_of_missing: bool = False  # what it finds is that a figure is not filled in: known, whatever the figure

    @property
    def _lines(self) -> list[str]:
        return inspect.cleandoc(self.function.__doc__ or "").splitlines()

    @property
    def rule(self) -> str:
        """The rule in Chinese."""
        return self._lines[0]

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return " ".join(line.strip() for line in self._lines[1:] if line.strip())

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"


class Registry[**P]:
    """The checks over one kind of subject, in the order of their ids."""

    def __init__(self, title: str, read: Callable[P, Reader]) -> None:
        self.title = title
        self._read = read
        self._checks: dict[str, Check[P]] = {}

    def check[F: Callable[..., Iterable[Found]]](
        self,
        check_id: str,
        severity: Severity,
        *,
        rules: Sequence[int] = (),
        needs: Sequence[str] = (),
        is_of_missing: bool = False,
    ) -> Callable[[F], F]:
        """Register the function under an id. ValueError for an id used twice or a rule without words."""

        def register(function: F) -> F:
            if check_id in self._checks:
                raise ValueError(f"检查编号 {check_id} 重复：{self._checks[check_id].name}")
            if not (function.__doc__ or "").strip():
                raise ValueError(f"检查 {check_id} 没有规则说明")
            self._checks[check_id] = Check(check_id, severity, function, tuple(rules), tuple(needs), is_of_missing)
            return function

        return register

    @property
    def checks(self) -> tuple[Check[P], ...]:
        return tuple(self._checks[check_id] for check_id in sorted(self._checks))

    def run(self, *args: P.args, **kwargs: P.kwargs) -> tuple[Finding, ...]:
        """Every finding, by check id. What rests on figures nobody has filled in is NOT_CHECKABLE."""
        reader = self._read(*args, **kwargs)
        seen: Counter[str] = Counter()
        findings = []
        for check in self.checks:
            for found in _findings(check, reader, check.function, *args, **kwargs):
                finding = _finding(check.id, check.severity, found, reader)
                seen[finding.key] += 1
                findings.append(replace(finding, ordinal=seen[finding.key]))
        return tuple(findings)


def _findings[**P](
    check: Check[P], reader: Reader, function: Callable[P, Iterable[Found]], *args: P.args, **kwargs: P.kwargs
) -> Iterator[Found]:
    if unfilled := unfilled_of(reader.missing, check.needs):
        yield _not_checkable(check.rule, unfilled, unfilled, reader)
        return
    uncompared: set[str] = set()
    for found in function(*args, **kwargs):
        gaps = tuple(name for name in found.figures if name in reader.missing)
        if not found.message:
            uncompared.update(unfilled_of(reader.missing, found.figures))
        elif gaps and not check.is_of_missing:
            yield _not_checkable(check.rule, gaps, found.figures, reader)
        else:
            yield found
    if uncompared:
        names = tuple(sorted(uncompared))
        yield _not_checkable(check.rule, names, names, reader)


def unfilled_of(missing: frozenset[str], names: Sequence[str]) -> tuple[str, ...]:
    """What is missing of these figures, or groups of them, in order."""
    return tuple(sorted(gap for gap in missing if any(gap == name or gap.startswith(f"{name}.") for name in names)))


def _not_checkable(rule: str, gaps: tuple[str, ...], figures: tuple[str, ...], reader: Reader) -> Found:
    names = "、".join(reader.label(name) for name in gaps)
    return Found(f"{rule.rstrip('。')}：{names}尚未填报，无法核对。", figures, Severity.NOT_CHECKABLE)


def _finding(check_id: str, severity: Severity, found: Found, reader: Reader) -> Finding:
    values = [f"{name}={reader.value(name)}" for name in found.figures]
    fingerprint = hashlib.sha256("\n".join([check_id, *values]).encode()).hexdigest()[:16]
    place = found.place or reader.label(found.figures[0])
    return Finding(check_id, found.severity or severity, found.message, found.figures, place, fingerprint)
