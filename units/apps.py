"""The units app: users, 预算单位, and who works for which."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "单位与用户"
