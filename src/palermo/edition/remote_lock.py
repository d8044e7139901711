"""Lock of a library in a store: a file that its holder renews, and that expires if the holder dies."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from palermo.edition.stores import RemoteStore
from palermo.errors import LibraryBusy, RunStopped

LOCK_FILE_NAME = "lock.json"
LOCK_LIFETIME_S = 300.0
"""Seconds after which a lock that was not renewed expires."""
RENEWAL_INTERVAL_S = 60.0
POLL_INTERVAL_S = 5.0
"""Seconds between two attempts of a build that waits."""


@contextmanager
def hold_remote_lock(store: RemoteStore, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    """Hold the lock of a store; raises LibraryBusy or, if `on_wait` is given, calls it and waits."""
    token = uuid4().hex
    is_warned = False
    while not _try_acquire(store, token):
        holder = _describe_holder(store)
        if holder is None:
            continue
        if on_wait is None:
            hint = "Wait for it to end (--wait does), or stop it"
            raise LibraryBusy(store.address, holder, hint)
        if not is_warned:
            on_wait(f"Waiting for the library: {holder}")
        is_warned = True
        time.sleep(POLL_INTERVAL_S)
    event = threading.Event()
    renewing = threading.Thread(target=_renew_lock, args=(store, token, event), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        event.set()
        renewing.join()
        if (_read_lock(store) or {}).get("token") == token:
            store.remove(LOCK_FILE_NAME)


def _try_acquire(store: RemoteStore, token: str) -> bool:
    try:
        store.write_new(LOCK_FILE_NAME, _build_lock(token, time.time()))
    except FileExistsError:
        return False
    return True


def _build_lock(token: str, since: float) -> bytes:
    lock = {"token": token, "pid": os.getpid(), "until": time.time() + LOCK_LIFETIME_S, "since": since}
    return json.dumps(lock).encode()


def _renew_lock(store: RemoteStore, token: str, stop_event: threading.Event) -> None:
    since = (_read_lock(store) or {}).get("since", time.time())
    while not stop_event.wait(RENEWAL_INTERVAL_S):
        try:
            store.write(LOCK_FILE_NAME, _build_lock(token, since))
        except RunStopped:
            continue  # the next attempt may succeed before the lock expires


def _describe_holder(store: RemoteStore) -> str | None:
    """Describe the holder of the lock; remove an expired lock and return None if there is no holder."""
    lock = _read_lock(store)
    if lock is None:
        return None
    if float(lock.get("until", 0)) < time.time():
        store.remove(LOCK_FILE_NAME)
        return None
    since = datetime.fromtimestamp(lock["since"], UTC)
    return f"process {lock['pid']} of some machine has held it since {since:%Y-%m-%d %H:%M:%S} UTC"


def _read_lock(store: RemoteStore) -> dict[str, Any] | None:
    try:
        lock = json.loads(store.read(LOCK_FILE_NAME))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return lock if isinstance(lock, dict) else {}
