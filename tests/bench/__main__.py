"""python -m tests.bench [THEME …]: prints a line a measurement; exits 1 if one is over its bound."""

import importlib
import os
import resource
import sys

import django

THEMES = ("document", "checks", "exchange", "entry", "portal")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    is_over = False
    for theme in sys.argv[1:] or THEMES:
        module = importlib.import_module(f"tests.bench.{theme}")
        for measured in module.measure():
            print(measured, flush=True)
            is_over |= measured.is_over
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory':<58}{peak:>10,.1f} MB")
    return 1 if is_over else 0


if __name__ == "__main__":
    sys.exit(main())
