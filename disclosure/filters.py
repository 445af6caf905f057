"""What the lists can be narrowed by; the choice stays in the address."""

import django_filters

from finance.models import FinalAccount


class AccountFilter(django_filters.FilterSet):
    """决算列表: by year, by words in the unit's name."""

    fiscal_year = django_filters.NumberFilter(label="年度")
    unit_name = django_filters.CharFilter(label="单位名称", lookup_expr="icontains")

    class Meta:
        model = FinalAccount
        fields = ("fiscal_year", "unit_name")
