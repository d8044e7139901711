"""A temporary PostgreSQL server on a free port of this machine.

`python tests/postgresql_cluster.py COMMAND ...` runs a command with the address of one in DATABASE_URL.
"""

import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def run_cluster() -> Iterator[str]:
    """Address of a new server, stopped and removed at the end."""
    programs = find_postgresql_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="palermo-postgresql-"))
    cluster = folder / "cluster"
    try:
        yield _start_cluster(programs, folder)
    finally:
        _run(folder, programs / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def find_postgresql_programs() -> Path | None:
    """Folder of initdb and pg_ctl: Debian keeps them off PATH, the newest version counts."""
    folders = [Path(p).parent for p in (shutil.which("initdb"), shutil.which("pg_ctl")) if p]
    versions = sorted(map(Path, glob.glob("/usr/lib/postgresql/*/bin")), key=lambda p: float(p.parent.name))
    for folder in [*folders, *reversed(versions)]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def _start_cluster(programs: Path, folder: Path) -> str:
    """Make a cluster that listens on a free port of this machine alone, and give its address."""
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    if os.getuid() == 0:
        user = _other_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        os.chown(secret, user.pw_uid, user.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    how = ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"]
    _run(folder, programs / "initdb", "-D", folder / "cluster", "--username=palermo", *how)
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    start = ["-D", folder / "cluster", "-l", folder / "log", "-o", options, "-w", "start"]
    _run(folder, programs / "pg_ctl", *start)
    return f"postgresql://palermo:{password}@127.0.0.1:{port}/postgres"


def _run(folder: Path, *command: object) -> None:
    """Run a program of PostgreSQL in its folder; it refuses to work for root, so root lends it another user."""
    user = _other_user() if os.getuid() == 0 else None
    ids: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **ids,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


def _other_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def main() -> int:
    """Run the command of the arguments on a new server, and return its exit code."""
    with run_cluster() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
