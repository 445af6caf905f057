"""A clerk who answers everything an edition asks: reasons for what changed, and what each amount was spent on."""

from dataclasses import replace
from types import MappingProxyType

from disclosure.document import write_report
from disclosure.editions import Edition
from disclosure.narrative import Asked, AskedKind
from finance.figures import Figures
from performance.scorecards import Scorecards
from tests.samples.shorthand import DOWN, UP

PURPOSE = "保障机构正常运转和开展专项工作的支出。"


def answered(figures: Figures, cards: Scorecards, edition: Edition) -> Figures:
    """The figures with words for whatever the edition asks and nobody has answered."""
    asked = write_report(figures, cards, edition).asked
    answers = {one.key: _answer(one) for one in asked if one.is_required and not one.text}
    return replace(figures, reasons=MappingProxyType({**figures.reasons, **answers}))


def _answer(asked: Asked) -> str:
    if asked.kind is AskedKind.PURPOSE:
        return PURPOSE
    return UP if asked.change.rose else DOWN
