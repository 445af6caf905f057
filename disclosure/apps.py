"""The disclosure app: the published report, from figures to document."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    verbose_name = "决算公开"
