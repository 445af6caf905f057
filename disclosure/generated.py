"""The documents that are written from the code, by the path they are kept under; `manage.py generate_docs` writes them.

An app of an upper floor adds its own in AppConfig.ready."""

from collections.abc import Callable

from disclosure.checks.handbook import handbook
from disclosure.exports.package_schema import schema_text

DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/account-package.schema.json": schema_text,
    "docs/checks.md": handbook,
}
