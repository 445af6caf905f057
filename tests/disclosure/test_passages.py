"""The document cut into passages, and what differs between two states of it: exactly what was changed, nothing more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.differences import differences
from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.parts import Block, Document, Heading, ListBlock, Paragraph, Part, Run, TableBlock
from disclosure.passages import (
    Passage,
    PassageKind,
    digest_of,
    passages_of,
    passages_text,
    read_passages,
)
from finance.figures import Figures
from finance.lines import IncomeAmounts, IncomeLine
from performance.scorecards import Scorecards
from tests.disclosure.published import sample, squeezed


def passages(figures: Figures, cards: Scorecards, slug: str = "xinjiang_2023") -> tuple[Passage, ...]:
    return passages_of(write_report(figures, cards, edition(slug)).document)


@pytest.fixture(scope="module")
def whole() -> tuple[Passage, ...]:
    return passages(*sample())


def one_part(*paragraphs: str, title: str = "一、总体情况") -> tuple[Passage, ...]:
    said = [Paragraph((Run(text),), f"s1-{n}") for n, text in enumerate(paragraphs, 1)]
    blocks: tuple[Block, ...] = (Heading(2, title, "s1"), *said)
    return passages_of(Document("决算", "某单位", 2023, (Part("part-1", "说明", blocks),)))


def test_passages_say_all_that_the_document_says(whole: tuple[Passage, ...]) -> None:
    """Nothing printed is left out: what no reviewer sees nobody approves."""
    document = write_report(*sample(), edition("xinjiang_2023")).document
    said = squeezed("".join(line.text for passage in whole for line in passage.lines))
    for part in document.parts:
        for block in part.blocks:
            match block:
                case Paragraph():
                    assert squeezed(block.text) in said
                case ListBlock():
                    assert all(squeezed(run.text) in said for row in block.rows for run in row)
                case TableBlock():
                    texts = {line.text for passage in whole if passage.key == part.key for line in passage.lines}
                    for row in block.grid.body:
                        wanted = {cell.text.replace("\n", "").strip() for cell in row.cells if cell.kind != "ordinal"}
                        assert wanted - {""} <= texts, part.key


def test_keys_are_known_once(whole: tuple[Passage, ...]) -> None:
    assert len({passage.key for passage in whole}) == len(whole)
    for passage in whole:
        keys = [line.key for line in passage.lines]
        assert len(keys) == len(set(keys)), passage.key


def test_sentences_know_their_figures(whole: tuple[Passage, ...]) -> None:
    income = next(passage for passage in whole if passage.key == "02_income")
    assert income.lines[0].text.startswith("本年收入716.46万元")
    assert set(income.lines[0].figures) == {"income.total", "income.fiscal_appropriation"}
    assert "income.operating" not in income.lines[0].figures


def test_a_cell_is_labelled_by_its_row_and_column(whole: tuple[Passage, ...]) -> None:
    table = next(passage for passage in whole if passage.key == "table-t3")
    cell = next(line for line in table.lines if line.key == "expenditure.2080101.basic")
    assert cell.label == "行政运行 · 基本支出"


def test_text_and_passages_are_inverse(whole: tuple[Passage, ...]) -> None:
    assert read_passages(passages_text(whole)) == whole
    assert digest_of(read_passages(passages_text(whole))) == digest_of(whole)


def test_a_sentence_that_changed_is_one_difference() -> None:
    old = one_part("收入一百元。支出二百元。", "没有其他事项。")
    new = one_part("收入一百元。支出三百元。", "没有其他事项。")
    (found,) = differences(old, new)
    assert (found.passage, found.kind, found.old, found.new) == ("s1", PassageKind.TEXT, "支出二百元。", "支出三百元。")


def test_a_sentence_put_in_front_moves_no_other() -> None:
    old = one_part("收入一百元。", "支出二百元。")
    new = one_part("总的情况是：", "收入一百元。", "支出二百元。")
    assert [(x.old, x.new) for x in differences(old, new)] == [("", "总的情况是：")]
    assert [(x.old, x.new) for x in differences(new, old)] == [("总的情况是：", "")]


def test_a_new_title_and_a_passage_that_came_or_went_are_told() -> None:
    old, new = one_part("甲。"), one_part("甲。", title="一、总体")
    assert [(x.key, x.old, x.new) for x in differences(old, new)] == [("title", "一、总体情况", "一、总体")]
    assert [(x.old, x.new) for x in differences((), new)] == [("", "甲。")]
    assert [(x.old, x.new) for x in differences(new, ())] == [("甲。", "")]


def test_the_same_document_has_no_differences(whole: tuple[Passage, ...]) -> None:
    assert differences(whole, passages(*sample())) == ()


def test_a_row_put_between_others_changes_its_own_cells_and_the_sums(whole: tuple[Passage, ...]) -> None:
    """0.01 万元 more under a code that was not there: its rows come, sums move, no other cell is named."""
    figures, cards = sample()
    line = IncomeLine("2010699", IncomeAmounts(other=Decimal("100.00")))
    found = differences(whole, passages(replace(figures, income_lines=(*figures.income_lines, line)), cards))
    in_table = [x for x in found if x.passage == "table-t2"]
    new = [x for x in in_table if not x.old]
    assert {x.new for x in new if x.key.startswith("words/")} == {"2010699", "其他财政事务支出"}
    assert all("2010699" in x.key for x in new if not x.key.startswith("words/"))
    moved = {x.key: (x.old, x.new) for x in in_table if x.old}
    assert moved["income.20106.other"] == ("0.00", "0.01")
    assert set(moved) <= {f"income{code}.{column}" for code in ("", ".201", ".20106") for column in ("other", "total")}
