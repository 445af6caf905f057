"""python -m tests.fuzz_intake [FILES [FIRST_SEED]]: mutated workbooks and packages handed in; prints what became of
them. Exits 1 if one was answered otherwise than by a message, in time, all or nothing."""

import logging
import os
import resource
import sys
import time
from collections import Counter

import django

FILES = 5000


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    # What needs the settings comes after them.
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from disclosure.intake import opening  # noqa: PLC0415
    from tests.fuzz_intake.forking import Forking  # noqa: PLC0415
    from tests.fuzz_intake.running import Result, Site, results  # noqa: PLC0415

    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    opening.SECONDS = 100  # a machine at work on other things is no fault of the file; its seconds of computing count
    opening.subprocess = Forking()  # type: ignore[assignment, attr-defined]
    logging.disable(logging.ERROR)  # every refused file is a warning of its own
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    became: Counter[str] = Counter()
    most, longest, broken, start = 0.0, 0.0, 0, time.perf_counter()
    for number, result in enumerate(results(Site(), range(first, first + files)), 1):
        if isinstance(result, Result):
            became[f"{result.case.kind}: {result.became}"] += 1
            most, longest = max(most, result.computing), max(longest, result.waiting)
        else:
            case, error = result
            broken += 1
            print(
                f"seed {case.seed} ({case.kind}, {len(case.content)} bytes): {type(error).__name__}: {error}",
                flush=True,
            )
        if number % 100 == 0:
            print(f"{number} files, {time.perf_counter() - start:.0f} s", flush=True)
    for words, count in sorted(became.items()):
        print(f"{words:<30}{count:>6}")
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{files} files, {broken} broken; at most {most:.1f} s of computing, {longest:.1f} s of waiting")
    print(f"memory {ours:.0f} MB, children {children:.0f} MB")
    return 1 if broken or files < 1 else 0


if __name__ == "__main__":
    sys.exit(main())
