"""Addresses of the pages where files are taken in."""

from django.urls import path

from disclosure.intake import views

ACCOUNT = "entry/<slug:unit_code>/<int:fiscal_year>/files/"

urlpatterns = [
    path(ACCOUNT, views.intake, name="intake"),
    path(f"{ACCOUNT}workbook/", views.issue_workbook, name="issue_workbook"),
    path(f"{ACCOUNT}<int:pk>/", views.intake_file, name="intake_file"),
    path(f"{ACCOUNT}<int:pk>/content/", views.intake_content, name="intake_content"),
]
