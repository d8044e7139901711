"""Tests of deployment checks: each problem with its hint, and no secret."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from palermo.environment import Settings
from palermo.portal.deployment import check_deployment

SECRET = "a-secret-of-fifty-characters-that-nobody-can-guess"


def _states(chosen: Settings, *, network: bool = False) -> dict[str, str]:
    return {check.subject: check.state for check in check_deployment(chosen, network=network)}


@pytest.mark.django_db
def test_a_machine_as_it_comes_is_not_for_the_public() -> None:
    assert _states(Settings()) == {
        "PALERMO_DEBUG": "ok",
        "PALERMO_SECRET_KEY": "wrong",
        "PALERMO_ALLOWED_HOSTS": "wrong",
        "PALERMO_ADDRESS": "note",
        "PALERMO_PROXIES": "note",
        "PALERMO_LOG": "note",
        "DATABASE_URL": "ok",
    }


@pytest.mark.django_db
def test_a_machine_that_is_set_up() -> None:
    chosen = Settings(
        secret_key=SECRET,
        allowed_hosts=("palermo.example",),
        address="https://palermo.example",
        proxies=1,
        log="json",
    )
    assert set(_states(chosen).values()) == {"ok"}
    assert SECRET not in "".join(check.format_line() for check in check_deployment(chosen, network=False))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (Settings(debug=True), "PALERMO_DEBUG"),
        (Settings(secret_key="short"), "PALERMO_SECRET_KEY"),
        (Settings(allowed_hosts=("*",)), "PALERMO_ALLOWED_HOSTS"),
    ],
)
def test_each_fault_is_reported(chosen: Settings, wrong: str) -> None:
    assert _states(chosen)[wrong] == "wrong"


@pytest.mark.django_db
def test_a_host_that_does_not_speak_https() -> None:
    chosen = Settings(secret_key=SECRET, allowed_hosts=("palermo.invalid",))
    assert _states(chosen, network=True)["palermo.invalid"] == "wrong"


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.parametrize(("encoding", "state"), [("UTF8", "ok"), ("SQL_ASCII", "wrong")])
def test_a_database_that_cannot_store_all_texts(
    postgresql_server: str, tmp_path: Path, encoding: str, state: str
) -> None:
    name = f"encoding_{encoding.lower()}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
    server, _, options = postgresql_server.partition("?")
    address = f"{server.rpartition('/')[0]}/{name}?{options}".rstrip("?")
    code = (
        "from palermo.portal.deployment import check_deployment; from palermo.environment import load_settings;"
        " print([c.state for c in check_deployment(load_settings(), network=False) if c.subject == 'DATABASE_URL'])"
    )
    environment = os.environ | {"DATABASE_URL": address, "PALERMO_LIBRARY": str(tmp_path)}
    try:
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    finally:
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name}")
    assert run.stdout == f"['{state}']\n", run.stderr
