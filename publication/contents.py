"""What a publication will hold, made from an account as it stands; nothing is kept yet."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosure.editions import Edition
from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS, Format
from disclosure.exports.package import package_text
from disclosure.exports.subject import Exported
from disclosure.passages import Passage, digest_of, passages_of, passages_text
from disclosure.rendering import to_html
from finance.consolidating import members_of, transfers_of
from finance.models import FinalAccount
from publication.models import Publication, Standing
from publication.printed_figures import printed_figures
from publication.unit_figures import Units, with_units

# In this order they are made and offered.
PUBLISHED_FORMATS: tuple[Format, ...] = tuple(format for format in FORMATS.values() if format.is_offered)


@dataclass(frozen=True)
class Contents:
    """One account on its way to the public, each thing made when it is first asked for."""

    subject: Exported
    units: "Units | None"  # of a department that its units add up to
    version: int  # of the account when it was read: what is not printed may change too

    @classmethod
    def of(cls, account: FinalAccount) -> "Contents":
        """Read once. Raises EditionError."""
        version = FinalAccount.objects.values_list("version", flat=True).get(pk=account.pk)
        return cls(exported(account), _units(account), version)

    @property
    def edition(self) -> Edition:
        return self.subject.edition

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Raises IncompleteReport."""
        return passages_of(self.subject.document)

    @cached_property
    def seen(self) -> str:
        """The hash a person approves who approves this."""
        return digest_of(self.passages)

    @cached_property
    def passages_text(self) -> str:
        return passages_text(self.passages)

    @cached_property
    def online(self) -> str:
        return to_html(self.subject.document, standalone=False)

    @cached_property
    def figures(self) -> dict[str, dict[str, Any]]:
        printed = printed_figures(self.subject.document, self.passages, self.subject.figures)
        return with_units(printed, self.units, self.subject.figures) if self.units else printed

    @cached_property
    def package(self) -> str:
        return package_text(self.subject.package)


def _units(account: FinalAccount) -> Units | None:
    """The units that were added up, each with the version of its own that is public now."""
    if not account.is_consolidated:
        return None
    members = members_of(account)
    public = Publication.objects.filter(release__account__in=members, standing=Standing.CURRENT)
    numbers = dict(public.order_by().values_list("release__account", "number"))
    return Units(tuple((figures, numbers.get(pk)) for pk, figures in members.items()), transfers_of(account))


def sha256_of(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def sha256_of_json(value: Any) -> str:
    """Of a value as canonical JSON: the same on every database, whatever order it keeps keys in."""
    return sha256_of(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
