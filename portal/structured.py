"""Structured data (schema.org) of a report, for search engines; a data block, which no browser runs."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from portal.published import absolute, version_address
from publication.models import Publication, PublishedFile

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
}
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def report_data(publication: Publication, files: Sequence[tuple[PublishedFile, str]]) -> SafeString:
    """A Report that is a Dataset too, as JSON that may stand in a page."""
    address = absolute(version_address(publication))
    unit = {"@type": "GovernmentOrganization", "name": publication.unit_name, "identifier": publication.unit_code}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Report", "Dataset"],
        "@id": address,
        "url": address,
        "name": publication.title,
        "description": f"{publication.unit_name}{publication.fiscal_year}年度部门决算公开说明和九张报表",
        "inLanguage": "zh-CN",
        "version": str(publication.number),
        "datePublished": timezone.localtime(publication.published_at).isoformat(),
        "temporalCoverage": f"{publication.fiscal_year}-01-01/{publication.fiscal_year}-12-31",
        "spatialCoverage": publication.region,
        "creator": unit,
        "publisher": unit,
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "部门决算公开", "url": f"{settings.SITE_URL}/data/"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.label,
                "encodingFormat": _TYPES.get(file.format, "application/octet-stream"),
                "contentUrl": absolute(where),
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file, where in files
        ],
    }
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308 - escaped above
