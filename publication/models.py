"""What is public: publications with their files, frozen; and the jobs that make them."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from finance.fields import FreeTextField, term_field
from finance.terms import Term
from review.models import Release
from units.models import User

_SHA256 = 64


class Standing(Term):
    """How a publication stands today; nothing else about it ever changes."""

    CURRENT = "current", "现行"
    SUPERSEDED = "superseded", "已被更正"
    WITHDRAWN = "withdrawn", "已撤下"


class Publication(models.Model):
    """公开的决算: one version, frozen. All that the public site shows is here; it reads no draft.

    `passages`: disclosure.passages of the document; `online`: the document as HTML for reading; `figures`: every
    figure that the report prints by its dotted name, and the amounts in 元 behind them; `package`: the account package.
    A withdrawn one keeps its row, its hashes and its reason; its content is shown no more."""

    release = models.OneToOneField(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="publication")
    number = models.PositiveSmallIntegerField("版次")
    standing = term_field("现状", Standing, default=Standing.CURRENT)
    superseded_by = models.OneToOneField(
        "self", verbose_name="更正版", on_delete=models.PROTECT, related_name="supersedes", null=True, blank=True
    )
    superseded_at = models.DateTimeField("被更正时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_because = FreeTextField("撤下原因", blank=True)
    reason = FreeTextField("更正原因", blank=True)
    corrections = models.JSONField(
        "更正内容", default=list, help_text="disclosure.differences against the version before"
    )

    unit_code = models.CharField("单位编码", max_length=20)
    unit_name = models.CharField("单位全称", max_length=200)
    unit_kind = models.CharField("单位性质", max_length=40)
    department_code = models.CharField("主管部门编码", max_length=20, blank=True)
    department_name = models.CharField("主管部门", max_length=200, blank=True)
    region = models.CharField("行政区划", max_length=100)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=300)
    edition = models.CharField("版本", max_length=60)
    edition_fingerprint = models.CharField("版本摘要", max_length=_SHA256)
    income_total = models.DecimalField("收入总计（元）", max_digits=15, decimal_places=2)
    expenditure_total = models.DecimalField("支出总计（元）", max_digits=15, decimal_places=2)

    passages = models.TextField("内容")
    online = models.TextField("网页")
    figures = models.JSONField("数字")
    package = models.TextField("数据包")
    manifest = models.JSONField("文件清单", help_text="format → sha256 of every file and of passages, online, package")
    manifest_sha256 = models.CharField("清单摘要", max_length=_SHA256)
    published_by = models.ForeignKey(User, verbose_name="公开人", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField("公开时间")

    class Meta:
        verbose_name = "公开的决算"
        verbose_name_plural = "公开的决算"
        ordering = ("-published_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit_code", "fiscal_year", "number"),
                name="publication_once_per_version",
                violation_error_message="这一版已经公开",
            ),
            models.UniqueConstraint(
                fields=("unit_code", "fiscal_year"),
                condition=Q(standing=Standing.CURRENT.value),
                name="publication_one_current",
                violation_error_message="同一单位同一年度只能有一个现行版本",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.WITHDRAWN.value, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")
                | ~Q(standing=Standing.WITHDRAWN.value) & Q(withdrawn_at=None),
                name="publication_withdrawn_for_a_reason",
                violation_error_message="撤下要有时间和原因",
            ),
            # Not who supersedes it: that row can only come once this one no longer is the current one.
            models.CheckConstraint(
                condition=Q(standing=Standing.SUPERSEDED.value, superseded_at__isnull=False)
                | ~Q(standing=Standing.SUPERSEDED.value),
                name="publication_superseded_at_some_time",
                violation_error_message="被更正的版本要有时间",
            ),
        )
        indexes = (
            models.Index(fields=("standing", "-fiscal_year", "unit_code"), name="publication_to_list"),
            models.Index(fields=("unit_code", "-fiscal_year", "-number"), name="publication_of_unit"),
            models.Index(fields=("-published_at", "-id"), name="publication_newest"),  # the front page and the feed
        )

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 版）"


class PublishedFile(models.Model):
    """公开的文件: in storage under a name that holds its hash; never written over."""

    publication = models.ForeignKey(
        Publication, verbose_name="公开的决算", on_delete=models.PROTECT, related_name="files"
    )
    format = models.CharField("格式", max_length=10, help_text="pdf, docx, xlsx, csv, json; notice：更正说明")
    label = models.CharField("名称", max_length=40)
    name = models.CharField("下载文件名", max_length=255)
    path = models.CharField("存储位置", max_length=400, db_index=True)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=_SHA256, db_index=True)

    class Meta:
        verbose_name = "公开的文件"
        verbose_name_plural = "公开的文件"
        ordering = ("publication", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "format"),
                name="published_file_once_per_format",
                violation_error_message="每种格式只有一个文件",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Permanent: it holds the hash of the content."""
        return reverse("published_file", args=(self.sha256, self.name))


