"""管理后台: scorecards with their funds and indicators."""

from django.contrib import admin

from performance.models import Indicator, Scorecard, ScorecardFund


class ScorecardFundInline(admin.TabularInline):
    """资金 by source."""

    model = ScorecardFund
    extra = 0


class IndicatorInline(admin.StackedInline):
    """三级指标 in their order."""

    model = Indicator
    extra = 0


@admin.register(Scorecard)
class ScorecardAdmin(admin.ModelAdmin):
    """自评表, found by unit, year or name."""

    list_display = ("name", "kind", "account", "position", "rule_set")
    list_filter = ("kind", "rule_set", "account__fiscal_year")
    list_select_related = ("account",)
    search_fields = ("name", "account__unit_name", "account__unit__code")
    raw_id_fields = ("account",)
    inlines = (ScorecardFundInline, IndicatorInline)
