"""Addresses: sign-in, the administration, and each app's own pages."""

from django.contrib import admin
from django.urls import include, path

handler500 = "operations.refusals.server_error"

urlpatterns = [
    path("", include("operations.urls")),
    path("", include("units.urls")),
    path("admin/", admin.site.urls),
    path("", include("portal.urls")),
    path("", include("disclosure.urls")),
    path("", include("review.urls")),
    path("", include("publication.urls")),
]
