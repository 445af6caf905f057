"""How gunicorn runs the site: `gunicorn config.wsgi --config deploy/gunicorn.conf.py`, by hand, by systemd, in a
container. It stands behind a proxy (deploy/nginx.conf.template), which takes slow uploads and downloads off it.

WEB_BIND is where it listens (127.0.0.1:8000 where nothing is said), WEB_CONCURRENCY how many processes there are.
"""

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")

# A save costs processor time, so a process for each core is at work and some wait for the database or draw a PDF.
# Processes without threads: the next request then goes to one that is free, not into the queue of one that is not.
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * (os.cpu_count() or 1)))
backlog = 512

# The program is read once; a process that was killed is back in a moment, and all share what they have in common.
preload_app = True
timeout = 120  # seconds: a report of hundreds of pages takes some
graceful_timeout = 30
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # the sign of life, in memory

control_socket_disable = True
errorlog = "-"
loglevel = "warning"  # the site writes its own line for each request


def when_ready(_server: Any) -> None:
    """What all processes share is looked at by no collection of garbage: it stays shared, and each is shorter."""
    gc.collect()
    gc.freeze()
