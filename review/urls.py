"""Addresses of the desk and of the review pages."""

from django.urls import path

from review import desk, history, views

_OF_ACCOUNT = "review/<slug:unit_code>/<int:fiscal_year>"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/notices/", desk.read_notices, name="read_notices"),
    path("desk/board/", desk.board, name="board"),
    path("desk/board.xlsx", desk.board_workbook, name="board_workbook"),
    path(f"{_OF_ACCOUNT}/", views.review, name="review"),
    path(f"{_OF_ACCOUNT}/act/", views.act, name="review_act"),
    path(f"{_OF_ACCOUNT}/comments/", views.comments, name="review_comments"),
    path(f"{_OF_ACCOUNT}/history/", history.history, name="history"),
]
