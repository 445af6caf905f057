"""字体: the font files a document needs, and what is missing of them."""

import re

from weasyprint.text.ffi import harfbuzz_subset

from disclosure.pdf import FOLDER

FONT_STYLE = FOLDER / "fonts.css"


def missing_fonts() -> tuple[str, ...]:
    """The font files that fonts.css names and that are not there."""
    names = re.findall(r'url\("([^"]+)"\)', FONT_STYLE.read_text("utf-8"))
    return tuple(name for name in names if not (FOLDER / name).is_file())


def can_subset() -> bool:
    """Whether libharfbuzz-subset is there; without it WeasyPrint takes four times the time and memory."""
    return harfbuzz_subset is not None
