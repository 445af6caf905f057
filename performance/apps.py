"""The performance app: 绩效自评 scorecards of a unit and year."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "performance"
    verbose_name = "绩效自评"
