"""Making the index of an edition, in the edition's folder, from its Parquet alone: whole or not at all."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from palermo.edition import Manifest
from palermo.edition.files import to_disk
from palermo.edition.making import at_work
from palermo.search import fields
from palermo.search.entries import Reader
from palermo.search.fields import FACET, RECORD, ROW, SYMBOL, TAG, Entry, counted
from palermo.search.text import STEMMED, WORD, folded, without_addresses
from palermo.vectors import Encoder, Packed, Space, empty, encode_many, shipped_encoder
from palermo.vectors.packed import load as load_vectors

FOLDER = "search"
"""Within an edition's folder."""
ABOUT = "about.json"
LEXICAL = "lexical"
VALUES, POSTINGS, STARTS = "values.json", "postings.npy", "starts.npy"
_MEMORY = 160_000_000
"""Bytes that the lexical index gathers before it writes a segment."""
_MAKING = ".search-"

type Told = Callable[[int], None]
type Vectors = Mapping[str, tuple[str, int, int]]
"""By bucket: the hash of its passages, its first row, and how many it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an index was made from and with."""

    format: str
    encoder: str | None
    """Version of the encoder; None where there are no vectors."""
    rows: int
    buckets: Vectors


def made(folder: Path) -> Made | None:
    """What the index of an edition's folder says of itself; None where there is none, or one that cannot be asked."""
    try:
        found = json.loads((folder / FOLDER / ABOUT).read_bytes())
        buckets = {name: (str(one[0]), int(one[1]), int(one[2])) for name, one in found.pop("buckets").items()}
        read = Made(**found, buckets=buckets)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return read if read.format == fields.FORMAT else None


def build_index(
    folder: Path,
    manifest: Manifest,
    encoder: Encoder | None = None,
    *,
    before: Path | None = None,
    workers: int = 1,
    told: Told | None = None,
) -> Made:
    """Make the index of an edition's folder, unless it is there as it would be made; give what it was made from.

    An index with vectors stays where no encoder is given. Vectors of passages that have not changed are taken from the
    index of the folder `before`. Without an encoder the index finds words alone. `told` hears of passages as they are
    done. Raises OSError where the disk refuses.
    """
    there = made(folder)
    version = encoder.version if encoder else None
    if there and (encoder is None or there.encoder == version):
        return there
    with _aside(folder) as aside:
        buckets, texts = _words(aside, Reader(folder, manifest), manifest, told if encoder is None else None)
        if encoder:
            packed = _vectors(texts, buckets, encoder, before, workers, told)
            Space.of(packed).save(aside)
        about = Made(format=fields.FORMAT, encoder=version, rows=_count(buckets), buckets=buckets)
        content = {name: getattr(about, name) for name in Made.__dataclass_fields__}
        (aside / ABOUT).write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
        for path in (*aside.iterdir(), *(aside / LEXICAL).iterdir()):
            to_disk(path)
        _in_place(aside, folder / FOLDER)
    to_disk(folder)
    return about


def _in_place(aside: Path, place: Path) -> None:
    """Move an index to its place; one that stands there goes, but for that which another process made meanwhile."""
    shutil.rmtree(place, ignore_errors=True)
    try:
        aside.rename(place)
    except OSError:
        if made(place.parent) is None:
            raise


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    for left in folder.glob(f"{_MAKING}*"):
        if not at_work(left.name.removeprefix(_MAKING)):
            shutil.rmtree(left, ignore_errors=True)
    aside = folder / f"{_MAKING}{os.getpid()}"
    (aside / LEXICAL).mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _words(aside: Path, reader: Reader, manifest: Manifest, told: Told | None) -> tuple[Vectors, list[str]]:
    """Write the lexical index and what rows can be filtered by; give the rows of each bucket, and all texts."""
    index = fields.prepared(tantivy.Index(fields.schema(), str(aside / LEXICAL)))
    writer = index.writer(_MEMORY, 1)
    buckets: dict[str, tuple[str, int, int]] = {}
    texts: list[str] = []
    tags = _Tags()
    for name, bucket in sorted(manifest.buckets.items()):
        first = reader.row
        for entry in reader.entries(name):
            writer.add_document(_document(entry))
            tags.add(entry)
            texts.append(entry.vector)
        buckets[name] = (bucket.files["passages"].sha256, first, reader.row - first)
        if told:
            told(reader.row - first)
    writer.commit()
    writer.wait_merging_threads()
    tags.save(aside, reader.row)
    return buckets, texts


def _document(entry: Entry) -> tantivy.Document:
    text = folded(without_addresses(entry.text))
    document = tantivy.Document()
    document.add_text(WORD, text)
    if entry.language in STEMMED:
        document.add_text(entry.language, text)
    for symbol in entry.symbols:
        document.add_text(SYMBOL, symbol)
    for one in entry.tags:
        document.add_text(TAG, one)
    for one in counted(entry.tags):
        document.add_text(FACET, one)
    document.add_unsigned(ROW, entry.row)
    document.add_bytes(RECORD, entry.record)
    return document


class _Tags:
    """Which rows have a tag, for looking among vectors."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes: list[int] = []
        self._rows: list[int] = []

    def add(self, entry: Entry) -> None:
        for one in entry.tags:
            self._codes.append(self._numbers.setdefault(one, len(self._numbers)))
            self._rows.append(entry.row)

    def save(self, folder: Path, rows: int) -> None:
        codes = np.array(self._codes, dtype=np.int32)
        order = np.argsort(codes, kind="stable")
        np.save(folder / POSTINGS, np.array(self._rows, dtype=np.int32)[order])
        np.save(folder / STARTS, np.searchsorted(codes[order], np.arange(len(self._numbers) + 1)))
        values: dict[str, Any] = {"rows": rows, "tags": list(self._numbers)}
        (folder / VALUES).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def _vectors(
    texts: list[str], buckets: Vectors, encoder: Encoder, before: Path | None, workers: int, told: Told | None
) -> Packed:
    """Vectors of all rows: those of unchanged buckets as they were, the others encoded."""
    rows = empty(len(texts))
    known = _known(before, encoder)
    wanted: list[int] = []
    for name, (sha256, first, count) in buckets.items():
        old = known[0].get(name) if known else None
        if known and old and (old[0], old[2]) == (sha256, count):
            rows.put(first, known[1].taken(np.arange(old[1], old[1] + count)))
            if told:
                told(count)
        else:
            wanted.extend(range(first, first + count))
    fresh = encode_many([texts[row] for row in wanted], encoder, source=shipped_encoder, workers=workers, done=told)
    numbers: npt.NDArray[np.int64] = np.array(wanted, dtype=np.int64)
    rows.values[numbers], rows.scales[numbers] = fresh.values, fresh.scales
    return rows


def _known(before: Path | None, encoder: Encoder) -> tuple[Vectors, Packed] | None:
    about = made(before) if before else None
    if before is None or about is None or about.encoder != encoder.version:
        return None
    try:
        return about.buckets, load_vectors(before / FOLDER)
    except (OSError, ValueError):
        return None


def _count(buckets: Vectors) -> int:
    return sum(count for _, _, count in buckets.values())
