"""Addresses of the report pages."""

from django.urls import include, path

from disclosure import views

urlpatterns = [
    path("", include("disclosure.entry.urls")),
    path("", views.AccountList.as_view(), name="account_list"),
    path("reports/<slug:unit_code>/<int:fiscal_year>/", views.account_page, name="account"),
    path("reports/<slug:unit_code>/<int:fiscal_year>/pdf/", views.account_pdf, name="account_pdf"),
]
