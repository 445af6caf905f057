"""The whole text of every invented account in every edition, held as a golden: read the diff when one changes."""

from collections.abc import Callable

import pytest

from disclosure.document import complete_report
from disclosure.editions import available, edition
from disclosure.samples.answers import answered
from disclosure.text import to_text
from performance.scorecards import Scorecards
from tests.samples import SAMPLES


@pytest.mark.parametrize("slug", available())
@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "large"])
def test_text_of_sample(name: str, slug: str, golden: Callable[[str, str], None]) -> None:
    cards = Scorecards()
    report = complete_report(answered(SAMPLES[name](), cards, edition(slug)), cards, edition(slug))
    golden(f"{slug}/{name}.txt", to_text(report.document))
