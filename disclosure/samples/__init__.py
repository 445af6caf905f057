"""Whole reports as entered data, by the name that `manage.py sample` takes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from disclosure.samples.changji_2023 import changji_2023
from disclosure.samples.putuo_finance_2024 import putuo_finance_2024
from finance.figures import Figures
from performance.scorecards import Scorecards


@dataclass(frozen=True)
class Sample:
    """A report to load: its data, the edition it is written in and the unit's 行政区划."""

    build: Callable[[], tuple[Figures, Scorecards]]
    edition: str
    region: str


SAMPLES: Mapping[str, Sample] = {
    "changji_2023": Sample(changji_2023, "xinjiang_2023", "新疆维吾尔自治区昌吉回族自治州"),
    "putuo_finance_2024": Sample(putuo_finance_2024, "shanghai_2024_putuo", "上海市普陀区"),
}
