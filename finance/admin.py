"""部门决算 in the administration, to be read: figures are changed on the entry pages alone, which log each change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from finance import models


class ToBeRead:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False


class _Lines(ToBeRead, admin.TabularInline):
    extra = 0


class IncomeLineInline(_Lines):
    model = models.IncomeLine


class ExpenditureLineInline(_Lines):
    model = models.ExpenditureLine


class CarryOverLineInline(_Lines):
    model = models.CarryOverLine


class BudgetLineInline(_Lines):
    model = models.BudgetLine


class PreviousLineInline(_Lines):
    model = models.PreviousLine


class EconomicLineInline(_Lines):
    model = models.EconomicLine


class ThreePublicItemInline(_Lines):
    model = models.ThreePublicItem
    max_num = 4


class ReasonInline(_Lines):
    model = models.Reason


class UnitProfileInline(ToBeRead, admin.StackedInline):
    model = models.UnitProfile


class ThreePublicCountsInline(ToBeRead, admin.StackedInline):
    model = models.ThreePublicCounts


class ProcurementInline(ToBeRead, admin.StackedInline):
    model = models.Procurement


class AssetsInline(ToBeRead, admin.StackedInline):
    model = models.Assets


class PreviousYearInline(ToBeRead, admin.StackedInline):
    model = models.PreviousYear


class TextsInline(ToBeRead, admin.StackedInline):
    model = models.Texts


@admin.register(models.FinalAccount)
class FinalAccountAdmin(ToBeRead, admin.ModelAdmin):
    list_display = ("unit_name", "fiscal_year", "edition", "version", "updated")
    list_filter = ("fiscal_year", "edition")
    search_fields = ("unit__code", "unit_name")
    inlines = (
        UnitProfileInline,
        IncomeLineInline,
        ExpenditureLineInline,
        CarryOverLineInline,
        BudgetLineInline,
        PreviousYearInline,
        PreviousLineInline,
        EconomicLineInline,
        ThreePublicItemInline,
        ThreePublicCountsInline,
        ProcurementInline,
        AssetsInline,
        ReasonInline,
        TextsInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.FinalAccount]:
        # The administration is for staff, and staff see their own units only, as everywhere.
        return models.FinalAccount.objects.visible_to(request.user).select_related("unit")


@admin.register(models.CellChange)
class CellChangeAdmin(ToBeRead, admin.ModelAdmin):
    """修改记录, to be read: who changed which cell, when, from what to what."""

    list_display = ("at", "by", "account", "cell", "kind", "old", "new")
    list_filter = ("kind", "account__fiscal_year")
    list_select_related = ("by", "account")
    search_fields = ("cell", "account__unit_name", "by__full_name")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.CellChange]:
        accounts = models.FinalAccount.objects.visible_to(request.user)
        return models.CellChange.objects.filter(account__in=accounts)
