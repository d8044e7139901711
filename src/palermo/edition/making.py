"""Making an edition's folder aside, and moving it to its place in one step."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from palermo.edition import manifest as manifests
from palermo.edition.columns import TABLES
from palermo.edition.files import sha256_of, to_disk
from palermo.edition.manifest import Bucket, BucketFile, Manifest
from palermo.errors import NoLibrary

_MAKING = ".making-"


@contextmanager
def making(editions: Path) -> Iterator[Path]:
    """A folder to make an edition in, gone afterwards unless it was moved; left-overs of dead builds go first."""
    clear_left_overs(editions)
    folder = editions / f"{_MAKING}{os.getpid()}"
    folder.mkdir()
    try:
        for table in TABLES:
            (folder / table).mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_left_overs(editions: Path) -> None:
    """Remove what builds that died have left behind."""
    for old in editions.glob(f"{_MAKING}*"):
        if not at_work(old.name.removeprefix(_MAKING)):
            shutil.rmtree(old, ignore_errors=True)


def publish(folder: Path, made: Manifest, place: Path) -> Manifest:
    """Move a finished edition to its place, unless the same content stands there whole; give what stands there.

    What stands there keeps its files and its date; only its manifest is renewed where it tells other things.
    """
    if place.is_dir():
        kept = _kept(place, made)
        if kept is not None:
            return kept
        damaged = folder.with_name(f"{folder.name}-damaged")
        place.rename(damaged)
    made.save(folder)
    for table in TABLES:
        to_disk(folder / table)
    folder.rename(place)
    to_disk(place.parent)
    shutil.rmtree(folder.with_name(f"{folder.name}-damaged"), ignore_errors=True)
    return made


def whole(folder: Path, name: str, bucket: Bucket) -> bool:
    """Whether the file of each table of a bucket is there, with the bytes that the manifest tells."""
    try:
        return all(sha256_of(folder / t / f"{name}.parquet") == bucket.files[t].sha256 for t in TABLES)
    except (OSError, KeyError):
        return False


def _kept(place: Path, made: Manifest) -> Manifest | None:
    try:
        old = manifests.load(place)
    except NoLibrary:
        return None
    same = _files(old.buckets) == _files(made.buckets)
    if not same or not all(whole(place, name, bucket) for name, bucket in old.buckets.items()):
        return None
    kept = replace(made, date=old.date, previous=old.previous)
    if kept != old:
        kept.save(place)
    return kept


def _files(buckets: Mapping[str, Bucket]) -> dict[str, Mapping[str, BucketFile]]:
    return {name: bucket.files for name, bucket in buckets.items()}


def at_work(pid: str) -> bool:
    """Whether another process of that number lives; our own left-overs are from a write that failed."""
    if not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it lives, and is somebody else's
    return True
