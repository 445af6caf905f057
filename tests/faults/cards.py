"""Invented scorecards that agree with the accounts, with their own texts and with their rule sets."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from finance.figures import Figures
from finance.lines import ExpenditureLine
from finance.money import CENT, ZERO, to_wan, wan_text
from finance.terms import FISCAL_FUNDS, Fund, FundSource
from performance.assessment import assess
from performance.scorecards import (
    FundLine,
    Indicator,
    IndicatorValue,
    Measure,
    Operator,
    Scorecard,
    ScorecardKind,
    Scorecards,
)
from performance.scoring import plain
from tests.faults.vocabulary import BENEFIT, COSTS, COUNTED, PROJECTS, QUALITATIVE, QUALITY, SATISFACTION

_OPENINGS = ("", "", "按照财预〔2022〕12号文件要求，", "第三批任务全部下达，", "在2个业务科室配合下，")
_OUTPUT, _COST, _BENEFIT, _SATISFIED = "产出指标", "成本指标", "效益指标", "满意度指标"


def random_scorecards(chance: random.Random, f: Figures) -> Scorecards:
    """The overall card, and one for every line of project expenditure."""
    lines = [line for line in f.expenditure_lines if line.amounts.project]
    names = chance.sample(PROJECTS, len(lines))
    counted = chance.sample(COUNTED, len(COUNTED))
    left = {True: f.closing_carry_over.fiscal, False: f.closing_carry_over.non_fiscal}
    projects = []
    for line, name in zip(lines, names, strict=True):
        is_fiscal = line.fund in FISCAL_FUNDS
        unspent = min(left[is_fiscal], _unspent(chance, line, f))
        left[is_fiscal] -= unspent
        few = [counted.pop() for _ in range(min(chance.randint(2, 4), len(counted) - 2 * len(lines)))] or counted[:2]
        projects.append(_project(chance, f, line, name, unspent, few))
    return Scorecards(_overall(chance, f, projects), tuple(projects))


def _unspent(chance: random.Random, line: ExpenditureLine, f: Figures) -> Decimal:
    """Up to a third of what was spent stays unspent, within what that fund carries over."""
    if chance.random() < 0.5:
        return ZERO
    kept = sum((x.closing for x in f.carry_over_lines if x.fund is line.fund), ZERO)
    most = min(line.amounts.project / 3, kept)
    return Decimal(chance.randint(0, int(most / 100)) * 100)


def _overall(chance: random.Random, f: Figures, projects: Sequence[Scorecard]) -> Scorecard:
    fiscal, paid, initial = f.fiscal.income_grand_total, f.fiscal.expenditure, f.initial_budget.fiscal.expenditure
    region = Decimal(chance.randint(1_000, 4_000) * 100)
    others = max(ZERO, sum((p.initial_budget for p in projects if p.funds[1].executed), ZERO))
    funds = (
        FundLine(FundSource.CENTRAL),
        FundLine(FundSource.REGION, region, region, region),
        FundLine(FundSource.PREFECTURE, initial - region, fiscal - region, paid - region),
        FundLine(FundSource.COUNTY),
        FundLine(FundSource.OTHER, others, f.income_grand_total - fiscal, f.expenditure.total - paid),
    )
    told = [indicator for project in projects for indicator in project.indicators if _is_counted(indicator)]
    names = Counter(indicator.level3 for indicator in told)
    told = [indicator for indicator in told if names[indicator.level3] == 1]  # else it is of no one project
    chosen = chance.sample(told, min(3, len(told)))
    points = _split(chance, 90, len(chosen) + 2)
    indicators = [
        *(
            replace(i, level1="履职效能", points=Decimal(p), filed_score=None, deviation_reason="")
            for i, p in zip(chosen, points, strict=False)
        ),
        _percent(chance, "社会效应", "社会效益", "公众政策知晓率", points[-2]),
        _percent(chance, "满意度", "服务对象满意度", "社会公众满意度", points[-1]),
    ]
    card = Scorecard(
        kind=ScorecardKind.OVERALL,
        name=f.unit.name,
        funds=funds,
        goal=f"保障单位正常运行，{_listed(chosen, 'target')}。",
        result="",
        indicators=tuple(indicators),
        rule_set=chance.choice(("xj_2023_overall", "mof_2020")),
    )
    result = (
        f"{f.fiscal_year}年我单位全年预算数为{wan_text(card.adjusted_budget)}万元，全年执行数为{wan_text(card.executed)}万元，"
        f"总预算执行率为{card.execution_rate}%。完成{_listed(chosen, 'achieved')}。"
    )
    return _filed(replace(card, result=result))


def _project(
    chance: random.Random,
    f: Figures,
    line: ExpenditureLine,
    name: str,
    unspent: Decimal,
    counted: Sequence[tuple[str, str]],
) -> Scorecard:
    spent = line.amounts.project
    budget = spent + unspent
    source, none = (FundSource.FISCAL, FundSource.OTHER)
    if line.fund is Fund.NON_FISCAL:
        source, none = none, source
    initial = (budget / 2).quantize(CENT)
    lines = {source: FundLine(source, initial, budget, spent), none: FundLine(none)}
    counts = [_count(chance, *one) for one in counted]
    has_costs = chance.random() < 0.7
    shares = {_OUTPUT: 40, _COST: 20, _BENEFIT: 20} if has_costs else {_OUTPUT: 50, _BENEFIT: 30}
    output = [
        *counts,
        _percent(chance, _OUTPUT, "质量指标", chance.choice(QUALITY), 0),
        _deadline(chance, f.fiscal_year),
    ]
    benefit = [
        _percent(chance, _BENEFIT, "社会效益指标", chance.choice(BENEFIT), 0)
        if chance.random() < 0.6
        else _words(chance.choice(QUALITATIVE))
    ]
    costs = _costs(chance, budget, spent) if has_costs else []
    indicators = [
        *_weighed(chance, output, shares[_OUTPUT]),
        *_weighed(chance, costs, shares.get(_COST, 0)),
        *_weighed(chance, benefit, shares[_BENEFIT]),
        _percent(chance, _SATISFIED, "满意度指标", chance.choice(SATISFACTION), 10),
    ]
    card = Scorecard(
        kind=ScorecardKind.PROJECT,
        name=name,
        funds=(lines[FundSource.FISCAL], lines[FundSource.OTHER]),
        goal=f"按计划实施{name}，{_listed(counts, 'target')}，提高服务水平。",
        result=(
            f"截至{f.fiscal_year}年12月底，{chance.choice(_OPENINGS)}{name}"
            f"{chance.choice(('已完成', '实施以来，', '：'))}{_listed(counts, 'achieved', chance.choice('、，；'))}。"
        ),
        indicators=tuple(indicators),
        competent_department="示例主管部门",
        implementing_unit=f.unit.name,
        rule_set=chance.choice(("xj_2023", "mof_2020")),
    )
    rate = f"预算执行率为{card.execution_rate}%，" if chance.random() < 0.8 else ""
    return _filed(_reasoned(chance, replace(card, result=f"{card.result}{rate}达到预期效果。")))


def _is_counted(indicator: Indicator) -> bool:
    return indicator.measure is Measure.COUNT


def _count(chance: random.Random, name: str, unit: str) -> Indicator:
    """Reached, exceeded, or not quite."""
    target = chance.randint(12, 999) * chance.choice((1, 1, 10))
    achieved = target if chance.random() < 0.5 else max(1, int(target * chance.uniform(0.7, 1.6)))
    return Indicator(
        level1=_OUTPUT,
        level2="数量指标",
        level3=name,
        target=IndicatorValue(Operator.AT_LEAST, str(target), unit),
        achieved=IndicatorValue(Operator.EQUAL, str(achieved), unit),
        points=ZERO,
    )


def _percent(chance: random.Random, level1: str, level2: str, name: str, points: int) -> Indicator:
    return Indicator(
        level1=level1,
        level2=level2,
        level3=name,
        target=IndicatorValue(Operator.AT_LEAST, str(chance.choice((90, 95))), "%"),
        achieved=IndicatorValue(Operator.EQUAL, str(chance.choice((95, 98, 100, Decimal("97.5")))), "%"),
        points=Decimal(points),
        measure=Measure.PERCENT,
    )


def _deadline(chance: random.Random, year: int) -> Indicator:
    month = chance.randint(6, 12)
    return Indicator(
        level1=_OUTPUT,
        level2="时效指标",
        level3="工作完成时限",
        target=IndicatorValue(Operator.NONE, f"{year}年{month}月30日前"),
        achieved=IndicatorValue(Operator.NONE, f"{year}年{month}月{chance.randint(10, 30)}日"),
        points=ZERO,
        measure=Measure.DATE,
    )


def _words(name: str) -> Indicator:
    same = IndicatorValue(Operator.NONE, "逐步提高")
    return Indicator(
        level1=_BENEFIT,
        level2="社会效益指标",
        level3=name,
        target=same,
        achieved=same,
        points=ZERO,
        measure=Measure.QUALITATIVE,
    )


def _costs(chance: random.Random, budget: Decimal, spent: Decimal) -> list[Indicator]:
    """预算成本控制率, or two to three costs that add up to the money."""
    if chance.random() < 0.5 or to_wan(spent) < 3:
        rate = (spent * 100 / budget).quantize(CENT)
        return [_cost("预算成本控制率", "100", plain(rate), "%")]
    names = chance.sample(COSTS, chance.randint(2, 3))
    goals, done = _parts(to_wan(budget), len(names)), _parts(to_wan(spent), len(names))
    return [_cost(name, str(goal), str(cost), "万元") for name, goal, cost in zip(names, goals, done, strict=True)]


def _parts(whole: Decimal, count: int) -> list[Decimal]:
    """Equal parts, the last of which takes what is left."""
    part = (whole / count).quantize(CENT)
    return [*([part] * (count - 1)), whole - part * (count - 1)]


def _cost(name: str, target: str, achieved: str, unit: str) -> Indicator:
    return Indicator(
        level1=_COST,
        level2="经济成本指标",
        level3=name,
        target=IndicatorValue(Operator.AT_MOST, target, unit),
        achieved=IndicatorValue(Operator.EQUAL, achieved, unit),
        points=ZERO,
        measure=Measure.COST,
    )


def _split(chance: random.Random, whole: int, count: int) -> list[int]:
    """Whole points, each at least 2."""
    cuts = sorted(chance.sample(range(2, whole - 1, 2), count - 1)) if count > 1 else []
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def _weighed(chance: random.Random, indicators: Sequence[Indicator], whole: int) -> list[Indicator]:
    if not indicators:
        return []
    points = _split(chance, whole, len(indicators))
    return [replace(i, points=Decimal(p)) for i, p in zip(indicators, points, strict=True)]


def _listed(indicators: Iterable[Indicator], column: str, mark: str = "、") -> str:
    """举办专场招聘会20场次、发放宣传手册300份."""
    values = [(indicator.level3, getattr(indicator, column)) for indicator in indicators]
    return mark.join(f"{name.removesuffix('人数')}{value.value}{value.unit}" for name, value in values)


def _reasoned(chance: random.Random, card: Scorecard) -> Scorecard:
    """偏差原因 wherever points were lost or the target was far exceeded, with right arithmetic."""
    rows = assess(card).indicators
    return replace(
        card,
        indicators=tuple(
            replace(indicator, deviation_reason=_reason(chance, card, indicator))
            if row.needs_deviation_reason
            else indicator
            for indicator, row in zip(card.indicators, rows, strict=True)
        ),
    )


def _reason(chance: random.Random, card: Scorecard, indicator: Indicator) -> str:
    goal, done = indicator.target.number, indicator.achieved.number
    if goal is None or done is None:
        return "下年继续改进。"
    more = "多" if done > goal else "少"
    unit = indicator.achieved.unit
    if unit == "%":
        unspent = card.adjusted_budget - card.executed
        is_left = indicator.measure is Measure.COST and unspent
        return f"剩余资金{wan_text(unspent)}万元结转下年使用。" if is_left else "下年加强管理。"
    if done == goal or chance.random() < 0.3:
        return "受实际需求影响，下年合理设定指标值。"
    return f"实际完成比计划{more}{plain(abs(done - goal))}{unit}。"


def _filed(card: Scorecard) -> Scorecard:
    """Every score filed as the rule set computes it."""
    assessed = assess(card)
    return replace(
        card,
        filed_execution_score=assessed.execution.computed.value,
        indicators=tuple(
            replace(i, filed_score=row.computed.value)
            for i, row in zip(card.indicators, assessed.indicators, strict=True)
        ),
    )
