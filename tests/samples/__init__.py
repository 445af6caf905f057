"""Invented accounts, whole Figures built in code: one for each circumstance a report must survive."""

from tests.samples.all_funds import all_funds
from tests.samples.everything_fell import everything_fell
from tests.samples.first_year import first_year
from tests.samples.large import large, large_scorecards
from tests.samples.no_offices import no_offices
from tests.samples.zero import zero

SAMPLES = {
    "all_funds": all_funds,
    "everything_fell": everything_fell,
    "first_year": first_year,
    "large": large,
    "no_offices": no_offices,
    "zero": zero,
}

__all__ = [
    "SAMPLES",
    "all_funds",
    "everything_fell",
    "first_year",
    "large",
    "large_scorecards",
    "no_offices",
    "zero",
]
