"""`make sbom`: what the running site is made of, as CycloneDX 1.6 JSON, to standard output.

From requirements.lock (every package, pinned, with the SHA-256 of each of its distributions) and the fonts that come
with the code. No date and no serial number: the same lock gives the same bytes. Licences are those that the installed
packages state of themselves.
"""

import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "document" / "fonts"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^    # via(?: (\S+))?$|^    #   (\S+)$", re.MULTILINE)


def sbom() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    packages = list(_packages((ROOT / "requirements.lock").read_text("utf-8"), project["name"]))
    root = f"{project['name']}@{project['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
            }
        },
        "components": [component for component, _ in packages] + _fonts(),
        "dependencies": _dependencies(packages, root, project["name"]),
    }


def _packages(lock: str, project: str) -> Any:
    """(component, names of what asked for it) of each package of the lock."""
    starts = [*_PINNED.finditer(lock)]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        block = lock[start.start() : following.start() if following else len(lock)]
        name, version = start["name"], start["version"]
        purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "properties": [{"name": "lock:sha256", "value": value} for value in _HASH.findall(block)],
        }
        if licence := _licence(name):
            component["licenses"] = [{"license": {"name": licence}}]
        asked_by = [first or second for first, second in _VIA.findall(block)]
        yield component, [project if name.startswith(project) else name for name in asked_by if name]


def _licence(name: str) -> str:
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""  # for another system or Python than this one
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if line.startswith("License")]
    stated = said.get("License-Expression") or " / ".join(classified) or said.get("License") or ""
    return stated.splitlines()[0][:200] if stated else ""


def _fonts() -> list[dict[str, Any]]:
    lines = (FONTS / "SHA256SUMS").read_text("utf-8").split("\n")
    found = [line.split() for line in lines if line.endswith(".ttf")]
    return [
        {
            "type": "file",
            "bom-ref": f"font:{name}",
            "name": f"static/document/fonts/{name}",
            "hashes": [{"alg": "SHA-256", "content": sha256}],
        }
        for sha256, name in found
    ]


def _dependencies(packages: Any, root: str, project: str) -> list[dict[str, Any]]:
    refs = {component["name"]: component["bom-ref"] for component, _ in packages} | {project: root}
    asked: dict[str, list[str]] = {ref: [] for ref in refs.values()}
    for component, names in packages:
        for name in names:
            asked[refs[name]].append(component["bom-ref"])
    return [{"ref": ref, "dependsOn": sorted(on)} for ref, on in sorted(asked.items())]


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
