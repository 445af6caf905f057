"""Who changed what, and which figures came from last year's account."""

from django.db import models

from finance.fields import FreeTextField
from finance.models.account import FinalAccount
from units.models import User

BY_COMMAND = "命令载入"
BY_SUM = "所属单位汇总"


class CellChange(models.Model):
    """修改记录: one cell that changed, or one row that came or went. Written once, never changed."""

    class Kind(models.TextChoices):
        """What was done."""

        SET = "set", "填写"
        ADD = "add", "增加一行"
        REMOVE = "remove", "删除一行"
        SUM = "sum", "汇总"

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="cell_changes"
    )
    cell = models.CharField("格", max_length=200, help_text="如 income_lines/2080101/other")
    kind = models.CharField("动作", max_length=10, choices=Kind.choices, default=Kind.SET)
    old = models.TextField("原值", blank=True, help_text="金额以元记")
    new = models.TextField("新值", blank=True, help_text="金额以元记")
    by = models.ForeignKey(
        User,
        verbose_name="修改人",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="空：由命令载入或由汇总得出，没有人填写",
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    version = models.PositiveIntegerField("修订号", help_text="这次修改之后的修订号")
    edit_id = models.UUIDField("提交编号", null=True, blank=True, help_text="同一次提交重发时用来认出它")

    class Meta:
        verbose_name = "修改记录"
        verbose_name_plural = "修改记录"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("account", "cell", "-id"), name="cell_change_by_cell"),
            models.Index(fields=("account", "edit_id"), name="cell_change_by_edit"),
        )

    def __str__(self) -> str:
        return f"{self.cell}：{self.old} → {self.new}"

    @property
    def by_name(self) -> str:
        """Who did it, as a page names them."""
        if self.by:
            return self.by.get_full_name()
        return BY_SUM if self.kind == self.Kind.SUM else BY_COMMAND


class CarriedFigure(models.Model):
    """上年带来的数: a cell that was filled from last year's account. Another value needs a reason."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="carried_figures"
    )
    cell = models.CharField("格", max_length=200)
    value = models.DecimalField("上年决算中的数（元）", max_digits=15, decimal_places=2)
    reason = FreeTextField("改动原因", blank=True)

    class Meta:
        verbose_name = "上年带来的数"
        verbose_name_plural = "上年带来的数"
        ordering = ("account", "cell")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "cell"),
                name="carried_figure_once_per_cell",
                violation_error_message="同一格只能记一次",
            ),
        )

    def __str__(self) -> str:
        return self.cell
