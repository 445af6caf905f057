"""The operations app: no tables of its own; middleware, probes and commands."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "运行维护"
