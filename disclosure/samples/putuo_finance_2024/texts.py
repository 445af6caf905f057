"""The clerk's own words, as published: units, 主要用于, 主要原因, 预算绩效管理."""

from disclosure.samples.putuo_finance_2024.functions import FUNCTIONS
from finance.figures import Profile, Texts

PROFILE = Profile(
    functions="\n".join(FUNCTIONS),
    subordinate_units=(
        "上海市普陀区财政局财政所｜预算不单列，并入本级",
        "上海市普陀区国库收付中心｜预算不单列，并入本级",
    ),
)

_STAFF_AND_CONTRACTS = "基本支出中人员进出及退休变化，以及项目支出中合同支付进度条款等原因减少支付"
_SUFFICIENT = "预算按充分保障预估，实际执行基本贴合预期"
_THOROUGH = "预算按周全保障测算，实际执行基本贴合预期"

# 一般公共预算财政拨款 by 项: 主要用于, and why it differs from 年初预算 where it does
_ITEMS = {
    "2010601": ("局本部人员经费及公用经费等的基本支出", "人员进出及退休变化，减少人员经费开支"),
    "2010602": ("局财政业务指导与宣传等基本支出", ""),
    "2010607": ("信息化系统日常维护费等支出", "因产业政策扶持资金管理系统项目进度，调减相关经费"),
    "2010608": (
        "委托中介机构开展各类审计及绩效评价工作",
        "因个别项目评审费未能实施或未来得及支付完毕，于明年重新申请",
    ),
    "2080501": ("退休人员经费支出", _SUFFICIENT),
    "2080505": ("在职人员的基本养老保险支出", _SUFFICIENT),
    "2080506": ("在职人员的职业年金缴费支出", _THOROUGH),
    "2080599": ("退休人员经费支出", ""),
    "2101101": ("在职人员基本医疗保险费", _THOROUGH),
    "2210201": ("缴纳在职人员住房公积金", _THOROUGH),
    "2210203": ("缴纳在职人员住房购房补贴", ""),
}

REASONS = {
    "income_grand_total.previous": _STAFF_AND_CONTRACTS,
    "fiscal.income_grand_total.previous": _STAFF_AND_CONTRACTS,
    "general_public_budget.expenditure.previous": _STAFF_AND_CONTRACTS,
    "general_public_budget.expenditure.initial_budget": "因年度工作计划安排，个别信息化项目和中介机构服务调减",
    "three_public.total.initial_budget": "当年度无“三公”经费支出",
    "agency_operating_costs.previous": ("优化办公环境、提升照明效率，更换了老旧照明设施，导致相关支出略有增加"),
    **{f"general_public_budget.{code}.expenditure.purpose": purpose for code, (purpose, _) in _ITEMS.items()},
    **{
        f"general_public_budget.{code}.expenditure.initial_budget": reason
        for code, (_, reason) in _ITEMS.items()
        if reason
    },
}

TEXTS = Texts(
    performance_system=(
        "制定了普陀区财政局预算绩效管理实施办法，建立了普陀区财政局预算绩效管理工作机制；实行全过程绩效管理实施情况跟踪"
    ),
)
