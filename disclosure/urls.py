"""Addresses of the report pages."""

from django.urls import include, path

from disclosure import views
from disclosure.exports.formats import FORMATS

urlpatterns = [
    path("", include("disclosure.intake.urls")),  # before the entry pages, whose addresses are any word
    path("", include("disclosure.entry.urls")),
    path("desk/accounts/", views.AccountList.as_view(), name="account_list"),
    path("reports/<slug:unit_code>/<int:fiscal_year>/", views.account_page, name="account"),
    *(
        path(
            f"reports/<slug:unit_code>/<int:fiscal_year>/{key}/",
            views.download,
            {"format_key": key},
            name=f"account_{key}",
        )
        for key, format in FORMATS.items()
        if format.is_offered
    ),
]
