"""Tests of backup and restoration on SQLite and PostgreSQL."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

DECISION = '{"statement": "s1", "decision": "accept"}\n'


def palermo(library: Path, url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as a user does, with its own database."""
    environment = os.environ | {"PALERMO_LIBRARY": str(library), "DATABASE_URL": url}
    command = [sys.executable, "-m", "palermo", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


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
    link = palermo(library, url, "users", "create-admin", "--email", "admin@example.org")
    assert link.returncode == 0, link.stderr
    assert link.stdout.startswith("http://localhost:8000/en/accounts/invitations/")
    done = palermo(library, url, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert palermo(library, url, "backup", str(archive)).returncode == 1  # it replaces nothing unasked
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "palermo.toml").write_text("")
    (fresh / "editions").mkdir()
    restored = palermo(fresh, other_url, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert "verified" in restored.stdout
    assert (fresh / "decisions" / "2026.jsonl").read_text() == DECISION
    assert (fresh / "portal" / "uploads" / "sample.pdf").read_bytes() == b"%PDF-sample"
    with tarfile.open(archive) as opened:
        people_wrote = {"palermo.toml", "sources.yaml", "decisions/2026.jsonl", "portal/uploads/sample.pdf"}
        assert set(opened.getnames()) == people_wrote | {"database.json", "manifest.json"}
        rows = json.load(opened.extractfile("database.json"))  # type: ignore[arg-type]
    assert [row["fields"]["email"] for row in rows if row["model"] == "accounts.invitation"] == ["admin@example.org"]
    (fresh / "decisions" / "2026.jsonl").write_text("newer work\n")
    refused = palermo(fresh, other_url, "restore", str(archive))
    assert refused.returncode == 1
    assert "another decisions/2026.jsonl already" in refused.stderr
    assert palermo(fresh, other_url, "restore", str(archive), "--force").returncode == 0
    assert (fresh / "decisions" / "2026.jsonl").read_text() == DECISION
    return restored.stdout


def test_a_backup_is_restored_on_sqlite(tmp_path: Path) -> None:
    assert rehearse(tmp_path, "", "").startswith("5 files and ")


@pytest.mark.slow
@pytest.mark.postgresql
def test_a_backup_of_sqlite_is_restored_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    assert rehearse(tmp_path, "", postgresql_url).startswith("5 files and ")


@pytest.mark.parametrize("damage", ["no archive", "a file altered"])
def test_a_damaged_backup_changes_nothing(tmp_path: Path, damage: str) -> None:
    library, archive = make_library(tmp_path / "library"), tmp_path / "palermo.tar.gz"
    assert palermo(library, "", "backup", str(archive)).returncode == 0
    if damage == "no archive":
        archive.write_bytes(b"not an archive")
    else:
        with tarfile.open(archive) as opened:
            opened.extractall(tmp_path / "unpacked", filter="data")
        (tmp_path / "unpacked" / "decisions" / "2026.jsonl").write_text("altered\n")
        with tarfile.open(archive, "w:gz") as opened:
            opened.add(tmp_path / "unpacked", ".")
    (library / "sources.yaml").write_text("changed: since\n")
    refused = palermo(library, "", "restore", str(archive), "--force")
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert (library / "sources.yaml").read_text() == "changed: since\n"


def test_users_are_listed_and_wrong_addresses_and_roles_refused(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library")
    assert "No accounts" in palermo(library, "", "users", "list").stdout
    wrong = palermo(library, "", "users", "create-admin", "--email", "nonsense")
    assert (wrong.returncode, "it is not an e-mail address" in wrong.stderr) == (1, True)
    wrong = palermo(library, "", "users", "invite", "--email", "a@example.org", "--role", "emperor")
    assert (wrong.returncode, "Use one of reader" in wrong.stderr) == (1, True)
