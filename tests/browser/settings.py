"""The settings of the served site: those under test, static files taken from where they are kept."""

from tests.settings import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
