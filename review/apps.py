"""The review app: from draft to signed for, who did what, and what they saw."""

from django.apps import AppConfig

from disclosure.generated import DOCUMENTS
from review.handbook import handbook


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "审核"

    def ready(self) -> None:
        DOCUMENTS["docs/workflow.md"] = handbook
