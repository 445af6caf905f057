"""The log: one JSON object a line, every line of a request carrying its id."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.mail import send_mail

request_id: ContextVar[str] = ContextVar("request_id", default="")

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What Django hangs on its records: whole objects, of no use in a line.
_OBJECTS = frozenset({"request", "server_time", "params", "sql"})


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What the line says, in the order it is read: when, how grave, from where, what, and the extras given with it."""
    at = datetime.fromtimestamp(record.created, UTC)
    said: dict[str, Any] = {
        "at": at.isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    }
    if request_id.get():
        said["request_id"] = request_id.get()
    extras = {name: value for name, value in vars(record).items() if name not in _ORDINARY | _OBJECTS}
    return said | extras


# JSON lets these stand as they are; a viewer may break a line at one, obey it as a command or turn the text around.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


class JsonLines(logging.Formatter):
    """A line that a machine reads: line breaks of a message or a traceback are escaped, so nobody forges a line."""

    def format(self, record: logging.LogRecord) -> str:
        said = fields_of(record)
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return _UNSEEN.sub(_escaped, json.dumps(said, ensure_ascii=False, default=str))


class ErrorMail(logging.Handler):
    """Posts an error to the operators: message, place and traceback; no variable, no form field, no cookie.

    At most one mail a minute for each place: a broken page under load must not fill a mailbox."""

    SILENCE = 60.0  # seconds

    def __init__(self, to: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.to = to
        self._sent: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        place = f"{record.pathname}:{record.lineno} {record.msg}"
        if record.name.startswith("django.core.mail") or record.created - self._sent.get(place, 0) < self.SILENCE:
            return
        self._sent[place] = record.created
        lines = [f"{name}: {value}" for name, value in fields_of(record).items()]
        if record.exc_info:
            lines += ["", logging.Formatter().formatException(record.exc_info)]
        subject = f"[部门决算公开] {record.getMessage()}".splitlines()[0][:120]
        try:
            send_mail(subject, "\n".join(lines), None, self.to)
        except OSError:
            self.handleError(record)


def logging_settings(*, error_mail_to: list[str]) -> dict[str, Any]:
    """LOGGING in production: everything to the console, as lines of JSON; one line a request ("request")."""
    handlers: dict[str, Any] = {"console": {"class": "logging.StreamHandler", "formatter": "json"}}
    if error_mail_to:
        handlers["mail"] = {"()": "operations.logs.ErrorMail", "to": error_mail_to}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "operations.logs.JsonLines"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # A page that is not there is in the request's own line; an error has its traceback besides.
            "django.request": {"level": "ERROR"},
            # Strangers ask for other names all day: a line of the request says so; no traceback, no mail.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "request": {"level": "INFO"},
            "security": {"level": "INFO"},
        },
    }
