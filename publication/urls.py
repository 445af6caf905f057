"""Addresses: the office's page of publishing, and the published files, which anyone may fetch."""

from django.urls import path

from publication import batch_views, files, views

_OF_ACCOUNT = "publication/<slug:unit_code>/<int:fiscal_year>"

urlpatterns = [
    path("desk/publishing/", batch_views.publish_batch, name="publish_batch"),
    path("desk/publishing/start/", batch_views.publish_batch_start, name="publish_batch_start"),
    path(f"{_OF_ACCOUNT}/", views.publication, name="publication"),
    path(f"{_OF_ACCOUNT}/start/", views.start, name="publication_start"),
    path(f"{_OF_ACCOUNT}/progress/", views.progress, name="publication_progress"),
    path(f"{_OF_ACCOUNT}/acknowledge/", views.answer, name="publication_acknowledge"),
    path(f"{_OF_ACCOUNT}/withdraw/", views.withdraw, name="publication_withdraw"),
    path(f"{_OF_ACCOUNT}/abandon/", views.abandon, name="publication_abandon"),
    path("files/<str:sha256>/<str:name>", files.published_file, name="published_file"),
]
