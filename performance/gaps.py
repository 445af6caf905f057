"""What a 自评表 still lacks: every place where the form would print 【未填】."""

from collections.abc import Iterator

from performance.assessment import assess
from performance.scorecards import Scorecard, ScorecardKind, Scorecards

_BOTH = {"name": "名称", "goal": "预期目标", "result": "实际完成情况"}
_PROJECT = {"competent_department": "主管部门", "implementing_unit": "实施单位"}


def gaps_of(scorecards: Scorecards) -> tuple[tuple[str, str], ...]:
    """(figure name, what is missing in the clerk's words), in the order of the forms; empty: nothing is."""
    gaps: list[tuple[str, str]] = []
    if scorecards.overall:
        gaps += _gaps(scorecards.overall, "scorecards.overall")
    for position, card in enumerate(scorecards.projects, start=1):
        gaps += _gaps(card, f"scorecards.projects.{position}")
    return tuple(gaps)


def _gaps(card: Scorecard, figure: str) -> Iterator[tuple[str, str]]:
    title = f"{card.kind.label}“{card.name}”"
    required = _BOTH if card.kind is ScorecardKind.OVERALL else _BOTH | _PROJECT
    for column, label in required.items():
        if not getattr(card, column).strip():
            yield f"{figure}.{column}", f"{title}的{label}"
    assessment = assess(card)
    if assessment.execution.printed is None:
        yield f"{figure}.execution_score", f"{title}的预算执行率得分（{assessment.execution.computed.words}）"
    for position, (indicator, row) in enumerate(zip(card.indicators, assessment.indicators, strict=True), start=1):
        name = f"{figure}.indicators.{position}"
        words = f"{title}第{position}个指标“{indicator.level3}”的"
        if not indicator.level3.strip():
            yield f"{name}.level3", f"{words}三级指标名称"
        if not indicator.target.value.strip():
            yield f"{name}.target", f"{words}指标值"
        if not indicator.achieved.value.strip():
            yield f"{name}.achieved", f"{words}完成值"
        if row.printed is None:
            yield f"{name}.score", f"{words}得分（{row.computed.words}）"
