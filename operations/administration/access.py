"""Who may open the administrator's pages: to anybody else they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from units.administration.rules import may_administer


def administered[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For 管理员 and superusers; nothing of it stays in a cache: there are names and one-time passwords in it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_administer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
