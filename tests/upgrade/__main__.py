"""python -m tests.upgrade NAME: a new database, filled with invented data, written to dumps/NAME.json.gz.

Run at each release, before its tag: it is what the next version must bring up to date (docs/operations.md)."""

import importlib
import os
import sys
import tempfile

import django


def main() -> int:
    (name,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/filled.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        # Only now: models want settings.
        return int(importlib.import_module("tests.upgrade.dumping").make(name))


if __name__ == "__main__":
    sys.exit(main())
