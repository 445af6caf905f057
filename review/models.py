"""What review keeps: releases of an account, events in a chain, what was seen, what was approved, comments, notices."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from finance.fields import FreeTextField, term_field
from finance.models import FinalAccount
from review.workflow import UNDER_WAY, Action, Status
from units.models import User

_SEALED = 64  # hexadecimal digits of a SHA-256


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, user: User | AnonymousUser) -> "ReleaseQuerySet":
        """Of the accounts the user may see."""
        return self.filter(account__in=FinalAccount.objects.visible_to(user))

    def latest_first(self) -> "ReleaseQuerySet":
        """By number. A correction that was abandoned is as if it had not been begun: the number is another's."""
        return self.exclude(status=Status.ABANDONED.value).order_by("-number")


def _is(*statuses: Status) -> Q:
    return Q(status__in=sorted(status.value for status in statuses))


class Release(models.Model):
    """公开版本: an account on its way to the public, the first time or as a correction of what is public already.

    An account without a row here is a first release nobody has submitted yet; `situations.release_of` makes the row."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="releases"
    )
    number = models.PositiveSmallIntegerField("版次", default=1)
    status = term_field("状态", Status, default=Status.DRAFT)
    reason = FreeTextField("更正原因", blank=True)
    author = models.ForeignKey(
        User, verbose_name="提交人", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    reviewer = models.ForeignKey(
        User, verbose_name="审核人", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField("通过时间", null=True, blank=True)
    seen = models.CharField("提交时的内容", max_length=_SEALED, blank=True, help_text="SeenDocument 的 SHA-256")
    secrecy_reviewed_by = models.CharField("保密审查人", max_length=50, blank=True)
    secrecy_reviewed_on = models.DateField("保密审查日期", null=True, blank=True)
    signed_by = models.CharField("签发负责人", max_length=50, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    head = models.CharField("末次事件摘要", max_length=_SEALED, blank=True, editable=False)
    created = models.DateTimeField("建立时间", auto_now_add=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "公开版本"
        verbose_name_plural = "公开版本"
        ordering = ("account", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "number"),
                condition=~_is(Status.ABANDONED),
                name="release_number_once",
                violation_error_message="版次重复",
            ),
            models.UniqueConstraint(
                fields=("account",),
                condition=_is(*UNDER_WAY),
                name="release_one_under_way",
                violation_error_message="同一决算只能有一个版本在办理中",
            ),
            models.UniqueConstraint(
                fields=("account",),
                condition=_is(Status.PUBLISHED),
                name="release_one_published",
                violation_error_message="同一决算只能有一个现行公开版本",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(reviewer=None) | ~Q(author=F("reviewer")),
                name="release_author_is_not_reviewer",
                violation_error_message="提交人不能审核自己提交的决算",
            ),
            models.CheckConstraint(
                condition=_is(Status.DRAFT, Status.RETURNED, Status.ABANDONED)
                | Q(author__isnull=False, submitted_at__isnull=False) & ~Q(seen=""),
                name="release_submitted_by_somebody",
                violation_error_message="提交审核要有提交人、时间和所提交的内容",
            ),
            models.CheckConstraint(
                condition=_is(Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.ABANDONED)
                | Q(reviewer__isnull=False, approved_at__isnull=False),
                name="release_approved_by_somebody",
                violation_error_message="审核通过要有审核人和时间",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) & ~_is(Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN)
                | Q(published_at__isnull=False) & _is(Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN),
                name="release_published_at_some_time",
                violation_error_message="公开时间与状态不符",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="release_correction_has_a_reason",
                violation_error_message="更正要写明原因",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=1) | ~_is(Status.ABANDONED),
                name="release_first_is_not_abandoned",
                violation_error_message="只有更正版可以放弃",
            ),
        )
        indexes = (models.Index(fields=("status", "account"), name="release_by_status"),)

    def __str__(self) -> str:
        return f"{self.account}第 {self.number} 版"

    @property
    def is_cleared(self) -> bool:
        """保密审查 and 负责人签发 are on record."""
        return bool(self.secrecy_reviewed_by and self.secrecy_reviewed_on and self.signed_by and self.signed_on)


class SeenDocument(models.Model):
    """某人看到的内容: the document's passages as they stood, kept once under their SHA-256 however often seen."""

    sha256 = models.CharField("SHA-256", max_length=_SEALED, primary_key=True)
    passages = models.TextField("内容", help_text="disclosure.passages.passages_text")
    created = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "审核时看到的内容"
        verbose_name_plural = "审核时看到的内容"
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.sha256[:12]


