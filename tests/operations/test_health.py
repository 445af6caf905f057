"""The probes: what they answer when all is well, when a part is not, and to strangers."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from operations import health
from publication.models import Worker

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing_of_the_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_ready_names_each_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "storage": "ok", "queue": "ok", "fonts": "ok"}


@pytest.mark.parametrize("part", sorted(health.PARTS))
def test_not_ready_names_the_part_and_keeps_the_reason_to_the_log(
    part: str, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("password=secret host=db.example")

    monkeypatch.setitem(health.PARTS, part, broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [name for name, word in answer.json().items() if word == "failed"] == [part]
    assert "secret" not in answer.content.decode()
    assert "host=db.example" in caplog.text


def test_database_without_its_migrations_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "_brought_up_to_date", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'units'")
    assert client.get("/readyz").json()["database"] == "failed"
    assert "manage.py migrate" in caplog.text


def test_storage_that_does_not_answer_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_name: str) -> bool:
        raise OSError("no such bucket")

    monkeypatch.setattr(storages["default"], "exists", gone)
    assert client.get("/readyz").json()["storage"] == "failed"


def test_missing_font_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "missing_fonts", lambda: ("fonts/FandolKai-Regular.ttf",))
    health.fonts.cache_clear()
    assert client.get("/readyz").json()["fonts"] == "failed"


def test_probe_is_not_sent_to_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/login/").status_code == 301


def test_metrics_are_not_there_without_a_token_set(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_are_for_the_holder_of_the_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "t" * 40
    assert client.get("/metrics", headers={"Authorization": "Bearer 不对"}).status_code == 404
    text = client.get("/metrics", headers={"Authorization": f"Bearer {'t' * 40}"}).content.decode()
    assert 'disclosure_ready{part="database"} 1\n' in text
    assert "\ndisclosure_users 0\n" in text


def test_metrics_count_the_queue(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "t" * 40
    text = client.get("/metrics", headers={"Authorization": f"Bearer {'t' * 40}"}).content.decode()
    assert "\ndisclosure_oldest_task_seconds 0\n" in text


def test_metrics_count_the_workers_that_are_there(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "t" * 40
    Worker.objects.create(host="这里", process=1)
    Worker.objects.create(host="那里", process=2, seen=timezone.now() - Worker.SILENCE - timedelta(seconds=1))
    text = client.get("/metrics", headers={"Authorization": f"Bearer {'t' * 40}"}).content.decode()
    assert "\ndisclosure_workers 1\n" in text
