"""文件清单: the hash of everything a publication froze. Its own hash stands in the event that made it public."""

from collections.abc import Mapping

from publication.contents import sha256_of, sha256_of_json
from publication.models import Publication

# Columns of short things, hashed together; with the four long ones and the files they are all that is frozen.
_PARTICULARS = (
    "number",
    "reason",
    "unit_code",
    "unit_name",
    "unit_kind",
    "department_code",
    "department_name",
    "region",
    "fiscal_year",
    "title",
    "edition",
    "edition_fingerprint",
)
_AMOUNTS = ("income_total", "expenditure_total")
# May change after publication: how it stands, and what says so.
STANDING_COLUMNS = ("standing", "superseded_by", "superseded_at", "withdrawn_at", "withdrawn_because")
_OF_ITSELF = ("id", "manifest", "manifest_sha256")


def manifest_of(publication: Publication, files: Mapping[str, str]) -> dict[str, str]:
    """Name → SHA-256: every file by its format, then what the row holds."""
    particulars = {name: getattr(publication, name) for name in _PARTICULARS}
    particulars |= {name: f"{getattr(publication, name):.2f}" for name in _AMOUNTS}
    particulars |= {"release": publication.release_id, "published_by": publication.published_by_id}
    particulars["published_at"] = f"{publication.published_at.timestamp():.6f}"
    return {
        **dict(sorted(files.items())),
        "passages": sha256_of(publication.passages),
        "online": sha256_of(publication.online),
        "package": sha256_of(publication.package),
        "figures": sha256_of_json(publication.figures),
        "corrections": sha256_of_json(publication.corrections),
        "particulars": sha256_of_json(particulars),
    }


def sha256_of_manifest(manifest: Mapping[str, str]) -> str:
    return sha256_of_json(manifest)


def frozen_columns() -> tuple[str, ...]:
    """Every column of the table that never changes."""
    free = {*STANDING_COLUMNS}
    return tuple(str(field.column) for field in Publication._meta.concrete_fields if field.name not in free)
