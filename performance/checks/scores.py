"""分值 and 得分: sums, limits, the rule behind each score, and the reason for each deviation."""

from collections.abc import Iterator
from decimal import Decimal

from finance.checks.registry import Found, Severity
from finance.money import HUNDRED
from performance.assessment import ScoredRow
from performance.checks.evaluation import Card, Evaluation, Row, check, said
from performance.scoring import MUCH_OVER, plain, rule_set_named

# 一级指标 by what their names hold, with their weights beside 10 for 预算执行率: with and without 成本指标.
_SHARES = ("产出", "成本", "效益", "满意度")
_STRUCTURES = (
    {"产出": 50, "效益": 30, "满意度": 10},  # 财预〔2020〕10号
    {"产出": 40, "成本": 20, "效益": 20, "满意度": 10},  # 财预〔2021〕101号
)


@check("P201", Severity.ERROR, rules=(59,))
def points_add_up_to_a_hundred(e: Evaluation) -> Iterator[Found]:
    """自评表的分值（预算执行率与各指标）合计应为100分。

    Rule 59.
    """
    for card in e.cards:
        points = card.card.total_points
        if points != HUNDRED:
            word, off = "多" if points > HUNDRED else "少", plain(abs(points - HUNDRED))
            yield Found(
                f"{card.title}的分值合计{plain(points)}分，应为100分，{word}{off}分。请核对预算执行率和各指标的分值。",
                (f"{card.figure}.total_points", *(f"{row.figure}.points" for row in card.rows)),
            )


@check("P202", Severity.ERROR, rules=(59,))
def scores_stay_within_their_points(e: Evaluation) -> Iterator[Found]:
    """得分不小于零、不大于分值，分值大于零。

    Rule 59.
    """
    for figure, title, row in (scored for card in e.cards for scored in _scored(card)):
        score, points = row.printed, row.points
        if points <= 0:
            yield Found(f"{title}的分值为{plain(points)}分，应大于零。请核对。", (f"{figure}points",))
        elif score is not None and not 0 <= score <= points:
            fault = f"大于分值{plain(points)}分，多{score - points}分" if score > points else "小于零"
            yield Found(f"{title}的得分{score}分，{fault}。请核对得分。", (f"{figure}score", f"{figure}points"))


def _scored(card: Card) -> Iterator[tuple[str, str, ScoredRow]]:
    """Every score of a card, with the stem of its figure's name and what it is called."""
    yield f"{card.figure}.execution_", f"{card.title}的预算执行率", card.assessment.execution
    for row, scored in zip(card.rows, card.assessment.indicators, strict=True):
        yield f"{row.figure}.", row.title, scored


@check("P211", Severity.WARNING, rules=(60,))
def filed_scores_follow_the_rule_set(e: Evaluation) -> Iterator[Found]:
    """填报得分应与按评分规则计算的得分一致。

    Rule 60; scoring.md §5: both are kept, a different one needs a reason.
    """
    for card in e.cards:
        label = rule_set_named(card.card.rule_set).label
        execution = card.assessment.execution
        yield from _departure(
            execution,
            f"{card.title}的预算执行率",
            label,
            card.card.execution_score_reason,
            f"{card.figure}.execution_score",
        )
        for row, scored in zip(card.rows, card.assessment.indicators, strict=True):
            yield from _departure(scored, row.title, label, row.indicator.score_reason, f"{row.figure}.score")


def _departure(row: ScoredRow, title: str, rules: str, reason: str, figure: str) -> Iterator[Found]:
    if not row.difference or row.filed is None or not 0 <= row.filed <= row.points:
        return  # a score beyond its points is P202's
    told = f"填报理由：{reason}。" if reason else ""
    word = "多" if row.difference > 0 else "少"
    yield Found(
        f"{title}填报得分{row.filed}分，按“{rules}”应得{row.computed.value}分，{word}{abs(row.difference)}分"
        f"（{row.computed.words}）。{told}请改正得分，或说明理由。",
        (figure,),
    )


