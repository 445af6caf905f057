"""The board on screen (django-tables2)."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from review.deadline import deadline_of
from review.queues import NOT_STARTED
from review.workflow import Status

_QUIET = {"th": {"class": "quiet"}, "td": {"class": "quiet"}}  # not shown on a phone


def state_words(status: str, number: int | None) -> str:
    """待审核; 填报中（更正第 2 版）; 未开始."""
    if status == NOT_STARTED:
        return "未开始"
    label = Status(status).label
    return f"{label}（更正第 {number} 版）" if number and number > 1 and status != Status.PUBLISHED else label


class BoardTable(tables.Table):
    """公开进度: one row a unit, its name leads to its account of the year."""

    name = tables.Column(verbose_name="单位", attrs={"td": {"class": "wide"}})
    code = tables.Column(verbose_name="单位编码", attrs=_QUIET)
    status = tables.Column(verbose_name="状态")
    running_since = tables.Column(verbose_name="公开期限", empty_values=())
    author_name = tables.Column(verbose_name="提交人", attrs=_QUIET)
    submitted_at = tables.DateTimeColumn(verbose_name="提交时间", format="n月j日 H:i", attrs=_QUIET)
    reviewer_name = tables.Column(verbose_name="审核人", attrs=_QUIET)

    class Meta:
        attrs = {"class": "list board"}
        empty_text = ""

    def render_name(self, value: str, record: Any) -> SafeString | str:
        if record.account is None:
            return value
        return format_html('<a href="{}">{}</a>', reverse("review", args=(record.code, record.fiscal_year)), value)

    def render_status(self, value: str, record: Any) -> SafeString:
        return format_html('<span class="status status-{}">{}</span>', value, state_words(value, record.number))

    def render_running_since(self, record: Any) -> SafeString | str:
        """Words, not only a colour; of what is public the day."""
        if record.published_at:
            return f"{timezone.localtime(record.published_at):%Y年%-m月%-d日}公开"
        deadline = deadline_of(record.replied_on, timezone.localdate())
        if deadline is None:
            return "—" if record.account is None else "未登记批复日期"
        kind = "overdue" if deadline.is_overdue else "soon" if deadline.left <= 5 else "later"
        return format_html('<span class="deadline deadline-{}">{}</span>', kind, deadline.words)
