"""The field's closed lists, each value with its official Chinese label."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code stored in the database and the 中文 label shown for it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:  # a look-up, Fund("non_fiscal"), has no label
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) pairs, in the official order, for a form or a model field."""
        return [(member.value, member.label) for member in cls]


class UnitKind(Term):
    """单位性质. Decides whether 机关运行经费 applies (only 行政 and 参公)."""

    ADMINISTRATIVE = "administrative", "行政单位"
    CIVIL_SERVICE_MANAGED = "civil_service_managed", "参照公务员法管理事业单位"
    PUBLIC_WELFARE_ONE = "public_welfare_one", "公益一类事业单位"
    PUBLIC_WELFARE_TWO = "public_welfare_two", "公益二类事业单位"
    OTHER_INSTITUTION = "other_institution", "其他事业单位"

    @property
    def has_agency_operating_costs(self) -> bool:
        """机关运行经费 is a term of 行政单位 and 参公事业单位 alone (F03 填报说明)."""
        return self in (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_MANAGED)


class Scope(Term):
    """公开主体: a 部门 with what belongs to it, or one 单位 that publishes for itself."""

    DEPARTMENT = "department", "部门"
    UNIT = "unit", "单位"


class Fund(Term):
    """资金性质: the three fiscal budgets, and money that is not 财政拨款."""

    GENERAL_PUBLIC_BUDGET = "general_public_budget", "一般公共预算财政拨款"
    GOVERNMENT_FUND = "government_fund", "政府性基金预算财政拨款"
    STATE_CAPITAL_OPERATIONS = "state_capital_operations", "国有资本经营预算财政拨款"
    NON_FISCAL = "non_fiscal", "非财政拨款"


FISCAL_FUNDS = (Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL_OPERATIONS)


class IncomeSource(Term):
    """收入来源, 公开01表 行次 1–8; the first three together are 财政拨款收入."""

    GENERAL_PUBLIC_BUDGET = "general_public_budget", "一般公共预算财政拨款收入"
    GOVERNMENT_FUND = "government_fund", "政府性基金预算财政拨款收入"
    STATE_CAPITAL_OPERATIONS = "state_capital_operations", "国有资本经营预算财政拨款收入"
    SUPERIOR_SUBSIDY = "superior_subsidy", "上级补助收入"
    PUBLIC_SERVICE = "public_service", "事业收入"
    OPERATING = "operating", "经营收入"
    AFFILIATE_REMITTANCE = "affiliate_remittance", "附属单位上缴收入"
    OTHER = "other", "其他收入"


class ExpenditureKind(Term):
    """支出性质, 公开03表 栏次 2–6."""

    BASIC = "basic", "基本支出"
    PROJECT = "project", "项目支出"
    SUPERIOR_REMITTANCE = "superior_remittance", "上缴上级支出"
    OPERATING = "operating", "经营支出"
    AFFILIATE_SUBSIDY = "affiliate_subsidy", "对附属单位补助支出"


class ThreePublicItem(Term):
    """“三公”经费 的四个末级项目; 公务用车购置及运行维护费 is the sum of the middle two."""

    OVERSEAS_TRAVEL = "overseas_travel", "因公出国（境）费"
    VEHICLE_PURCHASE = "vehicle_purchase", "公务用车购置费"
    VEHICLE_RUNNING = "vehicle_running", "公务用车运行维护费"
    OFFICIAL_RECEPTION = "official_reception", "公务接待费"


class VehicleKind(Term):
    """车辆用途, the eight kinds of 国有资产占用情况."""

    LEADERS = "leaders", "副部（省）级及以上领导用车"
    PRINCIPALS = "principals", "主要负责人用车"
    CONFIDENTIAL = "confidential", "机要通信用车"
    EMERGENCY = "emergency", "应急保障用车"
    LAW_ENFORCEMENT = "law_enforcement", "执法执勤用车"
    SPECIALISED = "specialised", "特种专业技术用车"
    RETIRED_CADRES = "retired_cadres", "离退休干部服务用车"
    OTHER = "other", "其他用车"


class BudgetStage(Term):
    """预算口径: 年初预算 as approved, 全年预算 as adjusted by procedure."""

    INITIAL = "initial_budget", "年初预算数"
    ADJUSTED = "adjusted_budget", "全年预算数"


class FundSource(Term):
    """绩效自评表 的资金来源; a project card uses the last two only (当年财政拨款, 其他资金)."""

    CENTRAL = "central", "中央安排"
    REGION = "region", "自治区安排"
    PREFECTURE = "prefecture", "地（州、市）安排"
    COUNTY = "county", "县（市、区）安排"
    FISCAL = "fiscal", "当年财政拨款"
    OTHER = "other", "其他资金"
