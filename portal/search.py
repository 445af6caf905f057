"""Search: what a person asks for, as it stands in the address, and what is found.

The pairs of characters narrow twenty thousand reports to the candidates; where a word is longer than a pair, the
candidates are read in the order of the list until the page is full, and no further.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import Greatest, StrIndex, Substr

from finance.terms import Term
from portal.bigrams import grams_of_words, is_number, unproven, words_of
from portal.indexing import holding
from portal.models import SearchText
from portal.snippets import Stretch, marked, section_at, snippet
from publication.models import Publication, Standing
from units.asked import number_in

PAGE = 20
LAST_PAGE = 500
_FIRST_CHUNK, _LARGEST_CHUNK = 60, 1000
_WHOLE = 100  # so few candidates are read all at once, and counted
_AROUND = 150  # characters before a word that are fetched to show it in its line
LISTED = (
    "unit_code",
    "unit_name",
    "unit_kind",
    "department_name",
    "region",
    "fiscal_year",
    "number",
    "standing",
    "title",
    "income_total",
    "expenditure_total",
    "published_at",
    "manifest_sha256",
)
_SHOWN = tuple(f"publication__{name}" for name in LISTED)


class Sort(Term):
    """Orders of a list of results."""

    FITTING = "", "名称相符的在前"
    NEWEST = "date", "公开时间"
    NAME = "name", "单位名称（拼音）"
    AMOUNT = "amount", "支出总计（从大到小）"
    YEAR = "year", "年度（从近到远）"


_ORDERS: Mapping[str, tuple[str, ...]] = {
    Sort.NEWEST.value: ("-published_at", "-pk"),
    Sort.NAME.value: ("pinyin", "-fiscal_year", "pk"),
    Sort.AMOUNT.value: ("-amount", "pk"),
    Sort.YEAR.value: ("-fiscal_year", "-published_at", "-pk"),
}


class _Key(StrEnum):
    """Names in the address."""

    WORDS = "q"
    UNIT = "unit"
    YEAR = "year"
    REGION = "region"
    DEPARTMENT = "department"
    KIND = "kind"
    SORT = "sort"
    PAGE = "page"


@dataclass(frozen=True)
class Query:
    """What is asked for. Whatever the address says, this is something that can be looked for."""

    text: str = ""
    unit: str = ""
    year: int | None = None
    region: str = ""
    department: str = ""
    kind: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Query":
        """From the parameters of an address; what means nothing counts as not asked."""
        sort = given.get(_Key.SORT, "")
        return cls(
            text=" ".join(_clean(given.get(_Key.WORDS, "")).split())[:500],
            unit=_clean(given.get(_Key.UNIT, ""))[:20].strip(),
            year=number_in(given.get(_Key.YEAR, ""), 9999),
            region=_clean(given.get(_Key.REGION, ""))[:100].strip(),
            department=_clean(given.get(_Key.DEPARTMENT, ""))[:20].strip(),
            kind=_clean(given.get(_Key.KIND, ""))[:40].strip(),
            sort=sort if sort in _ORDERS else "",
            page=number_in(given.get(_Key.PAGE, ""), LAST_PAGE) or 1,
        )

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)

    @property
    def is_empty(self) -> bool:
        return replace(self, sort="", page=1) == Query()

    @property
    def is_narrowed(self) -> bool:
        return replace(self, text="", sort="", page=1) != Query()

    def address(self, **changes: object) -> str:
        """This query, with changes, as the end of an address: ?q=…"""
        other = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        values = {
            _Key.WORDS: other.text,
            _Key.UNIT: other.unit,
            _Key.YEAR: other.year,
            _Key.REGION: other.region,
            _Key.DEPARTMENT: other.department,
            _Key.KIND: other.kind,
            _Key.SORT: other.sort,
            _Key.PAGE: other.page if other.page > 1 else "",
        }
        return "?" + urlencode({str(name): value for name, value in values.items() if value})


@dataclass(frozen=True)
class Hit:
    """A publication that was found, and where in it the words stand."""

    publication: Publication
    words: tuple[str, ...]
    said: tuple[Stretch, ...] = ()
    section: str = ""
    section_title: str = ""

    @property
    def name(self) -> tuple[Stretch, ...]:
        """The unit's name with the words marked."""
        return marked(self.publication.unit_name, self.words)


