"""The list of 批量公开 on screen (django-tables2)."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publication.batch_list import STARTABLE, Stage
from review.deadline import deadline_of

_QUIET = {"th": {"class": "quiet"}, "td": {"class": "quiet"}}  # not shown on a phone
_MOST_PROBLEMS = 3  # of one account; the rest is on its page


class BatchTable(tables.Table):
    """One row a release; its name leads to the page where it is published and where what stopped it is mended."""

    may_choose = False

    choose = tables.Column(verbose_name="选", empty_values=(), orderable=False, attrs={"td": {"class": "choose"}})
    name = tables.Column(verbose_name="单位", accessor="account__unit_name", attrs={"td": {"class": "wide"}})
    code = tables.Column(verbose_name="单位编码", accessor="account__unit__code", attrs=_QUIET)
    stage = tables.Column(verbose_name="状态", order_by=("place", "account__unit__code"))
    said = tables.Column(verbose_name="情况", empty_values=(), orderable=False, attrs={"td": {"class": "said-of"}})
    by = tables.Column(verbose_name="公开人", accessor="job__by", attrs=_QUIET, orderable=False)

    class Meta:
        attrs = {"class": "list"}
        empty_text = ""

    def before_render(self, _request: Any) -> None:
        if not self.may_choose:
            self.columns.hide("choose")

    def render_choose(self, record: Any) -> SafeString | str:
        if record.stage not in STARTABLE or not record.is_mine:
            return ""
        return format_html(
            '<input type="checkbox" name="release" value="{}" aria-label="选 {}">', record.pk, record.account.unit_name
        )

    def render_name(self, value: str, record: Any) -> SafeString:
        address = reverse("publication", args=(record.account.unit.code, record.account.fiscal_year))
        version = f"（更正第 {record.number} 版）" if record.number > 1 else ""
        return format_html('<a href="{}">{}</a>{}', address, value, version)

    def render_stage(self, value: str) -> SafeString:
        return format_html('<span class="stage stage-{}">{}</span>', value, Stage(value).label)

    def render_said(self, record: Any) -> SafeString | str:
        """What a person wants to know of it: why it stopped, how far it is, when it was, how long there is."""
        job: Any = getattr(record, "job", None)  # none yet where nobody has started it
        match Stage(record.stage):
            case Stage.FAILED:
                shown = job.problems[:_MOST_PROBLEMS]
                more = len(job.problems) - len(shown)
                lines = [*shown, *([f"……共 {len(job.problems)} 处"] if more else [])]
                return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
            case Stage.UNCLEARED:
                return "请先在“审核与公开”页登记保密审查和负责人签发"
            case Stage.RUNNING:
                return f"{job.step}（第 {job.done + 1} 步，共 {job.steps} 步）" if job.steps else job.step
            case Stage.QUEUED:
                return f"{timezone.localtime(job.leased_until):%-m月%-d日 %H:%M} 起等候后台程序" if job.attempts else ""
            case Stage.DONE:
                return f"{timezone.localtime(record.published_at):%Y年%-m月%-d日 %H:%M}"
            case _:
                deadline = deadline_of(record.account.replied_on, timezone.localdate())
                return deadline.words if deadline else "未登记批复日期"
