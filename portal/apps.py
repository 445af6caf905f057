"""The app of the public site."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        from portal.indexing import index  # noqa: PLC0415 - models are not there before
        from publication.followers import follow  # noqa: PLC0415

        follow(index)