@dataclass(frozen=True)
class Found:
    """One page of results. `total` is None where counting would have meant reading everything."""

    rows: tuple[Hit, ...]
    total: int | None
    has_next: bool


def find(query: Query, size: int = PAGE) -> Found:
    """The page of results that the query asks for."""
    words = query.words
    rows = _narrowed(query)
    if words:
        rows = rows.filter(holding(grams_of_words(words)))
    long_words = unproven(words)
    start = (query.page - 1) * size
    if not long_words:
        total = rows.count()
        keys = list(_ordered(rows, query).values_list("pk", flat=True)[start : start + size])
        return Found(_shown(keys, words), total, start + size < total)
    keys, count = _read_on(rows, query, long_words, start + size + 1)
    return Found(_shown(keys[start : start + size], words), count, start + size < len(keys))


def _read_on(
    rows: QuerySet[SearchText], query: Query, long_words: list[str], wanted: int
) -> tuple[list[int], int | None]:
    """The first keys, in order, of those that contain the long words, and how many do if all were read."""
    found: list[int] = []
    ordered = _ordered(rows, query).values_list("pk", flat=True)
    start, chunk = 0, max(_FIRST_CHUNK, wanted)
    if rows.count() <= _WHOLE:
        chunk = wanted = _WHOLE + 1
    while len(found) < wanted:
        candidates = list(ordered[start : start + chunk])
        containing = SearchText.objects.filter(pk__in=candidates)
        for word in long_words:
            containing = containing.filter(Q(name__contains=word) | Q(text__contains=word))
        true = set(containing.order_by().values_list("pk", flat=True))
        found += (key for key in candidates if key in true)
        if len(candidates) < chunk:
            return found, len(found)
        start += chunk
        chunk = min(chunk * 2, _LARGEST_CHUNK)
    return found, None


def _narrowed(query: Query) -> QuerySet[SearchText]:
    rows = SearchText.objects.all()
    if query.unit:
        rows = rows.filter(unit_code=query.unit)
    if query.year is not None:
        rows = rows.filter(fiscal_year=query.year)
    if query.region:
        rows = rows.filter(region=query.region)
    if query.department:
        rows = rows.filter(department_code=query.department)
    if query.kind:
        rows = rows.filter(unit_kind=query.kind)
    return rows


def _ordered(rows: QuerySet[SearchText], query: Query) -> QuerySet[SearchText]:
    """In the order asked for; else those named like the words first, the newest of them before the others."""
    if query.sort or not query.words:
        return rows.order_by(*_ORDERS[query.sort or Sort.NEWEST.value])
    named = Q()
    for word in query.words:
        named &= Q(name__contains=word)
    first = Case(When(named, then=Value(0)), default=Value(1), output_field=SmallIntegerField())
    return rows.order_by(first, *_ORDERS[Sort.NEWEST.value])


def _shown(keys: list[int], words: tuple[str, ...]) -> tuple[Hit, ...]:
    """The rows of a page, each with the piece of its text around the first word that stands there. A publication that
    was withdrawn a moment ago is not shown, whatever the index says."""
    rows = SearchText.objects.filter(pk__in=keys, publication__standing=Standing.CURRENT).order_by()
    rows = rows.select_related("publication").only(*_SHOWN, *(("places",) if words else ()))
    word = next((word for word in words if not is_number(word)), words[0] if words else "")
    if word:
        at = StrIndex("text", Value(word))
        start = Greatest(F("at") - Value(_AROUND), Value(1))
        rows = rows.annotate(at=at).annotate(around=Substr("shown", start, 3 * _AROUND))
    found = {row.pk: row for row in rows}
    return tuple(_hit(found[key], words) for key in keys if key in found)


def _hit(row: Any, words: tuple[str, ...]) -> Hit:
    publication = row.publication
    if not words or not row.at:
        return Hit(publication, words)
    at = min(row.at - 1, _AROUND)
    return Hit(publication, words, snippet(row.around, at, words), *section_at(row.places, row.at - 1))


def _clean(text: str) -> str:
    """Without characters that no database takes."""
    return "".join(" " if ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 else character for character in text)
