"""Lists on screen (django-tables2)."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from disclosure.editions import available, edition
from finance.models import FinalAccount

_QUIET = {"th": {"class": "quiet"}, "td": {"class": "quiet"}}  # not shown on a phone


class AccountTable(tables.Table):
    """决算列表: one row an account, its name leads to it."""

    unit_name = tables.Column(
        verbose_name="单位",
        linkify=("account", {"unit_code": tables.A("unit__code"), "fiscal_year": tables.A("fiscal_year")}),
        attrs={"td": {"class": "wide"}},
    )
    unit__code = tables.Column(verbose_name="单位编码", attrs=_QUIET)
    fiscal_year = tables.Column(verbose_name="年度")
    edition = tables.Column(verbose_name="版本", attrs=_QUIET)
    updated = tables.DateTimeColumn(verbose_name="最近修改", format="Y年n月j日 H:i", attrs=_QUIET)

    fill_in = tables.TemplateColumn(
        '<a href="{% url "entry" record.unit.code record.fiscal_year %}" aria-label="填写 {{ record }}">填写</a>',
        verbose_name="填报",
        orderable=False,
    )

    class Meta:
        model = FinalAccount
        fields = ("unit_name", "unit__code", "fiscal_year", "edition", "updated", "fill_in")
        order_by = ("-fiscal_year", "unit__code")
        attrs = {"class": "list"}
        empty_text = ""

    def render_fiscal_year(self, value: int) -> SafeString:
        return format_html("{} 年", value)

    def render_edition(self, value: str) -> str:
        return edition(value).name if value in available() else value
