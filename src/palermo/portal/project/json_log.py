"""Log records as JSON lines, each with the id of the request that it belongs to."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from palermo.environment import LogFormat

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside of requests."""
ACCESS_LOGGER: Final = "palermo.access"
_EXTRA_FIELDS: Final = ("method", "path", "status", "duration_ms", "bytes")
"""Fields of an access record; query strings, addresses and user agents of readers are not logged."""


class JSONFormatter(logging.Formatter):
    """Formats a record as one line of JSON: time, level, logger, message, request, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line."""
        values: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": REQUEST_ID.get() or None,
            **{name: getattr(record, name) for name in _EXTRA_FIELDS if hasattr(record, name)},
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in values.items() if value is not None}, ensure_ascii=False)


def build_logging_config(log_format: LogFormat) -> dict[str, Any]:
    """Return Django's LOGGING.

    Standard error receives errors as text, or errors and each request as JSON lines.
    """
    handler: dict[str, Any] = {"class": "logging.StreamHandler"}
    levels = {"django.request": "ERROR", "django.security.DisallowedHost": "CRITICAL", ACCESS_LOGGER: "CRITICAL"}
    if log_format == "json":
        handler["formatter"] = "json"
        levels |= {ACCESS_LOGGER: "INFO", "palermo": "INFO"}
    loggers = {name: {"handlers": ["lines"], "level": level, "propagate": False} for name, level in levels.items()}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JSONFormatter}},
        "handlers": {"lines": handler},
        "loggers": loggers,
    }
