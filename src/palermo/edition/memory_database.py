"""The in-memory database of a process: views have tables of their own in it, which are dropped with what uses them."""

import os
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from itertools import count

import duckdb

from palermo.vocabulary.class_names import build_name_value

_DISABLED_OPTIONS = ("autoinstall_known_extensions", "autoload_known_extensions", "python_enable_replacements")
_CONFIG: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(_DISABLED_OPTIONS, "false")
_NUMBERS = count(1)


def connect() -> duckdb.DuckDBPyConnection:
    """Return a new connection to the database of this process."""
    return _open_database(os.getpid()).cursor()


@cache
def _open_database(_process: int) -> duckdb.DuckDBPyConnection:
    """Open the database, which takes longer than all tables of a small edition; a forked process needs another one."""
    database: duckdb.DuckDBPyConnection = duckdb.connect(":memory:", config=_CONFIG)
    database.create_function("name_value", build_name_value, ["VARCHAR"], "VARCHAR")
    return database


def create_name(prefix: str) -> str:
    """Return a name that no other table or type has."""
    return f"{prefix}_{next(_NUMBERS)}"


def drop_with(owner: object, *entries: str) -> Callable[[], object]:
    """Drop tables and types, such as `TABLE facts_1`, when nobody uses their owner any more.

    The returned function drops them at once.
    """
    drop = weakref.finalize(owner, _drop, os.getpid(), entries)
    drop.atexit = False
    return drop


def _drop(process: int, entries: Sequence[str]) -> None:
    if process == os.getpid():
        with suppress(duckdb.Error), connect() as connection:
            for entry in entries:
                connection.execute(f"DROP {entry}")
