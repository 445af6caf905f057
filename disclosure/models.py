"""What disclosure keeps beside the accounts: the written explanations of findings."""

from django.conf import settings
from django.db import models

from finance.fields import FreeTextField
from finance.models import FinalAccount


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
