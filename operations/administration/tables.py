"""The administrator's lists on screen (django-tables2)."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from finance.models import FinalAccount
from publication.models import JobState, PublicationJob
from units.models import AdministrationRecord, BudgetUnit, User

_QUIET = {"th": {"class": "quiet"}, "td": {"class": "quiet"}}  # not shown on a phone
_WIDE = {"td": {"class": "wide"}}
_WHEN = "Y年n月j日 H:i"
ROLES_SHOWN = 3


def _state(kind: str, words: str) -> SafeString:
    """A word and a sign, never a colour alone."""
    return format_html('<span class="status status-{}">{}</span>', kind, words)


class UnitTable(tables.Table):
    """单位: its name leads to its page."""

    name = tables.Column(verbose_name="单位", linkify=("administration_unit", {"code": tables.A("code")}), attrs=_WIDE)
    code = tables.Column(verbose_name="编码")
    kind = tables.Column(verbose_name="性质", attrs=_QUIET)
    parent = tables.Column(verbose_name="上级", order_by=("parent__code", "code"), attrs=_QUIET)
    region = tables.Column(verbose_name="行政区划", attrs=_QUIET)
    clerks = tables.Column(verbose_name="经办人")
    reviewers = tables.Column(verbose_name="审核人")

    class Meta:
        model = BudgetUnit
        fields = ("name", "code", "kind", "parent", "region", "clerks", "reviewers")
        attrs = {"class": "list"}
        empty_text = ""

    def render_parent(self, value: BudgetUnit) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("administration_unit", args=(value.code,)), value.name)

    def render_clerks(self, value: int) -> SafeString | str:
        return str(value) if value else _state("returned", "没有")

    def render_reviewers(self, value: int, record: Any) -> SafeString | str:
        if record.is_lacking_reviewer:
            return _state("returned", "没有")
        return str(value) if value else "上级的"


class UserTable(tables.Table):
    """用户: the name leads to the user's page."""

    full_name = tables.Column(
        verbose_name="姓名", linkify=("administration_user", {"username": tables.A("username")}), attrs=_WIDE
    )
    username = tables.Column(verbose_name="用户名")
    roles = tables.Column(verbose_name="任职", accessor="memberships", orderable=False, attrs=_QUIET)
    state = tables.Column(verbose_name="状态", empty_values=(), orderable=False)
    factor = tables.Column(verbose_name="两步验证", empty_values=(), orderable=False, attrs=_QUIET)
    last_login = tables.DateTimeColumn(verbose_name="最近登录", format=_WHEN, attrs=_QUIET, default="从未")

    def __init__(self, *args: Any, locked: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locked = locked

    class Meta:
        model = User
        fields = ("full_name", "username", "roles", "state", "factor", "last_login")
        attrs = {"class": "list"}
        empty_text = ""

    def render_roles(self, record: User) -> SafeString | str:
        held = list(record.memberships.all())
        if not held:
            return "超级管理员" if record.is_superuser else "没有任职"
        shown = format_html_join(
            "", "<div>{} {}</div>", ((one.unit.name, one.get_role_display()) for one in held[:ROLES_SHOWN])
        )
        more = len(held) - ROLES_SHOWN
        return format_html("{}<div>等 {} 项</div>", shown, len(held)) if more > 0 else shown

    def render_state(self, record: User) -> SafeString | str:
        if not record.is_active:
            return _state("withdrawn", "已停用")
        if record.username.lower() in self.locked:
            return _state("returned", "已锁定")
        if record.has_lapsed_password:
            return _state("returned", "密码过期")
        return "待改密码" if record.must_change_password else "正常"

    def render_factor(self, record: User) -> str:
        if hasattr(record, "second_factor"):
            return "已启用"
        return "须设置" if record.must_use_second_factor else "没有"


class RecordTable(tables.Table):
    """管理记录."""

    at = tables.DateTimeColumn(verbose_name="时间", format="Y年n月j日 H:i:s")
    by = tables.Column(verbose_name="管理员")
    subject = tables.Column(verbose_name="对象", attrs=_QUIET)
    words = tables.Column(verbose_name="做了什么", attrs=_WIDE, orderable=False)

    class Meta:
        model = AdministrationRecord
        fields = ("at", "by", "subject", "words")
        order_by = ("-at",)
        attrs = {"class": "list records"}
        empty_text = ""


class EditionAccountTable(tables.Table):
    """Accounts of an edition; an open one can be moved."""

    unit_name = tables.Column(
        verbose_name="决算",
        linkify=("account", {"unit_code": tables.A("unit__code"), "fiscal_year": tables.A("fiscal_year")}),
        attrs=_WIDE,
    )
    fiscal_year = tables.Column(verbose_name="年度")
    is_open = tables.Column(verbose_name="状态")
    move = tables.TemplateColumn(
        '{% if record.is_open %}<a href="{% url "administration_edition_move" record.unit.code record.fiscal_year %}"'
        ' aria-label="给{{ record }}换版式">换版式</a>{% endif %}',
        verbose_name="换版式",
        orderable=False,
    )

    class Meta:
        model = FinalAccount
        fields = ("unit_name", "fiscal_year", "is_open", "move")
        order_by = ("-fiscal_year", "unit_name")
        attrs = {"class": "list"}
        empty_text = ""

    def render_fiscal_year(self, value: int) -> str:
        return f"{value} 年"

    def render_is_open(self, value: bool) -> str:
        return "填报中" if value else "已提交或已公开"


_JOB_SIGN = {
    JobState.QUEUED.value: "submitted",
    JobState.RUNNING.value: "approved",
    JobState.DONE.value: "published",
    JobState.STOPPED.value: "returned",
    JobState.FAILED.value: "withdrawn",
}


class JobTable(tables.Table):
    """公开任务: what is under way, what failed and why; one that failed can be tried again."""

    release = tables.Column(verbose_name="决算", orderable=False, attrs=_WIDE)
    state = tables.Column(verbose_name="状态")
    step = tables.Column(verbose_name="进度", orderable=False, attrs=_QUIET, empty_values=())
    attempts = tables.Column(verbose_name="次数", attrs=_QUIET)
    by = tables.Column(verbose_name="公开人", orderable=False, attrs=_QUIET)
    created = tables.DateTimeColumn(verbose_name="建立", format="n月j日 H:i", attrs=_QUIET)
    finished = tables.DateTimeColumn(verbose_name="结束", format="n月j日 H:i", attrs=_QUIET)
    retry = tables.TemplateColumn(
        '{% if record.state == "failed" %}<form method="post" action="{% url "administration_retry" record.pk %}">'
        '{% csrf_token %}<button type="submit" aria-label="再试{{ record.release.account }}">再试一次</button></form>'
        "{% endif %}",
        verbose_name="办理",
        orderable=False,
    )

    class Meta:
        model = PublicationJob
        fields = ("release", "state", "step", "attempts", "by", "created", "finished", "retry")
        order_by = ("-created",)
        attrs = {"class": "list"}
        empty_text = ""

    def render_release(self, record: PublicationJob) -> SafeString:
        account = record.release.account
        where = reverse("publication", args=(account.unit.code, account.fiscal_year))
        number = f"（第 {record.release.number} 版）" if record.release.number > 1 else ""
        problems = format_html_join("", '<p class="field-error">{}</p>', ((words,) for words in record.problems))
        return format_html('<a href="{}">{}{}</a>{}', where, account, number, problems)

    def render_state(self, record: PublicationJob) -> SafeString:
        return _state(_JOB_SIGN[record.state], record.get_state_display())

    def render_step(self, record: PublicationJob) -> str:
        if record.state != JobState.RUNNING:
            return "—"
        return f"{record.step}（{record.done}/{record.steps}）" if record.steps else record.step
