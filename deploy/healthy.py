"""Whether a service works, for the health checks of docker-compose.yml: exit 0, or 1 and why.

python deploy/healthy.py web      gunicorn answers, and all it stands on (/readyz)
python deploy/healthy.py worker   no task has waited ten minutes while no other was taken up
"""

import os
import socket
import sys
from http.client import HTTPConnection

import psycopg

_STUCK = """
SELECT min(enqueued_at) FILTER (WHERE status = 'READY') < now() - interval '10 minutes'
   AND coalesce(max(started_at) < now() - interval '10 minutes', true)
  FROM django_tasks_database_dbtaskresult
"""


class Local(HTTPConnection):
    """To WEB_BIND, an address or a socket."""

    def connect(self) -> None:
        bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
        if bind.startswith("unix:"):
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(self.timeout)
            self.sock.connect(bind.removeprefix("unix:"))
        else:
            host, _, port = bind.rpartition(":")
            self.sock = socket.create_connection((host.replace("0.0.0.0", "127.0.0.1"), int(port)), self.timeout)


def web() -> str:
    connection = Local(os.environ["DJANGO_ALLOWED_HOSTS"].split(",")[0].strip(), timeout=8)
    connection.request("GET", "/readyz")
    answer = connection.getresponse()
    return "" if answer.status == 200 else f"{answer.status} {answer.read(200)!r}"


def worker() -> str:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=8) as connection:
        row = connection.execute(_STUCK).fetchone()
    return "tasks wait, and none is taken up" if row and row[0] else ""


if __name__ == "__main__":
    sys.exit({"web": web, "worker": worker}[sys.argv[1]]() or 0)
