"""docker-compose.yml as Compose reads it: variables put in, and what a service runs with."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<how>:-|:\?)(?P<rest>[^}]*))?\}")


class Missing(KeyError):
    """A variable that must be set."""


def interpolated(text: str, variables: Mapping[str, str]) -> str:
    """${NAME}, ${NAME:-instead}, ${NAME:?what is missing}. Raises Missing."""

    def value(match: re.Match[str]) -> str:
        found = variables.get(match["name"], "")
        if found or match["how"] == ":-":
            return found or match["rest"]
        if match["how"] == ":?" or match["name"] not in variables:
            raise Missing(match["name"])
        return found

    return _VARIABLE.sub(value, text)


def source() -> str:
    return (ROOT / "docker-compose.yml").read_text("utf-8")


def services(variables: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """By name; without variables as they stand in the file."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(source())["services"]
    return found if variables is None else _filled(found, variables)


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    match value:
        case str():
            return interpolated(value, variables)
        case list():
            return [_filled(item, variables) for item in value]
        case dict():
            return {key: _filled(item, variables) for key, item in value.items()}
    return value


def variables_in(text: str) -> set[str]:
    return {match["name"] for match in _VARIABLE.finditer(text)}
