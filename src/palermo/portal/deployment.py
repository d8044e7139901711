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
from palermo.pipeline.health_checks import CheckState, HealthCheck
from palermo.portal.project.setting_parsers import LOCAL_HOSTS

MIN_SECRET_CHARS = 32
HTTPS_TIMEOUT_S = 8.0
"""Time for a host to answer."""


type Finding = tuple[CheckState, str, str]
"""State, reason, and how to fix it."""


def check_deployment(settings: Settings, *, network: bool = True) -> Iterator[HealthCheck]:
    """Check the settings of a public portal, its database and, with `network`, its hosts over HTTPS."""
    for subject, (state, reason, hint) in _list_findings(settings, network=network):
        yield HealthCheck(state=state, subject=subject, reason=reason, hint=hint)


def _list_findings(settings: Settings, *, network: bool) -> Iterator[tuple[str, Finding]]:
    yield "PALERMO_DEBUG", _check_debug(settings)
    yield "PALERMO_SECRET_KEY", _check_secret(settings)
    hosts = [host for host in settings.allowed_hosts if host not in LOCAL_HOSTS]
    yield "PALERMO_ALLOWED_HOSTS", _check_hosts(hosts)
    for host in hosts if network else ():
        if not host.startswith((".", "*")):
            yield host, _check_https(host)
    yield "PALERMO_ADDRESS", _check_address(settings, hosts)
    yield "PALERMO_PROXIES", _check_proxies(settings)
    yield "PALERMO_LOG", _check_log(settings)
    yield _check_database()


def _check_debug(settings: Settings) -> Finding:
    if settings.debug:
        return "wrong", "tracebacks are shown to everybody", "Take it away"
    return "ok", "no traceback is shown", ""


def _check_secret(settings: Settings) -> Finding:
    if settings.secret_key and len(settings.secret_key) >= MIN_SECRET_CHARS:
        return "ok", "it is set", ""
    reason = "it is in the library, in portal/secret-key, which every copy of the library takes along"
    if settings.secret_key:
        reason = f"it has fewer than {MIN_SECRET_CHARS} characters"
    return "wrong", reason, "Give 50 random characters"


def _check_hosts(hosts: list[str]) -> Finding:
    if not hosts:
        return "wrong", "the portal answers to this machine alone", "Name the hosts that readers use"
    if "*" in hosts:
        return "wrong", "the portal answers to any name", "Name its hosts"
    return "ok", ", ".join(hosts), ""


def _check_https(host: str) -> Finding:
    address = f"https://{host}/healthz"
    try:
        with urllib3.PoolManager(timeout=HTTPS_TIMEOUT_S, retries=False) as web:
            status = web.request("GET", address, redirect=False).status
    except (urllib3.exceptions.HTTPError, OSError) as error:
        hint = "Put a server that speaks TLS in front, with a certificate of that name"
        return "wrong", f"it does not answer over HTTPS ({type(error).__name__})", hint
    if status != 200:
        return "wrong", f"{address} answers with status {status}", "Hand that address on to the portal"
    return "ok", "it answers over HTTPS", ""


def _check_address(settings: Settings, hosts: list[str]) -> Finding:
    """Check that exported addresses lead to the portal."""
    parts = urlsplit(settings.address)
    if parts.hostname in LOCAL_HOSTS:
        reason = f"exports, feeds and MCP name {settings.address}, which leads readers to their own machine"
        return "note", reason, f"Give https://{hosts[0]}" if hosts else "Give the address that readers use"
    if parts.scheme != "https":
        return "note", "permanent addresses begin with http", "Give its https address"
    return "ok", settings.address, ""


def _check_proxies(settings: Settings) -> Finding:
    if settings.proxies:
        return "ok", f"{settings.proxies} in front; readers are distinguished by X-Forwarded-For", ""
    reason = "no proxy is expected: behind one, all readers share one rate limit, and addresses begin with http"
    return "note", reason, "Give their number, mostly 1"


def _check_log(settings: Settings) -> Finding:
    if settings.log == "json":
        return "ok", "requests are logged as JSON lines", ""
    return "note", "only errors are logged, as text", "Give json to log requests"


def _check_database() -> tuple[str, Finding]:
    """Return the setting at fault, mostly that of the address, and what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")
    try:
        django_settings.STATE.mkdir(parents=True, exist_ok=True)
        django.setup()
        with connections["default"].cursor() as cursor:
            kind = connections["default"].vendor
            cursor.execute("SELECT 1" if kind == "sqlite" else "SHOW server_encoding")
            (encoding,) = cursor.fetchone()
    except (DatabaseError, OSError) as error:  # its words may hold the address
        reason = f"it does not answer ({type(error).__name__})"
        return "DATABASE_URL", ("wrong", reason, "Check the address and the server")
    except PalermoError as error:
        return error.subject, ("wrong", error.reason, error.hint)
    if kind == "sqlite":
        return "DATABASE_URL", ("ok", "the database (sqlite) answers; it is in the library and serves one machine", "")
    if encoding != "UTF8":
        reason = f"the database ({kind}) has the encoding {encoding}, which cannot store all texts"
        return "DATABASE_URL", ("wrong", reason, "Create it anew: createdb --encoding UTF8 --template template0")
    return "DATABASE_URL", ("ok", f"the database ({kind}) answers", "")
