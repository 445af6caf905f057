"""A number with a source is offered as a live link; what the offer writes prints the source's value."""

from dataclasses import replace

from disclosure.samples.changji_2023 import changji_2023
from performance.link_offers import LinkOffer, link_offers
from performance.live_links import LinkSource, expand
from performance.scorecards import Scorecards


def offers(scorecards: Scorecards) -> dict[tuple[str, str], LinkOffer]:
    figures, _ = changji_2023()
    return {(offer.figure, offer.quoted): offer for offer in link_offers(figures, scorecards)}


def test_number_that_drifted_is_offered_with_its_indicator() -> None:
    _, cards = changji_2023()
    offer = offers(cards)["scorecards.projects.2.result", "735人"]
    assert offer.target == "scorecards.projects.2.indicators.2.achieved"
    assert "735" not in offer.linked
    assert offer.linked.replace("{指标:求职登记、职业指导}", "735人") == offer.text


def test_rate_quoted_in_the_overall_card_is_offered_with_the_cards_rate() -> None:
    figures, cards = changji_2023()
    offer = offers(cards)["scorecards.overall.result", "99.86%"]
    source = LinkSource(figures, cards, "scorecards.overall", cards.overall)
    assert "总预算执行率为98.55%" in expand(offer.linked, source)


def test_link_is_not_offered_again() -> None:
    _, cards = changji_2023()
    card = cards.projects[1]
    linked = replace(card, result=offers(cards)["scorecards.projects.2.result", "735人"].linked)
    projects = (cards.projects[0], linked, *cards.projects[2:])
    left = offers(replace(cards, projects=projects))
    assert ("scorecards.projects.2.result", "735人") not in left
    assert all("指标:" not in offer.quoted for offer in left.values())
    assert ("scorecards.projects.2.result", "20000份") in left


def test_every_offer_changes_one_number_only() -> None:
    figures, cards = changji_2023()
    for offer in link_offers(figures, cards):
        before, _, after = offer.linked.partition("{")
        assert offer.text.startswith(before + offer.quoted)
        assert offer.text.endswith(after.partition("}")[2])
