"""What is entered by line: 收入, 支出, 结转和结余, 预算, 上年决算 by 项; 基本支出 by 经济分类款."""

from django.core.exceptions import ValidationError
from django.db import models

from finance.classification import CodeTree, classification_of
from finance.fields import amount_field, optional_amount_field, term_field
from finance.models.account import FinalAccount
from finance.models.constraints import none_negative, once, one_of
from finance.terms import Fund

# Their 结转和结余 stands by 项 in 公开08表 and 公开09表, so it cannot be entered as one sum.
FUNDS_CARRIED_BY_ITEM = (Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL_OPERATIONS)


def _refuse_code(tree: CodeTree, column: str, kind: str, level: str, code: str) -> None:
    """Raises ValidationError for a code the year does not have, or one that sums others."""
    if not tree.has(code):
        raise ValidationError({column: f"{kind}科目“{code}”不在 {tree.fiscal_year} 年度科目表中"})
    if not tree.is_leaf_level(code):
        raise ValidationError({column: f"{kind}科目“{code} {tree.name(code)}”不是{level}级科目，请填到{level}"})


class _ItemLine(models.Model):
    """A row under a 项 of 功能分类; where the code may be empty, an empty one means 不分科目."""

    account: "models.ForeignKey[FinalAccount, FinalAccount]"
    account_id: int
    item_code: "models.CharField[str, str]"

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.account_id is not None and self.item_code:
            tree = classification_of(self.account.fiscal_year).functional
            _refuse_code(tree, "item_code", "功能分类", "项", self.item_code)


class IncomeLine(_ItemLine):
    """收入决算 (公开02表): one 项, eight sources; 财政拨款收入 is the first three."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="income_lines"
    )
    item_code = models.CharField("功能分类科目", max_length=20)
    general_public_budget = amount_field("一般公共预算财政拨款收入")
    government_fund = amount_field("政府性基金预算财政拨款收入")
    state_capital_operations = amount_field("国有资本经营预算财政拨款收入")
    superior_subsidy = amount_field("上级补助收入")
    public_service = amount_field("事业收入")
    operating = amount_field("经营收入")
    affiliate_remittance = amount_field("附属单位上缴收入")
    other = amount_field("其他收入")

    class Meta:
        verbose_name = "收入决算"
        verbose_name_plural = "收入决算"
        ordering = ("item_code",)
        constraints = (
            once("income_line_once_per_item", "item_code", message="同一科目只能填一行"),
            none_negative(
                "income_line_amounts_not_negative",
                "general_public_budget",
                "government_fund",
                "state_capital_operations",
                "superior_subsidy",
                "public_service",
                "operating",
                "affiliate_remittance",
                "other",
            ),
        )

    def __str__(self) -> str:
        return f"收入决算 {self.item_code}"


class ExpenditureLine(_ItemLine):
    """支出决算 (公开03表): one 项 from one fund, five kinds."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="expenditure_lines"
    )
    item_code = models.CharField("功能分类科目", max_length=20)
    fund = term_field("资金性质", Fund)
    basic = amount_field("基本支出")
    project = amount_field("项目支出")
    superior_remittance = amount_field("上缴上级支出")
    operating = amount_field("经营支出")
    affiliate_subsidy = amount_field("对附属单位补助支出")

    class Meta:
        verbose_name = "支出决算"
        verbose_name_plural = "支出决算"
        ordering = ("item_code", "fund")
        constraints = (
            once(
                "expenditure_line_once_per_item_and_fund",
                "item_code",
                "fund",
                message="同一科目、同一资金性质只能填一行",
            ),
            one_of("expenditure_line_fund_known", "fund", Fund),
            none_negative(
                "expenditure_line_amounts_not_negative",
                "basic",
                "project",
                "superior_remittance",
                "operating",
                "affiliate_subsidy",
            ),
        )

    def __str__(self) -> str:
        return f"支出决算 {self.item_code} {Fund(self.fund).label}"


