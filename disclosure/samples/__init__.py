"""Whole reports as entered data, by the name that `manage.py sample` takes. Pure."""

from collections.abc import Callable, Mapping

from disclosure.samples.changji_2023 import changji_2023
from finance.figures import Figures
from performance.scorecards import Scorecards

SAMPLES: Mapping[str, Callable[[], tuple[Figures, Scorecards]]] = {"changji_2023": changji_2023}
