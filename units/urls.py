"""Addresses of signing in."""

from django.urls import path

from units.sign_in import code_views, oidc_views, views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/code/", code_views.sign_in_code, name="sign_in_code"),
    path("login/oidc/", oidc_views.oidc_start, name="oidc_start"),
    path("login/oidc/back/", oidc_views.oidc_back, name="oidc_back"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/second-factor/", code_views.own_second_factor, name="second_factor"),
    path("session/", views.session, name="session"),
    path("admin/login/", views.to_sign_in, name="admin_login"),
]
