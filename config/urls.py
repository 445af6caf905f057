"""Addresses: sign-in, the administration, and each app's own pages."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("", include("operations.urls")),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
    path("", include("portal.urls")),
    path("", include("disclosure.urls")),
    path("", include("review.urls")),
    path("", include("publication.urls")),
]
