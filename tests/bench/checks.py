"""The checks: all findings of the sample, and of 200 项 with 60 projects (pure; the report is written beforehand)."""

from collections.abc import Iterator
from dataclasses import replace

from disclosure.document import write_report
from disclosure.editions import edition
from disclosure.findings import findings_of
from disclosure.samples.changji_2023 import changji_2023
from tests.bench.timing import Measured, median_of
from tests.samples import large, large_scorecards


def measure() -> Iterator[Measured]:
    """Medians; replace() makes Figures anew, so that no sum is remembered from the run before."""
    xinjiang = edition("xinjiang_2023")
    for name, figures, cards, bound in (
        ("Changji: all checks", *changji_2023(), 0.100),
        ("200 项, 60 projects: all checks", large(), large_scorecards(), 0.500),
    ):
        report = write_report(figures, cards, xinjiang)
        yield median_of(
            name,
            lambda f=figures, c=cards, r=report: findings_of(replace(f), c, r),  # type: ignore[misc]
            runs=15,
            bound=bound,
        )
