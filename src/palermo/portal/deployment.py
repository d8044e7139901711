"""Checks of a public deployment: debugging off, secret key, hosts, HTTPS, proxy, log, database."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import django
import urllib3
from django.conf import settings as django_settings
from django.db import DatabaseError, connections

from palermo.environment import Settings
from palermo.errors import PalermoError
from palermo.pipeline import HealthCheck

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
MIN_SECRET_CHARS = 32
"""Least characters of a secret key."""
HTTPS_TIMEOUT_S = 8.0
"""Time for a host to answer."""


def check_deployment(settings: Settings, *, network: bool = True) -> Iterator[HealthCheck]:
    """Check the settings of a public portal, its database and, with `network`, its hosts over HTTPS."""
    yield _check_debug(settings)
    yield _check_secret(settings)
    hosts = [host for host in settings.allowed_hosts if host not in LOCAL_HOSTS]
    yield _check_hosts(hosts)
    for host in hosts if network else ():
        if not host.startswith((".", "*")):
            yield _check_https(host)
    yield _check_address(settings, hosts)
    yield _check_proxies(settings)
    yield _check_log(settings)
    yield _check_database()


def _check_debug(settings: Settings) -> HealthCheck:
    if settings.debug:
        return HealthCheck(
            state="wrong", subject="PALERMO_DEBUG", reason="tracebacks are shown to everybody", hint="Take it away"
        )
    return HealthCheck(state="ok", subject="PALERMO_DEBUG", reason="no traceback is shown")


def _check_secret(settings: Settings) -> HealthCheck:
    hint = "Give 50 random characters"
    if not settings.secret_key:
        reason = "it is in the library, in portal/secret-key, which every copy of the library takes along"
        return HealthCheck(state="wrong", subject="PALERMO_SECRET_KEY", reason=reason, hint=hint)
    if len(settings.secret_key) < MIN_SECRET_CHARS:
        reason = f"it has fewer than {MIN_SECRET_CHARS} characters"
        return HealthCheck(state="wrong", subject="PALERMO_SECRET_KEY", reason=reason, hint=hint)
    return HealthCheck(state="ok", subject="PALERMO_SECRET_KEY", reason="it is set")


def _check_hosts(hosts: list[str]) -> HealthCheck:
    if not hosts:
        reason = "the portal answers to this machine alone"
        hint = "Name the hosts that readers use"
        return HealthCheck(state="wrong", subject="PALERMO_ALLOWED_HOSTS", reason=reason, hint=hint)
    if "*" in hosts:
        reason = "the portal answers to any name"
        return HealthCheck(state="wrong", subject="PALERMO_ALLOWED_HOSTS", reason=reason, hint="Name its hosts")
    return HealthCheck(state="ok", subject="PALERMO_ALLOWED_HOSTS", reason=f"{', '.join(hosts)}")


def _check_https(host: str) -> HealthCheck:
    address = f"https://{host}/healthz"
    try:
        with urllib3.PoolManager(timeout=HTTPS_TIMEOUT_S, retries=False) as web:
            status = web.request("GET", address, redirect=False).status
    except (urllib3.exceptions.HTTPError, OSError) as error:
        reason = f"it does not answer over HTTPS ({type(error).__name__})"
        hint = "Put a server that speaks TLS in front, with a certificate of that name"
        return HealthCheck(state="wrong", subject=host, reason=reason, hint=hint)
    if status != 200:
        reason = f"{address} answers with status {status}"
        return HealthCheck(state="wrong", subject=host, reason=reason, hint="Hand that address on to the portal")
    return HealthCheck(state="ok", subject=host, reason="it answers over HTTPS")


def _check_address(settings: Settings, hosts: list[str]) -> HealthCheck:
    """Check that exported addresses lead to the portal."""
    parts = urlsplit(settings.address)
    if parts.hostname in LOCAL_HOSTS:
        reason = f"exports, feeds and MCP name {settings.address}, which leads readers to their own machine"
        hint = f"Give https://{hosts[0]}" if hosts else "Give the address that readers use"
        return HealthCheck(state="note", subject="PALERMO_ADDRESS", reason=reason, hint=hint)
    if parts.scheme != "https":
        reason = "permanent addresses begin with http"
        return HealthCheck(state="note", subject="PALERMO_ADDRESS", reason=reason, hint="Give its https address")
    return HealthCheck(state="ok", subject="PALERMO_ADDRESS", reason=settings.address)


def _check_proxies(settings: Settings) -> HealthCheck:
    if settings.proxies:
        reason = f"{settings.proxies} in front; readers are distinguished by X-Forwarded-For"
        return HealthCheck(state="ok", subject="PALERMO_PROXIES", reason=reason)
    reason = "no proxy is expected: behind one, all readers share one rate limit, and addresses begin with http"
    return HealthCheck(state="note", subject="PALERMO_PROXIES", reason=reason, hint="Give their number, mostly 1")


def _check_log(settings: Settings) -> HealthCheck:
    if settings.log == "json":
        return HealthCheck(state="ok", subject="PALERMO_LOG", reason="requests are logged as JSON lines")
    reason = "only errors are logged, as text"
    return HealthCheck(state="note", subject="PALERMO_LOG", reason=reason, hint="Give json to log requests")


def _check_database() -> HealthCheck:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")
    try:
        django_settings.STATE.mkdir(parents=True, exist_ok=True)
        django.setup()
        with connections["default"].cursor() as cursor:
            kind = connections["default"].vendor
            cursor.execute("SELECT 1" if kind == "sqlite" else "SHOW server_encoding")
            (encoding,) = cursor.fetchone()
    except (DatabaseError, OSError) as error:
        reason = f"it does not answer ({type(error).__name__})"  # its words may hold the address
        return HealthCheck(
            state="wrong", subject="DATABASE_URL", reason=reason, hint="Check the address and the server"
        )
    except PalermoError as error:
        return HealthCheck(state="wrong", subject=error.subject, reason=error.reason, hint=error.hint)
    if kind == "sqlite":
        reason = "the database (sqlite) answers; it is in the library and serves one machine"
        return HealthCheck(state="ok", subject="DATABASE_URL", reason=reason)
    if encoding != "UTF8":
        reason = f"the database ({kind}) has the encoding {encoding}, which cannot store all texts"
        hint = "Create it anew: createdb --encoding UTF8 --template template0"
        return HealthCheck(state="wrong", subject="DATABASE_URL", reason=reason, hint=hint)
    return HealthCheck(state="ok", subject="DATABASE_URL", reason=f"the database ({kind}) answers")
