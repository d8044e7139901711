"""The lock of a library in a store: a file that its holder renews, so that the lock of a dead build runs out."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from palermo.edition.stores import Remote
from palermo.errors import LibraryBusy, RunStopped

NAME = "lock.json"
LASTS = 300.0
"""Seconds after which a lock that was not renewed belongs to nobody."""
RENEWED = 60.0
LOOK = 5.0
"""Seconds between two looks of a build that waits."""


@contextmanager
def remote_lock(store: Remote, waiting: Callable[[str], None] | None) -> Iterator[None]:
    """Hold a store for one build; raises LibraryBusy, or waits after telling who holds it."""
    token = uuid4().hex
    told = False
    while not _taken(store, token):
        holder = _holder(store)
        if holder is None:
            continue
        if waiting is None:
            mend = "Wait for it to end (--wait does), or stop it"
            raise LibraryBusy(store.address, holder, mend)
        if not told:
            waiting(f"Waiting for the library: {holder}")
        told = True
        time.sleep(LOOK)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(store, token, ended), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        renewing.join()
        if (_said(store) or {}).get("token") == token:
            store.remove(NAME)


def _taken(store: Remote, token: str) -> bool:
    try:
        store.write_new(NAME, _content(token))
    except FileExistsError:
        return False
    return True


def _content(token: str) -> bytes:
    said = {"token": token, "pid": os.getpid(), "until": time.time() + LASTS, "since": time.time()}
    return json.dumps(said).encode()


def _renew(store: Remote, token: str, ended: threading.Event) -> None:
    since = (_said(store) or {}).get("since", time.time())
    while not ended.wait(RENEWED):
        said = json.loads(_content(token)) | {"since": since}
        try:
            store.write(NAME, json.dumps(said).encode())
        except RunStopped:
            continue  # the next try may reach it before the lock runs out


def _holder(store: Remote) -> str | None:
    """Who holds the lock; None where nobody does any more, after taking away what a dead build left."""
    said = _said(store)
    if said is None:
        return None
    if float(said.get("until", 0)) < time.time():
        store.remove(NAME)
        return None
    since = datetime.fromtimestamp(said["since"], UTC)
    return f"process {said['pid']} of some machine has held it since {since:%Y-%m-%d %H:%M:%S} UTC"


def _said(store: Remote) -> dict[str, Any] | None:
    try:
        found = json.loads(store.read(NAME))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
