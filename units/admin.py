"""管理后台: users, units and roles."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from units.models import BudgetUnit, Membership, User

admin.site.site_title = admin.site.site_header = "部门决算公开 管理后台"
admin.site.index_title = "数据维护"


class MembershipInline(admin.TabularInline):
    """Roles are given where the user is."""

    model = Membership
    autocomplete_fields = ("unit",)
    extra = 0


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
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
class MembershipAdmin(admin.ModelAdmin):
    """任职."""

    list_display = ("user", "unit", "role")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__full_name", "unit__code", "unit__name")
    autocomplete_fields = ("user", "unit")
