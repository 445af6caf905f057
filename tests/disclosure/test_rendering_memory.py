"""What a process that renders all day holds: no more after the fortieth document than after the tenth."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from weasyprint import Page

from disclosure.pdf import compose
from disclosure.pdf.layout import LaidOutParts
from disclosure.rendering import forget_pages, to_pdf
from tests.disclosure.synthetic import SENTENCE, document, text_part
from tests.publication.in_bulk import memory_of

ROOT = Path(__file__).resolve().parents[2]
_RUN = "import django; django.setup(); from tests.disclosure.test_rendering_memory import render; render(40)"
MOST_GROWTH = 3.0  # MB over thirty documents; their pages, were they kept, would be seven


def render(count: int) -> None:
    """Different documents, as a worker makes one after another; prints the memory held (MB) after each tenth."""
    for number in range(1, count + 1):
        to_pdf(document(*(text_part(part, f"第{number}份。", SENTENCE) for part in range(3))))
        forget_pages()
        if number % 10 == 0:
            print(memory_of("self"), flush=True)


def pages_alive() -> int:
    return sum(isinstance(one, Page) for one in gc.get_objects())


def test_pages_that_are_dropped_give_their_memory_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_laid_out", LaidOutParts(most_pages=4))
    gc.collect()
    before = pages_alive()
    for number in range(12):
        to_pdf(document(text_part(number, "甲。")))
    assert pages_alive() - before <= 4 + 4 // 2
    forget_pages()
    assert pages_alive() <= before


def test_memory_is_flat_over_forty_documents() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    held = [float(line) for line in done.stdout.split()]
    assert len(held) == 4
    assert held[-1] - held[0] < MOST_GROWTH, held
