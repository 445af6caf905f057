"""Probes for whoever keeps the site up: public, and they say nothing a stranger could use."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.health import readiness
from operations.metrics import metrics
from units.sign_in.sessions import for_everybody


@for_everybody
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@for_everybody
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Whether requests should be sent here: 200, or 503 with the part that does not work."""
    found = readiness()
    words = {name: "ok" if works else "failed" for name, works in found.items()}
    return JsonResponse(words, status=200 if all(found.values()) else 503)


@for_everybody
@never_cache
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """For the holder of METRICS_TOKEN; without one set, the address is not there."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(metrics(), content_type="text/plain; version=0.0.4")
