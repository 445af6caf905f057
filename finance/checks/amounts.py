"""Comparing amounts for a check: exactly where 元 are known, by interval where only printed 万元 are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from finance.checks.causes import likely_cause, likely_cause_of_a_sum, with_cause
from finance.checks.intervals import ROUNDING_NOTE, Interval, sum_of
from finance.checks.printed import is_printed_only
from finance.checks.registry import Found, Severity, unfilled_of
from finance.checks.words import Speak, pair_words, speaking_of
from finance.figures import Figures
from finance.money import ZERO, total


@dataclass(frozen=True)
class Term:
    """One term of a sum under its label: amounts in 元 that belong to one group of figures."""

    label: str
    group: str  # a name as in Figures.printed_only: income, previous, basic_expenditure …
    amounts: tuple[Decimal, ...]

    @property
    def amount(self) -> Decimal:
        return total(self.amounts)


@dataclass(frozen=True)
class Side:
    """One side of a comparison, in 元: what it is called, what it comes to and what it may be."""

    label: str
    terms: tuple[Term, ...]
    interval: Interval

    @property
    def amount(self) -> Decimal:
        return total(term.amount for term in self.terms)

    def words(self, speak: Speak) -> str:
        """年初结转和结余8.49万元＋本年收入96.11万元，合计104.60万元; of one term, just label and amount."""
        if len(self.terms) == 1:
            return f"{self.label}{speak(self.amount)}"
        terms = "＋".join(f"{term.label}{speak(term.amount)}" for term in self.terms)
        return f"{self.label}{terms}，合计{speak(self.amount)}"


def side(f: Figures, label: str, *terms: Term) -> Side:
    """A sum of terms; each may be known exactly, or only as printed."""
    return Side(label, terms, sum_of([_interval(f, term) for term in terms]))


def single(f: Figures, label: str, name: str) -> Side:
    """A figure by its dotted name; nothing counts as zero."""
    return side(f, label, Term("", name, (f.amount(name) or ZERO,)))


def is_filled(f: Figures, *names: str) -> bool:
    """Whether all of these figures, or groups of them, have been filled in."""
    return not unfilled_of(f.missing, names)


def not_compared(*names: str) -> Found:
    """That these figures were not held against each other, some of them being unfilled."""
    return Found("", names)


def _interval(f: Figures, term: Term) -> Interval:
    """A part that is zero is nothing, not a rounded something."""
    if is_printed_only(f, term.group):
        return sum_of([Interval.printed(amount) for amount in term.amounts if amount])
    return Interval.exact(term.amount)


def unequal(
    one: Side,
    other: Side,
    figures: tuple[str, ...],
    advice: str,
    neighbours: Iterable[tuple[str, Decimal]] = (),
    severity: Severity | None = None,
) -> Iterator[Found]:
    """One finding where two sides that must be equal are not; information where rounding explains it."""
    if one.amount == other.amount:
        return
    speak = speaking_of(one.amount, other.amount)
    difference = speak(abs(one.amount - other.amount))
    facts = f"{one.words(speak)}；{other.words(speak)}；相差{difference}"
    if one.interval.meets(other.interval):
        yield _rounding(facts, figures)
        return
    is_plain = len(one.terms) == len(other.terms) == 1
    # What a sum of several boxes reads like says nothing of how one of them was entered; what it is off by may.
    cause = likely_cause if is_plain else likely_cause_of_a_sum
    yield Found(f"{facts}。{with_cause(cause(one.amount, other.amount, neighbours))}{advice}", figures, severity)


def exceeds(
    part: Side, whole: Side, figures: tuple[str, ...], advice: str, severity: Severity | None = None
) -> Iterator[Found]:
    """One finding where what must stay within is more; information where rounding explains it."""
    if part.amount <= whole.amount:
        return
    first, second, difference = pair_words(part.amount, whole.amount)
    facts = f"{part.label}{first}，大于{whole.label}{second}，多{difference}"
    if not part.interval.surely_exceeds(whole.interval):
        yield _rounding(facts, figures)
        return
    cause = with_cause(likely_cause(part.amount, whole.amount)) if whole.amount else ""
    yield Found(f"{facts}。{cause}{advice}", figures, severity)


def _rounding(facts: str, figures: tuple[str, ...]) -> Found:
    return Found(f"{facts}，在四舍五入范围之内（{ROUNDING_NOTE}）。", figures, Severity.INFORMATION)
