"""The settings under test with files on a disk: what commands see that run in a process of their own."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import STORAGES

STORAGES = STORAGES | {
    "publications": {
        "BACKEND": "publication.storage.ContentFolder",
        "OPTIONS": {"location": os.environ["PUBLICATIONS_ROOT"]},
    }
}
