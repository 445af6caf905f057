"""两端对齐: even right margins for Chinese text, which WeasyPrint spreads only at spaces.

The rest of a line is shared out among its characters, between any two of which one at least is Chinese: a
number or a Latin word keeps its own spacing. Characters are only moved, never changed: the text of the file
stays what it was.

This leans on WeasyPrint's insides, so it is put in place for the one version it was tested with; with any
other the text is set as WeasyPrint sets it, ragged right.
"""

import unicodedata
from itertools import pairwise
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import Layout

TESTED_VERSION = "70.0"

# A line that would need more than this between two characters (in ems) stays ragged: a long word follows it.
WIDEST_GAP = 0.5

LAST_LATIN = "\u024f"  # no gap opens inside 716.46, 13.53% or GB/T 9704
BREAK = "\u200b"  # zero-width space: a line may break there, it shows nothing
MARKS = frozenset({"Mn", "Me", "Mc", "Cf"})  # nor between a character and what belongs on it

_stock_justify_line = inline.justify_line


def install() -> bool:
    """Puts the even margins in place; False with a version of WeasyPrint that they were not tested with."""
    if weasyprint.VERSION != TESTED_VERSION:
        return False
    inline.justify_line = justify_line
    return True


def justify_line(context: Any, line: Any, rest: float) -> None:
    """Shares the rest of a line (CSS pixels) out among its characters, in place of WeasyPrint's function."""
    texts = _texts(line)
    if texts is None:
        _stock_justify_line(context, line, rest)
        return
    places = gaps("".join(box.text for box in texts))
    if not places or rest / len(places) > WIDEST_GAP * line.style["font_size"]:
        _stock_justify_line(context, line, rest)
        return
    _spread(line, iter(_by_box(texts, places)), rest / len(places), 0)


def gaps(text: str) -> list[int]:
    """The characters after which a line may open, by position."""
    text = text.rstrip(BREAK)
    pairs = enumerate(pairwise(text))
    return [position for position, (left, right) in pairs if _may_open(left, right)]


def _may_open(left: str, right: str) -> bool:
    if left == BREAK:
        return False  # what stands before it has opened
    return right == BREAK or (max(left, right) > LAST_LATIN and unicodedata.category(right) not in MARKS)


def _texts(line: Any) -> list[Any] | None:
    """The text boxes of a line in order, or None where something else stands in it."""
    found = []
    for box in line.children:
        if isinstance(box, boxes.TextBox):
            found.append(box)
        elif isinstance(box, boxes.InlineBox) and (inner := _texts(box)) is not None:
            found += inner
        else:
            return None
    return found


def _by_box(texts: list[Any], places: list[int]) -> list[list[int]]:
    """The places of a line as offsets into each box's UTF-8 text, which is how Pango counts."""
    wanted, position, found = set(places), 0, []
    for box in texts:
        offsets, offset = [], 0
        for character in box.text:
            if position in wanted:
                offsets.append(offset)
            offset += len(character.encode())
            position += 1
        found.append(offsets)
    return found


def _spread(box: Any, places: Any, gap: float, shift: float) -> float:
    """Moves a box and widens the texts in it; returns the shift of what follows."""
    box.position_x += shift
    if isinstance(box, boxes.TextBox):
        offsets = next(places)
        box.pango_layout = SpreadLayout(box.pango_layout, box.text, dict.fromkeys(offsets, gap))
        width = gap * len(offsets)
        box.width += width
        return shift + width
    before = shift
    for child in box.children:
        shift = _spread(child, places, gap, shift)
    box.width += shift - before
    return shift


class SpreadLayout(Layout):  # type: ignore[misc]  # WeasyPrint is not typed
    """The text of one box on one line, with an extra advance (CSS pixels) after some of its characters.

    Made from a layout that sleeps, as all do between measuring and drawing; it wakes when it is drawn.
    """

    def __init__(self, asleep: Layout, text: str, extra: dict[int, float]) -> None:
        self.__dict__.update(asleep.__dict__)
        self.text = text
        self.extra = extra

    def setup(self, style: Any) -> None:
        """A new Pango layout, not yet spread."""
        self.is_spread = False
        super().setup(style)

    def get_first_line(self) -> tuple[Any, int | None]:
        """The line as Pango shaped it, then widened, once."""
        line, index = super().get_first_line()
        if not self.is_spread:
            self.is_spread = True
            run = line.runs[0]
            while run != ffi.NULL:
                self._widen(run.data)
                run = run.next
        return line, index

    def _widen(self, run: Any) -> None:
        glyphs, start = run.glyphs, run.item.offset
        for position in range(glyphs.num_glyphs):
            cluster = glyphs.log_clusters[position]
            is_last = position + 1 == glyphs.num_glyphs or glyphs.log_clusters[position + 1] != cluster
            if is_last and (extra := self.extra.get(start + cluster)):
                glyphs.glyphs[position].geometry.width += int(extra * TO_UNITS)
