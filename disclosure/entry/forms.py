"""From a page's blocks, which are data, to what its template shows, and to the totals a save moves."""

from typing import Any

from disclosure.entry.cards import cards_view, totals_of_cards
from disclosure.entry.fields import fields_view, sum_texts
from disclosure.entry.grids import fixed_view, lines_view, totals_of
from disclosure.entry.pages import ENTRY_PAGES
from disclosure.entry.reasons import reasons_view
from disclosure.entry.screen import Screen
from finance.blocks import Fields, Fixed, Lines, Page, Reasons
from performance.entry import Cards


def view_of(block: Any, screen: Screen) -> Any:
    """What the block's template shows as `block`."""
    match block:
        case Fields():
            return fields_view(block, screen)
        case Lines():
            return lines_view(block, screen)
        case Fixed():
            return fixed_view(block, screen)
        case Reasons():
            return reasons_view(block, screen)
        case Cards():
            return cards_view(block, screen)
    raise TypeError(block)


def totals_after(addresses: list[str], screen: Screen) -> dict[str, str]:
    """Every total on the pages and cards that show these cells, printed."""
    sections = {address.split("/")[0] for address in addresses}
    totals = totals_of_cards(screen, addresses)
    for page in ENTRY_PAGES:
        if sections.isdisjoint(sections_of(page)):
            continue
        for block in page.blocks:
            match block:
                case Fields():
                    totals |= sum_texts(block, screen)
                case Lines() | Fixed():
                    totals |= totals_of(block, screen)
    return totals


def sections_of(page: Page) -> set[str]:
    """The sections of finance that a page types into."""
    found = set()
    for block in page.blocks:
        match block:
            case Fields():
                found |= {box.cell.split("/")[0] for box in block.boxes}
            case Lines() | Fixed():
                found.add(block.section)
    return found
