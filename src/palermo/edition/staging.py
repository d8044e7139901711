"""Staging of an edition's folder, and its publication by an atomic move."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from palermo.durable_files import flush_to_disk
from palermo.edition import manifest as manifests
from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.files import hash_file
from palermo.edition.manifest import Bucket, Manifest
from palermo.errors import NoLibrary

_STAGING_PREFIX = ".making-"


@contextmanager
def create_staging_folder(editions: Path) -> Iterator[Path]:
    """Yield a staging folder, removed at the end unless moved; also removes leftovers of dead builds."""
    remove_stale_folders(editions)
    folder = editions / f"{_STAGING_PREFIX}{os.getpid()}"
    folder.mkdir()
    try:
        for table in TABLE_SCHEMAS:
            (folder / table).mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_stale_folders(editions: Path) -> None:
    """Remove the staging folders of builds that died."""
    for old in editions.glob(f"{_STAGING_PREFIX}*"):
        if not is_other_process_running(old.name.removeprefix(_STAGING_PREFIX)):
            shutil.rmtree(old, ignore_errors=True)


def publish_edition(folder: Path, manifest: Manifest, target: Path) -> Manifest:
    """Move a finished edition into place, and return the published manifest.

    If the same content is already there and intact, it keeps its files and date; only its manifest is updated if it
    differs.
    """
    if target.is_dir():
        published = _reuse_published(target, manifest)
        if published is not None:
            return published
        damaged = folder.with_name(f"{folder.name}-damaged")
        target.rename(damaged)
    manifest.save(folder)
    for table in TABLE_SCHEMAS:
        flush_to_disk(folder / table)
    folder.rename(target)
    flush_to_disk(target.parent)
    shutil.rmtree(folder.with_name(f"{folder.name}-damaged"), ignore_errors=True)
    return manifest


def is_bucket_intact(folder: Path, name: str, bucket: Bucket) -> bool:
    """Return True if each file of a bucket exists and has the hash in the manifest."""
    try:
        return all(hash_file(folder / t / f"{name}.parquet") == bucket.files[t].sha256 for t in TABLE_SCHEMAS)
    except (OSError, KeyError):
        return False


def _reuse_published(target: Path, manifest: Manifest) -> Manifest | None:
    try:
        old = manifests.load(target)
    except NoLibrary:
        return None
    has_same_files = old.bucket_files == manifest.bucket_files
    if not has_same_files or not all(is_bucket_intact(target, name, bucket) for name, bucket in old.buckets.items()):
        return None
    republished = replace(manifest, date=old.date, previous=old.previous)
    if republished != old:
        republished.save(target)
    return republished


def is_other_process_running(pid: str) -> bool:
    """Return True if another process has this id; leftovers of this process are from a failed write."""
    if not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it runs as another user
    return True
