"""Reading a printed file back."""

import io
import re
from typing import Any

import pdfplumber

MM = 72 / 25.4


def pages_of(content: bytes) -> list[Any]:
    """The pages, with words, characters and lines where they stand."""
    return list(pdfplumber.open(io.BytesIO(content)).pages)


def bare(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s", "", text)


def page_number(page: Any) -> tuple[int, float] | None:
    """The number at the foot, and where its dash begins (points from the left)."""
    words = [word for word in page.extract_words() if word["bottom"] > page.height - 30 * MM]
    if len(words) < 3 or words[-3]["text"] != "—" or words[-1]["text"] != "—":
        return None
    return int(words[-2]["text"]), float(words[-3]["x0"])


def body_lines(page: Any) -> list[Any]:
    """The lines of a page without its number."""
    foot = page.height - (30 if page.height > page.width else 18) * MM
    return [line for line in page.extract_text_lines() if line["bottom"] < foot]
