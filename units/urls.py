"""Addresses of signing in."""

from django.urls import path

from units.sign_in import code_views, views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/code/", code_views.sign_in_code, name="sign_in_code"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/second-factor/", code_views.own_second_factor, name="second_factor"),
    path("session/", views.session, name="session"),
    path("admin/login/", views.to_sign_in, name="admin_login"),
]
