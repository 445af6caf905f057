"""The review app: from draft to signed for, who did what, and what they saw."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "审核"
