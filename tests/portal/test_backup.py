"""Tests of backup and restoration on SQLite and PostgreSQL."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

DECISION = '{"statement": "s1", "decision": "accept"}\n'


RUN_COMMANDS = """
import json, sys
from typer.testing import CliRunner
from palermo.cli import app
for line in sys.stdin:
    done = CliRunner().invoke(app, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""


class Result(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


type Run = Callable[..., Result]


@contextmanager
def open_commands(library: Path, url: str = "") -> Iterator[Run]:
    """A function that runs commands in one process, which has a library and a database of its own."""
    environment = os.environ | {"PALERMO_LIBRARY": str(library), "DATABASE_URL": url}
    command, pipe = [sys.executable, "-c", RUN_COMMANDS], subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        requests, results = process.stdin, process.stdout
        assert requests
        assert results

        def run(*arguments: str) -> Result:
            print(json.dumps(arguments), file=requests, flush=True)
            return Result(*json.loads(results.readline()))

        yield run
        requests.close()


def make_library(folder: Path) -> Path:
    """Create a library without an edition, with the work of people."""
    folder.mkdir()
    (folder / "palermo.toml").write_text("")
    (folder / "editions").mkdir()
    (folder / "sources.yaml").write_text("[]\n")
    (folder / "decisions").mkdir()
    (folder / "decisions" / "2026.jsonl").write_text(DECISION)
    (folder / "decisions" / ".lock").touch()
    (folder / "portal" / "uploads").mkdir(parents=True)
    (folder / "portal" / "uploads" / "sample.pdf").write_bytes(b"%PDF-sample")
    return folder


def rehearse(tmp_path: Path, url: str, other_url: str) -> str:
    """Back up a library with people, restore it elsewhere, compare, and return the summary."""
    library, archive = make_library(tmp_path / "library"), tmp_path / "palermo.tar.gz"
    with open_commands(library, url) as run:
        link = run("users", "create-admin", "--email", "admin@example.org")
        assert link.code == 0, link.err
        assert link.out.startswith("http://localhost:8000/en/accounts/invitations/")
        done = run("backup", str(archive))
        assert done.code == 0, done.err
        assert run("backup", str(archive)).code == 1  # it replaces nothing unasked
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "palermo.toml").write_text("")
    (fresh / "sources.yaml").write_text("# Where documents come from: nowhere yet, as `palermo init` leaves it.\n")
    (fresh / "editions").mkdir()
    with open_commands(fresh, other_url) as run:
        restored = run("restore", str(archive))
        assert restored.code == 0, restored.err
        assert "verified" in restored.out
        assert (fresh / "decisions" / "2026.jsonl").read_text() == DECISION
        assert (fresh / "portal" / "uploads" / "sample.pdf").read_bytes() == b"%PDF-sample"
        check_archive(archive)
        (fresh / "decisions" / "2026.jsonl").write_text("newer work\n")
        refused = run("restore", str(archive))
        assert refused.code == 1
        assert "another decisions/2026.jsonl already" in refused.err
        assert run("restore", str(archive), "--force").code == 0
    assert (fresh / "decisions" / "2026.jsonl").read_text() == DECISION
    return restored.out


def check_archive(archive: Path) -> None:
    """The archive holds what people wrote, and the database."""
    with tarfile.open(archive) as opened:
        people_wrote = {"palermo.toml", "sources.yaml", "decisions/2026.jsonl", "portal/uploads/sample.pdf"}
        assert set(opened.getnames()) == people_wrote | {"database.json", "manifest.json"}
        rows = json.load(opened.extractfile("database.json"))  # type: ignore[arg-type]
    assert [row["fields"]["email"] for row in rows if row["model"] == "accounts.invitation"] == ["admin@example.org"]


def test_a_backup_is_restored_on_sqlite(tmp_path: Path) -> None:
    assert rehearse(tmp_path, "", "").startswith("5 files and ")


@pytest.mark.postgresql
def test_a_backup_of_sqlite_is_restored_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    assert rehearse(tmp_path, "", postgresql_url).startswith("5 files and ")


@pytest.fixture(scope="module")
def library_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Run]]:
    """A library without accounts, and what runs commands on it."""
    library = make_library(tmp_path_factory.mktemp("backup") / "library")
    with open_commands(library) as run:
        yield library, run


def test_a_damaged_backup_changes_nothing(library_run: tuple[Path, Run], tmp_path: Path) -> None:
    (library, run), archive = library_run, tmp_path / "palermo.tar.gz"
    assert run("backup", str(archive)).code == 0
    (library / "sources.yaml").write_text("changed: since\n")
    for damage in ("a file altered", "no archive"):
        damage_archive(archive, damage, tmp_path / "unpacked")
        refused = run("restore", str(archive), "--force")
        assert refused.code == 1, damage
        assert "damaged" in refused.err, damage
        assert (library / "sources.yaml").read_text() == "changed: since\n", damage


def damage_archive(archive: Path, damage: str, unpacked: Path) -> None:
    if damage == "no archive":
        archive.write_bytes(b"not an archive")
    else:
        with tarfile.open(archive) as opened:
            opened.extractall(unpacked, filter="data")
        (unpacked / "decisions" / "2026.jsonl").write_text("altered\n")
        with tarfile.open(archive, "w:gz") as opened:
            opened.add(unpacked, ".")


def test_users_are_listed_and_wrong_addresses_and_roles_refused(library_run: tuple[Path, Run]) -> None:
    _, run = library_run
    assert "No accounts" in run("users", "list").out
    wrong = run("users", "create-admin", "--email", "nonsense")
    assert (wrong.code, "it is not an e-mail address" in wrong.err) == (1, True)
    wrong = run("users", "invite", "--email", "a@example.org", "--role", "emperor")
    assert (wrong.code, "Use one of reader" in wrong.err) == (1, True)
