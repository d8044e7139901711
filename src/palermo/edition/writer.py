"""Writer: compiles documents into an edition, which appears whole or not at all, and makes it the current one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from palermo import __version__
from palermo.edition import manifest as manifests
from palermo.edition.buckets import Compiled, Entry, bucket_of, input_hash, write_bucket
from palermo.edition.columns import SCHEMA_VERSION, TABLES
from palermo.edition.counts import counted
from palermo.edition.files import link_or_copy
from palermo.edition.library import Library
from palermo.edition.making import making, publish, whole
from palermo.edition.manifest import Bucket, Manifest, Quarantined, content_id
from palermo.errors import NoLibrary

type Load = Callable[[Entry], Compiled]


class Writer:
    """Writes editions of a library; whoever calls it holds the library's lock."""

    def __init__(self, library: Library, *, versions: Mapping[str, str]) -> None:
        self._library = library
        self._versions = dict(sorted(versions.items()))

    def write(
        self, entries: Iterable[Entry], load: Load, quarantined: Sequence[Quarantined], date: datetime
    ) -> Manifest:
        """Compile the entries and serve the result; `load` is asked only for entries of changed buckets.

        Buckets whose entries are those of the current edition are linked from it. The same entries and versions make
        the same edition: if it is there already it is served as it is, with its first date, and only the manifest's
        list of quarantined documents is renewed. Raises ValueError for a date without time zone, a document that
        comes twice, or rows that are not the entry's; by that, or any other error, the current edition is untouched.
        """
        if date.tzinfo is None:
            raise ValueError("the date of an edition must know its time zone")
        groups = _grouped(entries)
        before = _current(self._library)
        with making(self._library.editions) as folder:
            buckets = {name: _bucket(folder, name, group, load, before) for name, group in groups.items()}
            counts, dates = counted(folder, buckets)
            edition_id = content_id(buckets, self._versions, __version__, SCHEMA_VERSION)
            made = Manifest(
                id=edition_id,
                date=date.astimezone(UTC),
                palermo=__version__,
                schema=SCHEMA_VERSION,
                versions=self._versions,
                counts=counts,
                buckets=buckets,
                newest=max(dates, default=None),
                oldest=min(dates, default=None),
                previous=before.manifest.id if before and before.manifest.id != edition_id else None,
                quarantined=tuple(quarantined),
            )
            self._library.fetch(edition_id)
            manifest = publish(folder, made, self._library.edition(edition_id))
        self._library.make_current(manifest.id)
        return manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The edition that is current while the next is made."""

    manifest: Manifest
    folder: Path


def _current(library: Library) -> _Before | None:
    """Edition to link from; one that cannot be read is as good as none, because every part can be made again."""
    current = library.current_id()
    if current is None:
        return None
    library.fetch(current)
    folder = library.edition(current)
    try:
        return _Before(manifest=manifests.load(folder), folder=folder)
    except NoLibrary:
        return None


def _grouped(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    ordered = sorted(entries)
    strange = [e.document for e in ordered if not re.fullmatch("[0-9a-f]{2}", bucket_of(e.document))]
    if strange:
        raise ValueError(f"{strange[0]!r} is not the id of a document")
    repeated = [document for document, times in Counter(e.document for e in ordered).items() if times > 1]
    if repeated:
        raise ValueError(f"document {repeated[0]} comes twice")
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in ordered:
        groups[bucket_of(entry.document)].append(entry)
    return dict(groups)


def _bucket(folder: Path, name: str, group: Sequence[Entry], load: Load, before: _Before | None) -> Bucket:
    wanted = input_hash(group)
    old = before.manifest.buckets.get(name) if before else None
    if before and old and old.input == wanted and whole(before.folder, name, old):
        for table in TABLES:
            link_or_copy(before.folder / table / f"{name}.parquet", folder / table / f"{name}.parquet")
        return old
    return Bucket(input=wanted, files=write_bucket(folder, name, [_loaded(entry, load) for entry in group]))


def _loaded(entry: Entry, load: Load) -> Compiled:
    part = load(entry)
    if part.document.id != entry.document:
        raise ValueError(f"asked for document {entry.document}, got {part.document.id}")
    return part
