"""The public at the site, by wrk: report pages, and published files against nginx's own speed with the same file."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

from tests.deploy.stack import Stack

LINES = 20


@dataclass(frozen=True)
class Measured:
    """One run of wrk."""

    name: str
    rate: float  # answers a second
    p99: str
    wrong: str  # what it says of answers that were no success, of lines that broke; empty for none

    def __str__(self) -> str:
        return f"{self.name:<34} {self.rate:>9.1f} a second   p99 {self.p99:<9} {self.wrong or 'no error'}"


def measure(stack: Stack, public: list[dict[str, Any]], seconds: int) -> list[Measured]:
    """Pages, the largest file, the same file as a static one, which no site is asked about."""
    report = public[0]
    key = max(report["places"], key=lambda kind: (stack.published / report["places"][kind]).stat().st_size)
    kept = stack.published / report["places"][key]
    same = stack.folder / "static" / "same-file"
    shutil.copyfile(kept, same)
    same.chmod(0o444)
    mega = kept.stat().st_size / 1024 / 1024
    wanted = {
        "the home page": "/",
        "a report's page": report["page"],
        f"a published file ({key}, {mega:.1f} MB)": report["files"][key],
        "the same by nginx alone": "/static/same-file",
        "a small published file (csv)": report["files"]["csv"],
    }
    return [run(stack.address, name, path, seconds) for name, path in wanted.items()]


def run(address: str, name: str, path: str, seconds: int) -> Measured:
    command = ["wrk", "-t2", f"-c{LINES}", f"-d{seconds}s", "--timeout", "20s", "--latency", f"http://{address}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+(\S+)", said)
    wrong = re.findall(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", said)
    assert rate is not None, said
    return Measured(name, float(rate[1]), p99[1] if p99 else "?", "; ".join(wrong))


def has_wrk() -> bool:
    return shutil.which("wrk") is not None
