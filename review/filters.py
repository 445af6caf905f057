"""What the board can be narrowed by; the choice stays in the address."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone

from review.deadline import DAYS
from review.queues import NOT_STARTED
from review.workflow import Status
from units.models import BudgetUnit

OVERDUE, SOON = "overdue", "soon"
_NEVER_LATEST = (Status.SUPERSEDED, Status.ABANDONED)  # another release is, and the board says how that one stands


class BoardFilter(django_filters.FilterSet):
    """公开进度: by state, by how late it is, by words in the unit's name or code."""

    status = django_filters.ChoiceFilter(
        label="状态",
        empty_label="全部",
        choices=[(NOT_STARTED, "未开始"), *((one.value, one.label) for one in Status if one not in _NEVER_LATEST)],
    )
    deadline = django_filters.ChoiceFilter(
        label="期限", empty_label="全部", choices=[(OVERDUE, "已超期"), (SOON, "五天之内到期")], method="by_deadline"
    )
    words = django_filters.CharFilter(label="单位", method="by_words")

    class Meta:
        model = BudgetUnit
        fields = ("status", "deadline", "words")

    def by_deadline(self, rows: Any, _name: str, value: str) -> Any:
        """Only what is not public yet can be late."""
        last_day = timezone.localdate() - timedelta(days=DAYS)
        if value == OVERDUE:
            return rows.filter(running_since__lt=last_day)
        return rows.filter(running_since__gte=last_day, running_since__lte=last_day + timedelta(days=5))

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(Q(name__icontains=value) | Q(code__startswith=value))
