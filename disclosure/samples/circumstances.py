"""Every circumstance a sentence may have to fit, each a small invented account: what `edition check` writes out.

They are variations of one rich account. An edition that reads right in all of them has no sentence nobody has seen.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from disclosure.samples.changji_2023 import changji_2023
from disclosure.samples.putuo_finance_2024 import putuo_finance_2024
from finance.classification import classification_of
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base, ThreePublic
from finance.lines import (
    BaseLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import from_wan
from finance.terms import Fund, Scope, UnitKind
from performance.scorecards import Scorecards

_GENERAL, _FUND = Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_FUND
_STATE, _OTHER = Fund.STATE_CAPITAL_OPERATIONS, Fund.NON_FISCAL

# fund, 项: 支出, 年初预算, 上年; in 万元. One up, one down, one equal, one nearly so, one new, one gone.
_SPENT = (
    (_GENERAL, "2010301", "300.00", "280.00", "290.00"),
    (_GENERAL, "2010302", "50.00", "70.00", "60.00"),
    (_GENERAL, "2080505", "40.00", "40.00", "40.00"),
    (_GENERAL, "2101101", "20.00", "20.001", "20.001"),
    (_GENERAL, "2210201", "30.00", "0", "0"),
    (_GENERAL, "2010399", "0", "5.00", "6.00"),
    (_FUND, "2296004", "12.00", "15.00", "9.00"),
    (_STATE, "2230105", "8.00", "6.00", "10.00"),
)
_ALL_TEXTS = Texts(
    organisation="设三个内设机构。",
    overseas_travel="国际旅费和住宿费",
    vehicle_purchase="更新一辆公务用车",
    vehicle_running="燃料费、维修费和保险费",
    vehicle_difference="一辆车待报废",
    official_reception="工作餐费",
    other_vehicles="通勤用车",
    performance_system="建立了预算绩效管理制度和工作机制；全过程绩效管理实施情况",
    performance_results=("按期完成任务", "群众满意度提高"),
    performance_problems=("个别指标不够细化",),
    performance_measures=("加强培训",),
    performance_suggestions="建议加强结果应用。",
    has_evaluation_reports=True,
    other_notes="无其他需要说明的事项。",
    public_service_income="培训收入",
    operating_income="服务收入",
    other_income="利息收入",
)


def _three_public(*amounts: str) -> ThreePublic:
    return ThreePublic(*map(from_wan, amounts))


def _base(column: int, three_public: ThreePublic, **totals: Decimal) -> Base:
    lines = (BaseLine(row[0], row[1], from_wan(row[column])) for row in _SPENT if from_wan(row[column]))
    return Base(lines=tuple(lines), three_public=three_public, **totals)


@cache
def rich() -> Figures:
    """行政单位 with all funds, all kinds of income and expenditure, everything filled in."""
    basic = from_wan("440.00")
    spent = tuple(
        ExpenditureLine(
            code,
            fund,
            ExpenditureAmounts(basic=from_wan(amount))
            if fund is _GENERAL
            else ExpenditureAmounts(project=from_wan(amount)),
        )
        for fund, code, amount, _, _ in _SPENT
        if from_wan(amount)
    )
    others = {name: from_wan("5.00") for name in ("superior_remittance", "operating", "affiliate_subsidy", "project")}
    return Figures(
        unit=Unit("990001", "示例市发展局", UnitKind.ADMINISTRATIVE),
        fiscal_year=2023,
        classification=classification_of(2023),
        profile=Profile(
            functions="负责全市发展工作。\n承办其他事项。",
            on_duty=20,
            retired=5,
            offices=("办公室", "综合科"),
            subordinate_units=("示例市信息中心", "示例市服务中心｜预算不单列"),
        ),
        income_lines=(
            IncomeLine("2010301", IncomeAmounts(general_public_budget=basic, government_fund=from_wan("12.00"))),
            IncomeLine("2230105", IncomeAmounts(state_capital_operations=from_wan("9.00"))),
            IncomeLine(
                "2010302",
                IncomeAmounts(
                    superior_subsidy=from_wan("4.00"),
                    public_service=from_wan("4.00"),
                    operating=from_wan("4.00"),
                    affiliate_remittance=from_wan("4.00"),
                    other=from_wan("4.00"),
                ),
            ),
        ),
        expenditure_lines=(*spent, ExpenditureLine("2010302", _OTHER, ExpenditureAmounts(**others))),
        carry_over_lines=(
            CarryOverLine(_GENERAL, "", from_wan("3.00"), from_wan("3.00")),
            CarryOverLine(_STATE, "2230105", from_wan("0.00"), from_wan("1.00")),
            CarryOverLine(_OTHER, "", from_wan("2.00"), from_wan("1.00")),
        ),
        surplus_used=from_wan("1.00"),
        surplus_distributed=from_wan("2.00"),
        initial_budget=_base(3, _three_public("1.00", "0", "3.00", "0.50")),
        adjusted_budget=_base(3, _three_public("2.00", "18.00", "3.00", "0.50")),
        previous=_base(
            4,
            _three_public("0", "0", "2.00", "0.80"),
            income_grand_total=from_wan("470.00"),
            fiscal_income_grand_total=from_wan("440.00"),
            agency_operating_costs=from_wan("30.00"),
        ),
        economic_lines=(
            EconomicLine("30101", from_wan("400.00")),
            EconomicLine("30201", from_wan("40.00")),
        ),
        three_public=_three_public("1.50", "17.00", "2.40", "0.50"),
        counts=ThreePublicCounts(
            overseas_groups=1,
            overseas_people=2,
            vehicles_purchased=1,
            vehicles_held=2,
            reception_batches=8,
            reception_people=60,
            foreign_reception_batches=1,
            foreign_reception_people=4,
            foreign_reception_amount=from_wan("0.10"),
        ),
        procurement=Procurement(
            goods=from_wan("10.00"), services=from_wan("20.00"), small_and_medium=from_wan("15.00")
        ),
        assets=Assets(fixed_assets=from_wan("600.00"), emergency=1, other=2, large_equipment=1),
        performance=PerformanceManagement(goal_projects=3, average_score=Decimal("92.50"), excellent=2, good=1),
        texts=_ALL_TEXTS,
    )


def _nothing() -> Figures:
    zero = from_wan(0)
    previous = Base(income_grand_total=zero, fiscal_income_grand_total=zero, agency_operating_costs=zero)
    return Figures(
        unit=rich().unit,
        fiscal_year=2023,
        classification=classification_of(2023),
        profile=Profile(functions="筹建。"),
        previous=previous,
    )


def _unchanged() -> Figures:
    """As last year, as budgeted, to the 分; nothing purchased, no visitor from abroad."""
    account = rich()
    base = Base(
        lines=tuple(BaseLine(x.fund, x.item_code, x.amounts.total) for x in account.expenditure_lines),
        three_public=account.three_public,
    )
    previous = replace(
        base,
        income_grand_total=account.income_grand_total,
        fiscal_income_grand_total=account.fiscal.income_grand_total,
        agency_operating_costs=account.agency_operating_costs,
    )
    counts = ThreePublicCounts(vehicles_held=account.assets.vehicles)
    texts = replace(_ALL_TEXTS, vehicle_difference="")
    return replace(account, initial_budget=base, adjusted_budget=base, previous=previous, counts=counts, texts=texts)


def _nearly_as_budgeted() -> Figures:
    """30 元 more than budgeted: equal in print."""
    account = _unchanged()
    first, *others = account.initial_budget.lines
    budget = replace(account.initial_budget, lines=(replace(first, amount=first.amount - 30), *others))
    items = replace(budget.three_public, official_reception=budget.three_public.official_reception - 30)
    budget = replace(budget, three_public=items)
    return replace(account, initial_budget=budget, adjusted_budget=budget)


def _fell() -> Figures:
    account = rich()
    lines = tuple(BaseLine(x.fund, x.item_code, x.amounts.total * 2) for x in account.expenditure_lines)
    base = Base(lines=lines, three_public=_three_public("9.00", "30.00", "9.00", "9.00"))
    much = from_wan("9000.00")
    previous = replace(base, income_grand_total=much, fiscal_income_grand_total=much, agency_operating_costs=much)
    return replace(account, initial_budget=base, adjusted_budget=base, previous=previous)


def _new_unit() -> Figures:
    """Founded this year: no 上年, 全年预算 only."""
    return replace(rich(), previous=None, initial_budget=Base())


def _bare_institution() -> Figures:
    """A 事业单位 that publishes for itself: no words, no parts, no vehicles; “三公” budgeted and not spent."""
    budget = replace(rich().initial_budget, three_public=_three_public("0", "0", "0", "1.00"))
    return replace(
        rich(),
        unit=Unit("990002", "示例市第一小学", UnitKind.PUBLIC_WELFARE_ONE, Scope.UNIT),
        profile=Profile(functions="实施小学义务教育。", offices=("教务处", "总务处")),
        texts=Texts(),
        initial_budget=budget,
        adjusted_budget=budget,
        previous=replace(_nothing().previous or Base(), three_public=ThreePublic()),
        three_public=ThreePublic(),
        counts=ThreePublicCounts(),
        assets=Assets(),
        procurement=Procurement(),
        performance=PerformanceManagement(),
    )


def _bare_office() -> Figures:
    return replace(_bare_institution(), unit=rich().unit, profile=Profile(functions="负责管理工作。"))


def _only_carried() -> Figures:
    """The small funds are carried over and not touched; a purchase nobody had planned."""
    account = rich()
    lines = tuple(x for x in account.expenditure_lines if x.fund in (_GENERAL, _OTHER))
    carried = tuple(
        CarryOverLine(fund, code, from_wan("5.00"), from_wan("5.00"))
        for fund, code in ((_FUND, "2296004"), (_STATE, "2230105"))
    )
    kept = tuple(x for x in account.initial_budget.lines if x.fund is _GENERAL)
    budget = Base(lines=kept, three_public=ThreePublic())
    return replace(
        account,
        expenditure_lines=lines,
        carry_over_lines=carried,
        initial_budget=budget,
        adjusted_budget=budget,
        texts=replace(account.texts, has_evaluation_reports=False),
    )


@cache
def circumstances() -> Mapping[str, tuple[Figures, Scorecards]]:
    """Each by what a person would call it."""
    invented = {
        "事项齐全": rich(),
        "全部为零": _nothing(),
        "与上年和预算持平": _unchanged(),
        "与预算基本持平": _nearly_as_budgeted(),
        "全部下降": _fell(),
        "新设单位": _new_unit(),
        "事业单位，没有文字说明": _bare_institution(),
        "机关，没有内设机构": _bare_office(),
        "小基金只有结转": _only_carried(),
    }
    return MappingProxyType(
        {
            **{name: (figures, Scorecards()) for name, figures in invented.items()},
            "昌吉 2023": changji_2023(),
            "普陀 2024": putuo_finance_2024(),
        }
    )
