"""Markers for what tests need of the machine: a browser, PostgreSQL, Tesseract, time.

A test says what it needs with a marker of the same name. Where the machine lacks it, the test is left out and named
at the end of the run; with CI=true a run that left something out fails. Tests marked `slow` run with CI=true, or where
PALERMO_TEST_SLOW is 1.
"""

import gc
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from postgresql_cluster import find_postgresql_programs, run_cluster

# A slow moment of the machine is no fault of a property; with CI=true the same examples are tried each time.
settings.register_profile(
    "palermo",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    max_examples=100 if os.environ.get("CI") == "true" or os.environ.get("PALERMO_TEST_SLOW") == "1" else 25,
)
settings.load_profile("palermo")

pytest_plugins = ["local_model", "local_site", "made_editions", "s3_server"]

TESSERACT_LANGUAGES = {"ara", "chi_sim", "eng", "fra", "rus", "spa"}
FINISHED = pytest.StashKey[bool]()
LEFT_OUT = pytest.StashKey[dict[str, tuple[str, int]]]()


def _lacks_browser() -> str | None:
    return None if shutil.which("chromium") else "no chromium on this machine"


def _lacks_postgresql() -> str | None:
    if address := os.environ.get("PALERMO_TEST_POSTGRESQL"):
        try:
            psycopg.connect(address, connect_timeout=3).close()
        except psycopg.Error as error:
            return f"the server of PALERMO_TEST_POSTGRESQL does not answer: {str(error).splitlines()[0]}"
        return None
    if not find_postgresql_programs():
        return "no PALERMO_TEST_POSTGRESQL, and neither initdb nor pg_ctl on this machine"
    return None


def _lacks_tesseract() -> str | None:
    if not (program := shutil.which("tesseract")):
        return "no tesseract on this machine"
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    missing = TESSERACT_LANGUAGES - set(listed.stdout.split())
    return f"tesseract lacks {', '.join(sorted(missing))}" if missing else None


def _lacks_time() -> str | None:
    is_wanted = _on_ci() or os.environ.get("PALERMO_TEST_SLOW") == "1"
    return None if is_wanted else "they run with PALERMO_TEST_SLOW=1 or CI=true"


NEEDS: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("browser", _lacks_browser),
    "postgresql": ("PostgreSQL", _lacks_postgresql),
    "slow": ("slow tests", _lacks_time),
    "tesseract": ("Tesseract", _lacks_tesseract),
}
"""Marker -> its name for people, and what says why the machine lacks it (None where it has it)."""


def pytest_configure(config: pytest.Config) -> None:
    for marker, (name, _) in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: {name}; left out, and named, where the machine lacks it")
    config.stash[LEFT_OUT] = {}
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell starts what runs in its background so, and whatever the tests start would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput") and find_spec("hxl.formulas.parsetab") is None:
        import_module("hxl.formulas.parser")  # which writes its tables then; processes of one run would at once


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reasons: dict[str, str | None] = {}
    stored: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        needed = [need for need in NEEDS if item.get_closest_marker(need)]
        if "postgresql_url" in getattr(item, "fixturenames", ()) and "postgresql" not in needed:
            needed.append("postgresql")
        for need in needed:
            if need not in reasons:
                reasons[need] = NEEDS[need][1]()
        lacking = [need for need in needed if reasons[need]]
        (left if lacking else stored).append(item)
        for need in lacking:
            count = config.stash[LEFT_OUT].get(need, ("", 0))[1]
            config.stash[LEFT_OUT][need] = (str(reasons[need]), count + 1)
    if left:
        config.hook.pytest_deselected(items=left)
    # Files with slow tests first, so that at the end no process waits for one of them.
    slow_files = {item.path for item in stored if item.get_closest_marker("slow")}
    items[:] = sorted(stored, key=lambda item: item.path not in slow_files)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the garbage collector pass over all that is collected, which lasts to the end of the run, and run seldom."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(200_000, 50, 100)
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process of pytest-xdist has left out: each of them collects all tests."""
    node.config.stash[LEFT_OUT].update(getattr(node, "workeroutput", {}).get("left out", {}))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[FINISHED] = True
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["left out"] = session.config.stash[LEFT_OUT]
        return
    if session.config.stash[LEFT_OUT] and _on_ci() and session.exitstatus in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Name what was left out, after everything else that the run says."""
    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None or not config.stash.get(FINISHED, False):
        return
    left_out = config.stash[LEFT_OUT]
    for need, (reason, count) in sorted(left_out.items()):
        tests = "1 test" if count == 1 else f"{count} tests"
        terminal.write_line(f"Left out: {NEEDS[need][0]} ({reason}), {tests}")
    if not left_out:
        terminal.write_line("Left out: nothing")
    elif _on_ci():
        terminal.write_line("CI=true: a run that leaves something out has failed")


def _on_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Address of a PostgreSQL server in which databases may be made: that of the machine, else one of our own."""
    if address := os.environ.get("PALERMO_TEST_POSTGRESQL"):
        yield address
        return
    with run_cluster() as address:
        yield address


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Address of a new, empty PostgreSQL database, dropped after the test."""
    name = f"palermo_test_{secrets.token_hex(6)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    server, _, options = postgresql_server.partition("?")
    yield f"{server.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
