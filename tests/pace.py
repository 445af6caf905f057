"""How fast this machine is just now: a bound in seconds holds for a machine of usual speed, and some days it is not."""

import time

_USUAL = 0.025  # seconds of processor time for the sum below, on the two cores the bounds were set on
_TERMS = 300_000


def slowness() -> float:
    """How many times slower than usual; never less than 1, so that a fast machine loosens and tightens nothing."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        sum(number * number for number in range(_TERMS))
        spent.append(time.process_time() - start)
    return max(1.0, sorted(spent)[1] / _USUAL)
