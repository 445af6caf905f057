"""The finance app: 部门决算 of a unit and year, as entered."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = "部门决算"
