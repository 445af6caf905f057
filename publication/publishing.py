"""Making a publication: every format into storage first, then the freezing."""

from publication.contents import PUBLISHED_FORMATS, Contents, sha256_of
from publication.freezing import KeptFile, freeze
from publication.models import Publication
from publication.storage import keep
from review.models import Release
from units.models import User


def publish_now(release: Release, *, by: User) -> Publication:
    """The release's publication, made here and now without a worker and without the gate: for samples and tests."""
    contents = Contents.of(release.account)
    return freeze(release, contents, [kept_file(contents, format.key) for format in PUBLISHED_FORMATS], by=by)


def kept_file(contents: Contents, format_key: str) -> KeptFile:
    """Makes one format and keeps it in storage. Raises exports.formats.REFUSALS, StoredOtherwise, OSError."""
    (format,) = (format for format in PUBLISHED_FORMATS if format.key == format_key)
    content = format.make(contents.subject)
    return KeptFile(
        format=format.key,
        label=format.label,
        name=format.file_name(contents.subject),
        path=keep(content, format.extension),
        size=len(content),
        sha256=sha256_of(content),
    )
