"""Change one amount by 0.01 万元 in the database: exactly what depends on it changes in print."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db.models import F

from disclosure.parts import Document, Paragraph, TableBlock
from disclosure.reports import draft_report
from finance.models import EconomicLine, FinalAccount, IncomeLine, ThreePublicItem

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("changji_once"),
    pytest.mark.only_on("sqlite", "what is printed of an account, once it is read"),
]
HUNDREDTH_OF_WAN = Decimal("100.00")


@pytest.fixture
def account(changji_once: Callable[[], FinalAccount]) -> FinalAccount:
    return changji_once()


def printed(document: Document) -> Iterator[tuple[str, str, str]]:
    """(place, figure, text) of everything printed, text between the figures too."""
    for part in document.parts:
        for position, block in enumerate(part.blocks):
            place = f"{part.key}/{position}"
            if isinstance(block, Paragraph):
                yield from ((f"{place}/{n}", run.figure, run.text) for n, run in enumerate(block.runs))
            elif isinstance(block, TableBlock):
                rows = (*block.grid.header, *block.grid.body)
                for number, row in enumerate(rows):
                    yield from ((f"{place}/{number}/{n}", c.figure, c.text) for n, c in enumerate(row.cells))


def changed(before: Document, after: Document) -> dict[str, set[tuple[str, str, str]]]:
    """part → (figure, old text, new text) of every place whose text is no longer the same."""
    old = {place: (figure, text) for place, figure, text in printed(before)}
    new = {place: (figure, text) for place, figure, text in printed(after)}
    assert old.keys() == new.keys(), "the change moved a paragraph or a row"
    changes: dict[str, set[tuple[str, str, str]]] = {}
    for place, (figure, text) in old.items():
        if new[place] != (figure, text):
            changes.setdefault(place.split("/")[0], set()).add((figure, text, new[place][1]))
    return changes


def test_reception_rises_by_a_hundredth_of_wan(account: FinalAccount) -> None:
    before = draft_report(account).document
    ThreePublicItem.objects.filter(item="official_reception").update(actual=F("actual") + HUNDREDTH_OF_WAN)
    assert changed(before, draft_report(account).document) == {
        "part-2-1": {
            ("three_public.total", "4.82", "4.83"),
            ("three_public.total.previous", "3.14", "3.13"),
            ("three_public.total.previous", "39.45%", "39.32%"),
            ("three_public.vehicles", "92.53%", "92.34%"),
            ("three_public.official_reception", "0.36", "0.37"),
            ("three_public.official_reception", "7.47%", "7.66%"),
            ("three_public.official_reception.previous", "0.06", "0.07"),
            ("three_public.official_reception.previous", "20.00%", "23.33%"),
            ("three_public.total.adjusted_budget", "0.00%", "0.21%"),
            ("three_public.official_reception.adjusted_budget", "0.00%", "2.78%"),
        },
        "table-t7": {
            ("three_public.total", "4.82", "4.83"),
            ("three_public.official_reception", "0.36", "0.37"),
        },
    }


def test_other_income_of_one_item_rises_by_a_hundredth_of_wan(account: FinalAccount) -> None:
    before = draft_report(account).document
    line = IncomeLine.objects.filter(other__gt=0).first()
    assert line is not None
    IncomeLine.objects.filter(pk=line.pk).update(other=F("other") + HUNDREDTH_OF_WAN)
    changes = changed(before, draft_report(account).document)
    assert changes["part-2-1"] == {
        ("income_grand_total", "724.95", "724.96"),
        ("income.total", "716.46", "716.47"),
        ("income_grand_total.previous", "136.32", "136.33"),
        ("income.other", "96.11", "96.12"),
        ("income.other", "13.41%", "13.42%"),
        ("income.fiscal_appropriation", "86.59%", "86.58%"),
    }
    assert changes["table-t1"] == {
        ("income_grand_total", "724.95", "724.96"),
        ("income.total", "716.46", "716.47"),
        ("income.other", "96.11", "96.12"),
    }
    code = line.item_code
    assert {figure for figure, _, _ in changes["table-t2"]} == {
        "income.total",
        "income.other",
        *(f"income.{code[:length]}.{column}" for length in (3, 5, 7) for column in ("total", "other")),
    }
    assert changes.keys() == {"part-2-1", "table-t1", "table-t2"}


def test_a_reason_changes_its_own_sentence_only(account: FinalAccount) -> None:
    before = draft_report(account).document
    account.reasons.filter(figure="agency_operating_costs.previous").update(text="本年度会议增加")
    (changes,) = changed(before, draft_report(account).document).values()
    assert {(figure, new) for figure, _, new in changes} == {
        ("reasons.agency_operating_costs.previous", "本年度会议增加")
    }


def test_an_economic_line_below_the_rounding_changes_nothing_printed_but_its_sums(account: FinalAccount) -> None:
    """元 are kept: 0.01 元 more moves no printed 万元 unless it crosses a half."""
    before = draft_report(account).document
    line = EconomicLine.objects.get(economic_code="30201")
    EconomicLine.objects.filter(pk=line.pk).update(amount=F("amount") + Decimal("0.01"))
    assert changed(before, draft_report(account).document) == {}
