"""DATABASE_URL to Django's database setting: SQLite with a write-ahead log, or PostgreSQL."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from palermo.errors import SettingInvalid

FORMS = "Give sqlite:///path/to/file or postgresql://user:password@host:5432/name"
WRITE_AHEAD = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"


def database(url: str, state: Path) -> dict[str, Any]:
    """Turn a DATABASE_URL into Django's setting; an empty one is SQLite in the portal's state folder.

    Raises SettingInvalid, which never repeats the address, since that may hold a password.
    """
    if not url:
        return _sqlite(state / "portal.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingInvalid("DATABASE_URL", "it is not an address", FORMS) from None
    if parts.scheme == "sqlite":
        return _sqlite(_sqlite_path(parts))
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts, port)
    raise SettingInvalid("DATABASE_URL", f"no database of the kind {parts.scheme[:20]!r} is known", FORMS)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": WRITE_AHEAD, "transaction_mode": "IMMEDIATE"},
    }


def _sqlite_path(parts: SplitResult) -> Path:
    if parts.netloc or len(parts.path) < 2:
        raise SettingInvalid("DATABASE_URL", "a SQLite address needs three strokes and a path", FORMS)
    return Path(unquote(parts.path[1:]))


def _postgresql(parts: SplitResult, port: int | None) -> dict[str, Any]:
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingInvalid("DATABASE_URL", "it names no database", FORMS)
    if find_spec("psycopg") is None:
        raise SettingInvalid("DATABASE_URL", "PostgreSQL needs psycopg", "Install palermo[postgresql]")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": options.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
