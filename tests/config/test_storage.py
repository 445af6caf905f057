"""Static files as production keeps them."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import override_settings

IMPORTED = re.compile(r'(?:from|import)\s*"(\./[^"]+)"')
HASHED = re.compile(r"\./[\w-]+\.[0-9a-f]{12}\.js")


def test_modules_import_each_other_by_their_hashes(tmp_path: Path) -> None:
    changed: dict[str, Any] = {
        "STATIC_ROOT": tmp_path,
        "STATICFILES_DIRS": [("entry", site_settings.BASE_DIR / "static" / "entry")],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
        "STORAGES": site_settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.HashedModules"}},
    }
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0)
    (main,) = (tmp_path / "entry").glob("main.*.js")
    seen, waiting = set[Path](), [main]
    while waiting:
        module = waiting.pop()
        seen.add(module)
        for name in IMPORTED.findall(module.read_text(encoding="utf-8")):
            assert HASHED.fullmatch(name), (module.name, name)
            imported = module.parent / name
            assert imported.is_file()
            if imported not in seen:
                waiting.append(imported)
    assert len(seen) > 10
