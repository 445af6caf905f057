"""The short hand that tests of scorecard checks are written in: change a clean report, see what is found."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from finance.checks.registry import Finding
from finance.figures import Figures
from finance.terms import FundSource
from performance.checks import SCORECARD_CHECKS, Evaluation
from performance.scorecards import IndicatorValue, Operator, Scorecard, Scorecards
from tests.samples.changji_2023_corrected import changji_2023_corrected

type Account = tuple[Figures, Scorecards]
type Change = Callable[[Account], Account]

OVERALL = 0


@cache
def clean() -> Account:
    return changji_2023_corrected()


def run(account: Account) -> tuple[Finding, ...]:
    return SCORECARD_CHECKS.run(Evaluation(*account))


def new_findings(change: Change) -> list[Finding]:
    """What is found of the changed report and not of the clean one."""
    before = {finding.key for finding in _clean_findings()}
    return [finding for finding in run(change(clean())) if finding.key not in before]


@cache
def _clean_findings() -> tuple[Finding, ...]:
    return run(clean())


def together(*changes: Change) -> Change:
    def change(account: Account) -> Account:
        for one in changes:
            account = one(account)
        return account

    return change


def figures(**values: Any) -> Change:
    return lambda account: (replace(account[0], **values), account[1])


def card(number: int, **values: Any) -> Change:
    """Values of a card: OVERALL or a project counted from 1. A callable gets the value there was."""

    def change(account: Account) -> Account:
        f, cards = account
        old = _card(cards, number)
        changed = replace(old, **{k: v(getattr(old, k)) if callable(v) else v for k, v in values.items()})
        assert changed != old, "nothing changed"
        return f, _with_card(cards, number, changed)

    return change


def row(number: int, position: int, **values: Any) -> Change:
    """Values of an indicator, counted from 1."""

    def change(account: Account) -> Account:
        f, cards = account
        old = _card(cards, number)
        indicators = list(old.indicators)
        indicators[position - 1] = replace(indicators[position - 1], **values)
        assert tuple(indicators) != old.indicators, "nothing changed"
        return f, _with_card(cards, number, replace(old, indicators=tuple(indicators)))

    return change


def fund(number: int, source: FundSource, **amounts: Any) -> Change:
    """Amounts of one source of a card."""

    def change(account: Account) -> Account:
        f, cards = account
        old = _card(cards, number)
        lines = tuple(replace(line, **amounts) if line.source is source else line for line in old.funds)
        assert lines != old.funds, "nothing changed"
        return f, _with_card(cards, number, replace(old, funds=lines))

    return change


def text(old: str, new: str) -> Callable[[str], str]:
    """For `card`: the text with some words replaced."""

    def change(whole: str) -> str:
        assert old in whole, f"no “{old}” in “{whole}”"
        return whole.replace(old, new)

    return change


def value(written: str, unit: str = "") -> IndicatorValue:
    """>=700, =735, 长期 with its unit."""
    for operator in sorted(Operator, key=lambda o: len(o.label), reverse=True):
        if operator.label and written.startswith(operator.label):
            return IndicatorValue(operator, written.removeprefix(operator.label), unit)
    return IndicatorValue(Operator.NONE, written, unit)


def _card(cards: Scorecards, number: int) -> Scorecard:
    found = cards.projects[number - 1] if number else cards.overall
    assert found is not None
    return found


def _with_card(cards: Scorecards, number: int, changed: Scorecard) -> Scorecards:
    if not number:
        return replace(cards, overall=changed)
    projects = list(cards.projects)
    projects[number - 1] = changed
    return replace(cards, projects=tuple(projects))
