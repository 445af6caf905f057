"""The door to what is public: publications by unit, year and version, and their addresses. No draft is behind it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from portal.search import LISTED
from publication.models import Publication, PublishedFile, Standing

HEAVY = ("passages", "online", "figures", "package", "corrections", "manifest")


def listed() -> QuerySet[Publication]:
    """Publications without their contents, for lists."""
    return Publication.objects.only(*LISTED, "superseded_at", "withdrawn_at", "release_id")


def current() -> QuerySet[Publication]:
    return listed().filter(standing=Standing.CURRENT)


def versions_of(unit_code: str, fiscal_year: int) -> list[Publication]:
    """All versions of a year, the first first. Http404 where there never was one."""
    rows = Publication.objects.defer(*HEAVY).filter(unit_code=unit_code, fiscal_year=fiscal_year).order_by("number")
    found = list(rows)
    if not found:
        raise Http404("没有公开过这一年的决算")
    return found


@dataclass(frozen=True)
class Edition:
    """One version among the others of its year."""

    publication: Publication
    versions: tuple[Publication, ...]

    @property
    def is_current(self) -> bool:
        return self.publication.standing == Standing.CURRENT.value

    @property
    def is_superseded(self) -> bool:
        return self.publication.standing == Standing.SUPERSEDED.value

    @property
    def is_withdrawn(self) -> bool:
        return self.publication.standing == Standing.WITHDRAWN.value

    @property
    def successor(self) -> Publication | None:
        """What is read instead of a superseded one: the newest that still stands."""
        standing = [version for version in self.versions if version.standing == Standing.CURRENT.value]
        return standing[-1] if standing and not self.is_current else None

    @property
    def earlier(self) -> Publication | None:
        """The version before, which this one corrects; without its contents."""
        before = [version for version in self.versions if version.number < self.publication.number]
        return before[-1] if before else None

    @property
    def address(self) -> str:
        return version_address(self.publication)


def edition_of(unit_code: str, fiscal_year: int, number: int | None) -> Edition:
    """The version asked for; without a number the current one, or the last if none is. Http404 if there is none."""
    versions = versions_of(unit_code, fiscal_year)
    if number is None:
        standing = [version for version in versions if version.standing == Standing.CURRENT.value]
        return Edition((standing or versions)[-1], tuple(versions))
    for version in versions:
        if version.number == number:
            return Edition(version, tuple(versions))
    raise Http404("没有这一版")


def version_address(publication: Publication) -> str:
    """The permanent address of a version, as a path."""
    return reverse("published_version", args=(publication.unit_code, publication.fiscal_year, publication.number))


def absolute(path: str) -> str:
    """An address of this site that can be given away; never from the request, which says what it likes."""
    return f"{settings.SITE_URL}{path}"


def file_address(file: PublishedFile) -> str:
    return reverse("published_file", args=(file.sha256, file.name))
