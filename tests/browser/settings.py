"""The settings of the served site: those under test, static files taken from where they are kept, published files from
the folder that the tests put them in."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import STORAGES

WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {
    "publications": {
        "BACKEND": "publication.storage.ContentFolder",
        "OPTIONS": {"location": os.environ["PUBLISHED_FOR_TESTS"]},
    }
}
