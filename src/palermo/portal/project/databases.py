"""DATABASE_URL to Django's database setting: SQLite with a write-ahead log, or PostgreSQL."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from palermo.errors import SettingInvalid

URL_HINT = "Give sqlite:///path/to/file or postgresql://user:password@host:5432/name"
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"


def parse_database_url(url: str, state: Path) -> dict[str, Any]:
    """Turn a DATABASE_URL into Django's setting; an empty one is SQLite in the portal's state folder.

    Raises SettingInvalid, which never repeats the address, since that may hold a password.
    """
    if not url:
        return _build_sqlite_config(state / "portal.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingInvalid("DATABASE_URL", "it is not an address", URL_HINT) from None
    if parts.scheme == "sqlite":
        return _build_sqlite_config(_parse_sqlite_path(parts))
    if parts.scheme in {"postgresql", "postgres"}:
        return _build_postgresql_config(parts, port)
    raise SettingInvalid("DATABASE_URL", f"no database of the kind {parts.scheme[:20]!r} is known", URL_HINT)


def _build_sqlite_config(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE"},
    }


def _parse_sqlite_path(url_parts: SplitResult) -> Path:
    if url_parts.netloc or len(url_parts.path) < 2:
        raise SettingInvalid("DATABASE_URL", "a SQLite address needs three slashes and a path", URL_HINT)
    return Path(unquote(url_parts.path[1:]))


def _build_postgresql_config(url_parts: SplitResult, port: int | None) -> dict[str, Any]:
    name = unquote(url_parts.path.lstrip("/"))
    if not name:
        raise SettingInvalid("DATABASE_URL", "it names no database", URL_HINT)
    if find_spec("psycopg") is None:
        raise SettingInvalid("DATABASE_URL", "PostgreSQL needs psycopg", "Install palermo[postgresql]")
    options = dict(parse_qsl(url_parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url_parts.username or ""),
        "PASSWORD": unquote(url_parts.password or ""),
        "HOST": options.pop("host", "") or url_parts.hostname or "",
        "PORT": options.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
