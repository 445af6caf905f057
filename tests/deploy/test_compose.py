"""docker-compose.yml: what every service of it must have."""

import re
from typing import Any

import pytest
import yaml

from tests.deploy.compose import ROOT, Missing, services, source, variables_in

LASTING = {name: service for name, service in services().items() if name != "migrate"}
_SET = {
    "POSTGRES_PASSWORD": "p" * 20,
    "DJANGO_SECRET_KEY": "k" * 50,
    "DJANGO_ALLOWED_HOSTS": "juesuan.example.gov.cn",
    "SITE_URL": "https://juesuan.example.gov.cn",
}
_SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN", re.IGNORECASE)


def test_there_is_all_that_a_site_wants() -> None:
    assert set(services()) == {"database", "migrate", "web", "worker", "proxy"}


@pytest.mark.parametrize("name", services())
def test_service_is_an_ordinary_user_who_may_write_only_where_it_must(name: str) -> None:
    service = services()[name]
    assert service["user"].partition(":")[0] not in ("", "0", "root")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["networks"]


@pytest.mark.parametrize("name", LASTING)
def test_service_that_stays_is_watched_and_started_again(name: str) -> None:
    service = LASTING[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["healthcheck"]["interval"]
    assert service["volumes"]


def test_static_and_published_files_are_written_by_one_and_read_by_the_others() -> None:
    def mounts(name: str) -> set[str]:
        return {volume for volume in services()[name]["volumes"] if volume.startswith(("static:", "published:"))}

    assert mounts("migrate") == {"static:/srv/static"}
    assert mounts("worker") == {"static:/srv/static:ro", "published:/srv/published"}
    assert mounts("web") == mounts("proxy") == {"static:/srv/static:ro", "published:/srv/published:ro"}


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]
    assert yaml.safe_load(source())["networks"]["inside"] == {"internal": True}
    assert services()["database"]["networks"] == ["inside"]


@pytest.mark.parametrize("name", _SET)
def test_without_what_must_be_set_nothing_starts(name: str) -> None:
    with pytest.raises(Missing, match=name):
        services({key: value for key, value in _SET.items() if key != name})


def test_no_secret_stands_in_the_file_or_in_the_image() -> None:
    for name, service in services(_SET).items():
        for variable, value in service["environment"].items():
            if _SECRET.search(variable) and value:
                assert value in _SET.values(), (name, variable)
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert not [line for line in dockerfile.splitlines() if line.startswith(("ENV", "ARG")) and _SECRET.search(line)]
    assert ".env" in (ROOT / ".dockerignore").read_text("utf-8").splitlines()


def test_every_variable_is_in_the_example_and_every_setting_is_one_we_read() -> None:
    example = (ROOT / "deploy/env.example").read_text("utf-8")
    named = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))
    assert variables_in(source()) <= named
    read = (ROOT / "config/settings.py").read_text("utf-8") + (ROOT / "deploy/gunicorn.conf.py").read_text("utf-8")
    ours: dict[str, Any] = services()["web"]["environment"]
    assert [name for name in ours if name != "XDG_CACHE_HOME" and f'"{name}"' not in read] == []
    assert re.findall(r"^[A-Z_]*(?:PASSWORD|SECRET_KEY|TOKEN)=(.+)$", example, re.MULTILINE) == []


def test_documented_commands_are_those_of_the_file() -> None:
    """By hand, by systemd and in containers the site runs with the same command."""
    command = " ".join(services()["web"]["command"])
    worker = " ".join(services()["worker"]["command"])
    units = {path.name: path.read_text("utf-8") for path in (ROOT / "deploy/systemd").glob("*.service")}
    assert command.removeprefix("gunicorn ") in units["juesuan-web.service"]
    assert worker.removeprefix("python ") in units["juesuan-worker.service"]
    assert '"' + '", "'.join(services()["web"]["command"]) + '"' in (ROOT / "Dockerfile").read_text("utf-8")
    for unit in units.values():
        assert "User=juesuan" in unit
        assert "Restart=always" in unit
