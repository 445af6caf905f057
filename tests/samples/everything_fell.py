"""A unit where everything fell: below last year, below both budgets; one 项 is gone, “三公” is nearly so."""

from decimal import Decimal

from finance.classification import classification_of
from finance.figures import Assets, Figures, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base
from finance.lines import CarryOverLine
from finance.money import total, yuan
from finance.terms import Fund, UnitKind
from tests.samples import shorthand

_GENERAL = (
    ("2011301", "3802440.61", "0", "4510330.98"),
    ("2011302", "0", "240000.00", "1380400.00"),
    ("2011308", "0", "0", "260000.00"),
    ("2080501", "86340.00", "0", "99120.00"),
    ("2080505", "402118.72", "0", "455090.16"),
    ("2101101", "201040.33", "0", "233408.95"),
    ("2210201", "301589.04", "0", "340116.60"),
)
_ECONOMIC = {
    "30101": "1290300.00",
    "30103": "420000.00",
    "30108": "402118.72",
    "30110": "201040.33",
    "30113": "301589.04",
    "30201": "60310.00",
    "30211": "22180.40",
    "30217": "1250.00",
    "30228": "50300.00",
    "30231": "31200.00",
    "30302": "86340.00",
}
_OPENING, _CLOSING = Decimal("305600.44"), Decimal("12050.10")  # 非财政拨款
_OTHER_INCOME = Decimal("82340.00")


def everything_fell() -> Figures:
    fiscal = shorthand.expenditure(Fund.GENERAL_PUBLIC_BUDGET, _GENERAL)
    from_others = _OPENING + _OTHER_INCOME - _CLOSING
    lines = (*fiscal, *shorthand.expenditure(Fund.NON_FISCAL, [("2011302", "0", str(from_others), "0")]))
    last_year = total(yuan(amount) for _, _, _, amount in _GENERAL)
    figures = Figures(
        unit=Unit("650130", "示例市商务局", UnitKind.ADMINISTRATIVE),
        fiscal_year=2023,
        classification=classification_of(2023),
        profile=Profile(
            functions="负责全市内外贸易和招商引资工作。",
            on_duty=24,
            retired=11,
            offices=("办公室", "市场科", "外贸科"),
        ),
        income_lines=shorthand.income(general_public_budget=shorthand.spent(fiscal), other={"2011302": _OTHER_INCOME}),
        expenditure_lines=lines,
        carry_over_lines=(CarryOverLine(Fund.NON_FISCAL, "", _OPENING, _CLOSING),),
        initial_budget=shorthand.budget(lines, "1.15", shorthand.three_public("50000.00", "0", "48000.00", "6000.00")),
        adjusted_budget=shorthand.budget(
            lines, "1.08", shorthand.three_public("20000.00", "180000.00", "40000.00", "3000.00")
        ),
        previous=Base(
            lines=shorthand.last_year(Fund.GENERAL_PUBLIC_BUDGET, _GENERAL),
            three_public=shorthand.three_public("62400.00", "176000.00", "52310.00", "8840.00"),
            income_grand_total=last_year + Decimal("645511.31"),
            fiscal_income_grand_total=last_year,
            agency_operating_costs=Decimal("402300.18"),
        ),
        economic_lines=shorthand.economic(total(line.amounts.basic for line in fiscal), "30102", _ECONOMIC),
        three_public=shorthand.three_public(running="31200.00", reception="1250.00"),
        counts=ThreePublicCounts(vehicles_held=2, reception_batches=2, reception_people=16),
        procurement=Procurement(goods=Decimal("38000.00"), small_and_medium=Decimal("20000.00")),
        assets=Assets(
            fixed_assets=Decimal("3804220.75"),
            house_area=Decimal("1204.50"),
            house_value=Decimal("2100400.00"),
            vehicle_value=Decimal("402000.00"),
            emergency=1,
            other=2,
        ),
        texts=Texts(
            vehicle_running="公务用车燃油费、维修费、过桥过路费、保险费",
            vehicle_difference="一辆车已停驶，正在办理报废手续",
            official_reception="业务交流接待工作餐费",
            other_vehicles="一般公务用车",
            performance_results=("招商引资任务按期完成",),
            performance_problems=("部分项目预算编制不够精细",),
            performance_measures=("细化项目预算",),
            performance_suggestions="建议加强绩效评价结果应用。",
        ),
    )
    return shorthand.with_reasons(figures)
