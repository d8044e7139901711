"""Whether a portal is set up for the public: debugging off, a secret, hosts, HTTPS, a database that answers."""

import os
from collections.abc import Iterator

import urllib3

from palermo.errors import PalermoError
from palermo.pipeline import Check
from palermo.settings import Settings

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
SHORTEST = 32
"""Characters of a secret that cannot be guessed."""
SECONDS = 8.0
"""Time for a host to answer."""


def deployment(chosen: Settings, *, network: bool = True) -> Iterator[Check]:
    """Look at the settings of a public portal, at its database and, with `network`, at its hosts over HTTPS."""
    yield _debug(chosen)
    yield _secret(chosen)
    hosts = [host for host in chosen.allowed_hosts if host not in LOCAL]
    yield _hosts(hosts)
    for host in hosts if network else ():
        if not host.startswith((".", "*")):
            yield _https(host)
    yield _database()


def _debug(chosen: Settings) -> Check:
    if chosen.debug:
        return Check(
            state="wrong", thing="PALERMO_DEBUG", reason="tracebacks are shown to everybody", mend="Take it away"
        )
    return Check(state="ok", thing="PALERMO_DEBUG", reason="no traceback is shown")


def _secret(chosen: Settings) -> Check:
    mend = "Give 50 random characters"
    if not chosen.secret_key:
        reason = "a new one is made at each start, which signs everybody out"
        return Check(state="wrong", thing="PALERMO_SECRET_KEY", reason=reason, mend=mend)
    if len(chosen.secret_key) < SHORTEST:
        reason = f"it has fewer than {SHORTEST} characters"
        return Check(state="wrong", thing="PALERMO_SECRET_KEY", reason=reason, mend=mend)
    return Check(state="ok", thing="PALERMO_SECRET_KEY", reason="it is set")


def _hosts(hosts: list[str]) -> Check:
    if not hosts:
        reason = "the portal answers to this machine alone"
        mend = "Name the hosts that readers use"
        return Check(state="wrong", thing="PALERMO_ALLOWED_HOSTS", reason=reason, mend=mend)
    if "*" in hosts:
        reason = "the portal answers to any name"
        return Check(state="wrong", thing="PALERMO_ALLOWED_HOSTS", reason=reason, mend="Name its hosts")
    return Check(state="ok", thing="PALERMO_ALLOWED_HOSTS", reason=f"{', '.join(hosts)}")


def _https(host: str) -> Check:
    address = f"https://{host}/healthz"
    try:
        with urllib3.PoolManager(timeout=SECONDS, retries=False) as web:
            status = web.request("GET", address, redirect=False).status
    except (urllib3.exceptions.HTTPError, OSError) as error:
        reason = f"it does not answer over HTTPS ({type(error).__name__})"
        mend = "Put a server that speaks TLS in front, with a certificate of that name"
        return Check(state="wrong", thing=host, reason=reason, mend=mend)
    if status != 200:
        reason = f"{address} answers with status {status}"
        return Check(state="wrong", thing=host, reason=reason, mend="Hand that address on to the portal")
    return Check(state="ok", thing=host, reason="it answers over HTTPS")


def _database() -> Check:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")
    import django
    from django.conf import settings
    from django.db import DatabaseError, connections

    try:
        settings.STATE.mkdir(parents=True, exist_ok=True)
        django.setup()
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        kind = connections["default"].vendor
    except (DatabaseError, OSError) as error:
        reason = f"it does not answer ({type(error).__name__})"  # its words may hold the address
        return Check(state="wrong", thing="DATABASE_URL", reason=reason, mend="Check the address and the server")
    except PalermoError as error:
        return Check(state="wrong", thing=error.thing, reason=error.reason, mend=error.mend)
    return Check(state="ok", thing="DATABASE_URL", reason=f"the database ({kind}) answers")
