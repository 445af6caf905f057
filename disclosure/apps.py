"""The disclosure app: the published report, from figures to document."""

from django.apps import AppConfig
from django.core.checks import register

from disclosure.checks_system import fonts_are_there, fonts_can_be_subset


class DisclosureConfig(AppConfig):
    name = "disclosure"
    verbose_name = "决算公开"

    def ready(self) -> None:
        register(fonts_are_there)
        register(fonts_can_be_subset)
