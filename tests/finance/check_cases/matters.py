"""三公、预算和上年、机关运行经费、采购、资产: F4 to F6."""

from decimal import Decimal

from finance.checks.registry import Severity
from finance.terms import Fund
from tests.finance.check_cases.case import Case
from tests.finance.checking import base_line, part, together, whole
from tests.samples import SAMPLES

GENERAL = Fund.GENERAL_PUBLIC_BUDGET

CASES = (
    Case(
        "F401",
        "all_funds",
        part("three_public", vehicle_running=Decimal("80000.01")),
        "three_public.vehicle_running",
        ("全年预算数80000.00元", "多0.01元"),
    ),
    Case(
        "F402",
        "everything_fell",
        part("three_public", vehicle_running=Decimal("31199.99")),
        "three_public.vehicle_running",
        ("30231", "多0.01元"),
    ),
    Case(
        "F403",
        "no_offices",
        together(
            part("three_public", official_reception=Decimal("0.01")),
            part("adjusted_budget", three_public=SAMPLES["first_year"]().adjusted_budget.three_public),
            part("counts", reception_batches=1, reception_people=1),
        ),
        "three_public.official_reception",
    ),
    Case(
        "F404",
        "everything_fell",
        part("counts", reception_batches=0),
        "counts.reception_batches",
        ("公务接待费0.13万元", "0批次"),
    ),
    Case(
        "F404",
        "everything_fell",
        part("counts", overseas_groups=1, overseas_people=1),
        "three_public.overseas_travel",
        ("却为0.00万元",),
        Severity.WARNING,
    ),
    Case("F405", "everything_fell", part("counts", reception_people=1), "counts.reception_people", ("少于", "相差1")),
    Case("F406", "everything_fell", part("counts", vehicles_held=4), "counts.vehicles_held", ("4辆", "3辆")),
    Case("F406", "everything_fell", part("counts", vehicles_held=0), "counts.vehicles_held", ("却为0辆",)),
    Case(
        "F406",
        "all_funds",
        part("counts", vehicles_purchased=5),
        "counts.vehicles_purchased",
    ),
    Case(
        "F501",
        "no_offices",
        base_line("adjusted_budget", GENERAL, "2210201", "114255.47"),
        "adjusted_budget.general_public_budget.expenditure",
        ("多0.01元",),
    ),
    Case(
        "F501",
        "no_offices",
        part("adjusted_budget", lines=()),
        "adjusted_budget.fiscal.expenditure",
        (),
        Severity.NOT_CHECKABLE,
    ),
    Case(
        "F502",
        "everything_fell",
        base_line("previous", GENERAL, "2011308", "259999.99"),
        "opening_carry_over.fiscal",
        ("相差0.01元", "其中上年财政拨款收入总计"),
    ),
    Case(
        "F503",
        "no_offices",
        part("previous", agency_operating_costs=Decimal("1703331.78")),
        "previous.agency_operating_costs",
        ("大于上年",),
    ),
    Case("F504", "no_offices", part("initial_budget", lines=()), "initial_budget.general_public_budget.expenditure"),
    Case(
        "F505",
        "everything_fell",
        base_line("initial_budget", GENERAL, "2101101", "23.12"),
        "initial_budget.general_public_budget.2101101.expenditure",
        ("元与万元混用",),
    ),
    Case(
        "F601",
        "everything_fell",
        whole(agency_operating_costs_filed=Decimal("165240.41")),
        "agency_operating_costs_filed",
    ),
    Case(
        "F601",
        "everything_fell",
        whole(agency_operating_costs_filed=Decimal("165240.39")),
        "agency_operating_costs_filed",
        ("小于",),
        Severity.WARNING,
    ),
    Case(
        "F601",
        "all_funds",
        whole(agency_operating_costs_filed=Decimal("0.01")),
        "agency_operating_costs_filed",
        ("不计算",),
        Severity.WARNING,
    ),
    Case(
        "F602", "no_offices", part("procurement", small_and_medium=Decimal("23500.01")), "procurement.small_and_medium"
    ),
    Case("F602", "no_offices", part("procurement", small_and_micro=Decimal("23500.01")), "procurement.small_and_micro"),
    Case("F603", "no_offices", part("procurement", works=Decimal("1703331.77")), "procurement.total"),
    Case(
        "F604",
        "everything_fell",
        part("assets", house_value=Decimal("3402220.76")),
        "assets.fixed_assets",
        ("多0.01元",),
    ),
    Case("F604", "everything_fell", part("assets", large_equipment=2), "assets.fixed_assets", ("2台",)),
    Case("F605", "everything_fell", part("assets", house_area=Decimal("0.00")), "assets.house_value"),
    Case("F605", "no_offices", part("assets", vehicle_value=Decimal("0.01")), "assets.vehicle_value"),
)
