"""Serve the portal: check the library, prepare the state, run the server."""

import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from granian import Granian
from granian.constants import Interfaces

from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import RunStopped
from palermo.portal.catalogues import compile_catalogues

ANY_HOST = frozenset({"", "0.0.0.0", "::"})
"""Hosts that mean all of the machine's addresses; which names it answers to is then a setting."""
MAX_THREADS = 16
"""Requests that are answered at the same time: pages are short, but a download on a slow line holds its thread."""


def serve(library: Path, port: int = 8000, host: str = "127.0.0.1", *, has_demo_people: bool = False) -> None:
    """Serve a library's current edition until interrupted; with `has_demo_people`, print their sign-in links.

    Raises NoLibrary if there is no library, RunStopped if the port is in use, and SettingInvalid for an invalid
    setting. A library without an edition is served too: its pages say how to build one.
    """
    Library(library).check_exists()
    library = library.absolute()
    _check_port(host, port)
    _set_environment(library, host)
    prepare_state()
    _print_line(f"Palermo is served at {_format_address(host, port)} (stop with Ctrl-C)")
    if has_demo_people:
        _print_demo_links(_format_address(host, port))
    if host in ANY_HOST:
        _print_line(f"It answers to {', '.join(load_settings().allowed_hosts)}; PALERMO_ALLOWED_HOSTS names others.")
    _run_server(host, port)
    _print_line("Palermo has stopped.")


def prepare_state() -> None:
    """Compile translations, collect static files and migrate the database; safe to repeat."""
    prepare_database()
    call_command("collectstatic", interactive=False, verbosity=0)


def open_database(library: Path) -> None:
    """Let a command use the portal's database of a library, which must exist."""
    Library(library).check_exists()
    os.environ["PALERMO_LIBRARY"] = str(library.absolute())
    prepare_database()


def prepare_database() -> None:
    """Compile translations and migrate the database; safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.portal.project.settings")
    try:
        settings.STATE.mkdir(parents=True, exist_ok=True)
        compile_catalogues(settings.STATE / "locale")
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        hint = "Check DATABASE_URL, or restore a backup: palermo restore FILE --force"
        raise RunStopped("the portal's database", reason, hint) from None
    except OSError as error:
        raise RunStopped(
            str(settings.STATE), f"it cannot be written: {error.strerror}", "Free disk space, or check its permissions"
        ) from None


def prepare_demo(library: Path) -> None:
    """Store the joint texts of the demo in the portal's database, unless it already has some."""
    open_database(library)
    from palermo.portal.joint_texts.demo_texts import load_demo_texts  # models need prepared settings

    load_demo_texts()


def _print_demo_links(address: str) -> None:
    from palermo.portal.accounts.demo_people import create_demo_people  # models need prepared settings

    for demo_person, path in create_demo_people():
        _print_line(f"Sign in as {demo_person.name} ({demo_person.email}): {address.rstrip('/')}{path}")


def _check_port(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise RunStopped(f"port {port} of {host}", "there is no such port", "Name one from 1 to 65535 with --port")
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RunStopped(
            f"port {port} of {host}", f"it cannot be listened to: {reason}", "Name another with --port"
        ) from None


def _set_environment(library: Path, host: str) -> None:
    """Set the environment that the worker processes read."""
    chosen = load_settings()
    os.environ["PALERMO_LIBRARY"] = str(library)
    if host not in ANY_HOST and host not in chosen.allowed_hosts:
        os.environ["PALERMO_ALLOWED_HOSTS"] = ",".join([*chosen.allowed_hosts, host])


def _run_server(host: str, port: int) -> None:
    Granian(
        "palermo.portal.project.wsgi:application",
        address=host or "0.0.0.0",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=MAX_THREADS,
        log_enabled=False,
        workers_kill_timeout=5,
    ).serve()


def _format_address(host: str, port: int) -> str:
    shown_host = "localhost" if host in ANY_HOST or host == "127.0.0.1" else host
    return f"http://[{shown_host}]:{port}/" if ":" in shown_host else f"http://{shown_host}:{port}/"


def _print_line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
