"""A live link in a scorecard's words prints the figure's present value, and one that leads nowhere is a gap."""

from dataclasses import replace

from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.samples.changji_2023 import changji_2023
from disclosure.text import to_text
from performance.scorecards import Scorecards

XINJIANG = edition("xinjiang_2023")


def with_result(words: str) -> Scorecards:
    _, cards = changji_2023()
    assert cards.overall is not None
    return replace(cards, overall=replace(cards.overall, result=words))


def test_link_prints_the_present_value() -> None:
    figures, _ = changji_2023()
    cards = with_result("总预算执行率为{overall.execution_rate}，发布用工信息{指标:发布用工信息}。")
    report = write_report(figures, cards, XINJIANG)
    assert "总预算执行率为98.55%，发布用工信息25000条。" in to_text(report.document)
    assert report.gaps == ()


def test_link_that_leads_nowhere_is_a_gap_and_stays_to_be_seen() -> None:
    figures, _ = changji_2023()
    report = write_report(figures, with_result("完成{指标:没有这一个}。"), XINJIANG)
    assert "完成{指标:没有这一个}。" in to_text(report.document)
    assert [gap.name for gap in report.gaps] == ["scorecards.overall.result"]
    assert "没有这个指标" in report.gap_labels[0][1]
