"""Addresses of the entry pages."""

from django.urls import path

from disclosure.entry import api, codes, consolidation, problems, starting, views

ACCOUNT = "entry/<slug:unit_code>/<int:fiscal_year>/"

urlpatterns = [
    path("entry/start/", starting.start, name="entry_start"),
    path("entry/amount-unit/", views.amount_unit, name="entry_amount_unit"),
    path(ACCOUNT, views.entry, name="entry"),
    path(f"{ACCOUNT}changes/", api.changes, name="entry_changes"),
    path(f"{ACCOUNT}checklist/", views.checklist, name="entry_checklist"),
    path(f"{ACCOUNT}codes/", codes.codes, name="entry_codes"),
    path(f"{ACCOUNT}findings/", problems.findings, name="entry_findings"),
    path(f"{ACCOUNT}consolidation/", consolidation.consolidation, name="consolidation"),
    path(f"{ACCOUNT}consolidation/figure/", consolidation.consolidated_figure, name="consolidated_figure"),
    path(f"{ACCOUNT}<slug:page_key>/", views.entry_page, name="entry_page"),
    path(f"{ACCOUNT}<slug:page_key>/preview/", views.preview, name="entry_preview"),
]
