"""Indicators: the same one told twice, its unit and direction, and what can be measured at all."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.reading.quantities import quantities
from finance.reading.similarity import plain_name
from finance.reading.units import Unit, unit_named
from performance.checks.evaluation import Evaluation, Row, check, said
from performance.matching import scaled
from performance.scorecards import IndicatorValue, Measure, Operator
from performance.values import NotDone, read

_VALUES = {"target": "指标值", "achieved": "完成值"}
_SATISFACTION = "满意"


@check("P301", Severity.ERROR, rules=(65,))
def overall_and_project_tell_the_same_of_an_indicator(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表和项目自评表的同名指标，指标值和完成值应相同。

    Rule 65.
    """
    for ours, theirs in _told_twice(e):
        for column, words in _VALUES.items():
            one, other = getattr(ours.indicator, column), getattr(theirs.indicator, column)
            if _number(one) == _number(other):
                continue
            difference, cause = _difference(one, other)
            yield Found(
                f"指标“{ours.indicator.level3}”的{words}，整体支出自评表为{said(one)}，"
                f"{theirs.card.title}自评表为{said(other)}{difference}。{cause}请核对两处。",
                (f"{theirs.figure}.{column}", f"{ours.figure}.{column}"),
            )


@check("P302", Severity.WARNING, rules=(65,))
def overall_and_project_write_an_indicator_alike(e: Evaluation) -> Iterator[Found]:
    """整体支出自评表和项目自评表的同名指标，计量单位和指标方向应相同。

    Rule 65.
    """
    for ours, theirs in _told_twice(e):
        faults = {}
        for column in _VALUES:
            one, other = getattr(ours.indicator, column), getattr(theirs.indicator, column)
            if one.unit != other.unit and one.number is not None:
                faults["计量单位"] = column
        if ours.indicator.target.operator is not theirs.indicator.target.operator:
            faults["指标方向"] = "target"
        if faults:
            column = next(iter(faults.values()))
            written = (said(getattr(row.indicator, column)) for row in (ours, theirs))
            yield Found(
                f"指标“{ours.indicator.level3}”的{_VALUES[column]}，整体支出自评表写作{next(written)}，"
                f"{theirs.card.title}自评表写作{next(written)}，{'、'.join(faults)}不同。请统一。",
                (f"{theirs.figure}.{column}", f"{ours.figure}.{column}"),
            )


def _told_twice(e: Evaluation) -> Iterator[tuple[Row, Row]]:
    """Indicators of the overall card with their namesake on a project card. Of a name that several projects have
    (数量完成情况) the overall one may be the sum or none of theirs; 工作完成率 and the like are of each its own."""
    if e.overall is None:
        return
    theirs = _by_name(row for card in e.projects for row in card.rows)
    for name, ours in _by_name(e.overall.rows).items():
        namesakes = theirs.get(name, [])
        if len(ours) == len(namesakes) == 1 and not unit_named(namesakes[0].indicator.target.unit).is_percent:
            yield ours[0], namesakes[0]


def _by_name(rows: Iterable[Row]) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = {}
    for row in rows:
        named.setdefault(plain_name(row.indicator.level3), []).append(row)
    return named


def _number(value: IndicatorValue) -> Decimal | str:
    number = scaled(value)
    return value.value if number is None else number


def _difference(one: IndicatorValue, other: IndicatorValue) -> tuple[str, str]:
    """，相差1场次 and the likely cause, where both are numbers in one unit."""
    if one.number is None or other.number is None or one.unit != other.unit:
        return "", ""
    cause = likely_cause(other.number, one.number, is_money=False)
    return f"，相差{abs(one.number - other.number)}{one.unit}", with_cause(cause)


@check("P303", Severity.INFORMATION, rules=(65,))
def overall_and_project_score_an_indicator_alike(e: Evaluation) -> Iterator[Found]:
    """同名指标在整体支出自评表和项目自评表中，得分率一般应相近。

    Rule 65; the two forms may be under different rule sets, which is worth knowing.
    """
    for ours, theirs in _told_twice(e):
        one = ours.card.assessment.indicators[ours.number - 1]
        other = theirs.card.assessment.indicators[theirs.number - 1]
        if (
            one.printed is None
            or other.printed is None
            or _number(ours.indicator.achieved) != _number(theirs.indicator.achieved)
        ):
            continue
        if one.printed * other.points != other.printed * one.points:
            yield Found(
                f"指标“{ours.indicator.level3}”完成情况相同，整体支出自评表得{one.printed}/{one.points}分，"
                f"{theirs.card.title}自评表得{other.printed}/{other.points}分：两表评分规则不同。",
                (f"{theirs.figure}.score", f"{ours.figure}.score"),
            )


@check("P311", Severity.WARNING, rules=(65,))
def target_and_achievement_are_in_one_unit(e: Evaluation) -> Iterator[Found]:
    """指标值、完成值和指标名称括号中的计量单位应一致。

    Rule 65.
    """
    for row in e.rows:
        target, achieved = row.indicator.target, row.indicator.achieved
        if target.number is None or achieved.number is None:
            continue
        if target.unit != achieved.unit and not _same_measure(target.unit, achieved.unit):
            yield Found(
                f"{row.title}指标值的单位是“{target.unit}”，完成值的单位是“{achieved.unit}”。请统一。",
                (f"{row.figure}.achieved", f"{row.figure}.target"),
            )
        elif (named := _unit_in_name(row.indicator.level3)) and not named.may_stand_for(unit_named(target.unit)):
            yield Found(
                f"{row.title}名称中的单位是“{named.name}”，指标值却是{said(target)}。请核对单位。",
                (f"{row.figure}.target",),
            )