@check("P212", Severity.NOT_CHECKABLE, rules=(60,))
def every_score_can_be_computed(e: Evaluation) -> Iterator[Found]:
    """按评分规则无法计算的得分，由人工核对。

    Rule 60. A card scored by hand throughout is one finding.
    """
    for card in e.cards:
        rules = rule_set_named(card.card.rule_set)
        if rules.is_manual:
            yield Found(f"{card.title}采用人工评分，系统不核对得分。", (f"{card.figure}.total_score",))
            continue
        for figure, title, row in _scored(card):
            if row.computed.value is None:
                filed = "尚未填报" if row.filed is None else f"填报{row.filed}分"
                yield Found(f"{title}的得分无法核对（{filed}）：{row.computed.words}。", (f"{figure}score",))


@check("P213", Severity.WARNING, rules=(60,))
def lost_points_are_explained(e: Evaluation) -> Iterator[Found]:
    """得分低于分值的指标应填写偏差原因及改进措施。

    Rule 60; the 项目 form alone has the column.
    """
    for row, scored in _unexplained(e):
        if scored.printed is not None and scored.printed < scored.points:
            yield Found(
                f"{row.title}得分{scored.printed}分，低于分值{plain(scored.points)}分，没有填写偏差原因。请补填。",
                (f"{row.figure}.deviation_reason", f"{row.figure}.score"),
            )


@check("P214", Severity.WARNING, rules=(60,))
def far_exceeded_targets_are_explained(e: Evaluation) -> Iterator[Found]:
    """完成值超过指标值30%以上的，应分析原因。

    Rule 60; 财预〔2020〕10号: 对完成值高于指标值较多的，要分析原因.
    """
    for row, scored in _unexplained(e):
        ratio = scored.computed.ratio
        is_short = scored.printed is not None and scored.printed < scored.points
        if ratio is not None and ratio > MUCH_OVER and not is_short:
            percent = (ratio * HUNDRED).quantize(Decimal("0.01"))
            yield Found(
                f"{row.title}指标值{said(row.indicator.target)}，完成值{said(row.indicator.achieved)}，"
                f"完成{percent}%，超过130%，没有填写偏差原因。请补填（指标值设定明显偏低的也请说明）。",
                (f"{row.figure}.deviation_reason", f"{row.figure}.achieved"),
            )


def _unexplained(e: Evaluation) -> Iterator[tuple[Row, ScoredRow]]:
    """Rows of project cards without a 偏差原因."""
    for card in e.projects:
        for row, scored in zip(card.rows, card.assessment.indicators, strict=True):
            if not row.indicator.deviation_reason.strip():
                yield row, scored


@check("P221", Severity.WARNING, rules=(69,))
def points_are_spread_as_the_rules_say(e: Evaluation) -> Iterator[Found]:
    """项目自评表的分值结构应为执行率10、产出50、效益30、满意度10，或（设成本指标的）10、40、20（成本）、20、10。

    Rule 69; 财预〔2020〕10号, 财预〔2021〕101号: 原则上.
    """
    for card in e.projects:
        if card.card.total_points != HUNDRED:
            continue  # P201 says so
        shares = {name: total for name in _SHARES if (total := _points_of(card, name))}
        known = sum(shares.values())
        if card.card.execution_points == 10 and shares in _STRUCTURES and known == 90:
            continue
        written = "、".join(f"{name}{plain(total)}" for name, total in shares.items()) or "没有一级指标"
        missing = "" if "满意度" in shares else "缺少满意度指标；"
        yield Found(
            f"{card.title}的分值结构为预算执行率{plain(card.card.execution_points)}、{written}，{missing}"
            "一般应为10、产出50、效益30、满意度10，或10、产出40、成本20、效益20、满意度10。请核对，或说明调整的理由。",
            (f"{card.figure}.total_points", *(f"{row.figure}.points" for row in card.rows)),
        )


def _points_of(card: Card, name: str) -> Decimal:
    return sum((row.indicator.points for row in card.rows if name in row.indicator.level1), Decimal(0))


@check("P222", Severity.INFORMATION, rules=(69,))
def overall_indicators_cover_more_than_one_side(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表的指标宜涵盖运行成本、履职效能、社会效应、满意度等方面，不宜集中于一个一级指标。

    Rule 69: no binding structure is known for the 整体 form.
    """
    if e.overall is None:
        return
    names = {row.indicator.level1 for row in e.overall.rows}
    if len(names) == 1:
        yield Found(
            f"整体支出自评表的{len(e.overall.rows)}个指标都在“{names.pop()}”之下，没有效益和满意度指标。可考虑补充。",
            (e.overall.rows[0].figure + ".level1",),
        )
