"""The publication app: what is public, frozen, and how it was made."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = "公开"
