"""管理后台: users, units and roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from units.models import BudgetUnit, Membership, User

admin.site.site_title = admin.site.site_header = "部门决算公开 管理后台"
admin.site.index_title = "数据维护"


class ForSuperusers:
    """Others look: with leave to change a user, or to give a role, staff could make themselves anything
    (units.administration.rules)."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, *_: Any) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, *_: Any) -> bool:
        return bool(request.user.is_superuser)


class MembershipInline(ForSuperusers, admin.TabularInline):
    """Roles are given where the user is."""

    model = Membership
    autocomplete_fields = ("unit",)
    extra = 0


@admin.register(User)
class UserAdmin(ForSuperusers, DjangoUserAdmin):
    """Django's user pages, with one name instead of two."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人信息", {"fields": ("full_name", "email")}),
        ("登录", {"fields": ("is_active", "must_change_password", "must_use_second_factor")}),
        ("权限", {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
        ("日期", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "full_name", "usable_password", "password1", "password2"),
            },
        ),
    )
    list_display = ("username", "full_name", "is_active", "is_staff")
    search_fields = ("username", "full_name", "email")
    inlines = (MembershipInline,)


@admin.register(BudgetUnit)
class BudgetUnitAdmin(admin.ModelAdmin):
    """预算单位."""

    list_display = ("code", "name", "kind", "parent", "region")
    list_filter = ("kind", "region")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)


@admin.register(Membership)
class MembershipAdmin(ForSuperusers, admin.ModelAdmin):
    """任职."""

    list_display = ("user", "unit", "role")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__full_name", "unit__code", "unit__name")
    autocomplete_fields = ("user", "unit")
