"""其他重要事项: 机关运行经费, 政府采购, 国有资产占用."""

from collections.abc import Iterator
from decimal import Decimal

from finance.checks.account import VEHICLES, check
from finance.checks.amounts import Term, exceeds, is_filled, not_compared, side, single
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, pair_words
from finance.figures import Figures

# What every edition asks for.
_PURCHASES = ("procurement.goods", "procurement.works", "procurement.services")
LARGE_EQUIPMENT = Decimal(1_000_000)  # 单价100万元（含）以上


@check("F601", Severity.ERROR, rules=(48,))
def agency_operating_costs_are_public_use(f: Figures) -> Iterator[Found]:
    """机关运行经费等于一般公共预算基本支出的公用经费；部门含事业单位的可以小于，任何时候不得大于；事业单位不计算。

    Rule 48; F03 填报说明: 行政/参公单位一般公共预算基本支出中的日常公用经费.
    """
    filed, public_use = f.agency_operating_costs_filed, f.basic_expenditure.public_use
    if filed is None:
        return
    figures = ("agency_operating_costs_filed", "basic_expenditure.public_use")
    if not f.unit.kind.has_agency_operating_costs:
        if filed:
            yield Found(
                f"{f.unit.name}为{f.unit.kind.label}，不计算机关运行经费，却填有{amount_words(filed)}。请清空该数。",
                figures,
                Severity.WARNING,
            )
        return
    yield from exceeds(
        single(f, "填报的机关运行经费", "agency_operating_costs_filed"),
        single(f, "基本支出的公用经费合计", "basic_expenditure.public_use"),
        figures,
        "机关运行经费不得大于公用经费，请核对。",
    )
    if filed < public_use and not f.profile.subordinate_units:
        one, two, difference = pair_words(filed, public_use)
        yield Found(
            f"填报的机关运行经费{one}，小于基本支出的公用经费合计{two}，少{difference}，而本单位没有下属单位。"
            "请核对；确有不属于机关运行经费的公用经费的请说明。",
            figures,
            Severity.WARNING,
        )


@check("F602", Severity.ERROR, rules=(49,))
def procurement_from_small_enterprises_is_part_of_the_whole(f: Figures) -> Iterator[Found]:
    """授予中小企业合同金额不大于政府采购支出总额，授予小微企业合同金额不大于授予中小企业合同金额。

    Rule 49.
    """
    whole = single(f, "政府采购支出总额（货物＋工程＋服务）", "procurement.total")
    medium = single(f, "授予中小企业合同金额", "procurement.small_and_medium")
    micro = single(f, "授予小微企业合同金额", "procurement.small_and_micro")
    for part, entire, figures, advice in (
        (medium, whole, ("procurement.small_and_medium", *_PURCHASES), "部分不应大于整体，请核对。"),
        (
            micro,
            medium,
            ("procurement.small_and_micro", "procurement.small_and_medium"),
            "小微企业是中小企业的一部分，请核对两处，检查是否填反。",
        ),
    ):
        if is_filled(f, *figures):
            yield from exceeds(part, entire, figures, advice)
        else:
            yield not_compared(*figures)


@check("F603", Severity.WARNING, rules=(49,))
def procurement_stays_within_expenditure(f: Figures) -> Iterator[Found]:
    """政府采购支出总额一般不大于本年支出合计。

    Rule 49: what was bought this year was paid from this year's 支出.
    """
    if f.procurement.total <= f.expenditure.total and not is_filled(f, *_PURCHASES):
        yield not_compared(*_PURCHASES)  # what is there already exceeding, the rest could only add to it
    yield from exceeds(
        single(f, "政府采购支出总额", "procurement.total"),
        single(f, "本年支出合计", "expenditure.total"),
        ("procurement.total", "expenditure.total"),
        "请检查单位（元、万元）；按合同金额统计、跨年支付的请说明。",
    )


@check("F604", Severity.ERROR, rules=(50,))
def houses_and_vehicles_are_part_of_the_assets(f: Figures) -> Iterator[Found]:
    """房屋价值与车辆价值之和不大于固定资产原值；另有单价100万元以上设备的，剩余原值应不小于其最低价值。

    Rule 50.
    """
    a = f.assets
    boxes = tuple(f"assets.{box}" for box in ("fixed_assets", "house_value", "vehicle_value", "large_equipment"))
    if not is_filled(f, *boxes):
        yield not_compared(*boxes)
        return
    if not (a.fixed_assets or a.house_value or a.vehicle_value):
        return  # some places publish vehicles and equipment alone
    amounts, name = [a.house_value, a.vehicle_value], "房屋价值＋车辆价值合计"
    if a.large_equipment > 0:
        amounts.append(LARGE_EQUIPMENT * a.large_equipment)
        name = f"房屋价值＋车辆价值＋{a.large_equipment}台（套）单价100万元（含）以上设备至少"
    yield from exceeds(
        side(f, name, Term("", "assets", tuple(amounts))),
        single(f, "固定资产原值", "assets.fixed_assets"),
        boxes,
        "部分不应大于整体，请核对固定资产原值、房屋和车辆价值、设备台数。",
    )


@check("F605", Severity.WARNING, rules=(50,))
def houses_and_vehicles_have_a_value(f: Figures) -> Iterator[Found]:
    """有车辆应有车辆价值，有房屋面积应有房屋价值，反之亦然。

    Rule 50. A house held without a value (无偿使用) is explained.
    """
    a = f.assets
    if not is_filled(f, "assets.vehicle_value", *VEHICLES):
        yield not_compared("assets.vehicle_value", *VEHICLES)
    elif bool(a.vehicles) != bool(a.vehicle_value):
        yield Found(
            f"国有资产占用情况中车辆{a.vehicles}辆，车辆价值{amount_words(a.vehicle_value)}，一有一无。"
            "请核对；确有其事（如车辆未入账）的请说明。",
            ("assets.vehicle_value", "assets.vehicles"),
        )
    if not is_filled(f, "assets.house_value", "assets.house_area"):
        yield not_compared("assets.house_value", "assets.house_area")
    elif bool(a.house_area) != bool(a.house_value):
        yield Found(
            f"国有资产占用情况中房屋{a.house_area:,.2f}平方米，房屋价值{amount_words(a.house_value)}，一有一无。"
            "请核对；确有其事（如无偿使用、未入账）的请说明。",
            ("assets.house_value", "assets.house_area"),
        )
