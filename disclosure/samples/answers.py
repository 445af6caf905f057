"""A clerk who answers whatever an edition asks: reasons for what changed, and what each amount was spent on."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from disclosure.document import write_report
from disclosure.editions import Edition
from disclosure.narrative import Asked, AskedKind
from finance.figures import Figures
from performance.scorecards import Scorecards

UP = "本年按规定调整工资标准，并新增专项工作任务，相应增加支出。"
DOWN = "本年落实过紧日子要求，压减一般性支出，部分项目上年已完成。"
PURPOSE = "保障机构正常运转和开展专项工作的支出。"


def answered(figures: Figures, cards: Scorecards, edition: Edition) -> Figures:
    """The figures with words for whatever the edition asks and nobody has answered."""
    return with_answers(figures, write_report(figures, cards, edition).asked)


def with_answers(figures: Figures, asked: Iterable[Asked]) -> Figures:
    """The figures with words for all that is asked here."""
    answers = {one.key: _answer(one) for one in asked if one.is_required and not one.text}
    return replace(figures, reasons=MappingProxyType({**figures.reasons, **answers}))


def _answer(asked: Asked) -> str:
    if asked.kind is AskedKind.PURPOSE:
        return PURPOSE
    return UP if asked.change.rose else DOWN
