"""Thousands of broken files are for `python -m tests.fuzz_intake`; these few are for every run."""

import pytest

from tests.fuzz_intake import sources
from tests.fuzz_intake.running import Result, Site, case_of, results

pytestmark = pytest.mark.django_db
# One of each kind and some that once broke something: 245 a name too long for a folder, 41 a row far below, 544 an
# amount too large to be rounded.
SEEDS = (*range(8), 41, 245, 544)


def test_mutated_files_get_a_message_and_are_taken_whole_or_not_at_all() -> None:
    site = Site()
    found = [result for seed in SEEDS for result in results(site, range(seed, seed + 1))]
    assert [str(result[1]) for result in found if not isinstance(result, Result)] == []
    assert {result.became for result in found if isinstance(result, Result)} >= {"refused", "taken"}


def test_same_seed_is_the_same_file() -> None:
    own = sources.xlsx()[0]
    assert [case_of(seed, own) for seed in range(16)] == [case_of(seed, own) for seed in range(16)]
