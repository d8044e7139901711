"""Tests of skipped markers: the run names them, and fails with CI=true."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.slow

TESTS = """
import pytest

def test_needs_nothing():
    assert True

@pytest.mark.browser
def test_needs_a_browser():
    assert False

@pytest.mark.tesseract
def test_needs_tesseract():
    assert False

def test_needs_postgresql(postgresql_url):
    assert False

@pytest.mark.slow
def test_needs_time():
    assert False
"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder of tests beside a copy of our conftest, without the plugins for fixtures that need a package of ours."""
    ours = Path(__file__).parent
    text, plugins = (ours / "conftest.py").read_text(encoding="utf-8"), "pytest_plugins = ["
    assert text.count(plugins) == 1
    (tmp_path / "conftest.py").write_text(text.replace(plugins, "unused = ["), encoding="utf-8")
    (tmp_path / "test_needs.py").write_text(TESTS)
    ini = f"[pytest]\naddopts = -p xdist.plugin -p no:cacheprovider\npythonpath = {ours}\n"
    (tmp_path / "pytest.ini").write_text(ini)
    return tmp_path


def pytest_in(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on a machine that has no program and no PostgreSQL server."""
    no_server = "postgresql://127.0.0.1:1/none"
    bare = {"PATH": "/nowhere", "PALERMO_TEST_POSTGRESQL": no_server, "CI": "", "PALERMO_TEST_SLOW": ""}
    bare["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", *arguments]
    env = os.environ | bare | environment
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_what_the_machine_lacks_is_left_out_and_named(run: Path) -> None:
    done = pytest_in(run)
    assert done.returncode == 0, done.stdout
    assert "1 passed, 4 deselected" in done.stdout
    assert "Left out: browser (no chromium on this machine), 1 test" in done.stdout
    assert "Left out: Tesseract (no tesseract on this machine), 1 test" in done.stdout
    assert "Left out: PostgreSQL (the server of PALERMO_TEST_POSTGRESQL does not answer" in done.stdout
    assert "Left out: slow tests (they run with PALERMO_TEST_SLOW=1 or CI=true), 1 test" in done.stdout


def test_with_ci_what_is_left_out_fails_the_run(run: Path) -> None:
    done = pytest_in(run, "-k", "not time", CI="true")
    assert done.returncode == 1
    assert "a run that leaves something out has failed" in done.stdout


@pytest.mark.parametrize(
    "environment", [{"CI": "true"}, pytest.param({"PALERMO_TEST_SLOW": "1"}, marks=pytest.mark.slow)]
)
def test_slow_tests_run_with_ci_and_on_request(run: Path, environment: dict[str, str]) -> None:
    done = pytest_in(run, "-k", "time", **environment)
    assert "1 failed" in done.stdout
    assert "Left out: nothing" in done.stdout


def test_only_what_tests_needed_is_named(run: Path) -> None:
    done = pytest_in(run, "-k", "nothing", CI="true")
    assert done.returncode == 0
    assert "Left out: nothing" in done.stdout


def test_a_postgresql_database_is_new_and_empty(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)


def test_processes_that_share_the_tests_name_it_once(run: Path) -> None:
    done = pytest_in(run, "--numprocesses", "2", "-k", "not time", CI="true")
    assert done.returncode == 1, done.stdout
    assert "1 passed" in done.stdout
    assert done.stdout.count("Left out: browser (no chromium on this machine), 1 test") == 1
    assert "a run that leaves something out has failed" in done.stdout
