"""What a reviewer should look at first: findings, overridden scores, figures typed over, ranked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from disclosure.entry.pages import figure_of
from disclosure.explanations import Judged, Standing
from disclosure.intake.labels import cell_label
from disclosure.intake.proposal import amount_cells
from disclosure.models import FigureSource
from finance.checks.registry import Severity
from finance.figures import Figures
from finance.models import CarriedFigure, FinalAccount
from finance.money import ZERO
from finance.terms import Term
from performance.assessment import assess
from performance.places import Index
from performance.scorecards import Scorecards
from performance.scoring import plain


class Level(Term):
    """How much it could matter."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class RiskKind(Term):
    """What it is."""

    FINDING = "finding", "核对结果"
    SCORE = "score", "改过的得分"
    IMPORTED = "imported", "导入后改过的数"
    CARRIED = "carried", "改过的上年数"


@dataclass(frozen=True)
class Risk:
    """One thing, with what the clerk says to it. `figure` leads to its place in the document; `size` ranks it among
    its level."""

    level: Level
    kind: RiskKind
    message: str
    why: str = ""
    figure: str = ""
    size: Decimal = ZERO
    href: str = ""


def risks_of(
    account: FinalAccount,
    figures: Figures,
    scorecards: Scorecards,
    judged: Iterable[Judged],
    ids: Mapping[str, str],
) -> tuple[Risk, ...]:
    """All of them, the gravest first. `ids`: figure → where it is printed."""
    found = [
        *_findings(judged),
        *_scores(scorecards),
        *_typed_over(account, figures),
    ]
    levels = tuple(Level)
    found.sort(key=lambda risk: (levels.index(risk.level), -risk.size))
    return tuple(_placed(risk, ids) for risk in found)


def _placed(risk: Risk, ids: Mapping[str, str]) -> Risk:
    href = f"#{ids[risk.figure]}" if risk.figure in ids else ""
    return Risk(risk.level, risk.kind, risk.message, risk.why, risk.figure, risk.size, href)


def _findings(judged: Iterable[Judged]) -> Iterator[Risk]:
    """What is open is grave; what the clerk has explained is to be judged; the rest is worth knowing."""
    for one in judged:
        level = Level.HIGH if one.standing.is_open else Level.LOW
        if one.standing is Standing.EXPLAINED:
            level = Level.MEDIUM
        if one.finding.severity is Severity.NOT_CHECKABLE:
            level = Level.LOW
        said = one.explanation.text if one.explanation and one.standing is not Standing.LAPSED else ""
        why = said or ("" if one.standing is Standing.NOTED else one.standing.label)
        weight = Decimal(2 if one.finding.severity is Severity.ERROR else 1)
        yield Risk(level, RiskKind.FINDING, one.finding.message, why, one.finding.figures[0], weight)


def _scores(scorecards: Scorecards) -> Iterator[Risk]:
    """得分 filed by hand against what the rule gives; raised it weighs more than lowered."""
    for card in scorecards.all:
        rows = assess(card).rows
        number = scorecards.projects.index(card) + 1 if card in scorecards.projects else 0
        stem = f"scorecards.projects.{number}" if number else "scorecards.overall"
        reasons = (card.execution_score_reason, *(indicator.score_reason for indicator in card.indicators))
        for place, (row, why) in enumerate(zip(rows, reasons, strict=True)):
            if not row.is_overruled or row.difference is None:
                continue
            figure = f"{stem}.indicators.{place}.score" if place else f"{stem}.execution_score"
            raised = row.difference > 0
            given, filed = plain(row.computed.value or ZERO), plain(row.filed or ZERO)
            words = f"{card.name}“{row.name}”：按规则 {given} 分，填 {filed} 分"
            level = Level.HIGH if raised and not why else Level.MEDIUM if raised else Level.LOW
            share = abs(row.difference) / row.points if row.points else ZERO
            yield Risk(level, RiskKind.SCORE, f"{words}，{'改高' if raised else '改低'}", why, figure, share)


def _typed_over(account: FinalAccount, figures: Figures) -> Iterator[Risk]:
    """Figures that a file or last year's account gave, and that now say something else."""
    amounts, index = amount_cells(figures), Index.of(account)
    whole = max(abs(figures.income_grand_total), Decimal(1))
    for source in FigureSource.objects.filter(account=account).select_related("file").defer("file__content"):
        given, now = Decimal(source.value), amounts.get(source.cell) or ZERO
        if given == now:
            continue
        where = cell_label(source.cell, figures.classification)
        words = f"{where}：导入时 {given:,.2f} 元，现在 {now:,.2f} 元（{source.file.name} {source.place}）"
        share = abs(given - now) / whole
        level = Level.HIGH if share > Decimal("0.01") else Level.MEDIUM
        yield Risk(level, RiskKind.IMPORTED, words, "", figure_of(source.cell, index), share)
    for carried in CarriedFigure.objects.filter(account=account):
        standing = amounts.get(carried.cell)
        if standing is None or standing == carried.value:
            continue
        words = (
            f"{cell_label(carried.cell, figures.classification)}：上年决算 {carried.value:,.2f} 元，现在 {now:,.2f} 元"
        )
        share = abs(carried.value - now) / whole
        yield Risk(Level.HIGH, RiskKind.CARRIED, words, carried.reason, figure_of(carried.cell, index), share)
