"""Names, codes and reasons: F7 and F8."""

from dataclasses import replace
from decimal import Decimal

from finance.checks.registry import Severity
from finance.terms import Fund
from tests.finance.check_cases.case import Case
from tests.finance.checking import base_line, part, reasons

GENERAL = Fund.GENERAL_PUBLIC_BUDGET

CASES = (
    Case(
        "F701",
        "everything_fell",
        base_line("initial_budget", GENERAL, "2011398", "0.01"),
        "initial_budget.general_public_budget.2011398.expenditure",
        ("2011398",),
    ),
    Case(
        "F701",
        "no_offices",
        base_line("initial_budget", GENERAL, "20103", "1.00"),
        "initial_budget.general_public_budget.20103.expenditure",
        ("款级",),
    ),
    Case(
        "F702",
        "no_offices",
        lambda f: replace(f, economic_lines=(*f.economic_lines, replace(f.economic_lines[0], amount=Decimal(0)))),
        "basic_expenditure.30101.total",
        ("2行",),
    ),
    Case(
        "F703", "everything_fell", part("profile", offices=("办公室", "市场科、外贸科")), "profile.offices", ("共2个",)
    ),
    Case("F703", "everything_fell", part("profile", offices=("办公室、", "市场科")), "profile.offices", ("末尾",)),
    Case("F703", "everything_fell", part("profile", offices=("办公室", "财务科。")), "profile.offices", ("末尾",)),
    Case(
        "F801",
        "everything_fell",
        reasons({"income_grand_total.previous": "本年新增人员\n人员经费增加"}),
        "reasons.income_grand_total.previous",
        ("“本年新增人员／人员经费增加”",),
    ),
    Case("F703", "everything_fell", part("profile", offices=("办公室", "办公室")), "profile.offices", ("2次",)),
    Case(
        "F801",
        "everything_fell",
        reasons({"income_grand_total.previous": "本年新增人员，人员经费增加"}),
        "reasons.income_grand_total.previous",
        ("减少", "只说增加"),
    ),
    Case(
        "F802",
        "everything_fell",
        reasons({"income_grand_total.previous": "与上年持平"}),
        "reasons.income_grand_total.previous",
        ("没有变化",),
    ),
    Case(
        "F802",
        "no_offices",
        reasons({"income_grand_total.previous": "本年压减一般性支出"}),
        "reasons.income_grand_total.previous",
        ("没有增减",),
    ),
    Case(
        "F803",
        "everything_fell",
        reasons({"three_public.official_reception.previous": "我单位无公务接待费"}),
        "reasons.three_public.official_reception.previous",
    ),
    Case(
        "F804",
        "everything_fell",
        reasons(
            {
                "income_grand_total.previous": "本年人员减少，相应减少支出",
                "agency_operating_costs.previous": "本年度人员增加，但压减公用经费",
            }
        ),
        "reasons.agency_operating_costs.previous",
        ("人员增加", "人员减少"),
    ),
    Case("F805", "everything_fell", part("texts", official_reception="我单位无公务接待费"), "texts.official_reception"),
    Case(
        "F805",
        "no_offices",
        part("texts", official_reception="工作餐费"),
        "texts.official_reception",
        (),
        Severity.INFORMATION,
    ),
    Case("F806", "everything_fell", part("texts", vehicle_difference="两者一致，无差异"), "texts.vehicle_difference"),
    Case(
        "F806",
        "everything_fell",
        part("counts", vehicles_held=3),
        "texts.vehicle_difference",
        ("没有差异",),
        Severity.INFORMATION,
    ),
)
