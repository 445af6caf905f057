"""A school with all three fiscal funds, every kind of income and expenditure, carrying over at both ends."""

from decimal import Decimal

from finance.classification import classification_of
from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base
from finance.lines import CarryOverLine, ExpenditureAmounts, ExpenditureLine
from finance.money import total, yuan
from finance.terms import Fund, UnitKind
from tests.samples import shorthand

_GENERAL = (
    ("2050299", "0", "0", "320000.00"),
    ("2050305", "41250300.55", "12600000.00", "50102400.10"),
    ("2050399", "0", "860400.30", "0"),
    ("2080502", "1203456.78", "0", "1190000.00"),
    ("2080505", "4402318.64", "0", "4201000.00"),
    ("2080506", "2201159.32", "0", "1900500.40"),
    ("2101102", "1980200.45", "0", "1980200.45"),
    ("2210201", "3301738.98", "0", "3150600.21"),
)
_ECONOMIC = {
    "30101": "14203400.00",
    "30102": "3120500.00",
    "30108": "4402318.64",
    "30109": "2201159.32",
    "30110": "1980200.45",
    "30112": "240310.55",
    "30113": "3301738.98",
    "30201": "1304500.20",
    "30205": "402300.15",
    "30206": "1120340.66",
    "30209": "980200.00",
    "30211": "402340.10",
    "30216": "240500.00",
    "30217": "24310.00",
    "30218": "1950330.40",
    "30226": "880400.00",
    "30228": "604300.21",
    "30231": "76540.20",
    "30239": "66500.00",
    "30302": "1203456.78",
    "30308": "3204500.00",
    "31002": "340210.00",
    "31003": "1204300.00",
}
_GENERAL_OPENING, _GENERAL_CLOSING = yuan("1250000.00"), yuan("830450.25")

# 政府性基金 and 国有资本经营 by 项: opening, received, 项目支出, last year's 支出
_GOVERNMENT_FUND = (
    ("2290401", "0", "250000.00", "250000.00", "0"),
    ("2296004", "100000.00", "600000.00", "523400.00", "480000.00"),
)
_STATE_CAPITAL = (("2230105", "0", "180000.00", "150320.60", "160000.00"),)

_PUBLIC_SERVICE = {"2050305": yuan("18600000.55")}
_OPERATING = {"2050399": yuan("2340100.10")}
_SUPERIOR = {"2050305": yuan("500000.00")}
_AFFILIATE = {"2050399": yuan("300000.00")}
_OTHER = {"2050305": yuan("412345.67")}
_SURPLUS_USED, _SURPLUS_DISTRIBUTED = yuan("1000000.00"), yuan("845120.30")
_OTHER_OPENING = yuan("3210987.65")
_FROM_OTHERS = (
    ExpenditureLine(
        "2050305",
        Fund.NON_FISCAL,
        ExpenditureAmounts(basic=yuan("12400000.25"), project=yuan("6100230.40")),
    ),
    ExpenditureLine(
        "2050399",
        Fund.NON_FISCAL,
        ExpenditureAmounts(
            superior_remittance=yuan("200000.00"),
            operating=yuan("1980450.15"),
            affiliate_subsidy=yuan("650000.35"),
        ),
    ),
    ExpenditureLine("2210201", Fund.NON_FISCAL, ExpenditureAmounts(basic=yuan("410200.00"))),
)

_Small = tuple[tuple[str, str, str, str, str], ...]


def _small_lines(fund: Fund, rows: _Small) -> tuple[ExpenditureLine, ...]:
    return shorthand.expenditure(fund, [(code, "0", project, "0") for code, _, _, project, _ in rows])


def _small_carried(fund: Fund, rows: _Small) -> tuple[CarryOverLine, ...]:
    return tuple(
        CarryOverLine(fund, code, yuan(opening), yuan(opening) + yuan(received) - yuan(project))
        for code, opening, received, project, _ in rows
    )


def _small_received(rows: _Small) -> dict[str, Decimal]:
    return {code: yuan(received) for code, _, received, _, _ in rows}


def _small_last_year(rows: _Small) -> tuple[shorthand.Spending, ...]:
    return tuple((code, "0", "0", previous) for code, _, _, _, previous in rows)


def _small_opening() -> Decimal:
    return total(yuan(opening) for _, opening, _, _, _ in (*_GOVERNMENT_FUND, *_STATE_CAPITAL))


