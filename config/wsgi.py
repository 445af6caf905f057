"""What gunicorn serves: `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Every view is read now, before gunicorn makes processes of this one: else each would read them while its first
# visitor waits, some seconds.
get_resolver().url_patterns  # noqa: B018
