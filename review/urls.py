"""Addresses of the desk and of the review pages."""

from django.urls import path

from review import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("review/<slug:unit_code>/<int:fiscal_year>/", views.review, name="review"),
]
