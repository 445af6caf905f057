"""Addresses of the probes, by the names that orchestrators expect, and of the administrator's pages."""

from django.urls import path

from operations import views
from operations.administration import codes, editions, enrolling, overview, queue, units, users

_AT = "desk/administration"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.show_metrics, name="metrics"),
    path(f"{_AT}/", overview.overview, name="administration"),
    path(f"{_AT}/units/", units.units, name="administration_units"),
    path(f"{_AT}/units.xlsx", units.units_workbook, name="administration_units_workbook"),
    path(f"{_AT}/new-unit/", units.new_unit, name="administration_unit_new"),
    path(f"{_AT}/import-units/", enrolling.import_units, name="administration_units_import"),
    path(f"{_AT}/units/<slug:code>/", units.unit, name="administration_unit"),
    path(f"{_AT}/users/", users.users, name="administration_users"),
    path(f"{_AT}/new-user/", users.new_user, name="administration_user_new"),
    path(f"{_AT}/import-users/", enrolling.import_users, name="administration_users_import"),
    path(f"{_AT}/users/<str:username>/", users.user, name="administration_user"),
    path(f"{_AT}/users/<str:username>/act/", users.act, name="administration_user_act"),
    path(f"{_AT}/users/<str:username>/roles/", users.add_role, name="administration_role_add"),
    path(f"{_AT}/users/<str:username>/roles/<int:pk>/", users.remove_role, name="administration_role_remove"),
    path(f"{_AT}/editions/", editions.editions, name="administration_editions"),
    path(f"{_AT}/editions/<slug:slug>/", editions.one_edition, name="administration_edition"),
    path(f"{_AT}/move/<slug:unit_code>/<int:fiscal_year>/", editions.move, name="administration_edition_move"),
    path(f"{_AT}/codes/", codes.codes, name="administration_codes"),
    path(f"{_AT}/queue/", queue.queue, name="administration_queue"),
    path(f"{_AT}/queue/<int:pk>/retry/", queue.retry, name="administration_retry"),
    path(f"{_AT}/records/", overview.records, name="administration_records"),
]
