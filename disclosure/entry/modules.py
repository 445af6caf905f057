"""The modules of an entry page, told to the browser at once: it would find them one after another."""

import re

from django.conf import settings

_FOLDER = settings.BASE_DIR / "static" / "entry"
_IMPORT = re.compile(r'from "\./(\w+\.js)"')


def imported_by(name: str) -> tuple[str, ...]:
    """The module and all that it imports, themselves or through others."""
    found = [name]
    for module in found:
        found += [x for x in _IMPORT.findall((_FOLDER / module).read_text("utf-8")) if x not in found]
    return tuple(dict.fromkeys(found))


MODULES = tuple(f"entry/{name}" for name in imported_by("main.js"))
