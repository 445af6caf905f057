"""The clerk's own words: 主要原因 of each comparison, and the free texts of the narrative."""

from django.core.exceptions import ValidationError
from django.db import models

from finance.fields import FreeTextField
from finance.models.account import FinalAccount
from finance.models.constraints import once
from finance.names import reason_label


class Reason(models.Model):
    """主要原因 of one comparison. `figure` is `<dotted figure>.<base>`, base previous, initial_budget or
    adjusted_budget: income_grand_total.previous; or purpose, for what the figure is 主要用于."""

    account = models.ForeignKey(FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="reasons")
    figure = models.CharField("比较项", max_length=120)
    text = FreeTextField("主要原因", blank=True)

    class Meta:
        verbose_name = "主要原因"
        verbose_name_plural = "主要原因"
        ordering = ("figure",)
        constraints = (once("reason_once_per_figure", "figure", message="同一比较项只能填一个原因"),)

    def __str__(self) -> str:
        return self.figure

    def clean(self) -> None:
        """A reason for something that is no comparison would never be printed: it is refused."""
        try:
            reason_label(self.figure)
        except KeyError as error:
            raise ValidationError({"figure": f"没有“{self.figure}”这一比较项"}) from error


class Texts(models.Model):
    """开支内容, 差异说明, 绩效的成效、问题和措施. A list of points is one point a line."""

    account = models.OneToOneField(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="texts"
    )
    organisation = FreeTextField("机构设置（不按内设机构罗列时）", blank=True)
    overseas_travel = FreeTextField("因公出国（境）费开支内容", blank=True)
    vehicle_purchase = FreeTextField("公务用车购置费用途", blank=True)
    vehicle_running = FreeTextField("公务用车运行维护费开支内容", blank=True)
    vehicle_difference = FreeTextField("固定资产车辆与公务用车保有量差异原因", blank=True)
    official_reception = FreeTextField("公务接待费开支内容", blank=True)
    other_vehicles = FreeTextField("其他用车主要是", blank=True)
    performance_system = FreeTextField("预算绩效管理制度和工作机制", blank=True)
    performance_results = FreeTextField("预算绩效管理取得的成效", blank=True, help_text="一行一点")
    performance_problems = FreeTextField("发现的问题及原因", blank=True, help_text="一行一点")
    performance_measures = FreeTextField("下一步改进措施", blank=True, help_text="一行一点")
    performance_suggestions = FreeTextField("有关建议", blank=True)
    has_evaluation_reports = models.BooleanField("附自评报告", default=False)
    other_notes = FreeTextField("其他需说明的事项", blank=True)
    public_service_income = FreeTextField("事业收入主要是", blank=True)
    operating_income = FreeTextField("经营收入主要是", blank=True)
    other_income = FreeTextField("其他收入主要是", blank=True)

    class Meta:
        verbose_name = "文字说明"
        verbose_name_plural = "文字说明"

    def __str__(self) -> str:
        return "文字说明"
