"""密码单: one-time passwords to be printed and handed over. They are shown this once and stand nowhere else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from units.models import User


def slips(request: HttpRequest, given: list[tuple[User, str]]) -> HttpResponse:
    address = request.build_absolute_uri(reverse("login"))
    return render(request, "administration/slips.html", {"given": given, "address": address})
