"""The settings: what a missing variable says, and what protects a page."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

PRODUCTION = {
    "DJANGO_SECRET_KEY": "k" * 50,
    "DJANGO_ALLOWED_HOSTS": "juesuan.example.gov.cn, www.example.gov.cn",
    "DJANGO_DEBUG": "",
    "DJANGO_HTTPS": "true",
    "DATABASE_URL": "postgres://user:secret@db.example:5432/disclosure",
}


def start(*names: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Reads config.settings in a new process, as a server would; prints the named settings as JSON."""
    values = ", ".join(f"settings.{name}" for name in names)
    code = f"import json; from config import settings; print(json.dumps([{values}]))"
    environment = os.environ | PRODUCTION | variables
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(*names: str, **variables: str) -> list[Any]:
    started = start(*names, **variables)
    assert started.returncode == 0, started.stderr
    values: list[Any] = json.loads(started.stdout)
    return values


@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"])
def test_start_without_a_required_variable_says_which_and_what_to_do(name: str) -> None:
    started = start("DEBUG", **{name: ""})
    assert started.returncode != 0
    assert f"缺少环境变量 {name}。请" in started.stderr


def test_production_is_strict_unless_told_otherwise() -> None:
    debug, redirect, session, csrf, hosts = read(
        "DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "ALLOWED_HOSTS"
    )
    assert (debug, redirect, session, csrf) == (False, True, True, True)
    assert hosts == ["juesuan.example.gov.cn", "www.example.gov.cn"]


def test_database_url_switches_to_postgresql() -> None:
    (databases,) = read("DATABASES")
    assert databases["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert databases["default"]["HOST"] == "db.example"


def test_database_is_sqlite_when_nothing_is_said() -> None:
    (databases,) = read("DATABASES", DATABASE_URL="sqlite:///db.sqlite3")
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_web_processes_share_a_cache_where_one_is_named() -> None:
    for address, engine in (("", "locmem"), ("dbcache://cache", "db"), ("redis://cache.example:6379/0", "redis")):
        (caches,) = read("CACHES", **({"CACHE_URL": address} if address else {}))
        assert caches["default"]["BACKEND"].split(".")[-2] == engine


def test_page_forbids_anything_inline_or_from_elsewhere(client: Client) -> None:
    policy = client.get("/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_page_without_sign_in_leads_to_sign_in(client: Client) -> None:
    response = client.get("/desk/accounts/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/login/?next=/desk/accounts/"


def test_document_fonts_are_the_files_that_were_built() -> None:
    fonts = settings.BASE_DIR / "static" / "document" / "fonts"
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=fonts,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout
