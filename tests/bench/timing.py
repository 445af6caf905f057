"""How the benchmarks time: warm up, run several times, quote the median."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line of the report: what, its median, and the bound it should stay under (None: no bound)."""

    name: str
    median: float  # seconds
    bound: float | None = None

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"   (bound {self.bound * 1000:,.0f} ms)"
        return f"{self.name:<58}{self.median * 1000:>10,.1f} ms{bound}"

    @property
    def is_over(self) -> bool:
        return self.bound is not None and self.median > self.bound


def median_of(name: str, call: Callable[[], object], *, runs: int = 9, bound: float | None = None) -> Measured:
    """The median of several runs after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return Measured(name, statistics.median(times), bound)
