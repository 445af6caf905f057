"""The entry pages of finance, as data: what stands on each, in which order, under which words."""

from collections.abc import Mapping
from types import MappingProxyType

from finance.blocks import Box, Column, Fields, Fixed, Lines, Page, Reasons, Sum
from finance.sections import SECTIONS
from finance.terms import BudgetStage, ExpenditureKind, Fund, IncomeSource, ThreePublicItem


def _columns(terms: type[IncomeSource] | type[ExpenditureKind]) -> tuple[Column, ...]:
    return tuple(Column(term.value, term.label) for term in terms)


def _totals(figure: str, terms: type[IncomeSource] | type[ExpenditureKind]) -> Mapping[str, str]:
    """column → its total, the sum of all columns too."""
    return MappingProxyType({name: f"{figure}.{name}" for name in (*(term.value for term in terms), "total")})


def _boxes(section: str, names: str, unit: str = "") -> tuple[Box, ...]:
    return tuple(Box(f"{section}//{name}", unit=unit) for name in names.split())


_ITEMS = tuple((item.value, item.label) for item in ThreePublicItem)
_ITEM_SUMS = (("公务用车购置及运行维护费", "vehicles"), ("“三公”经费合计", "total"))
_TOTAL = Column("total", "合计", is_sum=True)
_BUDGETS = MappingProxyType({stage.value: f"{stage.value}.fiscal.expenditure" for stage in BudgetStage})
_WHOLE = (Fund.GENERAL_PUBLIC_BUDGET, Fund.NON_FISCAL)

PROFILE = Page(
    "profile",
    "单位概况",
    (
        Fields("单位", _boxes("account", "unit_name unit_kind scope")),
        Fields(
            "人员",
            _boxes("profile", "on_duty honorary_retired retired", "人"),
            (Sum("实有人数", "profile.staff", is_amount=False),),
        ),
        Fields(
            "职能和机构",
            (
                Box("profile//functions", help="一段一行"),
                Box("profile//offices", help="一行一个；没有就空着"),
                Box("profile//subordinate_units", help="一行一个，有备注的写作“名称｜备注”；没有就空着"),
                Box("texts//organisation", help="不按内设机构罗列时填写"),
            ),
        ),
    ),
    may_be_empty=False,
)

INCOME = Page(
    "income",
    "收入决算",
    (
        Lines(
            section="income_lines",
            title="本年收入，按科目",
            columns=(*_columns(IncomeSource), _TOTAL),
            totals=_totals("income", IncomeSource),
            has_classes=True,
            hint="先加一个科目：输入编码、名称或拼音首字母，如 2080101、行政运行、xzyx。可以从 Excel 粘贴。",
        ),
        Fields(
            "收入总计",
            (Box("account//surplus_used", "使用非财政拨款结余（含专用结余）"),),
            (
                Sum("本年收入合计", "income.total"),
                Sum("年初结转和结余", "opening_carry_over.total"),
                Sum("收入总计", "income_grand_total", is_main=True),
                Sum("支出总计（应与收入总计相等）", "expenditure_grand_total"),
            ),
        ),
        Fields("收入说明", _boxes("texts", "public_service_income operating_income other_income")),
    ),
    may_be_empty=False,
)

EXPENDITURE = Page(
    "expenditure",
    "支出决算",
    (
        Lines(
            section="expenditure_lines",
            title="本年支出，按科目和资金性质",
            columns=(*_columns(ExpenditureKind), _TOTAL),
            totals=_totals("expenditure", ExpenditureKind),
            has_classes=True,
            funds=tuple(Fund),
            intro="同一科目有几种资金的，每种资金一行。",
            hint="先选资金性质，再加一个科目：输入编码、名称或拼音首字母。可以从 Excel 粘贴。",
        ),
        Fields(
            "支出总计",
            (Box("account//surplus_distributed"),),
            (
                Sum("本年支出合计", "expenditure.total"),
                Sum("年末结转和结余", "closing_carry_over.total"),
                Sum("支出总计", "expenditure_grand_total", is_main=True),
                Sum("收入总计（应与支出总计相等）", "income_grand_total"),
            ),
        ),
    ),
    may_be_empty=False,
)

CARRY_OVER = Page(
    "carry_over",
    "结转和结余",
    (
        Lines(
            section="carry_over_lines",
            title="年初、年末结转和结余",
            columns=(Column("opening", "年初结转和结余"), Column("closing", "年末结转和结余")),
            totals=MappingProxyType({end: f"{end}_carry_over.total" for end in ("opening", "closing")}),
            funds=tuple(Fund),
            code_optional=_WHOLE,
            intro="一般公共预算和非财政拨款各填一行；政府性基金和国有资本经营预算分科目填列。可以是负数。",
            hint="先选资金性质，再加一行。没有结转和结余的，不用填。",
        ),
    ),
)

BUDGETS = Page(
    "budgets",
    "年初预算和全年预算",
    (
        Lines(
            section="budget_lines",
            title="支出预算",
            columns=(Column("initial_budget", "年初预算数"), Column("adjusted_budget", "全年预算数")),
            totals=_BUDGETS,
            total_label="财政拨款合计",
            funds=tuple(Fund),
            code_optional=tuple(Fund),
            intro="财政拨款支出的年初预算和全年预算。不分科目的，科目空着，只选资金性质。",
            hint="先选资金性质，再加一行。",
        ),
    ),
)

