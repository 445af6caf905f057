"""How the public site answers: to everybody, without a session, cacheable, and only anew when something changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from units.sign_in.sessions import for_everybody

type View = Callable[..., HttpResponseBase]

MINUTE, DAY = 60, 86_400
_SAFE = ("GET", "HEAD", "OPTIONS")


def public(*, max_age: int = MINUTE, posts: bool = False, is_open: bool = False) -> Callable[[View], View]:
    """A view of the public site. It must not look at who asks. `posts`: takes a form, which changes nothing here;
    `is_open`: pages of other sites may read the answer (CORS)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            allowed = (*_SAFE, "POST") if posts else _SAFE
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
            else:
                response = _unless_known(request, _found(view, request, *args, **kwargs))
            if request.method == "POST":
                patch_cache_control(response, no_store=True)
            elif not response.has_header("Cache-Control"):
                patch_cache_control(response, public=True, max_age=max_age if response.status_code < 400 else 0)
            if is_open:
                _open(response)
            return response

        return for_everybody(csrf_exempt(gzip_page(answer)))

    return decorate


def _found(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The view's answer; a page that is not there is missed in the words of the public site."""
    try:
        return view(request, *args, **kwargs)
    except Http404 as error:
        if request.path.startswith("/api/"):
            return JsonResponse({"error": str(error)}, status=404, json_dumps_params={"ensure_ascii": False})
        return render(request, "portal/not_found.html", {"why": str(error)}, status=404)


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 where the asker has what would be sent."""
    if response.status_code != 200 or request.method == "POST":
        return response
    if not response.has_header("ETag") and isinstance(response, HttpResponse):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    known = get_conditional_response(request, etag=response.get("ETag"))
    if known is None:
        return response
    known["ETag"] = response["ETag"]
    return known


def _open(response: HttpResponseBase) -> None:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
    patch_vary_headers(response, ("Accept-Encoding",))
