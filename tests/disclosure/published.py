"""The report of 昌吉回族自治州公共就业服务中心 as published, for comparisons without white space."""

from functools import cache
from pathlib import Path

from disclosure.samples.changji_2023 import changji_2023
from finance.figures import Figures
from performance.scorecards import Scorecards

PUBLISHED = Path(__file__).parent.parent / "goldens" / "changji_2023_published.txt"


@cache
def sample() -> tuple[Figures, Scorecards]:
    return changji_2023()


@cache
def published() -> str:
    """The published text, white space removed."""
    return squeezed(PUBLISHED.read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())
