"""Addresses of signing in."""

from django.urls import path

from units.sign_in import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("session/", views.session, name="session"),
    path("admin/login/", views.to_sign_in, name="admin_login"),
]
