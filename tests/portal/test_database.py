"""Tests of DATABASE_URL, and of the user model on both databases."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from palermo.errors import SettingInvalid
from palermo.portal.accounts.models import Person
from palermo.portal.project.setting_parsers import parse_database_url

MAKE_A_PERSON = """
import django; django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
call_command("migrate", interactive=False, verbosity=0)
Person = get_user_model()
Person.objects.create_user("sample", password="a sample of a password")
assert Person.objects.get(username="sample").check_password("a sample of a password")
call_command("migrate", "accounts", "0001", interactive=False, verbosity=0)
call_command("migrate", interactive=False, verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode" if connection.vendor == "sqlite" else "SHOW server_version")
    print(Person._meta.label, connection.vendor, cursor.fetchone()[0])
"""


def test_without_an_address_sqlite_stands_in_the_library(tmp_path: Path) -> None:
    result = parse_database_url("", tmp_path)
    assert result["ENGINE"] == "django.db.backends.sqlite3"
    assert result["NAME"] == str(tmp_path / "portal.sqlite3")
    assert "journal_mode=WAL" in result["OPTIONS"]["init_command"]
    assert result["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "name"), [("sqlite:///here/p.db", "here/p.db"), ("sqlite:////var/p%20q.db", "/var/p q.db")]
)
def test_sqlite_addresses(url: str, name: str) -> None:
    assert parse_database_url(url, Path())["NAME"] == name


def test_postgresql_address() -> None:
    result = parse_database_url("postgresql://ann:p%40ss@db.example:5433/palermo?sslmode=require", Path())
    assert result["ENGINE"] == "django.db.backends.postgresql"
    facts = (result["NAME"], result["USER"], result["PASSWORD"], result["HOST"], result["PORT"])
    assert facts == ("palermo", "ann", "p@ss", "db.example", "5433")
    assert result["OPTIONS"] == {"sslmode": "require"}
    socket = parse_database_url("postgres:///palermo?host=/run/postgresql", Path())
    assert (socket["HOST"], socket["PORT"], socket["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    "url",
    [
        "mysql://secret@host/db",
        "nonsense",
        "sqlite://secret",
        "sqlite:///",
        "postgresql://secret@host/",
        "postgresql://secret@host:port/db",
        "postgresql://[secret/db",
    ],
)
def test_nonsense_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        parse_database_url(url, Path())
    assert caught.value.subject == "DATABASE_URL"
    assert "secret" not in str(caught.value)


def test_postgresql_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.portal.project.setting_parsers.find_spec", lambda _name: None)
    with pytest.raises(SettingInvalid, match=r"palermo\[postgresql\]"):
        parse_database_url("postgresql://host/db", Path())


@pytest.mark.django_db
def test_whoever_signs_in_is_a_person() -> None:
    assert get_user_model() is Person
    Person.objects.create_user("sample", password="a sample of a password")
    assert Person.objects.get(username="sample").check_password("a sample of a password")


def _run_in_database(library: Path, url: str) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings",
        "PALERMO_LIBRARY": str(library),
        "DATABASE_URL": url,
    }
    (library / "portal").mkdir()
    run = subprocess.run(
        [sys.executable, "-c", MAKE_A_PERSON], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.slow
def test_migrations_run_on_sqlite(tmp_path: Path) -> None:
    assert _run_in_database(tmp_path, "") == "accounts.Person sqlite wal\n"


@pytest.mark.postgresql
@pytest.mark.slow
def test_migrations_run_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    assert _run_in_database(tmp_path, postgresql_url).startswith("accounts.Person postgresql ")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    text = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=text)
    assert "No changes detected" in text.getvalue()
