"""Writing a part of an index from an edition's Parquet: its words, records and tags. Vectors come later."""

import json
import shutil
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import tantivy

from palermo.search import fields
from palermo.search.entries import Reader
from palermo.search.fields import PART_ROWS, ROW, SYMBOL, TAG, Entry
from palermo.search.parts import LEXICAL, NAMES, RECORDS, TABLE, Part, Wanted
from palermo.search.postings import Gathered, hash_of
from palermo.search.text import STEM, WORD, folded, stemmed, without_addresses

type Finish = Callable[[], Part]

_MEMORY = 400_000_000
"""Bytes that a part's words may fill before they become a segment."""


def begin_part(edition: Path, aside: Path, want: Wanted) -> Finish:
    """Write a part of the index of an edition's folder into `aside`: a folder of its own, and segments beside others.

    What is given back puts its words in order, which needs no Python. Both raise OSError where the disk refuses.
    """
    folder, making = aside / want.key, aside / f"{want.key}-making"
    for place in (folder, making):
        shutil.rmtree(place, ignore_errors=True)  # of a process that was killed at it
        place.mkdir()
    writer = fields.prepared(tantivy.Index(fields.schema(), str(making))).writer(_MEMORY, 1)
    table, words, reader = _Table(), Gathered(), Reader(edition, frozenset(want.again))
    with (folder / RECORDS).open("wb") as records:
        for name in want.buckets:
            for entry in reader.entries(name):
                text = folded(without_addresses(entry.text))
                stems = stemmed(text, entry.language)
                writer.add_document(_document(entry, want.number * PART_ROWS + len(table.languages), text, stems))
                words.add(stems)
                records.write(entry.record)
                table.add(entry)
    table.save(folder)

    def finish() -> Part:
        words.save(folder)
        writer.commit()
        writer.wait_merging_threads()
        segments = _moved(making, aside / LEXICAL)
        return Part(number=want.number, key=want.key, rows=len(table.languages), segments=segments)

    return finish


def _document(entry: Entry, row: int, text: str, stems: Sequence[str]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(WORD, text)
    document.add_text(STEM, " ".join(stems))
    for symbol in entry.symbols:
        document.add_text(SYMBOL, symbol)
    for one in (*entry.about, *entry.own):
        document.add_text(TAG, one)
    document.add_unsigned(ROW, row)
    return document


def _moved(making: Path, lexical: Path) -> tuple[tuple[str, int], ...]:
    """Bring the segments of an index of its own beside those of the others."""
    found = json.loads((making / "meta.json").read_bytes())["segments"]
    for path in making.iterdir():
        if not path.name.endswith((".json", ".lock")):
            path.rename(lexical / path.name)
    shutil.rmtree(making)
    return tuple((one["segment_id"], one["max_doc"]) for one in found)


class _Table:
    """Numbers of each row: its document, language, kind, length, words and record; and which rows have a tag."""

    def __init__(self) -> None:
        self.languages = array("h")
        self._documents, self._hashes, self._places = array("i"), array("q"), array("q", [0])
        self._kinds, self._lengths = array("h"), array("i")
        self._names = {name: _Numbers() for name in ("documents", "languages", "kinds")}
        self._tagged: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._about: tuple[str, ...] = ()
        self._since = 0

    def add(self, entry: Entry) -> None:
        """Take a row."""
        row = len(self.languages)
        if entry.about is not self._about:
            self._end(row)
            self._about, self._since = entry.about, row
        names = self._names
        self.languages.append(names["languages"][entry.language])
        self._documents.append(names["documents"][entry.document])
        self._kinds.append(names["kinds"][entry.kind])
        self._lengths.append(len(entry.shown))
        self._hashes.append(hash_of(entry.shown))
        self._places.append(self._places[-1] + len(entry.record))
        for one in entry.own:
            self._tagged[one].append(row)

    def save(self, folder: Path) -> None:
        """Write the numbers and what they stand for."""
        self._end(len(self.languages))
        sizes = [len(rows) for rows in self._tagged.values()]
        with (folder / TABLE).open("wb") as file:
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
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    def _end(self, row: int) -> None:
        """What holds of a document holds of each of its rows."""
        for one in self._about:
            self._tagged[one].extend(range(self._since, row))


class _Numbers(dict[str, int]):
    """Names, each with the number that it was given when it came first."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]
