"""Writer: compiles documents into an edition, which appears whole or not at all, and makes it the current one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from palermo import __version__
from palermo.edition import manifest as manifests
from palermo.edition.buckets import Entry, Kept, Load, bucket_of, compile_bucket, input_hash
from palermo.edition.columns import SCHEMA_VERSION, TABLES
from palermo.edition.counts import counted
from palermo.edition.entries import Entries
from palermo.edition.files import link_or_copy
from palermo.edition.library import Library
from palermo.edition.making import making, publish, whole
from palermo.edition.manifest import Bucket, BucketFile, Manifest, Quarantined, content_id
from palermo.errors import NoLibrary

type Derive = Callable[[Path, Manifest, Path | None], object]
"""Makes in an edition's folder what is made of its Parquet alone: told the manifest, and the folder of the edition
before. What is there already as it should be is left so.
"""
type Make = Callable[
    [Path, Mapping[str, Sequence[Entry]], Load, Mapping[str, Kept]], Mapping[str, Mapping[str, BucketFile]]
]
"""Compiles buckets, given by name, into a folder, and gives the files of each; some are kept in part."""


def in_turn(
    folder: Path, groups: Mapping[str, Sequence[Entry]], load: Load, kept: Mapping[str, Kept]
) -> dict[str, dict[str, BucketFile]]:
    """Compile one bucket after the other."""
    return {name: compile_bucket(folder, name, group, load, kept.get(name)) for name, group in groups.items()}


class Writer:
    """Writes editions of a library; whoever calls it holds the library's lock."""

    def __init__(self, library: Library, *, versions: Mapping[str, str], make: Make = in_turn) -> None:
        self._library = library
        self._make = make
        self._versions = dict(sorted(versions.items()))
        self._entries = Entries(library.cache / "entries.json")

    def write(
        self,
        entries: Iterable[Entry],
        load: Load,
        quarantined: Sequence[Quarantined],
        date: datetime,
        derive: Derive | None = None,
    ) -> Manifest:
        """Compile the entries and serve the result; `load` is asked only for entries that the current edition lacks.

        Buckets whose entries are those of the current edition are linked from it, and of others the rows of entries
        that are the same are taken from it. The same entries and versions make
        the same edition: if it is there already it is served as it is, with its first date, and only the manifest's
        list of quarantined documents is renewed. `derive` adds to the edition before it is served. Raises ValueError
        for a date without time zone, a document that comes twice, or rows that are not the entry's; by that, or any
        other error, the current edition is untouched.
        """
        if date.tzinfo is None:
            raise ValueError("the date of an edition must know its time zone")
        groups = _grouped(entries)
        before = _current(self._library)
        with making(self._library.editions) as folder:
            buckets = self._buckets(folder, groups, load, before)
            counts, dates = counted(folder, buckets, self._library.cache / "counts.json")
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
        if derive:
            derive(self._library.edition(manifest.id), manifest, before.folder if before else None)
        self._entries.keep(groups)
        self._library.make_current(manifest.id)
        return manifest

    def _buckets(
        self, folder: Path, groups: Mapping[str, list[Entry]], load: Load, before: "_Before | None"
    ) -> dict[str, Bucket]:
        linked = {name: old for name, group in groups.items() if (old := _linked(folder, name, group, before))}
        changed = {name: group for name, group in groups.items() if name not in linked}
        kept = {name: same for name, group in changed.items() if (same := _kept(name, group, before, self._entries))}
        made = self._make(folder, changed, load, kept)
        return {
            name: linked.get(name) or Bucket(input=input_hash(group), files=made[name])
            for name, group in groups.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The edition that is current while the next is made."""

    manifest: Manifest
    folder: Path

    def whole(self, name: str) -> bool:
        """Whether it has a bucket of that name, with the bytes that its manifest tells."""
        old = self.manifest.buckets.get(name)
        return old is not None and whole(self.folder, name, old)


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


def _kept(name: str, group: Sequence[Entry], before: _Before | None, known: Entries) -> Kept | None:
    """Entries of a changed bucket that the edition before holds just so, if its bucket is whole."""
    if before is None or name not in before.manifest.buckets:
        return None
    same = known.of(name, before.manifest.buckets[name]).intersection(group)
    return Kept(folder=before.folder, entries=same) if same and before.whole(name) else None


def _linked(folder: Path, name: str, group: Sequence[Entry], before: _Before | None) -> Bucket | None:
    """Link a bucket from the edition before, if it has the same entries there and is whole."""
    old = before.manifest.buckets.get(name) if before else None
    if not (before and old and old.input == input_hash(group) and before.whole(name)):
        return None
    for table in TABLES:
        link_or_copy(before.folder / table / f"{name}.parquet", folder / table / f"{name}.parquet")
    return old
