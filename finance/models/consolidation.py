"""汇总: which units' accounts are added up into a department's, as they stood, and what moved among them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from finance.fields import FreeTextField, amount_field, term_field
from finance.models.account import FinalAccount
from finance.transfers import TransferKind
from units.models import BudgetUnit


class Consolidation(models.Model):
    """汇总 of one account. Switched off it keeps its transfers; the figures then are the account's own again."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="consolidation"
    )
    is_on = models.BooleanField("由所属单位汇总", default=True)
    problem = models.TextField("没有汇总成的原因", blank=True)

    class Meta:
        verbose_name = "汇总"
        verbose_name_plural = "汇总"

    def __str__(self) -> str:
        return f"{self.account} 汇总"


class ConsolidatedUnit(models.Model):
    """所属单位 of a 汇总: the account that was added and its revision then, or why the unit is left out."""

    consolidation = models.ForeignKey(
        Consolidation, verbose_name="汇总", on_delete=models.CASCADE, related_name="units"
    )
    unit = models.ForeignKey(BudgetUnit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        FinalAccount,
        verbose_name="汇总的决算",
        on_delete=models.PROTECT,
        related_name="added_into",
        null=True,
        blank=True,
    )
    version = models.PositiveIntegerField("汇总时的修订号", default=0)
    digest = models.CharField("汇总时的数字摘要", max_length=64, blank=True)
    left_out_because = FreeTextField("不汇总的原因", blank=True)

    class Meta:
        verbose_name = "所属单位"
        verbose_name_plural = "所属单位"
        ordering = ("unit__code",)
        constraints = (
            models.UniqueConstraint(
                fields=("consolidation", "unit"),
                name="consolidated_unit_once",
                violation_error_message="同一单位只能汇总一次",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, left_out_because="") | Q(account=None) & ~Q(left_out_because=""),
                name="consolidated_unit_added_or_left_out",
                violation_error_message="不汇总的单位要写明原因",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}"


class InternalTransfer(models.Model):
    """内部往来. Without a payer or a receiver: a body outside the department, with a word about whom."""

    consolidation = models.ForeignKey(
        Consolidation, verbose_name="汇总", on_delete=models.CASCADE, related_name="transfers"
    )
    kind = term_field("种类", TransferKind)
    payer = models.ForeignKey(
        BudgetUnit, verbose_name="付款单位", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    receiver = models.ForeignKey(
        BudgetUnit, verbose_name="收款单位", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    paid_item = models.CharField("支出科目", max_length=20, blank=True)
    received_item = models.CharField("收入科目", max_length=20, blank=True)
    amount = amount_field("金额")
    note = FreeTextField("部门以外的单位", blank=True)

    class Meta:
        verbose_name = "内部往来"
        verbose_name_plural = "内部往来"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "consolidation",
                "kind",
                Coalesce("payer", 0),
                Coalesce("receiver", 0),
                "paid_item",
                "received_item",
                name="internal_transfer_once",
                violation_error_message="这一笔往来已经登记",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="internal_transfer_of_something", violation_error_message="金额要大于零"
            ),
            models.CheckConstraint(
                condition=Q(payer__isnull=False, receiver__isnull=False) & ~Q(payer=models.F("receiver"))
                | Q(payer__isnull=False, receiver=None) & ~Q(note="")
                | Q(payer=None, receiver__isnull=False) & ~Q(note=""),
                name="internal_transfer_between_two",
                violation_error_message="付款和收款要是两个单位；一方在部门以外的，要写明是谁",
            ),
        )

    def __str__(self) -> str:
        return f"{self.payer or '部门以外'} → {self.receiver or '部门以外'} {self.amount}"
