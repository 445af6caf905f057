"""The Chinese name of every figure: what an error or a form calls `three_public.vehicle_running`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from finance.classification import Classification
from finance.terms import ExpenditureKind, Fund, IncomeSource, ThreePublicItem, VehicleKind


class _Group(NamedTuple):
    """Figures under one name. In a part's label {} stands for the group's; after a code it falls away."""

    label: str
    parts: Mapping[str, str]
    economic: bool = False  # its codes are 经济分类
    coded: bool = True  # it can be narrowed to a code


_FUND = {
    "opening": "年初{}结转和结余",
    "income": "{}收入",
    "expenditure": "{}支出",
    "basic": "{}基本支出",
    "project": "{}项目支出",
    "closing": "年末{}结转和结余",
    "income_grand_total": "{}收入总计",
    "expenditure_grand_total": "{}支出总计",
}
_CARRY_OVER = {
    **{fund.value: f"{{}}（{fund.label}）" for fund in Fund},
    "fiscal": "{}（财政拨款）",
    "total": "{}",
}
_THREE_PUBLIC = _Group(
    "“三公”经费",
    {
        **{item.value: item.label for item in ThreePublicItem},
        "vehicles": "公务用车购置及运行维护费",
        "total": "{}合计",
    },
    coded=False,
)

_GROUPS: Mapping[str, _Group] = {
    "profile": _Group(
        "单位概况",
        {
            "functions": "主要职能",
            "on_duty": "在职人员",
            "honorary_retired": "离休人员",
            "retired": "退休人员",
            "staff": "实有人数",
            "offices": "内设机构",
            "subordinate_units": "下属预算单位",
        },
        coded=False,
    ),
    "income": _Group(
        "本年收入",
        {
            **{source.value: source.label for source in IncomeSource},
            "fiscal_appropriation": "财政拨款收入",
            "total": "{}合计",
        },
    ),
    "expenditure": _Group("本年支出", {**{kind.value: kind.label for kind in ExpenditureKind}, "total": "{}合计"}),
    "opening_carry_over": _Group("年初结转和结余", _CARRY_OVER, coded=False),
    "closing_carry_over": _Group("年末结转和结余", _CARRY_OVER, coded=False),
    "general_public_budget": _Group(Fund.GENERAL_PUBLIC_BUDGET.label, _FUND),
    "government_fund": _Group(Fund.GOVERNMENT_FUND.label, _FUND),
    "state_capital_operations": _Group(Fund.STATE_CAPITAL_OPERATIONS.label, _FUND),
    "fiscal": _Group("财政拨款", {**_FUND, "income": "本年{}收入", "expenditure": "本年{}支出"}),
    "basic_expenditure": _Group(
        "一般公共预算财政拨款基本支出",
        {"personnel": "人员经费合计", "public_use": "公用经费合计", "total": "{}"},
        economic=True,
    ),
    "three_public": _THREE_PUBLIC,
    "counts": _Group(
        "“三公”经费",
        {
            "overseas_groups": "因公出国（境）团组数",
            "overseas_people": "因公出国（境）人次",
            "vehicles_purchased": "公务用车购置数",
            "vehicles_held": "公务用车保有量",
            "reception_batches": "国内公务接待批次",
            "reception_people": "国内公务接待人次",
            "foreign_reception_batches": "外事接待批次",
            "foreign_reception_people": "外事接待人次",
            "foreign_reception_amount": "公务接待费中外宾接待支出",
        },
        coded=False,
    ),
    "procurement": _Group(
        "政府采购",
        {
            "goods": "{}货物支出",
            "works": "{}工程支出",
            "services": "{}服务支出",
            "total": "{}支出总额",
            "small_and_medium": "授予中小企业合同金额",
            "small_and_micro": "授予小微企业合同金额",
            "reserved_for_small_and_medium": "面向中小企业预留{}项目预算金额",
            "reserved_for_small_and_micro": "面向小微企业预留{}项目预算金额",
            "won_by_small_and_medium": "预留{}项目中由中小企业中标或成交的采购金额",
            "won_by_small_and_micro": "预留{}项目中由小微企业中标或成交的采购金额",
            "won_elsewhere": "其他{}项目中由中小企业中标或成交的采购金额",
        },
        coded=False,
    ),
    "assets": _Group(
        "国有资产占用",
        {
            "fixed_assets": "固定资产原值",
            "house_area": "房屋面积",
            "house_value": "房屋价值",
            "vehicle_value": "车辆价值",
            **{kind.value: kind.label for kind in VehicleKind},
            "vehicles": "固定资产车辆",
            "large_equipment": "单价100万元（含）以上设备（不含车辆）",
        },
        coded=False,
    ),
    "performance": _Group(
        "预算绩效管理",
        {
            "goal_projects": "编报绩效目标的项目数",
            "goal_amount": "编报绩效目标涉及预算金额",
            "tracked_projects": "绩效跟踪评价的项目数",
            "tracked_amount": "绩效跟踪评价涉及预算金额",
            "evaluated_projects": "绩效自评的项目数",
            "evaluated_amount": "绩效自评涉及预算金额",
            "average_score": "绩效自评平均得分",
            "excellent": "绩效评级为“优”的项目数",
            "good": "绩效评级为“良”的项目数",
            "passed": "绩效评级为“合格”的项目数",
            "failed": "绩效评级为“不合格”的项目数",
            "problems": "绩效自评中发现问题数",
            "rectified": "已经完成整改的问题数",
            "rectifying": "正在整改的问题数",
        },
        coded=False,
    ),
    "texts": _Group(
        "文字说明",
        {
            "organisation": "机构设置",
            "overseas_travel": "因公出国（境）费开支内容",
            "vehicle_purchase": "公务用车购置费用途",
            "vehicle_running": "公务用车运行维护费开支内容",
            "vehicle_difference": "固定资产车辆与公务用车保有量差异原因",
            "official_reception": "公务接待费开支内容",
            "other_vehicles": "其他用车主要是",
            "performance_system": "预算绩效管理制度和工作机制",
            "performance_results": "预算绩效管理取得的成效",
            "performance_problems": "预算绩效管理发现的问题及原因",
            "performance_measures": "预算绩效管理下一步改进措施",
            "performance_suggestions": "预算绩效管理有关建议",
            "has_evaluation_reports": "附自评报告",
            "other_notes": "其他需说明的事项",
            "public_service_income": "事业收入主要内容",
            "operating_income": "经营收入主要内容",
            "other_income": "其他收入主要内容",
        },
        coded=False,
    ),
}
_SINGLES = {
    "unit.name": "单位全称",
    "unit.code": "单位编码",
    "unit.kind": "单位性质",
    "fiscal_year": "年度",
    "surplus_used": "使用非财政拨款结余",
    "surplus_distributed": "结余分配",
    "income_grand_total": "收入总计",
    "expenditure_grand_total": "支出总计",
    "agency_operating_costs": "机关运行经费",
    "agency_operating_costs_filed": "机关运行经费（单位填报数）",
}

_BASES = {"previous": "上年", "initial_budget": "年初预算 ", "adjusted_budget": "全年预算 "}
_BASE_FUND = {"expenditure": "{}支出"}
_BASE_GROUPS: Mapping[str, _Group] = {
    **{fund.value: _Group(fund.label, _BASE_FUND) for fund in Fund if fund is not Fund.NON_FISCAL},
    "fiscal": _Group("财政拨款", {"expenditure": "{}支出", "income_grand_total": "{}收入总计"}, coded=False),
    "three_public": _THREE_PUBLIC,
}
_BASE_SINGLES = {
    "income_grand_total": "收入总计",
    "fiscal_income_grand_total": "财政拨款收入总计",
    "agency_operating_costs": "机关运行经费",
}
_COMPARED_WITH = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}


def label(name: str, classification: Classification | None = None) -> str:
    """The Chinese name of a figure, a text or a reason (`reasons.<figure>.<base>`); a code is followed by its
    name where the year's 科目表 is given. KeyError for a name that is none's."""
    base, _, rest = name.partition(".")
    if base == "reasons":
        return reason_label(rest, classification)
    if base in _BASES:
        return _BASES[base] + _label(rest, _BASE_GROUPS, _BASE_SINGLES, classification)
    return _label(name, _GROUPS, _SINGLES, classification)


def names() -> Iterator[tuple[str, str]]:
    """Every dotted name with its Chinese one, without codes and bases: what a template may print."""
    yield from _SINGLES.items()
    for group, entry in _GROUPS.items():
        for part, words in entry.parts.items():
            yield f"{group}.{part}", words.format(entry.label)


def _label(
    name: str, groups: Mapping[str, _Group], singles: Mapping[str, str], classification: Classification | None
) -> str:
    if name in singles:
        return singles[name]
    *path, last = name.split(".")
    if not path or path[0] not in groups or last not in groups[path[0]].parts:
        raise KeyError(name)
    group = groups[path[0]]
    if len(path) == 1:
        return group.parts[last].format(group.label)
    code = path[1]
    if len(path) > 2 or not code.isdigit() or not group.coded:
        raise KeyError(name)
    words = [group.label, code]
    if classification is not None:
        tree = classification.economic if group.economic else classification.functional
        words.append(tree.name(code) if tree.has(code) else "")
    words.append(group.parts[last].format(""))
    return " ".join(word for word in words if word)


def reason_label(key: str, classification: Classification | None = None) -> str:
    """主要原因 of a comparison, `<figure>.<base>`: 收入总计与上年相比的主要原因; or what a figure is spent on,
    `<figure>.purpose`: … 的主要用途. KeyError for another key."""
    name, _, base = key.rpartition(".")
    if base == "purpose":
        return f"{label(name, classification)}的主要用途"
    return f"{label(name, classification)}与{_COMPARED_WITH[base]}相比的主要原因"