class Acknowledgement(models.Model):
    """涉密字样说明: somebody has looked at a place where such a word stands and says why it may be public. It holds
    while the sentence says the same."""

    release = models.ForeignKey(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="acknowledgements")
    digest = models.CharField("内容摘要", max_length=_SHA256, help_text="所在句子和字样的 SHA-256")
    word = models.CharField("字样", max_length=40)
    quoted = models.CharField("所在句子", max_length=500)
    why = FreeTextField("说明")
    by = models.ForeignKey(User, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "涉密字样说明"
        verbose_name_plural = "涉密字样说明"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("release", "digest"), name="acknowledged_once", violation_error_message="这一处已经说明"
            ),
            models.CheckConstraint(
                condition=~Q(why=""), name="acknowledged_in_words", violation_error_message="请写明可以公开的理由"
            ),
        )

    def __str__(self) -> str:
        return f"{self.word}：{self.why}"


class JobState(Term):
    """How far a publication's making is."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "生成中"
    DONE = "done", "已公开"
    STOPPED = "stopped", "未通过公开前检查"
    FAILED = "failed", "出错"


class PublicationJob(models.Model):
    """公开任务: one release on its way into files. A worker holds it by a lease; one that ran out is taken up again."""

    release = models.OneToOneField(Release, verbose_name="版本", on_delete=models.PROTECT, related_name="job")
    state = term_field("状态", JobState, default=JobState.QUEUED)
    step = models.CharField("进度", max_length=100, blank=True)
    done = models.PositiveSmallIntegerField("已完成步数", default=0)
    steps = models.PositiveSmallIntegerField("总步数", default=0)
    problems: "models.JSONField[Any, Any]" = models.JSONField("问题", default=list, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    task = models.UUIDField("队列中的任务", null=True, blank=True, help_text="django_tasks_db.DBTaskResult")
    lease = models.UUIDField("占用", null=True, blank=True)
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    by = models.ForeignKey(User, verbose_name="公开人", on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField("建立时间", auto_now_add=True)
    finished = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "公开任务"
        verbose_name_plural = "公开任务"
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "leased_until"), name="publication_job_to_take_up"),)

    def __str__(self) -> str:
        return f"{self.release} {self.get_state_display()}"

    @property
    def ahead(self) -> int:
        """How many that were begun before it are still waited for; about so many come first."""
        waited_for = PublicationJob.objects.filter(state__in=(JobState.QUEUED.value, JobState.RUNNING.value))
        return waited_for.filter(pk__lt=self.pk).count()


class Worker(models.Model):
    """后台程序: a process of `manage.py db_worker`, which keeps saying that it is there (publication.workers)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.CharField("机器", max_length=100)
    process = models.PositiveBigIntegerField("进程号")
    started = models.DateTimeField("启动时间", default=timezone.now)
    seen = models.DateTimeField("最近一次报到", default=timezone.now)

    SILENCE: ClassVar[timedelta] = timedelta(minutes=2)  # four times unheard of: gone

    class Meta:
        verbose_name = "后台程序"
        verbose_name_plural = "后台程序"
        ordering = ("host", "started")

    def __str__(self) -> str:
        return f"{self.host} {self.process}"

    @property
    def is_alive(self) -> bool:
        return timezone.now() - self.seen <= self.SILENCE
