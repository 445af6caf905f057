"""页码: page numbers, put on pages that were laid out before anyone knew their place in the document."""

import copy

from weasyprint import Page
from weasyprint.formatting_structure import boxes

from disclosure.pdf.engine import Engine
from finance.tables.grid import Orientation

_BATCH = 60  # laid out at once: more than a common report needs


class PageNumbers:
    """The margin boxes that carry — 1 —, — 2 — …, made once and kept."""

    def __init__(self) -> None:
        self._margins: dict[Orientation, list[list[boxes.MarginBox]]] = {}

    def put(self, engine: Engine, page: Page, number: int, orientation: Orientation) -> Page:
        """A copy of the page that carries its number; the page itself stays as it was."""
        margins = self._margins.get(orientation, [])
        if number > len(margins):
            margins = self._margins[orientation] = _margins(engine, orientation, number + _BATCH)
        numbered = copy.copy(page)
        content = [box for box in page._page_box.children if not isinstance(box, boxes.MarginBox)]
        numbered._page_box = page._page_box.copy_with_children([*content, *margins[number - 1]])
        return numbered


def _margins(engine: Engine, orientation: Orientation, count: int) -> list[list[boxes.MarginBox]]:
    empty = "<p></p>" * count
    html = f'<html lang="zh-CN"><body class="{orientation.value}">{empty}</body></html>'
    pages = engine.number_pages(html)
    return [[box for box in page._page_box.children if isinstance(box, boxes.MarginBox)] for page in pages]
