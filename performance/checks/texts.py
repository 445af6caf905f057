"""预期目标 and 实际完成情况 against the indicators and amounts they speak of."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.money import HUNDRED, percent
from finance.reading.quantities import Quantity
from finance.reading.units import Unit, unit_named
from performance.checks.evaluation import Card, Evaluation, check, said
from performance.matching import FigureMatch, Match, Role, card_figures, figure_matches, scaled
from performance.scoring import plain

_FIELDS = {"goal": "预期目标", "result": "实际完成情况"}
_ROLES = {Role.TARGET: "指标值", Role.ACHIEVED: "完成值"}


def _told(e: Evaluation) -> Iterator[tuple[Card, str, Match]]:
    """Every quantity in a card's 预期目标 and 实际完成情况 that speaks of one of its indicators."""
    for card in e.cards:
        for field, matches in (("goal", card.goal_matches), ("result", card.result_matches)):
            for match in matches:
                yield card, field, match


@check("P401", Severity.ERROR, rules=(65,))
def numbers_in_the_text_are_those_of_the_indicators(e: Evaluation) -> Iterator[Found]:
    """预期目标、实际完成情况中写到的数量应与相应指标的指标值、完成值一致。

    Rule 65. Where the text gives only part of an indicator's name: a warning.
    """
    for card, field, match in _told(e):
        if match.agrees:
            continue
        row, column = card.rows[match.position], match.role.value
        written = match.quantity.text
        difference = ""
        if match.same_unit and (exact := scaled(match.value)) is not None:
            size = abs(exact - match.quantity.scaled) / unit_named(match.value.unit).factor
            difference = f"，相差{plain(size)}{match.value.unit}"
        cause = likely_cause(
            match.quantity.value, match.value.number or Decimal(0), _others(card, match), is_money=False
        )
        yield Found(
            f"{card.title}的{_FIELDS[field]}写“{quote(match.quantity)}”，指标“{row.indicator.level3}”的"
            f"{_ROLES[match.role]}却是{said(match.value)}{difference}。{with_cause(cause)}"
            f"请改正其中一处，或把“{written}”改为自动引用。",
            (f"{card.figure}.{field}", f"{row.figure}.{column}"),
            None if match.is_sure else Severity.WARNING,
        )


def _others(card: Card, match: Match) -> list[tuple[str, Decimal]]:
    """Values of other indicators in the same unit, and the other value of this one: where a number may have come
    from."""
    unit = unit_named(match.value.unit)
    values = []
    for row in card.rows:
        for role, words in _ROLES.items():
            value = row.indicator.target if role is Role.TARGET else row.indicator.achieved
            if unit_named(value.unit) != unit:
                continue
            if value is not match.value and value.number is not None and value.number != match.value.number:
                values.append((f"指标“{row.indicator.level3}”的{words}", value.number))
    return values


def quote(quantity: Quantity) -> str:
    return f"{quantity.clause.strip('、 ')[-24:]}{quantity.text}"


@check("P402", Severity.WARNING, rules=(65,))
def units_in_the_text_are_those_of_the_indicators(e: Evaluation) -> Iterator[Found]:
    """预期目标、实际完成情况中数量的计量单位应与相应指标一致。

    Rule 65.
    """
    for card, field, match in _told(e):
        unit, own = match.quantity.unit, unit_named(match.value.unit)
        # Where the number is wrong too, that finding shows both units.
        if match.agrees and not match.same_unit and _is_another_thing(unit, own):
            yield Found(
                f"{card.title}的{_FIELDS[field]}写“{quote(match.quantity)}”，"
                f"指标“{match.indicator.level3}”的单位却是“{match.value.unit}”。请统一单位。",
                (f"{card.figure}.{field}", f"{card.rows[match.position].figure}.{match.role.value}"),
            )


def _is_another_thing(one: Unit, other: Unit) -> bool:
    """人 and 家 are, 个 and 个县市 or 人 and 人次 are not."""
    names = (one.name, other.name)
    return "个" not in names and "项" not in names and not any(a.startswith(b) for a, b in (names, names[::-1]))


@check("P403", Severity.ERROR, rules=(61, 65))
def amounts_and_rates_in_the_text_are_those_of_the_card(e: Evaluation) -> Iterator[Found]:
    """预期目标、实际完成情况中写到的预算数、执行数、执行率应与自评表资金一致。

    Rule 65: rate quoted in text = table rate.
    """
    for card in e.cards:
        figures = card_figures(card.card, card.figure)
        subjects = (card.card.name, e.figures.unit.name)
        for field, words in _FIELDS.items():
            for match in figure_matches(getattr(card.card, field), figures, subjects):
                is_aim = field == "goal" and match.figure.endswith(_ACHIEVED)  # 确保执行率100%
                if match.agrees or is_aim:
                    continue
                found = _disagreement(card, match, f"{card.figure}.{field}", words)
                yield replace(found, severity=Severity.INFORMATION) if _is_rounding(e, card, match) else found


_ACHIEVED = (".execution_rate", ".executed")
# The overall card's amounts stand in the accounts too, exactly: a text may have them from there.
_IN_THE_ACCOUNTS = {"adjusted_budget": "income_grand_total", "executed": "expenditure.total"}


def _is_rounding(e: Evaluation, card: Card, match: FigureMatch) -> bool:
    if not match.is_rounding or card.is_project:
        return match.is_rounding
    column = match.figure.rpartition(".")[2]
    budget, spent = e.figures.income_grand_total, e.figures.expenditure.total
    exact = percent(spent, budget) if match.quantity.unit.is_percent else None
    if exact is None and column in _IN_THE_ACCOUNTS:
        exact = e.figures.amount(_IN_THE_ACCOUNTS[column])
    return exact is not None and match.quantity.may_print(exact)


def _disagreement(card: Card, match: FigureMatch, figure: str, words: str) -> Found:
    quantity = match.quantity
    is_rate = quantity.unit.is_percent
    if is_rate:
        value = f"{match.value}%"
        difference = f"{abs(quantity.value - match.value)}个百分点"
        cause = _rate_cause(card, quantity, match.value)
    else:
        value, difference = amount_words(match.value), amount_words(abs(quantity.scaled - match.value))
        cause = likely_cause(
            quantity.scaled, match.value, [(line.source.label, line.executed) for line in card.lines()]
        )
    return Found(
        f"{card.title}的{words}写“{quote(quantity)}”，表中为{value}，相差{difference}。{with_cause(cause)}"
        f"请改正其中一处，或把“{quantity.text}”改为自动引用。",
        (figure, match.figure),
    )


def _rate_cause(card: Card, quantity: Quantity, rate: Decimal) -> str:
    """A score pasted for a rate (9.86 of 10 points for 98.6%) shows in its digits."""
    score = card.assessment.execution.printed
    digits = f"{quantity.value:.2f}"
    if score and (digits.endswith(f"{score:.2f}") or f"{score * HUNDRED / card.card.execution_points:.2f}" == digits):
        return f"误把预算执行率得分{score:.2f}当作执行率"
    return likely_cause(quantity.value, rate, is_money=False)
