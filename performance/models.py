"""绩效自评 as entered: 自评表 of an account, their funds and their indicators. Amounts in 元."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from finance.fields import FreeCharField, FreeTextField, amount_field, term_field
from finance.models.constraints import none_negative, one_of
from finance.terms import FundSource
from performance.scorecards import FORM_SOURCES, Measure, Operator, ScorecardKind
from performance.scoring import RULE_SETS

_NOT_NEGATIVE = MinValueValidator(0, message="不能为负数")


def rule_set_choices() -> list[tuple[str, str]]:
    """评分规则 to choose from. A function, so that a new rule set needs no migration."""
    return [(rules.name, rules.label) for rules in RULE_SETS.values()]


class Scorecard(models.Model):
    """自评表: one 整体支出 an account, any number of 项目支出."""

    account = models.ForeignKey(
        "finance.FinalAccount", verbose_name="部门决算", on_delete=models.CASCADE, related_name="scorecards"
    )
    kind = term_field("自评表种类", ScorecardKind)
    position = models.PositiveSmallIntegerField("序号", default=1, validators=(_NOT_NEGATIVE,))
    name = FreeCharField("名称", max_length=200, help_text="部门（单位）名称或项目名称")
    competent_department = FreeCharField("主管部门", max_length=200, blank=True)
    implementing_unit = FreeCharField("实施单位", max_length=200, blank=True)
    goal = FreeTextField("预期目标", blank=True)
    result = FreeTextField("实际完成情况", blank=True)
    execution_points = models.DecimalField(
        "预算执行率分值", max_digits=5, decimal_places=2, default=10, validators=(_NOT_NEGATIVE,)
    )
    filed_execution_score = models.DecimalField(
        "预算执行率自评得分",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(_NOT_NEGATIVE,),
    )
    execution_score_reason = FreeTextField("预算执行率得分理由", blank=True)
    rule_set = models.CharField("评分规则", max_length=40, choices=rule_set_choices, default="manual")

    class Meta:
        verbose_name = "绩效自评表"
        verbose_name_plural = "绩效自评表"
        ordering = ("account", "kind", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("account",),
                condition=Q(kind=ScorecardKind.OVERALL.value),
                name="scorecard_one_overall_per_account",
                violation_error_message="整体支出绩效目标自评表只能有一张",
            ),
            models.UniqueConstraint(
                fields=("account", "kind", "position"),
                name="scorecard_position_once",
                violation_error_message="自评表的序号重复",
            ),
            one_of("scorecard_kind_known", "kind", ScorecardKind),
            models.CheckConstraint(
                condition=Q(execution_points__gte=0),
                name="scorecard_execution_points_not_negative",
                violation_error_message="预算执行率分值不能为负数",
            ),
            models.CheckConstraint(
                condition=Q(filed_execution_score__isnull=True)
                | Q(filed_execution_score__gte=0, filed_execution_score__lte=F("execution_points")),
                name="scorecard_filed_execution_score_within_points",
                violation_error_message="预算执行率自评得分应在0和分值之间",
            ),
        )

    def __str__(self) -> str:
        return f"{ScorecardKind(self.kind).label}“{self.name}”"

    def clean(self) -> None:
        if self.filed_execution_score is not None and self.filed_execution_score > (self.execution_points or 0):
            raise ValidationError({"filed_execution_score": "不能超过分值"})


class ScorecardFund(models.Model):
    """资金 of a scorecard from one source."""

    scorecard = models.ForeignKey(Scorecard, verbose_name="绩效自评表", on_delete=models.CASCADE, related_name="funds")
    source = term_field("资金来源", FundSource)
    initial_budget = amount_field("年初预算数")
    adjusted_budget = amount_field("全年预算数")
    executed = amount_field("全年执行数")

    class Meta:
        verbose_name = "自评表资金"
        verbose_name_plural = "自评表资金"
        ordering = ("scorecard", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("scorecard", "source"),
                name="scorecard_fund_source_once",
                violation_error_message="同一资金来源只能填一行",
            ),
            one_of("scorecard_fund_source_known", "source", FundSource),
            none_negative("scorecard_fund_amounts_not_negative", "initial_budget", "adjusted_budget", "executed"),
        )

    def __str__(self) -> str:
        return FundSource(self.source).label

    def clean(self) -> None:
        """A source that the form does not print would vanish from it, yet count in its total."""
        kind = ScorecardKind(self.scorecard.kind)
        if self.source in FundSource and FundSource(self.source) not in FORM_SOURCES[kind]:
            raise ValidationError({"source": f"《{kind.label}》没有这一资金来源"})


class Indicator(models.Model):
    """三级指标, one row of a scorecard. The computed score is never stored: it follows from the row."""

    scorecard = models.ForeignKey(
        Scorecard, verbose_name="绩效自评表", on_delete=models.CASCADE, related_name="indicators"
    )
    position = models.PositiveSmallIntegerField("序号", validators=(_NOT_NEGATIVE,))
    level1 = FreeCharField("一级指标", max_length=100)
    level2 = FreeCharField("二级指标", max_length=100)
    level3 = FreeCharField("三级指标", max_length=300, blank=True)
    starts_group = models.BooleanField("另起一组", default=False, help_text="名称虽与上一行相同，仍另起一格")
    measure = term_field("指标类型", Measure)
    target_operator = term_field("指标值方向", Operator)
    target_value = FreeCharField("指标值", max_length=300, blank=True)
    target_unit = FreeCharField("指标值单位", max_length=40, blank=True)
    achieved_operator = term_field("完成值方向", Operator)
    achieved_value = FreeCharField("完成值", max_length=300, blank=True)
    achieved_unit = FreeCharField("完成值单位", max_length=40, blank=True)
    points = models.DecimalField("分值", max_digits=5, decimal_places=2, validators=(_NOT_NEGATIVE,))
    basis = FreeTextField("指标值设定依据", blank=True)
    filed_score = models.DecimalField(
        "自评得分", max_digits=5, decimal_places=2, null=True, blank=True, validators=(_NOT_NEGATIVE,)
    )
    score_reason = FreeTextField("得分理由", blank=True, help_text="自评得分与系统计算不同的，说明理由")
    deviation_reason = FreeTextField("偏差原因分析及改进措施", blank=True)

    class Meta:
        verbose_name = "绩效指标"
        verbose_name_plural = "绩效指标"
        ordering = ("scorecard", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("scorecard", "position"),
                name="indicator_position_once",
                violation_error_message="指标的序号重复",
            ),
            one_of("indicator_measure_known", "measure", Measure),
            one_of("indicator_target_operator_known", "target_operator", Operator),
            one_of("indicator_achieved_operator_known", "achieved_operator", Operator),
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="indicator_points_not_negative",
                violation_error_message="分值不能为负数",
            ),
            models.CheckConstraint(
                condition=Q(filed_score__isnull=True) | Q(filed_score__gte=0, filed_score__lte=F("points")),
                name="indicator_filed_score_within_points",
                violation_error_message="自评得分应在0和分值之间",
            ),
        )

    def __str__(self) -> str:
        return self.level3

    def clean(self) -> None:
        if self.filed_score is not None and self.filed_score > (self.points or 0):
            raise ValidationError({"filed_score": "不能超过分值"})
