"""The sample's whole text against the report as published, and what one changed amount changes in it."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from disclosure.document import complete_report
from disclosure.editions import edition
from disclosure.parts import Heading, Paragraph
from disclosure.reports import final_report
from disclosure.text import part_text, to_text
from finance.models import ExpenditureLine, FinalAccount, ThreePublicItem
from tests.disclosure.published import published, sample, squeezed

FIRST_TABLE = "收入支出决算总表公开01表"


def load() -> FinalAccount:
    call_command("sample", "changji_2023", stdout=StringIO())
    return FinalAccount.objects.get(unit__code="523001", fiscal_year=2023)


def assert_is_as_published(text: str) -> None:
    """Equal to the last character; after it stand the nine tables that the publication only lists."""
    explanation, tables, _ = squeezed(text).partition(FIRST_TABLE)
    assert tables
    assert explanation == published()


def test_text_of_the_sample_is_the_published_text() -> None:
    report = complete_report(*sample(), edition("xinjiang_2023"))
    assert_is_as_published(to_text(report.document))


def test_narrative_asks_for_exactly_the_reasons_given() -> None:
    figures, scorecards = sample()
    report = complete_report(figures, scorecards, edition("xinjiang_2023"))
    assert {asked.key for asked in report.asked} == set(figures.reasons)


@pytest.mark.django_db
def test_text_read_from_the_database_is_the_published_text() -> None:
    assert_is_as_published(to_text(final_report(load()).document))


def paragraphs(account: FinalAccount) -> dict[tuple[str, int], str]:
    """Every paragraph by the heading it stands under, and every part that is a table by its key."""
    texts: dict[tuple[str, int], str] = {}
    heading = ""
    for part in final_report(account).document.parts:
        if part.style in ("table", "scorecard"):
            texts[part.key, 0] = part_text(part)
        for position, block in enumerate(part.blocks):
            if isinstance(block, Heading):
                heading = block.text
            if isinstance(block, Paragraph):
                texts[heading, position] = block.text
    return texts


def changed_by(account: FinalAccount, before: dict[tuple[str, int], str]) -> list[str]:
    after = paragraphs(account)
    assert after.keys() == before.keys()
    return [place for (place, position), text in before.items() if after[place, position] != text]


@pytest.mark.django_db
def test_one_hundredth_more_reception_moves_only_what_depends_on_it() -> None:
    account = load()
    before = paragraphs(account)
    row = ThreePublicItem.objects.get(account=account, item="official_reception")
    assert row.actual is not None
    row.actual += Decimal(100)
    row.save()
    assert changed_by(account, before) == [
        *["七、财政拨款“三公”经费支出决算情况说明"] * 3,  # the sum and its shares; 公务接待费; 与全年预算相比
        "table-t7",
    ]


@pytest.mark.django_db
def test_one_hundredth_more_expenditure_moves_only_what_depends_on_it() -> None:
    account = load()
    before = paragraphs(account)
    row = ExpenditureLine.objects.get(account=account, item_code="2080106", fund="general_public_budget")
    row.project += Decimal(100)
    row.save()
    assert changed_by(account, before) == [
        "一、收入支出决算总体情况说明",
        "三、支出决算情况说明",
        "四、财政拨款收入支出决算总体情况说明",
        "四、财政拨款收入支出决算总体情况说明",
        "（一）一般公共预算财政拨款支出决算总体情况",
        "（二）一般公共预算财政拨款支出决算结构情况",
        "（三）一般公共预算财政拨款支出决算具体情况",
        *(f"table-t{number}" for number in (1, 3, 4, 5)),
    ]
