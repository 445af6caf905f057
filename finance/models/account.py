"""部门决算 of one unit and year, and 单位概况."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models

from finance.fields import (
    FreeCharField,
    FreeTextField,
    amount_field,
    optional_amount_field,
    optional_count_field,
    term_field,
    validate_fiscal_year,
)
from finance.models.constraints import none_negative
from finance.terms import Scope, UnitKind
from units.models import BudgetUnit, User

CLOSED = "这份决算已提交审核或已公开，不能修改。需要修改的，请先在“审核与公开”页撤回或发起更正"


class FinalAccountQuerySet(models.QuerySet["FinalAccount"]):
    def visible_to(self, user: User | AnonymousUser) -> "FinalAccountQuerySet":
        """The accounts of the units this user works for."""
        return self.filter(unit__in=BudgetUnit.objects.visible_to(user))

    def editable_by(self, user: User | AnonymousUser) -> "FinalAccountQuerySet":
        """The accounts of the units this user is 经办人 of."""
        return self.filter(unit__in=BudgetUnit.objects.editable_by(user))


class FinalAccount(models.Model):
    """部门决算. The unit's name and kind stand as they were that year: a renaming changes no old report. While it is
    not open nothing in it can be changed: somebody reads it, has signed for it, or it is public."""

    unit = models.ForeignKey(BudgetUnit, verbose_name="单位", on_delete=models.PROTECT, related_name="final_accounts")
    fiscal_year = models.PositiveSmallIntegerField("年度", validators=(validate_fiscal_year,))
    edition = models.SlugField("版式", max_length=60, help_text="如 xinjiang_2023，决定行文和表式")
    unit_name = FreeCharField("单位全称", max_length=200, help_text="该年度使用的全称，封面和各表均用此名")
    unit_kind = term_field("单位性质", UnitKind)
    scope = term_field("公开主体", Scope, default=Scope.DEPARTMENT)
    surplus_used = amount_field("使用非财政拨款结余")
    surplus_distributed = amount_field("结余分配")
    agency_operating_costs_filed = optional_amount_field("机关运行经费（单位填报数）")
    started_from = models.ForeignKey(
        "self",
        verbose_name="由哪一年的决算开始",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    replied_on = models.DateField(
        "财政批复日期", null=True, blank=True, help_text="财政部门批复决算的日期；自批复之日起二十日内公开"
    )
    is_open = models.BooleanField("可以修改", default=True, editable=False, help_text="提交审核后关闭，退回后再开")
    version = models.PositiveIntegerField("修订号", default=0, editable=False)
    created = models.DateTimeField("建立时间", auto_now_add=True)
    updated = models.DateTimeField("更新时间", auto_now=True)

    objects = FinalAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "部门决算"
        verbose_name_plural = "部门决算"
        ordering = ("-fiscal_year", "unit__code")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "fiscal_year"),
                name="final_account_once_per_unit_and_year",
                violation_error_message="该单位该年度的部门决算已经存在",
            ),
            none_negative(
                "final_account_amounts_not_negative",
                "surplus_used",
                "surplus_distributed",
                "agency_operating_costs_filed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.fiscal_year} 年度部门决算"

    @property
    def is_consolidated(self) -> bool:
        """Whether its figures are those of its units added up, and nobody types them."""
        consolidation = getattr(self, "consolidation", None)
        return consolidation is not None and consolidation.is_on

    @property
    def keeps_previous(self) -> bool:
        """Whether 上年数 stay its own though it is a sum: they came from what it published last year."""
        return self.started_from_id is not None

    def refuse_closed(self) -> None:
        """Raises ValidationError where nothing may be changed. Asked within the transaction that changes something,
        after it has taken hold of the row."""
        if not FinalAccount.objects.filter(pk=self.pk, is_open=True).exists():
            raise ValidationError(CLOSED)


class UnitProfile(models.Model):
    """单位概况: 主要职能, 人员, 内设机构, 下属预算单位."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="profile"
    )
    functions = FreeTextField("主要职能", blank=True)
    on_duty = optional_count_field("在职人员")
    honorary_retired = optional_count_field("离休人员")
    retired = optional_count_field("退休人员")
    offices = FreeTextField("内设机构", blank=True, help_text="一行一个；没有则留空")
    subordinate_units = FreeTextField(
        "下属预算单位", blank=True, help_text="一行一个，有备注的写作“名称｜备注”；没有则留空"
    )

    class Meta:
        verbose_name = "单位概况"
        verbose_name_plural = "单位概况"

    def __str__(self) -> str:
        return "单位概况"
