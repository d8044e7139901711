"""Settings of Django from addresses in the environment: database, e-mail, sign-in; and the stored secret key."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from palermo.errors import SettingInvalid

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
DATABASE_HINT = "Give sqlite:///path/to/file or postgresql://user:password@host:5432/name"
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"
DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587
SMTP_HINT = "Give smtp://user:password@host:587, or smtps:// for TLS from the beginning"
PROVIDER_ID = "organisation"
"""The provider in addresses: `/accounts/oidc/organisation/login/callback/`."""
KEY_FILE = "secret-key"


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
        raise SettingInvalid("DATABASE_URL", "it is not an address", DATABASE_HINT) from None
    if parts.scheme == "sqlite":
        return _build_sqlite_config(_parse_sqlite_path(parts))
    if parts.scheme in {"postgresql", "postgres"}:
        return _build_postgresql_config(parts, port)
    raise SettingInvalid("DATABASE_URL", f"no database of the kind {parts.scheme[:20]!r} is known", DATABASE_HINT)


def _build_sqlite_config(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE"},
    }


def _parse_sqlite_path(url_parts: SplitResult) -> Path:
    if url_parts.netloc or len(url_parts.path) < 2:
        raise SettingInvalid("DATABASE_URL", "a SQLite address needs three slashes and a path", DATABASE_HINT)
    return Path(unquote(url_parts.path[1:]))


def _build_postgresql_config(url_parts: SplitResult, port: int | None) -> dict[str, Any]:
    name = unquote(url_parts.path.lstrip("/"))
    if not name:
        raise SettingInvalid("DATABASE_URL", "it names no database", DATABASE_HINT)
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


def parse_email_url(url: str) -> dict[str, Any]:
    """Turn PALERMO_EMAIL_URL into Django's MAILERS.

    Raises SettingInvalid, which never repeats the address.
    """
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingInvalid("PALERMO_EMAIL_URL", "it is not an address", SMTP_HINT) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise SettingInvalid("PALERMO_EMAIL_URL", "it names no SMTP server", SMTP_HINT)
    options = {
        "host": parts.hostname,
        "port": port or DEFAULT_PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and port == STARTTLS_PORT,
        "timeout": 10,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def build_oidc_providers(url: str, name: str, client: str, secret: str) -> dict[str, Any]:
    """Return the providers of django-allauth; none without an address."""
    if not url:
        return {}
    if not client:
        raise SettingInvalid("PALERMO_OIDC_CLIENT", "it is empty", "Give the client id that the provider gave you")
    app = {
        "provider_id": PROVIDER_ID,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def find_origin(url: str) -> str:
    """Return the origin of an address, to which forms may lead."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def load_secret_key(state: Path) -> str:
    """Return the key of the portal's state folder; a new one is stored there if the library exists."""
    try:
        return (state / KEY_FILE).read_text(encoding="ascii").strip() or secrets.token_urlsafe(50)
    except OSError:
        return _create_secret_key(state)


def _create_secret_key(state: Path) -> str:
    key = secrets.token_urlsafe(50)
    if not state.parent.is_dir():
        return key
    try:
        state.mkdir(exist_ok=True)
        descriptor = os.open(state / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return (state / KEY_FILE).read_text(encoding="ascii").strip() or key
    except OSError:
        return key
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
