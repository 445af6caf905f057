"""Searches put to the index and to the plain question: both must say the same."""

from decimal import Decimal

from django.db.models import F

from portal.bigrams import contains
from portal.models import SearchText
from portal.search import Query, find

COUNT = 60
# A word in common use, own words, one and two characters, over a line's end, numbers whole and not, a name, nothing.
TEXTS = (
    "就业", "决算", "春耕", "水", "春耕、防汛", "一般公共预算", "甲省东市农业农村", "服务中心", "支出决算情况说明",
    "没有这样的话", "就业 防汛", "2023", "202", "万元。", "a", "%", "_", "决%", "\\", "'", '"', "就 业", "（一）",
    "ＰＤＦ", "算情", "公共服务中心支出决算", "1", "第1局", "机关运行经费支出", "*", "决算*",
    "-", "NEAR(决 算)", "决 OR 算",
)  # fmt: skip


def asked() -> list[str]:
    """The texts for which index and plain question differ."""
    rows = list(SearchText.objects.values_list("pk", "text", "name"))
    wrong = []
    for text in TEXTS:
        query = Query.of({"q": text, "sort": "date"})
        expected = {pk for pk, full, name in rows if all(contains(full, w) or contains(name, w) for w in query.words)}
        found: list[int] = []
        page = 1
        while True:
            answer = find(Query.of({"q": text, "sort": "date", "page": str(page)}))
            found += [hit.publication.pk for hit in answer.rows]
            if not answer.has_next:
                break
            page += 1
        if set(found) != expected or len(found) != len(expected):
            wrong.append(f"{text}: {len(found)} for {len(expected)}")
        if answer.total is not None and answer.total != len(expected):
            wrong.append(f"{text}: counts {answer.total} for {len(expected)}")
    return wrong


def sorted_wrongly() -> list[str]:
    """The orders that do not hold."""
    wrong = []
    keys = {
        "date": lambda row: -row.published_at.timestamp(),
        "amount": lambda row: Decimal(-row.expenditure_total),
        "year": lambda row: -row.fiscal_year,
    }
    for name, key in keys.items():
        rows = [hit.publication for hit in find(Query.of({"sort": name}), COUNT).rows]
        if len(rows) != COUNT or sorted(map(key, rows)) != list(map(key, rows)):
            wrong.append(name)
    by_name = [hit.publication.pk for hit in find(Query.of({"sort": "name"}), COUNT).rows]
    if by_name != list(SearchText.objects.order_by(F("pinyin"), "-fiscal_year", "pk").values_list("pk", flat=True)):
        wrong.append("name")
    return wrong