def all_funds() -> Figures:
    general = shorthand.expenditure(Fund.GENERAL_PUBLIC_BUDGET, _GENERAL)
    received = shorthand.spent(general)
    received["2050305"] += _GENERAL_CLOSING - _GENERAL_OPENING
    lines = (
        *general,
        *_small_lines(Fund.GOVERNMENT_FUND, _GOVERNMENT_FUND),
        *_small_lines(Fund.STATE_CAPITAL_OPERATIONS, _STATE_CAPITAL),
        *_FROM_OTHERS,
    )
    from_others = total(
        amount for source in (_PUBLIC_SERVICE, _OPERATING, _SUPERIOR, _AFFILIATE, _OTHER) for amount in source.values()
    )
    other_closing = (
        _OTHER_OPENING
        + from_others
        + _SURPLUS_USED
        - total(line.amounts.total for line in _FROM_OTHERS)
        - _SURPLUS_DISTRIBUTED
    )
    last_year = (
        *shorthand.last_year(Fund.GENERAL_PUBLIC_BUDGET, _GENERAL),
        *shorthand.last_year(Fund.GOVERNMENT_FUND, _small_last_year(_GOVERNMENT_FUND)),
        *shorthand.last_year(Fund.STATE_CAPITAL_OPERATIONS, _small_last_year(_STATE_CAPITAL)),
    )
    # 上年财政拨款收入总计: what was spent last year and what was carried into this one
    last_fiscal = total(line.amount for line in last_year) + _GENERAL_OPENING + _small_opening()
    return shorthand.with_reasons(
        Figures(
            unit=Unit("650200", "示例职业技术学院", UnitKind.PUBLIC_WELFARE_TWO),
            fiscal_year=2023,
            classification=classification_of(2023),
            profile=Profile(
                functions="开展高等职业教育和职业技能培训。",
                on_duty=312,
                honorary_retired=0,
                retired=128,
                offices=("党政办公室", "教务处", "学生处", "财务处"),
                subordinate_units=("示例职业技术学院附属中学", "示例职业技能培训中心｜预算不单列，并入本级"),
            ),
            income_lines=shorthand.income(
                general_public_budget=received,
                government_fund=_small_received(_GOVERNMENT_FUND),
                state_capital_operations=_small_received(_STATE_CAPITAL),
                superior_subsidy=_SUPERIOR,
                public_service=_PUBLIC_SERVICE,
                operating=_OPERATING,
                affiliate_remittance=_AFFILIATE,
                other=_OTHER,
            ),
            expenditure_lines=lines,
            carry_over_lines=(
                CarryOverLine(Fund.GENERAL_PUBLIC_BUDGET, "", _GENERAL_OPENING, _GENERAL_CLOSING),
                *_small_carried(Fund.GOVERNMENT_FUND, _GOVERNMENT_FUND),
                *_small_carried(Fund.STATE_CAPITAL_OPERATIONS, _STATE_CAPITAL),
                CarryOverLine(Fund.NON_FISCAL, "", _OTHER_OPENING, other_closing),
            ),
            surplus_used=_SURPLUS_USED,
            surplus_distributed=_SURPLUS_DISTRIBUTED,
            initial_budget=shorthand.budget(
                lines, "0.94", shorthand.three_public("80000.00", "0", "80000.00", "30000.00")
            ),
            adjusted_budget=shorthand.budget(
                lines, "1.01", shorthand.three_public("90000.00", "200000.00", "80000.00", "30000.00")
            ),
            previous=Base(
                lines=last_year,
                three_public=shorthand.three_public("0", "0", "81230.55", "26400.00"),
                income_grand_total=last_fiscal + yuan("23410350.40"),
                fiscal_income_grand_total=last_fiscal,
            ),
            economic_lines=shorthand.economic(total(line.amounts.basic for line in general), "30107", _ECONOMIC),
            three_public=shorthand.three_public("82400.50", "198000.00", "76540.20", "24310.00"),
            counts=ThreePublicCounts(
                overseas_groups=1,
                overseas_people=3,
                vehicles_purchased=1,
                vehicles_held=4,
                reception_batches=22,
                reception_people=198,
                foreign_reception_batches=1,
                foreign_reception_people=6,
                foreign_reception_amount=yuan("3100.00"),
            ),
            procurement=Procurement(
                goods=yuan("2804300.00"),
                works=yuan("4120000.00"),
                services=yuan("1603400.50"),
                small_and_medium=yuan("6804200.50"),
                small_and_micro=yuan("3120400.00"),
                reserved_for_small_and_medium=yuan("5200000.00"),
                reserved_for_small_and_micro=yuan("2400000.00"),
                won_by_small_and_medium=yuan("5104200.50"),
                won_by_small_and_micro=yuan("2320400.00"),
                won_elsewhere=yuan("1700000.00"),
            ),
            assets=Assets(
                fixed_assets=yuan("382040110.25"),
                house_area=yuan("86402.75"),
                house_value=yuan("261040300.00"),
                vehicle_value=yuan("1980300.00"),
                principals=1,
                emergency=1,
                specialised=1,
                other=3,
                large_equipment=7,
            ),
            performance=PerformanceManagement(
                goal_projects=9,
                goal_amount=yuan("20310400.00"),
                tracked_projects=9,
                tracked_amount=yuan("20310400.00"),
                evaluated_amount=yuan("20310400.00"),
                average_score=Decimal("91.62"),
                excellent=6,
                good=2,
                passed=1,
                problems=4,
                rectified=3,
                rectifying=1,
            ),
            texts=Texts(
                overseas_travel="赴境外院校开展合作办学交流的国际旅费、住宿费、伙食费和公杂费",
                vehicle_purchase="更新一辆教学实训保障用车",
                vehicle_running="公务用车燃油费、维修费、保险费",
                vehicle_difference="两辆教学实训用车不纳入公务用车管理",
                official_reception="合作院校来访接待工作餐费",
                other_vehicles="教学实训用车和通勤用车",
                performance_system=(
                    "建立了如下预算绩效管理制度：《预算绩效管理办法》、《项目支出绩效自评规程》，"
                    "建立了财务处牵头、各部门分工负责的预算绩效管理工作机制；全过程绩效管理实施情况"
                ),
                performance_results=("办学条件持续改善", "毕业生就业率稳步提升"),
                performance_problems=("个别项目执行进度偏慢", "指标量化程度不够"),
                performance_measures=("强化执行监控", "完善指标体系"),
                has_evaluation_reports=True,
                public_service_income="学费、住宿费和考试考务费收入",
                operating_income="实训基地对外加工服务收入",
                other_income="利息收入和捐赠收入",
                other_notes="本年度决算包含两个附属单位的对附属单位补助支出。\n无其他需要说明的事项。",
            ),
        )
    )
