"""The search index is written in the transaction that publishes: what is public is found, what is not is not.

Everything in it is made from publications; `manage.py index_publications` makes it again.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import BooleanField, F
from django.db.models.expressions import RawSQL
from pypinyin import Style, lazy_pinyin

from disclosure.passages import Line, Passage, PassageKind, read_passages
from portal.bigrams import folded, grams_of
from portal.models import SearchText
from publication.models import Publication, Standing


def index(publication: Publication) -> None:
    """The publication is found from now on if it is the current one, and no other version of it is."""
    with transaction.atomic():
        forget(publication.unit_code, publication.fiscal_year)
        if publication.standing == Standing.CURRENT.value:
            row = search_text(publication)
            row.save(force_insert=True)
            write_grams([(row.pk, grams_of_row(row))])


def forget(unit_code: str, fiscal_year: int) -> None:
    rows = SearchText.objects.filter(unit_code=unit_code, fiscal_year=fiscal_year)
    _forget_grams(list(rows.values_list("pk", flat=True)))
    rows.delete()


def search_text(publication: Publication) -> SearchText:
    """The row of a publication, unsaved."""
    lines: list[str] = []
    places: list[list[object]] = []
    start = 0
    for passage in read_passages(publication.passages):
        said = [line.text.replace("\n", " ") for line in passage.lines if _is_said(passage, line)]
        if said:
            places.append([start, passage.key, passage.title])
            start += sum(map(len, said)) + len(said)
            lines += said
    shown = "".join(f"{line}\n" for line in lines)
    name = f"{publication.unit_name} {publication.fiscal_year}年度 {publication.department_name}"
    return SearchText(
        publication=publication,
        name=folded(name),
        pinyin=pinyin_of(publication.unit_name),
        unit_code=publication.unit_code,
        unit_kind=publication.unit_kind,
        department_code=publication.department_code,
        region=publication.region,
        fiscal_year=publication.fiscal_year,
        published_at=publication.published_at,
        amount=publication.expenditure_total,
        text=folded(shown),
        shown=shown,
        places=places,
    )


def pinyin_of(name: str) -> str:
    """What a name is sorted by."""
    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True)).lower()[:800]


def grams_of_row(row: SearchText) -> set[int]:
    return grams_of(row.text) | grams_of(row.name)


def _is_said(passage: Passage, line: Line) -> bool:
    """Words; the bare numbers in the cells of tables are left to the tables, the cover to the name."""
    has_words = passage.kind is not PassageKind.TABLE or any(character.isalpha() for character in line.text)
    return has_words and passage.key != "cover"


def write_grams(rows: Iterable[tuple[int, set[int]]]) -> None:
    """(row, its pairs) into the index of the database at hand."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            update = "UPDATE portal_searchtext SET grams = %s::bigint[] WHERE publication_id = %s"
            cursor.executemany(update, [(sorted(grams), pk) for pk, grams in rows])
        else:
            insert = "INSERT OR REPLACE INTO portal_grams(rowid, grams) VALUES (%s, %s)"
            cursor.executemany(insert, [(pk, _tokens(grams)) for pk, grams in rows])


def _forget_grams(keys: list[int]) -> None:
    if connection.vendor != "postgresql":  # where the column goes with its row
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM portal_grams WHERE rowid = %s", [(key,) for key in keys])


def holding(grams: list[int]) -> RawSQL:
    """The condition that a row of SearchText holds all of these pairs."""
    if connection.vendor == "postgresql":
        sql = '"portal_searchtext"."grams" @> %s::bigint[]'
        return RawSQL(sql, [grams], output_field=BooleanField())  # noqa: S611 - values are parameters
    else:
        sql = '"portal_searchtext"."publication_id" IN (SELECT rowid FROM portal_grams WHERE portal_grams MATCH %s)'
        return RawSQL(sql, [_tokens(grams)], output_field=BooleanField())  # noqa: S611 - values are parameters


def _tokens(grams: Iterable[int]) -> str:
    """As words of hexadecimal digits, in which no tokenizer finds anything to cut and FTS5 no operator."""
    return " ".join(f"{gram:x}" for gram in sorted(grams))


def catch_up() -> int:
    """Indexes current publications that are not, and drops what is no longer current; how many there were."""
    stale = SearchText.objects.exclude(publication__standing=Standing.CURRENT).values_list("unit_code", "fiscal_year")
    wrong = list(stale)
    for unit_code, fiscal_year in wrong:
        forget(unit_code, fiscal_year)
    missing = Publication.objects.filter(standing=Standing.CURRENT, search=None).order_by("pk")
    count = len(wrong)
    for publication in missing.iterator(chunk_size=50):
        index(publication)
        count += 1
    return count


def rebuild() -> int:
    """All of it anew; how many rows it has."""
    with transaction.atomic():
        _forget_grams(list(SearchText.objects.order_by(F("pk")).values_list("pk", flat=True)))
        SearchText.objects.all().delete()
        return catch_up()
