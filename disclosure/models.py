"""What disclosure keeps beside the accounts: explanations of findings, files taken in, and what came from them."""

from django.conf import settings
from django.db import models

from disclosure.intake.preview import Purpose
from finance.fields import FreeCharField, FreeTextField, term_field
from finance.models import FinalAccount
from finance.terms import BudgetStage


class Explanation(models.Model):
    """说明: what the clerk wrote to a warning, and the fingerprint of the figures it was written for. When a
    figure behind the finding changes, the fingerprint no longer fits and the explanation has lapsed."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="explanations"
    )
    key = models.CharField("核对结果", max_length=500)
    fingerprint = models.CharField("数字指纹", max_length=64)
    text = FreeTextField("说明")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="填写人", on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("填写时间", auto_now=True)

    class Meta:
        verbose_name = "核对结果说明"
        verbose_name_plural = "核对结果说明"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("account", "key"), name="explanation_once", violation_error_message="同一核对结果只有一份说明"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.key}"


class IntakeFile(models.Model):
    """导入的文件: kept as it came, with its sha256, taken or not yet; for one purpose the same file is kept once."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="intake_files"
    )
    name = FreeCharField("文件名", max_length=200)
    purpose = term_field("用途", Purpose)
    stage = term_field("“三公”经费表的预算数", BudgetStage)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")
    content = models.BinaryField("内容")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", on_delete=models.PROTECT, related_name="+", null=True
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "导入的文件"
        verbose_name_plural = "导入的文件"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("account", "purpose", "sha256"),
                name="intake_file_once",
                violation_error_message="这个文件已经上传过",
            ),
        )

    def __str__(self) -> str:
        return self.name


class FigureSource(models.Model):
    """数字的出处: the file, sheet and cell that a box was filled from. It holds while the box still has this value."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="figure_sources"
    )
    cell = models.CharField("格", max_length=200, help_text="如 income_lines/2080101/other")
    value = models.CharField("值", max_length=40, help_text="金额以元记")
    file = models.ForeignKey(IntakeFile, verbose_name="文件", on_delete=models.CASCADE, related_name="sources")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    place = models.CharField("单元格", max_length=400, blank=True, help_text="如 公开03表!D8 − 公开05表!C8")
    printed_only = models.BooleanField("只知道公开数（万元）", default=False)

    class Meta:
        verbose_name = "数字的出处"
        verbose_name_plural = "数字的出处"
        ordering = ("account", "cell")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "cell"), name="figure_source_once", violation_error_message="一格只有一个出处"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cell}：{self.place}"