class Event(models.Model):
    """事件: one action, written once. Each holds the hash of the one before, by account; `audit` verifies them."""

    account = models.ForeignKey(FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="events")
    release = models.ForeignKey(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField("序号")
    action = term_field("动作", Action)
    old_status = term_field("原状态", Status)
    new_status = term_field("新状态", Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="操作人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    why = FreeTextField("原因或意见", blank=True)
    seen = models.CharField("所见内容", max_length=_SEALED, blank=True)
    changes_through = models.BigIntegerField("修改记录截至", default=0)
    changes_sha256 = models.CharField("修改记录摘要", max_length=_SEALED, blank=True)
    detail = models.JSONField("其他", default=dict, blank=True)
    previous = models.CharField("上一事件摘要", max_length=_SEALED, blank=True)
    sha256 = models.CharField("摘要", max_length=_SEALED)

    class Meta:
        verbose_name = "事件"
        verbose_name_plural = "事件"
        ordering = ("account", "sequence")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "sequence"), name="event_once_in_its_chain", violation_error_message="事件序号重复"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()}（{self.at:%Y-%m-%d %H:%M}）"


class PassageApproval(models.Model):
    """通过的段落: what the reviewer's approval covers. It holds while the passage says the same."""

    account = models.ForeignKey(
        FinalAccount, verbose_name="部门决算", on_delete=models.PROTECT, related_name="passage_approvals"
    )
    release = models.ForeignKey(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="approvals")
    passage = models.CharField("段落", max_length=200)
    digest = models.CharField("内容摘要", max_length=_SEALED)
    by = models.ForeignKey(User, verbose_name="审核人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "通过的段落"
        verbose_name_plural = "通过的段落"
        ordering = ("release", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("release", "passage"), name="passage_approved_once", violation_error_message="段落重复"
            ),
        )

    def __str__(self) -> str:
        return self.passage


class Comment(models.Model):
    """审核意见: pinned to a sentence, a cell or an indicator by its passage and key, or to the whole (both empty).
    `quoted` keeps the words it was written for."""

    release = models.ForeignKey(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="comments")
    passage = models.CharField("段落", max_length=200, blank=True)
    key = models.CharField("位置", max_length=300, blank=True, help_text="disclosure.passages.Line.key")
    quoted = models.CharField("所指内容", max_length=500, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="回复", on_delete=models.PROTECT, related_name="answers", null=True, blank=True
    )
    body = FreeTextField("意见")
    by = models.ForeignKey(User, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    resolved_by = models.ForeignKey(
        User, verbose_name="解决人", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    resolved_at = models.DateTimeField("解决时间", null=True, blank=True)

    class Meta:
        verbose_name = "审核意见"
        verbose_name_plural = "审核意见"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_somebody",
                violation_error_message="解决意见要有人和时间",
            ),
        )

    def __str__(self) -> str:
        return self.body[:40]


class Notice(models.Model):
    """通知: what somebody should know, with the address where it is dealt with."""

    user = models.ForeignKey(User, verbose_name="收件人", on_delete=models.CASCADE, related_name="notices")
    account = models.ForeignKey(FinalAccount, verbose_name="部门决算", on_delete=models.CASCADE, related_name="+")
    text = models.CharField("内容", max_length=300)
    address = models.CharField("地址", max_length=300)
    at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering: ClassVar = ("-pk",)
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)

    def __str__(self) -> str:
        return self.text
