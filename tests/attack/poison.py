"""Hostile words put into every text that a person can fill in, found by walking the models."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

APPS = ("units", "finance", "performance", "disclosure", "review")
# A formula to a spreadsheet, the end of an attribute, of a tag and of a script, and words for both template engines.
SHORT = "='\"><script>p()</script><b onclick=p()>"  # 39 characters: the shortest column for words has 40
LONG = SHORT + "</textarea><svg onload=p()>{{7*7}}{% raw %}]]><!--javascript:p() <a href='javascript:p()'>&lt;i&gt;"
UNSEEN = LONG + "\u202e\u2028\U0001f4a5"

# Nobody types these: keys, codes and hashes by which rows are found, and what is made of others' words.
NO_WORDS = {
    "password", "username", "sealed_secret", "code", "item_code", "paid_item", "received_item", "economic_code",
    "edition", "cell", "figure", "key", "passage", "passages", "place", "address", "subject", "digest", "fingerprint",
    "sha256", "seen", "head", "previous", "changes_sha256",
}  # fmt: skip


def text_columns() -> "Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]":
    """Every model with the columns that hold words."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            columns: list[models.Field[Any, Any]] = [
                field
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
                and not field.choices
                and field.name not in NO_WORDS
            ]
            if columns:
                yield model, columns


def poison(words: str = LONG) -> set[str]:
    """Writes them into every row there is, past every form. Model.column of what was written."""
    written = set()
    for model, columns in text_columns():
        values = {c.name: words if (c.max_length or 10_000) >= len(words) else SHORT[: c.max_length] for c in columns}
        if model._default_manager.order_by().update(**values):
            written |= {f"{model.__name__}.{name}" for name in values}
    return written
