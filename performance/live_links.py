"""Live links: placeholders in a scorecard's words that print a figure's present value, and so never drift.

{指标:发布用工信息}            完成值 of this card's indicator, with its unit: 25000条
{指标值:发布用工信息}          its 指标值, without the sign: 22300条
{overall.execution_rate}       a card's amount or rate: 98.55%; {card.…} is the card the text stands on
{income.total}                 any figure of the accounts: 716.46万元
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from finance.figures import Figures
from finance.money import wan_text
from finance.reading.similarity import plain_name
from performance.matching import FigureMatch, Match, Role
from performance.scorecards import Indicator, IndicatorValue, Scorecard, Scorecards

_FIGURE_NAME = re.compile(r"[a-z][a-z_]*(?:\.(?:\d{3,7}|[a-z][a-z_]*))*")
_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,120})\}")
_INDICATOR_WORDS = {Role.ACHIEVED: "指标", Role.TARGET: "指标值"}
_ALIASES = {"indicator": "指标", "target": "指标值"}
_AMOUNTS = ("initial_budget", "adjusted_budget", "executed")
_ASSET_AMOUNTS = ("fixed_assets", "house_value", "vehicle_value")  # the other assets are counts and an area
_PREFIX = "scorecards."


class UnknownLink(LookupError):
    """A placeholder that leads nowhere. `placeholder` is what stands between the braces."""

    def __init__(self, placeholder: str, why: str) -> None:
        self.placeholder = placeholder
        super().__init__(f"引用“{{{placeholder}}}”无法取数：{why}")


@dataclass(frozen=True)
class LinkSource:
    """Where placeholders of one card find their values."""

    figures: Figures
    scorecards: Scorecards
    figure: str = ""  # the card's own name: scorecards.projects.2
    card: Scorecard | None = None


def expand(text: str, source: LinkSource, *, keep_unknown: bool = False) -> str:
    """The text with every placeholder replaced by the present value. A placeholder that leads nowhere raises
    UnknownLink, or with keep_unknown stays as it stands."""

    def value(match: re.Match[str]) -> str:
        try:
            return _value(match[1].strip(), source)
        except UnknownLink:
            if keep_unknown:
                return match[0]
            raise

    return _PLACEHOLDER.sub(value, text) if "{" in text else text


def expand_card(card: Scorecard, source: LinkSource, *, keep_unknown: bool = False) -> Scorecard:
    """The card with its texts expanded: 预期目标, 实际完成情况, 偏差原因."""

    def expanded(text: str) -> str:
        return expand(text, source, keep_unknown=keep_unknown)

    texts = (card.goal, card.result, *(indicator.deviation_reason for indicator in card.indicators))
    if not any("{" in text for text in texts):
        return card
    indicators = tuple(replace(i, deviation_reason=expanded(i.deviation_reason)) for i in card.indicators)
    return replace(card, goal=expanded(card.goal), result=expanded(card.result), indicators=indicators)


def written_out(figures: Figures, scorecards: Scorecards, *, keep_unknown: bool = False) -> Scorecards:
    """All cards with their texts expanded, as they are printed. Raises UnknownLink."""

    def card(number: int, original: Scorecard) -> Scorecard:
        figure = f"{_PREFIX}projects.{number}" if number else f"{_PREFIX}overall"
        source = LinkSource(figures, scorecards, figure, original)
        return expand_card(original, source, keep_unknown=keep_unknown)

    overall = card(0, scorecards.overall) if scorecards.overall else None
    return Scorecards(overall, tuple(card(i, original) for i, original in enumerate(scorecards.projects, start=1)))


def unknown_links(text: str, source: LinkSource) -> tuple[UnknownLink, ...]:
    """Placeholders of a text that lead nowhere."""
    errors = []
    for match in _PLACEHOLDER.finditer(text):
        try:
            _value(match[1].strip(), source)
        except UnknownLink as error:
            errors.append(error)
    return tuple(errors)


def dead_links(figures: Figures, scorecards: Scorecards) -> tuple[tuple[str, UnknownLink], ...]:
    """(figure whose text holds it, what is wrong) for every placeholder of the cards that leads nowhere."""
    cards = [("overall", scorecards.overall)] if scorecards.overall else []
    cards += [(f"projects.{number}", card) for number, card in enumerate(scorecards.projects, start=1)]
    found: list[tuple[str, UnknownLink]] = []
    for name, card in cards:
        figure = f"{_PREFIX}{name}"
        source = LinkSource(figures, scorecards, figure, card)
        texts = {f"{figure}.goal": card.goal, f"{figure}.result": card.result}
        for number, indicator in enumerate(card.indicators, start=1):
            texts[f"{figure}.indicators.{number}.deviation_reason"] = indicator.deviation_reason
        found += [(place, error) for place, text in texts.items() for error in unknown_links(text, source)]
    return tuple(found)


def link(text: str, match: Match | FigureMatch) -> str:
    """The text with a matched quantity turned into a live link. It prints the value the match was held
    against, in that value's own unit."""
    if isinstance(match, Match):
        target = f"{_INDICATOR_WORDS[match.role]}:{match.indicator.level3}"
    else:
        target = match.figure.removeprefix(_PREFIX)
    quantity = match.quantity
    return f"{text[: quantity.start]}{{{target}}}{text[quantity.end :]}"


