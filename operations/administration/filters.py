"""What the administrator's lists can be narrowed by; the choice stays in the address."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from publication.models import JobState, PublicationJob
from units.administration.staffing import at_and_below, without_clerk, without_reviewer
from units.models import AdministrationRecord, BudgetUnit, Membership, Role, UnitKind, User
from units.sign_in.throttle import locked_names
from units.spelling import initials

LOCKED, LAPSED, INACTIVE, NEVER, IDLE, NO_FACTOR = "locked", "lapsed", "inactive", "never", "idle", "no_factor"


def spelled(rows: QuerySet[Any], field: str, words: str) -> Q:
    """By first letters of the name, where that is what was typed: the database knows no pinyin."""
    letters = words.lower()
    if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
        return Q(pk__in=())
    names = rows.order_by().values_list("pk", field)
    return Q(pk__in=[pk for pk, name in names if letters in initials(name)])


class UnitFilter(django_filters.FilterSet):
    """单位."""

    words = django_filters.CharFilter(label="单位", method="by_words")
    kind = django_filters.ChoiceFilter(label="性质", empty_label="全部", choices=UnitKind.choices)
    region = django_filters.CharFilter(label="行政区划", lookup_expr="icontains")
    under = django_filters.CharFilter(label="上级编码", method="by_superior")
    lacking = django_filters.ChoiceFilter(
        label="缺人",
        empty_label="全部",
        choices=((Role.CLERK.value, "没有经办人"), (Role.REVIEWER.value, "没有审核人")),
        method="by_lack",
    )

    class Meta:
        model = BudgetUnit
        fields = ("words", "kind", "region", "under", "lacking")

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(Q(name__icontains=value) | Q(code__startswith=value) | spelled(rows, "name", value))

    def by_superior(self, rows: Any, _name: str, value: str) -> Any:
        return at_and_below(rows, value.partition(" ")[0])

    def by_lack(self, rows: Any, _name: str, value: str) -> Any:
        return without_clerk(rows) if value == Role.CLERK else without_reviewer(rows)


class UserFilter(django_filters.FilterSet):
    """用户."""

    words = django_filters.CharFilter(label="用户", method="by_words")
    unit = django_filters.CharFilter(label="单位编码", method="by_unit")
    role = django_filters.ChoiceFilter(label="角色", empty_label="全部", choices=Role.choices, method="by_role")
    state = django_filters.ChoiceFilter(
        label="状态",
        empty_label="全部",
        choices=(
            (LOCKED, "已锁定"),
            (LAPSED, "一次性密码过期"),
            (INACTIVE, "已停用"),
            (NEVER, "从未登录"),
            (IDLE, "没有任职"),
            (NO_FACTOR, "没有两步验证"),
        ),
        method="by_state",
    )

    class Meta:
        model = User
        fields = ("words", "unit", "role", "state")

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(
            Q(full_name__icontains=value) | Q(username__icontains=value) | spelled(rows, "full_name", value)
        )

    def by_unit(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(Exists(_held().filter(unit__code=value.partition(" ")[0])))

    def by_role(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(Exists(_held().filter(role=value)))

    def by_state(self, rows: Any, _name: str, value: str) -> Any:
        match value:
            case "locked":
                return rows.alias(name=Lower("username")).filter(name__in=locked_names(), is_active=True)
            case "lapsed":
                return rows.filter(one_time_until__lte=timezone.now(), is_active=True)
            case "inactive":
                return rows.filter(is_active=False)
            case "never":
                return rows.filter(last_login=None, is_active=True)
            case "idle":
                return rows.filter(~Exists(_held()), is_active=True, is_superuser=False)
        return rows.filter(second_factor=None, is_active=True)


def _held() -> Any:
    return Membership.objects.filter(user=OuterRef("pk"))


class JobFilter(django_filters.FilterSet):
    """公开任务."""

    state = django_filters.ChoiceFilter(label="状态", empty_label="全部", choices=JobState.choices())
    words = django_filters.CharFilter(label="单位", method="by_words")

    class Meta:
        model = PublicationJob
        fields = ("state", "words")

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        of_unit = "release__account__unit__code__startswith"
        return rows.filter(Q(release__account__unit_name__icontains=value) | Q(**{of_unit: value}))


class RecordFilter(django_filters.FilterSet):
    """管理记录."""

    words = django_filters.CharFilter(label="对象或内容", method="by_words")
    by = django_filters.CharFilter(label="管理员", method="by_person")

    class Meta:
        model = AdministrationRecord
        fields = ("words", "by")

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(Q(words__icontains=value) | Q(subject__icontains=value))

    def by_person(self, rows: Any, _name: str, value: str) -> Any:
        named = Q(by__full_name__icontains=value) | Q(by__username__icontains=value)
        return rows.filter(named)
