"""What goes into production: Django's own checks of a deployment pass, and all that is shipped is listed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from scripts.sbom import sbom

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DJANGO_SECRET_KEY": "a-Key+of/many=different:signs!0123456789-abcdefghijklmnopqrstuvwxyz",
    "DJANGO_ALLOWED_HOSTS": "juesuan.example.gov.cn",
    "DJANGO_DEBUG": "",
    "DJANGO_HTTPS": "",
    "EMAIL_URL": "smtp+tls://notices:secret@mail.example.gov.cn:587",
}


def check(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}"} | variables
    environment = {name: value for name, value in environment.items() if value}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by tests in a browser, for this process alone
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_checks_pass_in_production_settings(tmp_path: Path) -> None:
    # A developer's .env says DJANGO_DEBUG=true; the variable itself wins over it.
    done = check(tmp_path, DJANGO_DEBUG="false", DJANGO_HTTPS="true")
    assert done.returncode == 0, done.stderr


def test_deployment_checks_fail_where_cookies_go_unprotected(tmp_path: Path) -> None:
    done = check(tmp_path, DJANGO_DEBUG="false", DJANGO_HTTPS="false")
    assert done.returncode == 1
    assert "security.W012" in done.stderr


def test_bill_of_materials_lists_every_locked_package_once() -> None:
    lock = (settings.BASE_DIR / "requirements.lock").read_text("utf-8")
    pinned = [line.split()[0].split(";")[0] for line in lock.splitlines() if line[:1].isalnum()]
    made: dict[str, Any] = json.loads(json.dumps(sbom()))
    listed = [f"{c['name']}=={c['version']}" for c in made["components"] if c["type"] == "library"]
    assert listed == pinned
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    refs = {component["bom-ref"] for component in made["components"]} | {made["metadata"]["component"]["bom-ref"]}
    assert {ref for entry in made["dependencies"] for ref in (entry["ref"], *entry["dependsOn"])} <= refs
    django = next(c for c in made["components"] if c["name"] == "django")
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    assert django["licenses"]
    assert all(len(p["value"]) == 64 for p in django["properties"])


def test_bill_of_materials_lists_the_fonts_by_their_hashes() -> None:
    fonts = [component for component in sbom()["components"] if component["type"] == "file"]
    on_disk = sorted((settings.BASE_DIR / "static/document/fonts").glob("*.ttf"))
    assert sorted(font["name"] for font in fonts) == [str(p.relative_to(settings.BASE_DIR)) for p in on_disk]


def test_bill_of_materials_is_the_same_each_time() -> None:
    assert sbom() == sbom()