BASIC_EXPENDITURE = Page(
    "basic_expenditure",
    "基本支出经济分类",
    (
        Lines(
            section="economic_lines",
            title="一般公共预算财政拨款基本支出",
            columns=(Column("amount", "决算数"),),
            totals=MappingProxyType({"amount": "basic_expenditure.total"}),
            has_classes=True,
            hint="先加一个经济分类科目：输入编码、名称或拼音首字母，如 30101、基本工资、jbgz。",
        ),
        Fields(
            "合计",
            (),
            (
                Sum("人员经费合计", "basic_expenditure.personnel"),
                Sum("公用经费合计", "basic_expenditure.public_use"),
                Sum("基本支出合计", "basic_expenditure.total", is_main=True),
                Sum("支出页的一般公共预算基本支出（应相等）", "general_public_budget.basic"),
            ),
        ),
    ),
    may_be_empty=False,
)

THREE_PUBLIC = Page(
    "three_public",
    "“三公”经费",
    (
        Fixed(
            section="three_public_items",
            title="财政拨款“三公”经费",
            rows=_ITEMS,
            columns=(
                Column("initial_budget", "年初预算数"),
                Column("adjusted_budget", "全年预算数"),
                Column("actual", "决算数"),
                Column("previous", "上年决算数"),
            ),
            sums=_ITEM_SUMS,
            figures=MappingProxyType(
                {
                    "initial_budget": "initial_budget.three_public",
                    "adjusted_budget": "adjusted_budget.three_public",
                    "actual": "three_public",
                    "previous": "previous.three_public",
                }
            ),
            intro="没有发生的填 0；空着表示还没有填。",
        ),
        Fields("团组、批次和车辆", _boxes("counts", " ".join(SECTIONS["counts"].column_names))),
        Fields(
            "开支内容",
            (
                *_boxes("texts", "overseas_travel vehicle_purchase vehicle_running"),
                *_boxes("texts", "vehicle_difference official_reception"),
            ),
        ),
    ),
    may_be_empty=False,
)

_VEHICLES = "leaders principals confidential emergency law_enforcement specialised retired_cadres other"
OPERATIONS = Page(
    "operations",
    "机关运行、政府采购和国有资产",
    (
        Fields(
            "机关运行经费",
            (
                Box(
                    "account//agency_operating_costs_filed",
                    help="一般等于公用经费合计，空着即可；只有所属单位里有事业单位、两数不同时才填。",
                ),
            ),
            (Sum("机关运行经费", "agency_operating_costs", is_main=True),),
        ),
        Fields(
            "政府采购支出",
            _boxes("procurement", " ".join(SECTIONS["procurement"].column_names)),
            (Sum("政府采购支出总额", "procurement.total", is_main=True),),
        ),
        Fields(
            "国有资产占用（12月31日）",
            (
                *_boxes("assets", "fixed_assets"),
                Box("assets//house_area", "房屋面积", unit="平方米"),
                *_boxes("assets", "house_value vehicle_value"),
            ),
        ),
        Fields(
            "车辆和设备",
            (
                *_boxes("assets", _VEHICLES, "辆"),
                *_boxes("assets", "large_equipment", "台（套）"),
                Box("texts//other_vehicles", help="有其他用车时填写"),
            ),
            (Sum("固定资产车辆（辆）", "assets.vehicles", is_amount=False),),
        ),
    ),
    may_be_empty=False,
)

PREVIOUS_YEAR = Page(
    "previous_year",
    "上年决算",
    (
        Fields("上年总数", _boxes("previous_year", " ".join(SECTIONS["previous_year"].column_names))),
        Lines(
            section="previous_lines",
            title="上年支出决算",
            columns=(Column("amount", "上年支出决算数"),),
            totals=MappingProxyType({"amount": "previous.fiscal.expenditure"}),
            total_label="财政拨款合计",
            funds=tuple(Fund),
            code_optional=tuple(Fund),
            hint="先选资金性质，再加一个科目。新设单位没有上年数的，整页空着。",
        ),
    ),
    intro="照上年公开的决算填写。由上年决算开始的，这些数已经带来；要改必须写明原因。",
)

REASONS = Page("reasons", "主要原因", (Reasons("增减变化的主要原因"),))

OTHER_NOTES = Page(
    "other_notes",
    "绩效管理情况和其他说明",
    (
        Fields(
            "预算绩效管理",
            (
                *_boxes("texts", "performance_system performance_results performance_problems"),
                *_boxes("texts", "performance_measures performance_suggestions has_evaluation_reports"),
            ),
            intro="成效、问题和措施一行写一点，序号（一是、二是）自动加上。",
        ),
        Fields(
            "预算绩效管理工作",
            _boxes("performance", " ".join(SECTIONS["performance"].column_names)),
            (Sum("绩效自评的项目数", "performance.evaluated_projects", is_amount=False),),
        ),
        Fields("其他", (Box("texts//other_notes", help="没有就空着，会写“无其他说明事项”"),)),
    ),
)
