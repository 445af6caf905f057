"""A whole department: 200 项 in all three funds and 60 projects. Seeded, so every run builds the same."""

import random
from dataclasses import replace
from decimal import Decimal

from finance.classification import classification_of
from finance.classification.classes import TABLE_CLASSES
from finance.figures import Assets, Figures, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base
from finance.lines import BaseLine, CarryOverLine, ExpenditureAmounts, ExpenditureLine
from finance.money import ZERO, total, yuan
from finance.terms import Fund, FundSource, UnitKind
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
from tests.samples import shorthand

ITEMS = 200
PROJECTS = 60

_YEAR = 2023
_NAME = "示例自治州综合事务管理局"
_SMALL_FUNDS = {
    Fund.GOVERNMENT_FUND: (
        "2120802",
        "2120803",
        "2120804",
        "2121301",
        "2121401",
        "2290401",
        "2296002",
        "2296003",
    ),
    Fund.STATE_CAPITAL_OPERATIONS: ("2230102", "2230105", "2230107", "2239999"),
}
_FIXED = ("2010301", "2080505", "2080506", "2101101", "2210201")  # with 基本支出
_NOT_GENERAL = ("20707", "20709", "20822", "20823", "21160", "21161", "21208", "21210", "21213", "21214")
_GROUPS = (
    ("产出指标", "数量指标", 20),
    ("产出指标", "质量指标", 15),
    ("产出指标", "时效指标", 15),
    ("成本指标", "经济成本指标", 20),
    ("效益指标", "社会效益指标", 10),
    ("满意度指标", "服务对象满意度指标", 10),
)


def _general_codes(chance: random.Random) -> list[str]:
    """项 that 一般公共预算 pays for, drawn from every 类 a department uses."""
    tree = classification_of(_YEAR).functional
    leaves = [
        code
        for code in tree.leaves
        if code[:3] in TABLE_CLASSES[:23]
        and code[:3] != "223"
        and not code.startswith(_NOT_GENERAL)
        and code[3:5] < "60"
        and not code.startswith(("22904", "22908"))
        and code not in _FIXED
        and tree.name(code) != "行政运行"  # takes no 项目支出
    ]
    wanted = ITEMS - len(_FIXED) - sum(len(codes) for codes in _SMALL_FUNDS.values())
    return sorted([*_FIXED, *chance.sample(leaves, wanted)])


def _some(chance: random.Random, most: int) -> Decimal:
    """An amount in 元 with 分, never zero."""
    return Decimal(chance.randint(100_000, most * 100)) / 100


def _lines(chance: random.Random) -> list[ExpenditureLine]:
    lines = []
    for code in _general_codes(chance):
        basic = _some(chance, 9_000_000) if code in _FIXED else ZERO
        project = ZERO if code in _FIXED else _some(chance, 3_000_000)
        lines.append(
            ExpenditureLine(code, Fund.GENERAL_PUBLIC_BUDGET, ExpenditureAmounts(basic=basic, project=project))
        )
    for fund, codes in _SMALL_FUNDS.items():
        lines += [ExpenditureLine(code, fund, ExpenditureAmounts(project=_some(chance, 5_000_000))) for code in codes]
    others = chance.sample([line.item_code for line in lines if line.item_code not in _FIXED], 20)
    lines += [
        ExpenditureLine(code, Fund.NON_FISCAL, ExpenditureAmounts(project=_some(chance, 400_000)))
        for code in sorted(others)
    ]
    return lines


def _carried(chance: random.Random) -> tuple[CarryOverLine, ...]:
    """年末 is above 年初 where a fund is carried over 项 by 项, so that nothing received is negative."""
    lines = [
        CarryOverLine(Fund.GENERAL_PUBLIC_BUDGET, "", _some(chance, 10_000), _some(chance, 900_000)),
    ]
    for fund, codes in _SMALL_FUNDS.items():
        for code in codes:
            opening = _some(chance, 50_000)
            lines.append(CarryOverLine(fund, code, opening, opening + _some(chance, 50_000)))
    return (*lines, CarryOverLine(Fund.NON_FISCAL, "", _some(chance, 10_000), _some(chance, 90_000)))


def _received(
    lines: list[ExpenditureLine], carried: tuple[CarryOverLine, ...], fund: Fund, whole: str
) -> dict[str, Decimal]:
    """What came in: what was spent and kept. What is not carried over by 项 stands under `whole`."""
    received = shorthand.spent(line for line in lines if line.fund == fund)
    for line in carried:
        if line.fund == fund:
            received[line.item_code or whole] += line.closing - line.opening
    return received


