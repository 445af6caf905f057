"""更正内容: what a release says otherwise than the publication before it, sentence by sentence, cell by cell."""

from dataclasses import asdict
from typing import Any

from disclosure.differences import Difference, differences
from disclosure.passages import read_passages
from publication.contents import Contents
from publication.models import Publication, Standing
from review.models import Release


def corrected_by(release: Release) -> Publication | None:
    """The publication that this release is a correction of: the last before it, withdrawn or not."""
    before = Publication.objects.filter(release__account=release.account_id, number__lt=release.number)
    return before.order_by("number").last()


def follows_a_withdrawal(release: Release) -> bool:
    """What was withdrawn is shown no more, not as words before a correction either."""
    last = corrected_by(release)
    return last is not None and last.standing == Standing.WITHDRAWN.value


def corrections_of(release: Release, contents: Contents) -> list[dict[str, Any]]:
    """As Publication.corrections keeps them; nothing for a first version and after a withdrawal."""
    last = corrected_by(release)
    if last is None or last.standing == Standing.WITHDRAWN.value:
        return []
    return [as_json(one) for one in differences(read_passages(last.passages), contents.passages)]


def as_json(difference: Difference) -> dict[str, Any]:
    return asdict(difference) | {"kind": difference.kind.value}
