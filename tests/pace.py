"""How fast this machine is just now: a bound in seconds holds for a machine of usual speed, and some days it is not."""

import resource
import time

_USUAL = 0.025  # seconds of processor time for the sum below, on the two cores the bounds were set on
_TERMS = 300_000


def computed() -> float:
    """Seconds of processor time that this process and those it waited for have used so far."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def slowness() -> float:
    """How many times slower than usual; never less than 1, so that a fast machine loosens and tightens nothing."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        sum(number * number for number in range(_TERMS))
        spent.append(time.process_time() - start)
    return max(1.0, sorted(spent)[1] / _USUAL)
