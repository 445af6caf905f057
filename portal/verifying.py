"""Whether a file is one that was published here, told by its SHA-256."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from portal.published import absolute, version_address
from publication.models import Publication, PublishedFile, Standing


@dataclass(frozen=True)
class Verdict:
    """One publication that the file belongs to."""

    file: PublishedFile
    versions: int

    @property
    def publication(self) -> Publication:
        return self.file.publication

    @property
    def address(self) -> str:
        return version_address(self.publication)

    @property
    def is_current(self) -> bool:
        return self.publication.standing == Standing.CURRENT.value

    @property
    def said(self) -> str:
        """正式文件，第 2 版（共 3 版），已于 … 被更正."""
        publication = self.publication
        which = f"第 {publication.number} 版（共 {self.versions} 版）"
        day = _day(publication.published_at)
        return f"《{publication.title}》{which}的{self.file.label}文件，{day}公开，{self._how()}"

    def _how(self) -> str:
        publication = self.publication
        if publication.standing == Standing.SUPERSEDED.value:
            return f"已于{_day(publication.superseded_at)}被更正，请看新的一版"
        if publication.standing == Standing.WITHDRAWN.value:
            return f"已于{_day(publication.withdrawn_at)}撤下：{publication.withdrawn_because}"
        return "是现行版本"

    def as_json(self) -> dict[str, Any]:
        publication = self.publication
        moment = publication.superseded_at or publication.withdrawn_at
        return {
            "unit_code": publication.unit_code,
            "unit_name": publication.unit_name,
            "fiscal_year": publication.fiscal_year,
            "title": publication.title,
            "version": publication.number,
            "versions": self.versions,
            "standing": publication.standing,
            "standing_since": moment.isoformat() if moment else publication.published_at.isoformat(),
            "published_at": publication.published_at.isoformat(),
            "format": self.file.format,
            "name": self.file.name,
            "size": self.file.size,
            "url": absolute(self.address),
            "said": self.said,
        }


def verdicts(sha256: str) -> list[Verdict]:
    """Every publication that has this file, the current ones first. None says that it is not ours: one bit more or less
    makes another hash."""
    light = ("unit_code", "unit_name", "fiscal_year", "title", "number", "standing", "superseded_at", "withdrawn_at")
    files = PublishedFile.objects.filter(sha256=sha256).select_related("publication")
    files = files.only("format", "label", "name", "size", "sha256", *(f"publication__{name}" for name in light),
                       "publication__withdrawn_because", "publication__published_at")  # fmt: skip
    found = [Verdict(file, _versions(file.publication)) for file in files]
    return sorted(found, key=lambda one: (not one.is_current, -one.publication.number))


def _versions(publication: Publication) -> int:
    same = Publication.objects.filter(unit_code=publication.unit_code, fiscal_year=publication.fiscal_year)
    return same.count()


def _day(moment: Any) -> str:
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日"
