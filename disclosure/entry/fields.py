"""Boxes below one another, with the sums they make."""

from dataclasses import dataclass

from disclosure.entry.controls import Control
from disclosure.entry.screen import Screen
from finance.blocks import Fields


@dataclass(frozen=True)
class SumView:
    """A total beside the boxes."""

    label: str
    figure: str
    text: str
    is_main: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class FieldsView:
    """Ready to be shown."""

    title: str
    intro: str
    template: str
    controls: tuple[Control, ...]
    sums: tuple[SumView, ...]
    unit: str

    @property
    def is_idle(self) -> bool:
        """Nothing in it is printed by the account's edition."""
        return not self.controls and not self.sums


def fields_view(block: Fields, screen: Screen) -> FieldsView:
    controls = tuple(
        screen.control(box.cell, label=box.text, help_text=box.help, unit=box.unit)
        for box in block.boxes
        if screen.is_asked(box.cell)
    )
    shown = block.sums if controls or not block.boxes else ()
    texts = sum_texts(block, screen)
    sums = tuple(
        SumView(one.label, one.figure, texts[one.figure], one.is_main, screen.anchor(one.figure)) for one in shown
    )
    return FieldsView(block.title, block.intro, block.template, controls, sums, screen.unit.label)


def sum_texts(block: Fields, screen: Screen) -> dict[str, str]:
    """The sums, printed."""
    return {one.figure: screen.total(one.figure, is_amount=one.is_amount) for one in block.sums}
