"""What a test wants of the machine and does not find: it says so where nobody overlooks it."""

import os
from typing import NoReturn

import pytest

# A skip whose reason begins so is shown once more, loudly, at the end of the run.
LOUD = "NOT TESTED"


def not_tested(what: str, packages: str) -> NoReturn:
    """Skips, saying how to get it; fails where everything must be there: with CI in the environment."""
    reason = f"{LOUD} {what}: apt-get install {packages}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
