"""From a page's blocks, which are data, to what its template shows, and to the totals a save moves."""

from dataclasses import dataclass
from typing import Any

from disclosure.entry.grids import fixed_view, lines_view, totals_of
from disclosure.entry.pages import ENTRY_PAGES
from disclosure.entry.screen import Control, Screen
from finance.blocks import Block, Fields, Fixed, Lines, Page


@dataclass(frozen=True)
class SumView:
    """A total beside the boxes."""

    label: str
    figure: str
    text: str
    is_main: bool


@dataclass(frozen=True)
class FieldsView:
    """Boxes below one another."""

    title: str
    intro: str
    template: str
    controls: tuple[Control, ...]
    sums: tuple[SumView, ...]
    unit: str


def view_of(block: Block, screen: Screen) -> Any:
    """What the block's template shows as `block`."""
    match block:
        case Fields():
            return _fields(block, screen)
        case Lines():
            return lines_view(block, screen)
        case Fixed():
            return fixed_view(block, screen)
    raise TypeError(block)


def _fields(block: Fields, screen: Screen) -> FieldsView:
    controls = []
    for box in block.boxes:
        control = screen.control(box.cell, label=box.text, help_text=box.help, unit=box.unit)
        controls.append(control)
    sums = tuple(
        SumView(s.label, s.figure, screen.total(s.figure, is_amount=s.is_amount), s.is_main) for s in block.sums
    )
    return FieldsView(block.title, block.intro, block.template, tuple(controls), sums, screen.unit.label)


def totals_after(sections: set[str], screen: Screen) -> dict[str, str]:
    """Every total on the pages that show these sections, printed."""
    totals: dict[str, str] = {}
    for page in ENTRY_PAGES:
        if sections.isdisjoint(sections_of(page)):
            continue
        for block in page.blocks:
            match block:
                case Fields():
                    totals |= {s.figure: screen.total(s.figure, is_amount=s.is_amount) for s in block.sums}
                case Lines() | Fixed():
                    totals |= totals_of(block, screen)
    return totals


def sections_of(page: Page) -> set[str]:
    """The sections a page types into."""
    found = set()
    for block in page.blocks:
        match block:
            case Fields():
                found |= {box.cell.split("/")[0] for box in block.boxes}
            case Lines() | Fixed():
                found.add(block.section)
    return found