class CarryOverLine(_ItemLine):
    """年初/年末结转和结余. It alone may be negative (rules.md, rule 6)."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="carry_over_lines"
    )
    fund = term_field("资金性质", Fund)
    item_code = models.CharField("功能分类科目", max_length=20, blank=True)
    opening = amount_field("年初结转和结余", signed=True)
    closing = amount_field("年末结转和结余", signed=True)

    class Meta:
        verbose_name = "结转和结余"
        verbose_name_plural = "结转和结余"
        ordering = ("fund", "item_code")
        constraints = (
            once(
                "carry_over_line_once_per_fund_and_item",
                "fund",
                "item_code",
                message="同一资金性质、同一科目只能填一行",
            ),
            one_of("carry_over_line_fund_known", "fund", Fund),
            models.CheckConstraint(
                condition=~models.Q(fund__in=[fund.value for fund in FUNDS_CARRIED_BY_ITEM], item_code=""),
                name="carry_over_line_small_funds_by_item",
                violation_error_message="政府性基金预算和国有资本经营预算的结转和结余须分科目填列",
            ),
        )

    def __str__(self) -> str:
        return f"结转和结余 {Fund(self.fund).label} {self.item_code}".rstrip()

    def clean(self) -> None:
        super().clean()
        if self.fund in FUNDS_CARRIED_BY_ITEM and not self.item_code:
            raise ValidationError({"item_code": f"{Fund(self.fund).label}的结转和结余须分科目填列"})


class BudgetLine(_ItemLine):
    """年初预算数 and 全年预算数 of 支出; null: no such budget at this 项, the other may stand alone."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="budget_lines"
    )
    fund = term_field("资金性质", Fund)
    item_code = models.CharField("功能分类科目", max_length=20, blank=True)
    initial_budget = optional_amount_field("年初预算数")
    adjusted_budget = optional_amount_field("全年预算数")

    class Meta:
        verbose_name = "支出预算"
        verbose_name_plural = "支出预算"
        ordering = ("fund", "item_code")
        constraints = (
            once(
                "budget_line_once_per_fund_and_item",
                "fund",
                "item_code",
                message="同一资金性质、同一科目只能填一行",
            ),
            one_of("budget_line_fund_known", "fund", Fund),
            none_negative("budget_line_amounts_not_negative", "initial_budget", "adjusted_budget"),
        )

    def __str__(self) -> str:
        return f"支出预算 {Fund(self.fund).label} {self.item_code}".rstrip()


class PreviousLine(_ItemLine):
    """上年支出决算数."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="previous_lines"
    )
    fund = term_field("资金性质", Fund)
    item_code = models.CharField("功能分类科目", max_length=20, blank=True)
    amount = amount_field("上年支出决算数")

    class Meta:
        verbose_name = "上年支出决算"
        verbose_name_plural = "上年支出决算"
        ordering = ("fund", "item_code")
        constraints = (
            once(
                "previous_line_once_per_fund_and_item",
                "fund",
                "item_code",
                message="同一资金性质、同一科目只能填一行",
            ),
            one_of("previous_line_fund_known", "fund", Fund),
            none_negative("previous_line_amount_not_negative", "amount"),
        )

    def __str__(self) -> str:
        return f"上年支出决算 {Fund(self.fund).label} {self.item_code}".rstrip()


class EconomicLine(models.Model):
    """一般公共预算财政拨款基本支出 by 款 of 经济分类 (公开06表)."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="economic_lines"
    )
    economic_code = models.CharField("经济分类科目", max_length=20)
    amount = amount_field("决算数")

    class Meta:
        verbose_name = "基本支出经济分类"
        verbose_name_plural = "基本支出经济分类"
        ordering = ("economic_code",)
        constraints = (
            once("economic_line_once_per_code", "economic_code", message="同一科目只能填一行"),
            none_negative("economic_line_amount_not_negative", "amount"),
        )

    def __str__(self) -> str:
        return f"基本支出 {self.economic_code}"

    def clean(self) -> None:
        if self.account_id is not None and self.economic_code:
            tree = classification_of(self.account.fiscal_year).economic
            _refuse_code(tree, "economic_code", "经济分类", "款", self.economic_code)