def _value(placeholder: str, source: LinkSource) -> str:
    kind, colon, name = placeholder.replace("：", ":", 1).partition(":")
    if colon:
        return _indicator_text(placeholder, _ALIASES.get(kind.strip(), kind.strip()), name.strip(), source)
    return _figure_text(placeholder, source)


def _indicator_text(placeholder: str, kind: str, name: str, source: LinkSource) -> str:
    if kind not in _INDICATOR_WORDS.values():
        raise UnknownLink(placeholder, "冒号前应为“指标”或“指标值”")
    indicator = _indicator(placeholder, name, source)
    return _written(indicator.achieved if kind == _INDICATOR_WORDS[Role.ACHIEVED] else indicator.target)


def _written(value: IndicatorValue) -> str:
    return f"{value.value}{value.unit}"


def _indicator(placeholder: str, name: str, source: LinkSource) -> Indicator:
    """By name on the card itself, else on the only card that has it."""
    own = source.card.indicators if source.card else ()
    others = [i for card in source.scorecards.all if card is not source.card for i in card.indicators]
    for indicators in (own, others):
        found = [i for i in indicators if plain_name(i.level3) == plain_name(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownLink(placeholder, f"有{len(found)}个同名指标")
    raise UnknownLink(placeholder, "没有这个指标")


def _figure_text(placeholder: str, source: LinkSource) -> str:
    first, *rest = placeholder.removeprefix(_PREFIX).split(".")
    card: Scorecard | Scorecards | None
    match first:
        case "card":
            card = source.card
        case "overall":
            card = source.scorecards.overall
        case "projects":
            if rest and not rest[0].isdigit():
                card = source.scorecards
            else:
                index = int(rest.pop(0)) if rest else 0
                is_there = 0 < index <= len(source.scorecards.projects)
                card = source.scorecards.projects[index - 1] if is_there else None
        case _:
            return _account_text(placeholder, source.figures)
    if card is None or len(rest) != 1:
        raise UnknownLink(placeholder, "没有这张自评表或这一栏")
    return _card_text(placeholder, card, rest[0])


def _card_text(placeholder: str, card: Scorecard | Scorecards, column: str) -> str:
    if column in _AMOUNTS:
        return f"{wan_text(getattr(card, column))}万元"
    if column == "execution_rate" and isinstance(card, Scorecard):
        return f"{card.execution_rate:.2f}%"
    raise UnknownLink(placeholder, "没有这一栏")


def _account_text(placeholder: str, figures: Figures) -> str:
    group, _, last = placeholder.rpartition(".")
    if not _FIGURE_NAME.fullmatch(placeholder):
        raise UnknownLink(placeholder, "没有这个指标或数字")
    try:
        value = figures.amount(placeholder)
    except (AttributeError, KeyError, TypeError) as error:
        raise UnknownLink(placeholder, "没有这个指标或数字") from error
    if value is None:
        raise UnknownLink(placeholder, "没有可取的数")
    if group in ("counts", "profile") or (group == "assets" and last not in _ASSET_AMOUNTS):
        return _plain(value)
    return f"{wan_text(value)}万元"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
