"""管理后台: scorecards with their funds and indicators, to be read. They are changed on the entry pages alone, where
each change is logged and a closed account refused."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from finance.admin import ToBeRead
from finance.models import FinalAccount
from performance.models import Indicator, Scorecard, ScorecardFund


class ScorecardFundInline(ToBeRead, admin.TabularInline):
    """资金 by source."""

    model = ScorecardFund
    extra = 0


class IndicatorInline(ToBeRead, admin.StackedInline):
    """三级指标 in their order."""

    model = Indicator
    extra = 0


@admin.register(Scorecard)
class ScorecardAdmin(ToBeRead, admin.ModelAdmin):
    """自评表, found by unit, year or name."""

    list_display = ("name", "kind", "account", "position", "rule_set")
    list_filter = ("kind", "rule_set", "account__fiscal_year")
    list_select_related = ("account",)
    search_fields = ("name", "account__unit_name", "account__unit__code")
    inlines = (ScorecardFundInline, IndicatorInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Scorecard.objects.filter(account__in=FinalAccount.objects.visible_to(request.user))
