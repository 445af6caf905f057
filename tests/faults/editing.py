"""How a kind puts something else in the place of what an account or a card has."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from performance.scorecards import Indicator, Measure, Scorecard
from tests.faults.accounts import Account

OVERALL = -1


def with_figures(account: Account, **values: object) -> Account:
    return replace(account, figures=replace(account.figures, **values))  # type: ignore[arg-type]


def without[T](rows: Sequence[T], row: T) -> tuple[T, ...]:
    place = rows.index(row)
    return (*rows[:place], *rows[place + 1 :])


def instead[T](rows: Sequence[T], old: T, new: T) -> tuple[T, ...]:
    place = rows.index(old)
    return (*rows[:place], new, *rows[place + 1 :])


def cards_of(account: Account) -> list[tuple[int, Scorecard]]:
    """Every card under its number; the overall one under OVERALL."""
    assert account.cards.overall is not None
    return [(OVERALL, account.cards.overall), *enumerate(account.cards.projects)]


def with_card(account: Account, number: int, card: Scorecard | None) -> Account:
    """The account with a card changed, or with a project left out."""
    if number == OVERALL:
        return replace(account, cards=replace(account.cards, overall=card))
    projects = list(account.cards.projects)
    projects[number : number + 1] = [card] if card else []
    return replace(account, cards=replace(account.cards, projects=tuple(projects)))


def with_row(account: Account, number: int, place: int, **values: object) -> Account:
    card = dict(cards_of(account))[number]
    indicators = list(card.indicators)
    indicators[place] = replace(indicators[place], **values)  # type: ignore[arg-type]
    return with_card(account, number, replace(card, indicators=tuple(indicators)))


def rows_of(account: Account, is_wanted: Callable[[Scorecard, Indicator], bool]) -> list[tuple[int, int, Indicator]]:
    return [
        (number, place, indicator)
        for number, card in cards_of(account)
        for place, indicator in enumerate(card.indicators)
        if is_wanted(card, indicator)
    ]


def some_row(
    chance: random.Random, account: Account, is_wanted: Callable[[Scorecard, Indicator], bool]
) -> tuple[int, int, Indicator] | None:
    rows = rows_of(account, is_wanted)
    return chance.choice(rows) if rows else None


def is_counted(card: Scorecard, indicator: Indicator) -> bool:
    return indicator.measure is Measure.COUNT


def is_on_project(card: Scorecard, indicator: Indicator) -> bool:
    return bool(card.implementing_unit)