def large() -> Figures:
    chance = random.Random(20230)
    lines, carried = _lines(chance), _carried(chance)
    others = min(line.item_code for line in lines if line.fund == Fund.NON_FISCAL)
    previous = [
        BaseLine(line.fund, line.item_code, yuan(line.amounts.total * chance.randint(60, 140) / 100))
        for line in lines
        if line.fund != Fund.NON_FISCAL
    ]
    figures = Figures(
        unit=Unit("650300", _NAME, UnitKind.ADMINISTRATIVE),
        fiscal_year=_YEAR,
        classification=classification_of(_YEAR),
        profile=Profile(
            functions="统筹全州综合事务管理工作。\n承担州委、州人民政府交办的其他工作。",
            on_duty=486,
            honorary_retired=1,
            retired=203,
            offices=tuple(f"第{number}业务处" for number in range(1, 31)),
            subordinate_units=tuple(f"示例自治州第{number}服务中心" for number in range(1, 13)),
        ),
        income_lines=shorthand.income(
            general_public_budget=_received(lines, carried, Fund.GENERAL_PUBLIC_BUDGET, "2010301"),
            government_fund=_received(lines, carried, Fund.GOVERNMENT_FUND, ""),
            state_capital_operations=_received(lines, carried, Fund.STATE_CAPITAL_OPERATIONS, ""),
            other=_received(lines, carried, Fund.NON_FISCAL, others),
        ),
        expenditure_lines=tuple(lines),
        carry_over_lines=carried,
        initial_budget=shorthand.budget(lines, "0.97", shorthand.three_public("0", "0", "400000", "90000")),
        adjusted_budget=shorthand.budget(lines, "1.03", shorthand.three_public("0", "0", "420000", "80000")),
        three_public=shorthand.three_public(running="398204.55", reception="61240.00"),
        counts=ThreePublicCounts(vehicles_held=18, reception_batches=96, reception_people=804),
        procurement=Procurement(
            goods=yuan("4203400.10"),
            works=yuan("18204300.00"),
            services=yuan("9204110.75"),
            small_and_medium=yuan("24020300.00"),
            small_and_micro=yuan("11040200.60"),
        ),
        assets=Assets(
            fixed_assets=yuan("902040330.15"),
            house_area=yuan("120430.66"),
            house_value=yuan("604300200.00"),
            vehicle_value=yuan("5403200.00"),
            emergency=6,
            law_enforcement=8,
            other=4,
            large_equipment=12,
        ),
        texts=Texts(
            vehicle_running="公务用车燃油费、维修费、过桥过路费、保险费",
            official_reception="业务交流接待工作餐费",
            other_vehicles="一般公务用车",
            performance_results=tuple(f"完成了第{number}项重点工作" for number in range(1, 13)),
            performance_problems=("项目数量多，执行进度不均衡",),
            performance_measures=("按月通报项目执行进度",),
        ),
    )
    # 上年财政拨款收入总计: what was spent last year and what was carried into this one
    last_fiscal = total(line.amount for line in previous) + figures.fiscal.opening
    figures = replace(
        figures,
        economic_lines=shorthand.economic(
            figures.general_public_budget.basic,
            "30101",
            {
                "30108": str(figures.expenditure.of("2080505").basic),
                "30109": str(figures.expenditure.of("2080506").basic),
                "30110": str(figures.expenditure.of("2101101").basic),
                "30113": str(figures.expenditure.of("2210201").basic),
                "30201": "304300.25",
                "30211": "120400.00",
                "30217": "61240.00",
                "30231": "398204.55",
                "30301": "64300.00",
            },
        ),
        previous=Base(
            lines=tuple(previous),
            three_public=shorthand.three_public("0", "0", "402310.00", "58040.00"),
            income_grand_total=last_fiscal + figures.opening_carry_over.non_fiscal + yuan("4203300.50"),
            fiscal_income_grand_total=last_fiscal,
            agency_operating_costs=yuan("860200.45"),
        ),
    )
    return shorthand.with_reasons(figures)


def _indicator(level1: str, level2: str, points: int, chance: random.Random) -> Indicator:
    number = str(chance.randint(80, 5_000))
    return Indicator(
        level1=level1,
        level2=level2,
        level3=f"{level2[:2]}完成情况",
        target=IndicatorValue(Operator.AT_LEAST, number, "项"),
        achieved=IndicatorValue(Operator.EQUAL, number, "项"),
        points=Decimal(points),
        measure=Measure.COUNT,
        filed_score=Decimal(points),
    )


def _project(number: int, line: ExpenditureLine, chance: random.Random) -> Scorecard:
    spent = line.amounts.project
    return Scorecard(
        kind=ScorecardKind.PROJECT,
        name=f"示例专项工作经费项目（{number}）",
        funds=(
            FundLine(FundSource.FISCAL, spent, spent, spent),
            FundLine(FundSource.OTHER),
        ),
        goal=f"完成第{number}项专项工作的年度任务。",
        result=f"截至2023年12月底，已完成第{number}项专项工作的年度任务。",
        competent_department=_NAME,
        implementing_unit=_NAME,
        indicators=tuple(_indicator(*group, chance) for group in _GROUPS),
        filed_execution_score=Decimal(10),
    )


def large_scorecards() -> Scorecards:
    """The overall scorecard, and one for each of sixty 项 of project expenditure."""
    chance = random.Random(20231)
    figures = large()
    fiscal, grand = figures.fiscal, figures.income_grand_total
    spent, others = figures.expenditure.total, figures.income_grand_total - fiscal.income_grand_total
    overall = Scorecard(
        kind=ScorecardKind.OVERALL,
        name=_NAME,
        funds=(
            FundLine(FundSource.CENTRAL),
            FundLine(FundSource.REGION),
            FundLine(
                FundSource.PREFECTURE,
                figures.initial_budget.fiscal.expenditure,
                fiscal.income_grand_total,
                fiscal.expenditure,
            ),
            FundLine(FundSource.COUNTY),
            FundLine(FundSource.OTHER, ZERO, others, spent - fiscal.expenditure),
        ),
        goal="完成全年各项重点工作任务。",
        result=f"2023年全年预算数为{grand / 10000:.2f}万元，各项重点工作任务全部完成。",
        indicators=tuple(_indicator(*group, chance) for group in _GROUPS),
        filed_execution_score=Decimal("9.90"),
    )
    projects = [line for line in figures.general_public_budget.spent.lines if line.amounts.project]
    return Scorecards(
        overall, tuple(_project(number, line, chance) for number, line in enumerate(projects[:PROJECTS], 1))
    )
