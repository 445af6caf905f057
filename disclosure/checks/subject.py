"""What the checks of the written report look at: the report, and every text in it that somebody typed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from disclosure.document import Report
from finance.checks.registry import Registry
from finance.figures import Figures, Texts
from performance.checks.evaluation import Evaluation, EvaluationReader

_CARD_WORDS = ("goal", "result")


@dataclass(frozen=True)
class FreeText:
    """One text as typed, under its figure's name."""

    figure: str
    text: str


@dataclass(frozen=True)
class Written:
    """A written report and the scorecards in it."""

    report: Report
    evaluation: Evaluation

    @property
    def figures(self) -> Figures:
        return self.report.figures

    @cached_property
    def texts(self) -> tuple[FreeText, ...]:
        """Every text of this year: 主要原因, 文字说明, the words of the scorecards; empty ones left out."""
        found = (*self._account_texts(), *self._scorecard_texts())
        return tuple(text for text in found if text.text.strip())

    @cached_property
    def all_texts(self) -> tuple[FreeText, ...]:
        """Those, and what stands longer than the year or cites what does: 单位概况, 三级指标 and 依据."""
        profile = self.figures.profile
        standing = [FreeText("profile.functions", profile.functions)]
        standing += [FreeText("profile.offices", "\n".join(profile.offices))]
        standing += [FreeText("profile.subordinate_units", "\n".join(profile.subordinate_units))]
        for row in self.evaluation.rows:
            indicator = row.indicator
            standing += [
                FreeText(f"{row.figure}.level3", indicator.level3),
                FreeText(f"{row.figure}.basis", indicator.basis),
            ]
        return (*(text for text in standing if text.text.strip()), *self.texts)

    def _account_texts(self) -> Iterator[FreeText]:
        for key, text in self.figures.reasons.items():
            yield FreeText(f"reasons.{key}", text)
        for field in fields(Texts):
            value = getattr(self.figures.texts, field.name)
            if isinstance(value, str | tuple):
                yield FreeText(f"texts.{field.name}", value if isinstance(value, str) else "\n".join(value))

    def _scorecard_texts(self) -> Iterator[FreeText]:
        for card in self.evaluation.cards:
            yield from (FreeText(f"{card.figure}.{name}", getattr(card.card, name)) for name in _CARD_WORDS)
            if card.is_project:
                yield FreeText(f"{card.figure}.name", card.card.name)
            for row in card.rows:
                yield FreeText(f"{row.figure}.deviation_reason", row.indicator.deviation_reason)


def _read(written: Written) -> EvaluationReader:
    return EvaluationReader(written.evaluation)


REPORT_CHECKS = Registry("公开文本", _read)
check = REPORT_CHECKS.check
