"""Synthetic publications by the thousand, straight into the tables: for lists, searches and benchmarks.

Their words are those of the sample reports under invented names; each has numbers and a few words of its own. Only
the first have a whole report to read; the others hold the text that searches look through."""

import hashlib
import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction

from disclosure.editions import edition
from disclosure.exports.subject import Exported
from disclosure.passages import Line, Passage, PassageKind, passages_of, passages_text, read_passages
from disclosure.rendering import to_html
from disclosure.samples import SAMPLES
from finance.models import FinalAccount
from portal.bigrams import folded, grams_of
from portal.indexing import search_text, write_grams
from portal.models import SearchText
from publication.models import Publication
from publication.printed_figures import printed_figures
from review.models import Release
from review.workflow import Status
from units.models import BudgetUnit, User

PLACES = [
    f"{province}{city}" for province in ("甲省", "乙省", "丙自治区") for city in ("东市", "西市", "南州", "北地区")
]
TRADES = (
    *("农业农村", "教育", "卫生健康", "民政", "水利", "交通运输", "文化旅游", "市场监管"),
    *("自然资源", "生态环境", "应急管理", "统计", "档案", "体育", "林业"),
)
KINDS = ("行政单位", "参照公务员法管理事业单位", "公益一类事业单位")
ENDS = ("局", "服务中心", "管理处", "研究所", "执法大队")
OWN = (
    *("春耕", "秋收", "防汛", "抗旱", "扶贫", "宣讲", "普查", "巡护", "育苗", "疏浚"),
    *("供暖", "绿化", "修缮", "培训", "竞赛", "展览", "义诊", "勘测", "移民", "调解"),
)
YEARS = (2020, 2021, 2022, 2023, 2024)
_BATCH = 200
_FIRST_DAY = datetime(2021, 8, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Whole:
    """A report of a sample as a publication holds it, and its text as a search sees it."""

    passages: tuple[Passage, ...]
    online: str
    figures: dict[str, Any]
    unit_name: str


@cache
def whole(name: str) -> Whole:
    sample = SAMPLES[name]
    figures, cards = sample.build()
    subject = Exported(figures, cards, edition(sample.edition), sample.region)
    passages = passages_of(subject.document)
    printed = printed_figures(subject.document, passages, figures)
    return Whole(passages, to_html(subject.document, standalone=False), printed, figures.unit.name)


def make_many(count: int, *, readable: int = 0, seed: int = 1) -> int:
    """That many current publications of invented units; the first `readable` with a whole report. Returns how many."""
    dice = random.Random(seed)
    clerk, reviewer = (User.objects.create(username=f"many-{n}", full_name=f"批量{n}") for n in range(2))
    departments = [
        BudgetUnit(code=f"9{n:05}", name=f"{place}{trade}局", kind="administrative", region=place)
        for n, (trade, place) in enumerate(itertools.product(TRADES, PLACES))
    ]
    departments = BudgetUnit.objects.bulk_create(departments)
    units = list(_units(departments, -(-count // len(YEARS))))
    BudgetUnit.objects.bulk_create(units, batch_size=1000)
    years = itertools.product(units, YEARS)
    for batch in itertools.batched(itertools.islice(years, count), _BATCH):
        done = min(count, _BATCH)
        _write(batch, clerk, reviewer, dice, max(0, readable))
        readable -= done
    return count


def _units(departments: Sequence[BudgetUnit], count: int) -> Iterator[BudgetUnit]:
    for n in range(count):
        parent = departments[n % len(departments)]
        name = f"{parent.name.removesuffix('局')}第{n // len(departments) + 1}{ENDS[n % len(ENDS)]}"
        yield BudgetUnit(
            code=f"8{n:05}", name=name, kind=("administrative", "public_welfare_one")[n % 2], parent=parent,
            region=parent.region,
        )  # fmt: skip


def _write(
    batch: Sequence[tuple[BudgetUnit, int]], clerk: User, reviewer: User, dice: random.Random, whole_ones: int
) -> None:
    """One batch of accounts, releases, publications and index rows."""
    with transaction.atomic():
        accounts = FinalAccount.objects.bulk_create(
            FinalAccount(unit=unit, fiscal_year=year, edition="xinjiang_2023", unit_name=unit.name, unit_kind=unit.kind)
            for unit, year in batch
        )
        moments = [_FIRST_DAY + timedelta(days=365 * (a.fiscal_year - 2020), minutes=a.pk * 7) for a in accounts]
        releases = Release.objects.bulk_create(
            Release(
                account=account, status=Status.PUBLISHED.value, author=clerk, reviewer=reviewer, submitted_at=at,
                approved_at=at, published_at=at, seen="0" * 64,
            )
            for account, at in zip(accounts, moments, strict=True)
        )  # fmt: skip
        made = [_publication(release, dice, n < whole_ones) for n, release in enumerate(releases)]
        Publication.objects.bulk_create(made)
        _index(made)


def _publication(release: Release, dice: random.Random, is_whole: bool) -> Publication:
    account = release.account
    unit, department = account.unit, account.unit.parent
    assert department is not None
    assert release.published_at is not None
    report = whole("changji_2023")
    amount = Decimal(dice.randrange(10_000_00, 90_000_000_00)) / 100
    own = " ".join(dice.sample(OWN, 3))
    words = f"本年开展{own.replace(' ', '、')}等工作{dice.randrange(1000)}次，支出{amount / 10000:.2f}万元。"
    told = Passage("99_own", "本单位重点工作", PassageKind.TEXT, (Line("99_own-1/1", words),))
    passages = (*report.passages, told) if is_whole else (told,)
    return Publication(
        release=release, number=1, unit_code=unit.code, unit_name=unit.name, unit_kind=KINDS[unit.pk % 3],
        department_code=department.code, department_name=department.name, region=unit.region,
        fiscal_year=account.fiscal_year, title=f"{unit.name}{account.fiscal_year}年度部门决算公开说明",
        edition=account.edition, edition_fingerprint="0" * 64, income_total=amount, expenditure_total=amount,
        passages=passages_text(passages), online=report.online if is_whole else "<article></article>",
        figures=report.figures if is_whole else {}, package="{}", manifest={},
        manifest_sha256=hashlib.sha256(str(release.pk).encode()).hexdigest(), published_by=release.author,
        published_at=release.published_at,
    )  # fmt: skip


def _index(made: Sequence[Publication]) -> None:
    """As portal.indexing does; the words all have in common are cut into pairs once, not twenty thousand times."""
    rows, grams = [], []
    for publication in made:
        row = search_text(replace_passages(publication))
        common_shown, common_text, common_grams, places = _common(publication.pk % 8)
        grams.append(grams_of(row.text) | grams_of(row.name) | common_grams)
        row.places = [*places, [len(common_shown), "99_own", "本单位重点工作"]]
        row.shown, row.text = common_shown + row.shown, common_text + row.text
        rows.append(row)
    SearchText.objects.bulk_create(rows)
    write_grams(zip([row.pk for row in rows], grams, strict=True))


def replace_passages(publication: Publication) -> Publication:
    """The publication with its own words alone."""
    own = [passage for passage in read_passages(publication.passages) if passage.key == "99_own"]
    copy = Publication(**{f.attname: getattr(publication, f.attname) for f in Publication._meta.concrete_fields})
    copy.passages = passages_text(own)
    return copy


@cache
def _common(variant: int) -> tuple[str, str, set[int], list[list[object]]]:
    """The sample's words with other numbers in them: shown, folded, their pairs, where the sections begin."""
    dice = random.Random(variant)
    passages = [
        replace(passage, lines=tuple(replace(line, text=_other_numbers(line.text, dice)) for line in passage.lines))
        for passage in whole("changji_2023").passages
    ]
    row = search_text(
        Publication(
            passages=passages_text(passages), published_at=_FIRST_DAY, fiscal_year=2023, unit_name="", region=""
        )
    )
    return row.shown, folded(row.shown), grams_of(row.text), row.places


def _other_numbers(text: str, dice: random.Random) -> str:
    return re.sub(r"\d+\.\d\d", lambda _: f"{dice.randrange(1, 900)}.{dice.randrange(100):02}", text)
