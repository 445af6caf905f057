"""What nobody has filled in is marked where it would print, listed once, and never becomes a final document."""

from dataclasses import replace

import pytest

from disclosure.document import IncompleteReport, complete_report, write_report
from disclosure.editions import edition
from disclosure.samples.changji_2023 import changji_2023
from disclosure.text import to_text
from finance.figures import Figures

XINJIANG = edition("xinjiang_2023")


def with_missing(*names: str) -> Figures:
    figures, _ = changji_2023()
    return replace(figures, missing=frozenset(names))


def gaps(figures: Figures) -> list[tuple[str, str]]:
    return list(write_report(figures, changji_2023()[1], XINJIANG).gap_labels)


def test_complete_sample_has_no_gap() -> None:
    assert gaps(changji_2023()[0]) == []


def test_missing_staff_is_marked_where_it_prints() -> None:
    figures = with_missing("profile.on_duty")
    text = to_text(write_report(figures, changji_2023()[1], XINJIANG).document)
    assert "其中：在职人员【未填】人" in text
    assert gaps(figures) == [("二、机构设置及人员情况", "在职人员")]


def test_missing_last_year_total_does_not_pass_for_a_first_year() -> None:
    figures, cards = changji_2023()
    assert figures.previous is not None
    previous = replace(figures.previous, income_grand_total=None)
    figures = replace(figures, previous=previous, missing=frozenset({"previous.income_grand_total"}))
    text = to_text(write_report(figures, cards, XINJIANG).document)
    assert "收入支出总体无上年决算数可比" not in text
    assert "收入支出总体与上年相比，增加【未填】万元" in text
    with pytest.raises(IncompleteReport, match="上年"):
        complete_report(figures, cards, XINJIANG)


def test_missing_part_of_a_base_is_a_gap_where_only_the_sum_prints() -> None:
    assert [what for _, what in gaps(with_missing("previous.three_public.vehicle_running"))] == [
        "上年公务用车运行维护费"
    ]


def test_initial_budget_of_three_public_is_not_asked_where_only_the_adjusted_one_prints() -> None:
    assert gaps(with_missing("initial_budget.three_public.overseas_travel")) == []


def test_missing_reason_is_a_gap_and_not_where_nothing_changed() -> None:
    figures, cards = changji_2023()
    unexplained = replace(figures, reasons={})
    report = write_report(unexplained, cards, XINJIANG)
    required = {asked.key for asked in report.asked if asked.is_required}
    assert {gap.name for gap in report.gaps} == {f"reasons.{key}" for key in required}
    assert "three_public.overseas_travel.previous" not in required


def test_refusal_names_every_gap_in_the_clerks_words() -> None:
    figures, cards = changji_2023()
    with pytest.raises(IncompleteReport) as refused:
        complete_report(replace(figures, reasons={}), cards, XINJIANG)
    assert "一、收入支出决算总体情况说明：收入总计与上年相比的主要原因" in str(refused.value)


def test_blank_line_between_paragraphs_of_a_text_is_no_gap() -> None:
    figures, cards = changji_2023()
    texts = replace(figures.texts, other_notes="本单位无其他。\n\n特此说明。")
    report = complete_report(replace(figures, texts=texts), cards, XINJIANG)
    assert "本单位无其他。\n\n特此说明。" in to_text(report.document)


def test_change_that_prints_as_nothing_reads_as_nothing_and_needs_no_reason() -> None:
    figures, cards = changji_2023()
    assert figures.previous is not None
    nearly = replace(figures.previous, agency_operating_costs=figures.agency_operating_costs + 3)
    reasons = {key: text for key, text in figures.reasons.items() if key != "agency_operating_costs.previous"}
    report = complete_report(replace(figures, previous=nearly, reasons=reasons), cards, XINJIANG)
    assert "机关运行经费支出36.54万元，比上年增加0.00万元，增长0.00%。" in to_text(report.document)


def test_unit_without_a_name_is_a_gap_with_a_name() -> None:
    figures, cards = changji_2023()
    nameless = replace(figures, unit=replace(figures.unit, name=""))
    with pytest.raises(IncompleteReport, match="单位全称"):
        complete_report(nameless, cards, XINJIANG)