def _same_measure(one: str, other: str) -> bool:
    """元 and 万元, % and %%: another scale or a slip of its own, not another unit."""
    a, b = unit_named(one), unit_named(other)
    return not a.is_counter and a.is_same(b)


_BRACKETS = re.compile(r"[（(]([^（）()]{1,3})[)）]$")


def _unit_in_name(name: str) -> Unit | None:
    """（场次） at the end of 举办招聘会（场次）; words that are no unit (（发放）) are none."""
    match = _BRACKETS.search(name)
    if match is None:
        return None
    found = quantities(f"1{match[1]}")
    return found[0].unit if found and found[0].end == len(match[1]) + 1 else None


@check("P312", Severity.WARNING, rules=(60,))
def the_direction_of_an_indicator_fits_its_measure(e: Evaluation) -> Iterator[Found]:
    """成本指标的方向应为“<=”，产出、满意度指标的方向应为“>=”或“=”。

    Rule 60: a flipped sign turns an achievement into a failure.
    """
    for row in e.rows:
        indicator = row.indicator
        operator = indicator.target.operator
        is_cost = indicator.measure is Measure.COST
        if indicator.target.number is None:
            continue
        if is_cost and operator in (Operator.AT_LEAST, Operator.MORE):
            advice = "成本指标一般应为“<=”"
        elif not is_cost and operator in (Operator.AT_MOST, Operator.LESS) and _wants_more(indicator.level3):
            advice = "一般应为“>=”"
        else:
            continue
        yield Found(
            f"{row.title}指标值写作{said(indicator.target)}，{advice}。可能原因：指标方向填反。请核对。",
            (f"{row.figure}.target",),
        )


# Of what these words name there should be much, unless one of the others is there too: 投诉处理次数, 结余率.
_MORE_IS_BETTER = re.compile(
    r"举办|开展|培训|发放|走访|慰问|维修|采购|购置|整理|绿化|清淤|清理|发布|编印|检查|受理|组织|新建|建设|建成|印制|抽检|"
    r"检测|栽植|种植|更换|调解|疏通|救助|巡查|服务|宣传|录入|完成|满意|合格|覆盖|知晓|达标|保障|参与|受益|办结|到位|就业|"
    r"招聘|指导|评审|安装|改造|修缮|补助|补贴|资助|配备|制作|直播|推广|调研|入户|帮扶|监测|体检|接种|养护|保洁|排查|完好|归档"
)
_LESS_IS_BETTER = re.compile(
    r"投诉|事故|差错|失误|故障|违规|违纪|违法|逾期|超时|流失|损耗|损失|污染|排放|能耗|死亡|伤亡|发病|感染|失业|空置|返贫|"
    r"贫困|上访|信访|误差|偏差|偏离|发生|时长|时间|时限|天数|周期|耗时|费|成本|支出|经费|控制|价格|单价|间隔|结余|结转|"
    r"调整|变更|退回|拖欠|不|未|漏|错"
)


def _wants_more(name: str) -> bool:
    return bool(_MORE_IS_BETTER.search(name)) and not _LESS_IS_BETTER.search(name)


@check("P331", Severity.INFORMATION, rules=(70,))
def qualitative_targets_can_be_measured(e: Evaluation) -> Iterator[Found]:
    """“长期”“逐步提高”等定性指标值无法衡量，宜改为可衡量的表述或定量指标。

    Rule 70.
    """
    for row in e.rows:
        target, achieved = row.indicator.target, row.indicator.achieved
        if row.indicator.measure is not Measure.QUALITATIVE or target.number is not None:
            continue
        mixed = f"，完成值却填百分比（{said(achieved)}）" if unit_named(achieved.unit).is_percent else ""
        yield Found(
            f"{row.title}的指标值“{said(target)}”无法衡量{mixed}。建议写明可以核对的标准。",
            (f"{row.figure}.target", f"{row.figure}.achieved"),
        )


_NOT_SURVEYED = re.compile(
    r"(?:未|没有|尚未|无)(?:[^，。；]{0,4})(?:开展|进行|组织|实施)?[^，。；]{0,6}(?:满意度|测评|调查|问卷|评价)"
)


@check("P332", Severity.WARNING, rules=(70,))
def what_was_not_surveyed_is_not_zero(e: Evaluation) -> Iterator[Found]:
    """未开展满意度测评的，完成值不应填0%，应说明未测评。

    Rule 70.
    """
    for row in e.rows:
        indicator = row.indicator
        is_satisfaction = _SATISFACTION in indicator.level1 + indicator.level3
        is_zero = indicator.achieved.number == 0 and not isinstance(read(indicator.achieved.value), NotDone)
        if is_satisfaction and is_zero and _NOT_SURVEYED.search(indicator.deviation_reason):
            yield Found(
                f"{row.title}没有测评，完成值却填{said(indicator.achieved)}：零分的满意度和没有测评不是一回事。"
                "请改填“/”并说明未测评的原因，或补做测评。",
                (f"{row.figure}.achieved", f"{row.figure}.deviation_reason"),
            )
