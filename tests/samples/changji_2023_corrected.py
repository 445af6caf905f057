"""The published Changji report with every contradiction mended, as its clerk might have done: nothing is to be found.

Mended are only the places that tests/disclosure/changji_2023_contradictions.py lists; invented is what cannot be known:
the projects' other money, one satisfaction survey, the missing 偏差原因.
"""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from disclosure.samples.changji_2023 import changji_2023
from finance.figures import Figures
from finance.lines import EconomicLine
from finance.money import ZERO, from_wan, wan_text
from finance.terms import FundSource
from performance.scorecards import FundLine, Indicator, IndicatorValue, Measure, Operator, Scorecard, Scorecards

_HONORARY, _RETIRED = "30301", "30302"
_ADDED_IN_THE_YEAR = (1, 4)  # 年中追加: 专项业务, 档案信息化建设
_FISCAL = {0: ("15.38", "15.38"), 1: ("33.726914", "33.726914"), 4: ("31.00", "26.37"), 7: ("31.90", "28.80121")}
_OTHER = {2: ("48.10", "48.10"), 3: ("4.50", "0.00"), 5: ("12.00", "12.00"), 6: ("30.00", "27.50")}


def changji_2023_corrected() -> tuple[Figures, Scorecards]:
    """Figures and scorecards without a contradiction."""
    figures, cards = changji_2023()
    figures = _figures(figures)
    assert cards.overall is not None
    projects = tuple(_project(figures, number, card) for number, card in enumerate(cards.projects))
    return figures, Scorecards(_overall(figures, cards.overall), projects)


def _figures(f: Figures) -> Figures:
    amounts = {line.economic_code: line.amount for line in f.economic_lines}
    amounts[_RETIRED] += amounts.pop(_HONORARY)
    reasons = {
        **f.reasons,
        "general_public_budget.2080101.expenditure.previous": "本年绩效工资发放减少，人员经费减少",
    }
    return replace(
        f,
        economic_lines=tuple(EconomicLine(code, amount) for code, amount in sorted(amounts.items())),
        reasons=MappingProxyType(reasons),
    )


def _overall(f: Figures, card: Scorecard) -> Scorecard:
    """Every source as the accounts have it."""
    grand, spent, region = f.income_grand_total, f.expenditure.total, from_wan("15.38")
    fiscal, paid, initial = f.fiscal.income_grand_total, f.fiscal.expenditure, f.initial_budget.fiscal.expenditure
    funds = (
        FundLine(FundSource.CENTRAL),
        FundLine(FundSource.REGION, region, region, region),
        FundLine(FundSource.PREFECTURE, initial - region, fiscal - region, paid - region),
        FundLine(FundSource.COUNTY),
        FundLine(FundSource.OTHER, from_wan("402.15"), grand - fiscal, spent - paid),
    )
    card = replace(_computed(card), funds=funds)
    result = card.result.replace("714.47", wan_text(spent)).replace("99.86%", f"{card.execution_rate}%")
    return replace(card, result=result)


def _project(f: Figures, number: int, card: Scorecard) -> Scorecard:
    card = _computed(card)
    source, (budget, spent) = (
        (FundSource.FISCAL, _FISCAL[number]) if number in _FISCAL else (FundSource.OTHER, _OTHER[number])
    )
    initial = ZERO if number in _ADDED_IN_THE_YEAR else from_wan(budget)
    other = FundSource.OTHER if source is FundSource.FISCAL else FundSource.FISCAL
    line = FundLine(source, initial, from_wan(budget), from_wan(spent))
    lines = {source: line, other: FundLine(other)}
    card = replace(
        card,
        funds=(lines[FundSource.FISCAL], lines[FundSource.OTHER]),
        competent_department=f.unit.name,
        implementing_unit=f.unit.name,
    )
    return _MENDED.get(number, lambda same: same)(card)


def _computed(card: Scorecard) -> Scorecard:
    """Scores as the rule set computes them."""
    indicators = tuple(replace(i, filed_score=None, score_reason="") for i in card.indicators)
    return replace(card, indicators=indicators, filed_execution_score=None, execution_score_reason="")


def _with(card: Scorecard, position: int, **changes: object) -> Scorecard:
    indicators = list(card.indicators)
    indicators[position] = replace(indicators[position], **changes)  # type: ignore[arg-type]
    return replace(card, indicators=tuple(indicators))


def _is(value: str, unit: str) -> IndicatorValue:
    return IndicatorValue(Operator.EQUAL, value, unit)


def _subsidy(card: Scorecard) -> Scorecard:
    card = _with(card, 4, achieved=_is("2.26", "万元"))
    return _with(card, 6, deviation_reason="公共就业补助经费实际支出比预算金额少0.05万元。")


def _operations(card: Scorecard) -> Scorecard:
    card = replace(card, result=card.result.replace("735人", "700人").replace("145场次", "301场次"))
    return _with(card, 4, target=IndicatorValue(Operator.AT_LEAST, "135", "场次"))


def _competition(card: Scorecard) -> Scorecard:
    for position in range(3):
        card = _with(card, position, deviation_reason="报名踊跃，实际数量多于年初预计，下年提高指标值。")
    card = _with(card, 8, achieved=_is("96", "%"), deviation_reason="")
    right = ("创业创新大赛已完成", "创新创业大赛已完成")
    return replace(card, result=card.result.replace(*right))


def _digitisation(card: Scorecard) -> Scorecard:
    card = _with(card, 3, target=_is("100", "%"), achieved=_is("100", "%"))
    return _with(card, 5, deviation_reason="项目招标节约，剩余资金已交回财政。")


def _dream_plan(card: Scorecard) -> Scorecard:
    return replace(card, goal=card.goal.replace("圆满计划", "圆梦计划"))


def _running_costs(card: Scorecard) -> Scorecard:
    """Its three costs add up to 30.00 and 27.50; 10 of the 30 points of 效益 go to a survey."""
    for position, target, achieved in ((5, "15", "14.2"), (6, "5", "4.5"), (7, "10", "8.8")):
        card = _with(
            card,
            position,
            target=IndicatorValue(Operator.AT_MOST, target, "万元"),
            achieved=_is(achieved, "万元"),
            deviation_reason="部分费用下年支付。",
        )
    card = _with(card, 8, points=Decimal(20))
    survey = Indicator(
        level1="满意度指标",
        level2="满意度指标",
        level3="服务对象满意度",
        target=IndicatorValue(Operator.AT_LEAST, "95", "%"),
        achieved=_is("97", "%"),
        points=Decimal(10),
        measure=Measure.PERCENT,
    )
    return replace(card, indicators=(*card.indicators, survey))


def _village(card: Scorecard) -> Scorecard:
    result = card.result.replace("贫困户80人", "贫困户87家").replace("暖心煤20户", "暖心煤20人次")
    card = replace(card, result=result.replace("学习49人", "学习49人次"))
    card = _with(card, 0, deviation_reason="工作队实际慰问户数比计划多7家。")
    card = _with(card, 1, achieved=_is("49", "人次"))
    return _with(
        card, 5, achieved=_is(f"{card.execution_rate}", "%"), deviation_reason="部分活动节约开支，余款交回财政。"
    )


_MENDED = {
    0: _subsidy,
    1: _operations,
    2: _competition,
    4: _digitisation,
    5: _dream_plan,
    6: _running_costs,
    7: _village,
}
