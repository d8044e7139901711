"""Writes the words, records and tags of one partition of an index from an edition's Parquet, without vectors."""

import json
import shutil
from array import array
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tantivy

from palermo.search import index_fields
from palermo.search.entry_reader import EntryReader
from palermo.search.index_fields import PARTITION_ROWS, ROW_FIELD, SYMBOL_FIELD, TAG_FIELD, IndexEntry
from palermo.search.partitions import (
    LEXICAL_FOLDER,
    NAMES_FILE,
    RECORDS_FILE,
    TABLE_FILE,
    IndexPartition,
    PartitionSpec,
)
from palermo.search.postings import PostingWriter, ValueNumbers, hash_text
from palermo.search.priors import count_prose_chars
from palermo.search.text_analysis import STEM_FIELD, WORD_FIELD, fold_text, remove_addresses, stem_text

_WRITER_HEAP_BYTES = 400_000_000
"""Heap of tantivy's writer in bytes; when it is full, a segment is written."""


def write_partition(edition: Path, staging: Path, spec: PartitionSpec) -> IndexPartition:
    """Write a partition of an edition's index into `staging`: its own folder, and segments beside the others.

    Raises OSError if the disk cannot be written.
    """
    folder, making = staging / spec.key, staging / f"{spec.key}-making"
    for place in (folder, making):
        shutil.rmtree(place, ignore_errors=True)  # left by a process that was killed
        place.mkdir()
    writer = index_fields.register_analyzers(tantivy.Index(index_fields.build_schema(), str(making))).writer(
        _WRITER_HEAP_BYTES, 1
    )
    table, words, reader = _TableWriter(), PostingWriter(), EntryReader(edition, frozenset(spec.repeated_passages))
    with (folder / RECORDS_FILE).open("wb") as records:
        for name in spec.buckets:
            for entry in reader.read_entries(name):
                text = fold_text(remove_addresses(entry.text))
                stems = stem_text(text, entry.language)
                writer.add_document(
                    _build_document(entry, spec.number * PARTITION_ROWS + len(table.languages), text, stems)
                )
                words.add(stems)
                records.write(entry.record)
                table.add(entry)
    table.save(folder)
    words.save(folder)
    writer.commit()
    writer.wait_merging_threads()
    segments = _move_segments(making, staging / LEXICAL_FOLDER)
    return IndexPartition(number=spec.number, key=spec.key, rows=len(table.languages), segments=segments)


def _build_document(entry: IndexEntry, row: int, text: str, stems: Sequence[str]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(WORD_FIELD, text)
    document.add_text(STEM_FIELD, " ".join(stems))
    for symbol in entry.symbols:
        document.add_text(SYMBOL_FIELD, symbol)
    for item in (*entry.document_tags, *entry.passage_tags):
        document.add_text(TAG_FIELD, item)
    document.add_unsigned(ROW_FIELD, row)
    return document


def _move_segments(build_folder: Path, lexical: Path) -> tuple[tuple[str, int], ...]:
    """Move the segments of a partition's own index to those of the other partitions."""
    segments = json.loads((build_folder / "meta.json").read_bytes())["segments"]
    for path in build_folder.iterdir():
        if not path.name.endswith((".json", ".lock")):
            path.rename(lexical / path.name)
    shutil.rmtree(build_folder)
    return tuple((item["segment_id"], item["max_doc"]) for item in segments)


class _TableWriter:
    """Writer of each row's numbers (document, language, kind, length, hash, record) and each tag's rows."""

    def __init__(self) -> None:
        self.languages = array("h")
        self._documents, self._hashes, self._places = array("i"), array("q"), array("q", [0])
        self._kinds, self._lengths = array("h"), array("i")
        self._names = {name: ValueNumbers() for name in ("documents", "languages", "kinds")}
        self._tagged: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._about: tuple[str, ...] = ()
        self._since = 0

    def add(self, entry: IndexEntry) -> None:
        """Add a row."""
        row = len(self.languages)
        if entry.document_tags is not self._about:
            self._close_document(row)
            self._about, self._since = entry.document_tags, row
        names = self._names
        self.languages.append(names["languages"][entry.language])
        self._documents.append(names["documents"][entry.document])
        self._kinds.append(names["kinds"][entry.passage_kind])
        self._lengths.append(count_prose_chars(entry.shown_text))
        self._hashes.append(hash_text(entry.shown_text))
        self._places.append(self._places[-1] + len(entry.record))
        for passage_tag in entry.passage_tags:
            self._tagged[passage_tag].append(row)

    def save(self, folder: Path) -> None:
        """Save the numbers and the names that they stand for."""
        self._close_document(len(self.languages))
        sizes = [len(rows) for rows in self._tagged.values()]
        with (folder / TABLE_FILE).open("wb") as file:
            np.savez(
                file,
                languages=np.array(self.languages, dtype=np.int16),
                kinds=np.array(self._kinds, dtype=np.int16),
                lengths=np.array(self._lengths, dtype=np.int32),
                documents=np.array(self._documents, dtype=np.int32),
                hashes=np.array(self._hashes, dtype=np.int64),
                places=np.array(self._places, dtype=np.int64),
                tagged=np.array([row for rows in self._tagged.values() for row in rows], dtype=np.int32),
                starts=np.cumsum([0, *sizes]),
            )
        names = {**{name: list(values) for name, values in self._names.items()}, "tags": list(self._tagged)}
        (folder / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    def _close_document(self, row: int) -> None:
        """Add the tags of a document to each of its rows."""
        for item in self._about:
            self._tagged[item].extend(range(self._since, row))
