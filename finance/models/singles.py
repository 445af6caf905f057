"""What is entered once for an account: “三公”经费, 政府采购, 国有资产, 上年总数. Null: not filled in yet."""

from django.db import models

from finance import terms
from finance.fields import optional_amount_field, optional_count_field, optional_score_field, term_field
from finance.models.account import FinalAccount
from finance.models.constraints import none_negative, once, one_of


class ThreePublicItem(models.Model):
    """财政拨款“三公”经费, one 末级项目: 年初预算, 全年预算, 决算, 上年决算 (公开07表)."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="three_public_items"
    )
    item = term_field("项目", terms.ThreePublicItem)
    initial_budget = optional_amount_field("年初预算数")
    adjusted_budget = optional_amount_field("全年预算数")
    actual = optional_amount_field("决算数")
    previous = optional_amount_field("上年决算数")

    class Meta:
        verbose_name = "“三公”经费"
        verbose_name_plural = "“三公”经费"
        ordering = ("pk",)
        constraints = (
            once("three_public_item_once", "item", message="同一项目只能填一行"),
            one_of("three_public_item_known", "item", terms.ThreePublicItem),
            none_negative(
                "three_public_item_amounts_not_negative",
                "initial_budget",
                "adjusted_budget",
                "actual",
                "previous",
            ),
        )

    def __str__(self) -> str:
        return terms.ThreePublicItem(self.item).label


class ThreePublicCounts(models.Model):
    """“三公”经费 的团组、人次、辆、批次."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="counts"
    )
    overseas_groups = optional_count_field("因公出国（境）团组数")
    overseas_people = optional_count_field("因公出国（境）人次")
    vehicles_purchased = optional_count_field("公务用车购置数")
    vehicles_held = optional_count_field("公务用车保有量")
    reception_batches = optional_count_field("国内公务接待批次")
    reception_people = optional_count_field("国内公务接待人次")
    foreign_reception_batches = optional_count_field("外事接待批次")
    foreign_reception_people = optional_count_field("外事接待人次")
    foreign_reception_amount = optional_amount_field("公务接待费中外宾接待支出")

    class Meta:
        verbose_name = "“三公”经费相关数量"
        verbose_name_plural = "“三公”经费相关数量"
        constraints = (none_negative("three_public_counts_amount_not_negative", "foreign_reception_amount"),)

    def __str__(self) -> str:
        return "“三公”经费相关数量"


class Procurement(models.Model):
    """政府采购支出."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="procurement"
    )
    goods = optional_amount_field("政府采购货物支出")
    works = optional_amount_field("政府采购工程支出")
    services = optional_amount_field("政府采购服务支出")
    small_and_medium = optional_amount_field("授予中小企业合同金额")
    small_and_micro = optional_amount_field("其中：授予小微企业合同金额")
    reserved_for_small_and_medium = optional_amount_field("面向中小企业预留项目预算金额")
    reserved_for_small_and_micro = optional_amount_field("面向小微企业预留项目预算金额")
    won_by_small_and_medium = optional_amount_field("预留项目中由中小企业中标或成交的采购金额")
    won_by_small_and_micro = optional_amount_field("预留项目中由小微企业中标或成交的采购金额")
    won_elsewhere = optional_amount_field("其他项目中由中小企业中标或成交的采购金额")

    class Meta:
        verbose_name = "政府采购"
        verbose_name_plural = "政府采购"
        constraints = (
            none_negative(
                "procurement_amounts_not_negative",
                "goods",
                "works",
                "services",
                "small_and_medium",
                "small_and_micro",
                "reserved_for_small_and_medium",
                "reserved_for_small_and_micro",
                "won_by_small_and_medium",
                "won_by_small_and_micro",
                "won_elsewhere",
            ),
        )

    def __str__(self) -> str:
        return "政府采购"


class Assets(models.Model):
    """国有资产占用 at 31 December: amounts in 元, area in 平方米, the eight kinds of vehicle (辆)."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="assets"
    )
    fixed_assets = optional_amount_field("固定资产原值")
    house_area = optional_amount_field("房屋面积（平方米）")
    house_value = optional_amount_field("房屋价值")
    vehicle_value = optional_amount_field("车辆价值")
    leaders = optional_count_field("副部（省）级及以上领导用车")
    principals = optional_count_field("主要负责人用车")
    confidential = optional_count_field("机要通信用车")
    emergency = optional_count_field("应急保障用车")
    law_enforcement = optional_count_field("执法执勤用车")
    specialised = optional_count_field("特种专业技术用车")
    retired_cadres = optional_count_field("离退休干部服务用车")
    other = optional_count_field("其他用车")
    large_equipment = optional_count_field("单价100万元（含）以上设备（不含车辆）")

    class Meta:
        verbose_name = "国有资产占用"
        verbose_name_plural = "国有资产占用"
        constraints = (
            none_negative("assets_amounts_not_negative", "fixed_assets", "house_area", "house_value", "vehicle_value"),
        )

    def __str__(self) -> str:
        return "国有资产占用"


class PerformanceManagement(models.Model):
    """预算绩效管理工作 as 上海 reports it: 绩效目标, 绩效跟踪, 绩效自评."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="performance"
    )
    goal_projects = optional_count_field("编报绩效目标的项目数")
    goal_amount = optional_amount_field("编报绩效目标涉及预算金额")
    tracked_projects = optional_count_field("绩效跟踪评价的项目数")
    tracked_amount = optional_amount_field("绩效跟踪评价涉及预算金额")
    evaluated_amount = optional_amount_field("绩效自评涉及预算金额")
    average_score = optional_score_field("绩效自评平均得分")
    excellent = optional_count_field("评级为“优”的项目数")
    good = optional_count_field("评级为“良”的项目数")
    passed = optional_count_field("评级为“合格”的项目数")
    failed = optional_count_field("评级为“不合格”的项目数")
    problems = optional_count_field("绩效自评中发现问题数")
    rectified = optional_count_field("已经完成整改的问题数")
    rectifying = optional_count_field("正在整改的问题数")

    class Meta:
        verbose_name = "预算绩效管理工作"
        verbose_name_plural = "预算绩效管理工作"
        constraints = (
            none_negative(
                "performance_management_amounts_not_negative",
                "goal_amount",
                "tracked_amount",
                "evaluated_amount",
                "average_score",
            ),
        )

    def __str__(self) -> str:
        return "预算绩效管理工作"


class PreviousYear(models.Model):
    """上年决算总数, as published last year. No row: a first year, nothing to compare with. (上年支出 by 项 is
    in PreviousLine, last year's “三公”经费 in ThreePublicItem.)"""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="previous_year"
    )
    income_grand_total = optional_amount_field("上年收入总计")
    fiscal_income_grand_total = optional_amount_field("上年财政拨款收入总计")
    agency_operating_costs = optional_amount_field("上年机关运行经费")

    class Meta:
        verbose_name = "上年决算总数"
        verbose_name_plural = "上年决算总数"
        constraints = (
            none_negative(
                "previous_year_amounts_not_negative",
                "income_grand_total",
                "fiscal_income_grand_total",
                "agency_operating_costs",
            ),
        )

    def __str__(self) -> str:
        return "上年决算总数"
