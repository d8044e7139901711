"""Tests of joint texts on SQLite and PostgreSQL: concurrent changes, and all pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
SUITE = ("test_joint_text_pages.py", "test_joint_text_library.py", "test_joint_text_clocks.py", "test_report_drafts.py")
ISSUES, EDITS = 8, 100


def race(library: Path, url: str) -> dict[str, Any]:
    """Run the races on a database."""
    command = [sys.executable, str(FOLDER / "joint_text_races.py"), str(ISSUES), str(EDITS)]
    env = os.environ | {"PALERMO_LIBRARY": str(library), "DATABASE_URL": url}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def check(results: dict[str, Any]) -> None:
    """One issue of two is accepted, the other refused with its reason; of two edits neither is lost."""
    issue, edit = results["issue"], results["edit"]
    assert issue["issues"] == [1] * ISSUES
    assert issue["statuses"] == [["302", ISSUES], ["409", ISSUES]]
    assert (issue["explained"], issue["catalogue_rows"]) == (ISSUES, ISSUES)
    assert (edit["acknowledged"], edit["lost"], edit["overwritten"]) == (2 * EDITS, 0, 0)
    assert edit["conflicts"] > 0


@pytest.mark.slow
def test_two_people_at_one_moment_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    results = race(tmp_path / "library", "")
    assert results["database"] == "sqlite"
    check(results)


@pytest.mark.slow
@pytest.mark.postgresql
def test_two_people_at_one_moment_lose_nothing_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    results = race(tmp_path / "library", postgresql_url)
    assert results["database"] == "postgresql"
    check(results)


@pytest.mark.slow
@pytest.mark.postgresql
def test_pages_of_joint_texts_work_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"DATABASE_URL": postgresql_url, "CI": ""}
    files = [str(FOLDER / name) for name in SUITE]
    done = subprocess.run(
        [*command, *files], env=env, cwd=FOLDER.parents[1], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]
