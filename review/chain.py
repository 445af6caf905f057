"""The chain of events: each event's hash covers what it says, the hash before it and the log of cells. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any


def sealed(content: Mapping[str, Any]) -> str:
    """SHA-256 of an event's content, `previous` among it."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_changes(rows: Iterable[tuple[Any, ...]]) -> str:
    """SHA-256 of log rows, in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps([str(value) for value in row], ensure_ascii=False).encode())
        digest.update(b"\n")
    return digest.hexdigest()
