"""A unit founded this year: no 上年 at all, no 年初预算, something left at the end."""

from decimal import Decimal

from finance.classification import classification_of
from finance.figures import Assets, Figures, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.lines import CarryOverLine
from finance.money import ZERO, total
from finance.terms import Fund, UnitKind
from tests.samples import shorthand

_ROWS = (
    ("2010301", "2204380.17", "0", "0"),
    ("2010302", "0", "684500.00", "0"),
    ("2080505", "240120.36", "0", "0"),
    ("2080506", "120060.18", "0", "0"),
    ("2101101", "110340.09", "0", "0"),
    ("2210201", "180090.27", "0", "0"),
)
_ECONOMIC = {
    "30101": "780400.00",
    "30103": "310000.00",
    "30108": "240120.36",
    "30109": "120060.18",
    "30110": "110340.09",
    "30113": "180090.27",
    "30201": "95300.20",
    "30207": "20450.00",
    "30211": "38120.00",
    "30217": "2150.00",
    "30228": "31200.40",
    "30231": "26400.00",
    "31002": "118000.00",
}
_CLOSING = Decimal("42310.55")
_THREE_PUBLIC = shorthand.three_public(running="26400.00", reception="2150.00")


def first_year() -> Figures:
    lines = shorthand.expenditure(Fund.GENERAL_PUBLIC_BUDGET, _ROWS)
    received = shorthand.spent(lines)
    received["2010302"] += _CLOSING
    return shorthand.with_reasons(
        Figures(
            unit=Unit("650120", "示例市数字化发展局", UnitKind.ADMINISTRATIVE),
            fiscal_year=2023,
            classification=classification_of(2023),
            profile=Profile(
                functions="负责全市数字化发展工作的统筹推进。\n承办市委、市政府交办的其他事项。",
                on_duty=16,
                offices=("办公室", "规划科", "数据资源科"),
            ),
            income_lines=shorthand.income(general_public_budget=received),
            expenditure_lines=lines,
            carry_over_lines=(CarryOverLine(Fund.GENERAL_PUBLIC_BUDGET, "", ZERO, _CLOSING),),
            adjusted_budget=shorthand.budget(
                lines, "1.02", shorthand.three_public(running="30000.00", reception="4000.00")
            ),
            economic_lines=shorthand.economic(total(line.amounts.basic for line in lines), "30102", _ECONOMIC),
            three_public=_THREE_PUBLIC,
            counts=ThreePublicCounts(vehicles_held=1, reception_batches=3, reception_people=21),
            procurement=Procurement(
                goods=Decimal("118000.00"),
                services=Decimal("254000.00"),
                small_and_medium=Decimal("300000.00"),
                small_and_micro=Decimal("120000.00"),
            ),
            assets=Assets(fixed_assets=Decimal("298000.00"), vehicle_value=Decimal("180000.00"), emergency=1),
            texts=Texts(
                vehicle_running="公务用车燃油费、维修费、保险费",
                official_reception="外地考察团工作餐费",
                performance_results=("建立了数据共享机制", "保障了机构组建期间的运转"),
                performance_problems=("绩效指标设置经验不足",),
                performance_measures=("加强绩效管理业务培训",),
            ),
        )
    )
