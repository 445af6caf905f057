"""The services of docker-compose.yml without Docker: their own commands and settings, on ports and folders of ours.

What differs: paths, the database's address, the proxy's main configuration (Debian's nginx, not the image's).
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from tests.deploy import database
from tests.deploy.compose import ROOT, services
from tests.deploy.processes import Kept, as_user, give

PATIENCE = 180.0
PROGRAMS = ("nginx", "envsubst")
_NGINX = """
daemon off;
pid {run}/nginx.pid;
error_log {log} warn;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    {temporary}
    include {run}/site.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def which(program: str) -> str | None:
    """Debian keeps nginx where only root's PATH leads."""
    places = (*os.environ.get("PATH", "").split(":"), "/usr/sbin")
    return next((str(Path(place) / program) for place in places if (Path(place) / program).is_file()), None)


def lacking() -> list[str]:
    """What is not installed here and the stack wants."""
    return [name for name in PROGRAMS if which(name) is None] + ["postgresql"] * (database.installed() is None)


class Stack:
    """All services of one site. A context manager: whatever happens, nothing stays running."""

    def __init__(self, **settings: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="stack-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self.folder.chmod(0o755)
        self.port, database_port = free_port(), free_port()
        self.address = f"127.0.0.1:{self.port}"
        password = secrets.token_hex(16)
        self.database_url = f"postgres://juesuan:{password}@127.0.0.1:{database_port}/juesuan"
        variables = {
            "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
            "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_HTTPS": "false",
            "SITE_URL": f"http://{self.address}",
            "POSTGRES_PASSWORD": password,
        } | settings
        self._services = services(variables)
        self._places = {
            "/srv/static": str(give(self.folder / "static")),
            "/srv/published": str(give(self.folder / "published")),
            "/run/site": str(give(self.folder / "run")),
            "/tmp/decisions": str(give(self.folder / "decisions")),
            "database:5432": f"127.0.0.1:{database_port}",
            "XDG_CACHE_HOME": "",
        }
        self.published, self._run = self.folder / "published", self.folder / "run"
        self.database = database.make(self.folder / "database", port=database_port, name="juesuan", password=password)
        self.web, self.worker = self._kept("web"), self._kept("worker")
        self.proxy = self._proxy()

    # Running ---

    def __enter__(self) -> Self:
        try:
            self.database.start()
            self.until(lambda: database.answers(self._admin_url()), "the database answers")
            self._create_database()
            self.once("migrate")
            for service in (self.web, self.worker):
                service.start()
            self.until(lambda: self.is_healthy("web"), "the site answers")
            self.proxy.start()
            self.until(self._is_reached, "the proxy answers")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        for service in (self.proxy, self.web, self.worker, self.database):
            service.stop()
        self._folder.cleanup()

    def until(self, is_so: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
        """Waits; how long it took. What all services said stands in the error."""
        began = time.monotonic()
        while not is_so():
            if time.monotonic() - began > patience:
                raise TimeoutError(f"not within {patience:.0f} s: {what}\n{self.said()}")
            time.sleep(0.05)
        return time.monotonic() - began

    def said(self) -> str:
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}" for log in logs)

    # The services ---

    def settings(self, name: str) -> dict[str, str]:
        """What Compose would give the service, with places on this machine."""
        found = {key: self._here(str(value)) for key, value in self._services[name]["environment"].items()}
        found.pop("XDG_CACHE_HOME", None)
        programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}:/usr/sbin"
        # The folder's own .env is for development: what it says of debugging must not reach the services.
        return found | {"PATH": programs, "LC_ALL": "C.UTF-8", "DJANGO_DEBUG": "false", "HOME": str(self.folder)}

    def _here(self, text: str) -> str:
        for place, ours in self._places.items():
            text = text.replace(place, ours)
        return text

    def _kept(self, name: str) -> Kept:
        command: list[str] = self._services[name]["command"]
        return Kept(name, command, env=self.settings(name), cwd=ROOT, log=self.folder / f"{name}.log")

    def once(self, name: str) -> None:
        """A service that ends, such as migrate."""
        self.run(self._services[name]["command"], self.settings(name))

    def manage(self, *arguments: str) -> str:
        """As `docker compose run worker python manage.py …`. Raises AssertionError with what it said."""
        return self.run(["python", "manage.py", *arguments], self.settings("worker"))

    def run(self, command: list[str], env: Mapping[str, str]) -> str:
        done = subprocess.run(
            [*as_user(), *command], env=env, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-4000:]}")
        return done.stdout

    def is_healthy(self, name: str) -> bool:
        """By its own health check."""
        _cmd, *test = self._services[name]["healthcheck"]["test"]
        done = subprocess.run([*as_user(), *test], env=self.settings(name), cwd=ROOT, capture_output=True)
        return done.returncode == 0

    def _proxy(self) -> Kept:
        env = self.settings("proxy") | {"PROXY_LISTEN": self.address, "PROXY_LOG": str(self.folder / "access.log")}
        template = (ROOT / "deploy/nginx.conf.template").read_text("utf-8")
        names = " ".join(f"${name}" for name in self._services["proxy"]["environment"])
        made = subprocess.run(["envsubst", names], input=template, env=env, capture_output=True, text=True, check=True)
        (self._run / "site.conf").write_text(made.stdout, "utf-8")
        kept = give(self.folder / "proxy")
        main = _NGINX.format(
            run=self._run,
            log=self.folder / "proxy-errors.log",
            temporary="\n".join(f"{name}_temp_path {kept}/{name};" for name in _TEMPORARY),
        )
        (self._run / "nginx.conf").write_text(main)
        for log in ("access.log", "proxy-errors.log"):
            path = self.folder / log
            path.touch()
            path.chmod(0o666)
        command = [
            which("nginx") or "nginx",
            "-e",
            str(self.folder / "proxy-errors.log"),
            "-c",
            f"{self._run}/nginx.conf",
        ]
        return Kept("proxy", command, env=env, cwd=Path("/"), log=self.folder / "proxy.log")

    def _is_reached(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def _admin_url(self) -> str:
        return self.database_url.rpartition("/")[0] + "/postgres"

    def _create_database(self) -> None:
        with psycopg.connect(self._admin_url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE juesuan")
