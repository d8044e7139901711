"""What an index keeps of its rows: their documents, languages, words, records, and which rows have which tags."""

import json
import mmap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from os import SEEK_END
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from palermo.search.bits import Bits, Mask, packed
from palermo.search.counting import Column, Counts, counted
from palermo.search.fields import FACETS, tag
from palermo.search.parts import NAMES, RECORDS, TABLE, Part
from palermo.search.ranking import Floats

KINDS: Final = {"heading": 0.5, "cell": 0.5}
"""What speaks for a passage by its kind: headings and cells hold words of which little is said there."""
FULL: Final = 50
"""Letters from which on a passage says something; shorter ones are like anything of which they name a part."""
SHORTEST: Final = 0.6
"""What speaks for a passage of no letters at all, by its meaning."""
SHORTEST_BY_WORDS: Final = 0.8
"""The same by its words, of which it must hold some."""
SIGN: Final = 3
"""Letters that a Chinese sign is worth."""
BRIEF: Final = 60
"""Letters of a heading or cell up to which it says too little to tell what it is about (`What the law says`)."""
SCANT: Final = 20
"""The same of any passage: an item of a list may ask much in a few words (`train many professions;`)."""
_MASKS = 32
"""Filters whose rows are kept as a mask, a byte for each row of the index."""


class Stored:
    """The rows of all parts, numbered through."""

    def __init__(self, folder: Path, parts: Sequence[Part]) -> None:
        """Open what the parts keep; raises OSError, ValueError or KeyError where it is missing or damaged."""
        opened = [_Opened(folder / part.key) for part in parts]
        self.count = sum(part.rows for part in parts)
        self.documents = [id for one in opened for id in one.names["documents"]]
        self.document_of = _joined([one.numbers["documents"] for one in opened], _starts(opened, "documents"))
        self.languages, self.language_of = _numbered(opened, "languages")
        self.kinds, self.kind_of = _numbered(opened, "kinds")
        self.length_of = _joined([one.numbers["lengths"] for one in opened], [0] * len(opened))
        """Characters."""
        self.hash_of = _joined([one.numbers["hashes"] for one in opened], [0] * len(opened))
        self.word_priors, self.priors = self._priors()
        self._opened = opened
        self._first: list[int] = np.cumsum([0, *(part.rows for part in parts)]).tolist()
        self._tags: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, one in enumerate(opened):
            for number, name in enumerate(one.names["tags"]):
                self._tags[name].append((at, number))
        self._one = lru_cache(_MASKS)(self._made)
        self._columns = {name: Column(self.count, self._held(name)) for name in FACETS}

    def _priors(self) -> tuple[Floats, Floats]:
        """What speaks for each row beforehand, by its kind and length: where its words are found, and its meaning.

        A document's first passage stands for the document: its kind does not count.
        """
        kinds = np.array([KINDS.get(kind, 1.0) for kind in self.kinds] or [1.0], dtype=np.float32)[self.kind_of]
        named = kinds < 1
        kinds[np.flatnonzero(np.diff(self.document_of, prepend=-1))] = 1.0
        signs = np.array([SIGN if one == "zh" else 1 for one in self.languages] or [1], dtype=np.int32)
        letters = self.length_of * signs[self.language_of]
        self.says_little: Mask = letters < np.where(named, BRIEF, SCANT)
        whole = np.minimum(1, letters / FULL).astype(np.float32)
        by_words, by_meaning = (kinds * (least + (1 - least) * whole) for least in (SHORTEST_BY_WORDS, SHORTEST))
        return by_words, by_meaning

    def record(self, row: int) -> list[Any]:
        """What is kept of a row for showing it."""
        at = bisect_right(self._first, row) - 1
        return self._opened[at].record(row - self._first[at])

    def language(self, row: int) -> str:
        """Language of a row."""
        return self.languages[int(self.language_of[row])]

    def foreign(self, rows: npt.NDArray[np.int64], language: str) -> Mask:
        """Of each of these rows, whether it is in another language."""
        number = self.languages.index(language) if language in self.languages else -1
        return np.asarray(self.language_of[rows] != number)

    def has(self, name: str, value: str) -> bool:
        """Whether any row has this value of a field."""
        return tag(name, value) in self._tags

    def rows(self, name: str, value: str) -> npt.NDArray[np.int64]:
        """Rows that have this value of a field."""
        places = self._tags.get(tag(name, value), [])
        found = [self._opened[at].tagged(number) + self._first[at] for at, number in places]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    def counts(self, found: Bits, narrowed: Mapping[str, Sequence[str]]) -> Counts:
        """How many of these rows have which value of each facet, each with its own filter lifted."""
        return counted(self._columns, found, {name: packed(self._any(name, many)) for name, many in narrowed.items()})

    def mask(self, filters: Mapping[str, Sequence[str]], never: Sequence[tuple[str, str]]) -> Mask | None:
        """Of each row, whether it has any of the values of each field and none that never counts; None for all."""
        hidden = [self._one(*one) for one in never if self.has(*one)]
        passing = [self._any(name, values) for name, values in filters.items()]
        if not passing and not hidden:
            return None
        if len(passing) == 1 and not hidden:
            return passing[0]
        found = passing[0].copy() if passing else np.ones(self.count, dtype=np.bool_)
        for one in passing[1:]:
            found &= one
        for one in hidden:
            found &= ~one
        return found

    def _held(self, name: str) -> dict[str, npt.NDArray[np.int64]]:
        values = [one.partition("=")[2] for one in self._tags if one.startswith(f"{name}=")]
        return {value: self.rows(name, value) for value in values}

    def _any(self, name: str, values: Sequence[str]) -> Mask:
        if len(values) == 1:
            return self._one(name, values[0])
        found = np.zeros(self.count, dtype=np.bool_)
        for value in values:
            found[self.rows(name, value)] = True
        return found

    def _made(self, name: str, value: str) -> Mask:
        found = np.zeros(self.count, dtype=np.bool_)
        found[self.rows(name, value)] = True
        return found


class _Opened:
    """One part's files."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, list[str]] = json.loads((folder / NAMES).read_bytes())
        with (folder / TABLE).open("rb") as file, np.load(file) as table:
            self.numbers: dict[str, npt.NDArray[Any]] = {name: table[name] for name in table.files}
        with (folder / RECORDS).open("rb") as file:
            if file.seek(0, SEEK_END) != self.numbers["places"][-1]:
                raise ValueError(f"{folder / RECORDS} is cut off")
            empty = not self.numbers["languages"].size
            self._records = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def record(self, row: int) -> list[Any]:
        places = self.numbers["places"]
        found: list[Any] = json.loads(self._records[int(places[row]) : int(places[row + 1])].decode())
        return found

    def tagged(self, number: int) -> npt.NDArray[np.int32]:
        starts = self.numbers["starts"]
        found: npt.NDArray[np.int32] = self.numbers["tagged"][starts[number] : starts[number + 1]]
        return found


def _starts(opened: Sequence[_Opened], names: str) -> list[int]:
    return [0, *np.cumsum([len(one.names[names]) for one in opened]).tolist()][: len(opened)]


def _numbered(opened: Sequence[_Opened], what: str) -> tuple[list[str], npt.NDArray[Any]]:
    """Names that the parts number each for itself, and the number of each row's in the list of all."""
    names = list(dict.fromkeys(name for one in opened for name in one.names[what]))
    place = {name: number for number, name in enumerate(names)}
    numbers = [np.array([place[name] for name in one.names[what]], dtype=np.int16) for one in opened]
    found = [own[one.numbers[what]] for own, one in zip(numbers, opened, strict=True) if len(own)]
    return names, _joined(found, [0] * len(found))


def _joined(arrays: Sequence[npt.NDArray[Any]], starts: Sequence[int]) -> npt.NDArray[Any]:
    if not arrays:
        return np.zeros(0, dtype=np.int64)
    return np.concatenate([one + one.dtype.type(start) for one, start in zip(arrays, starts, strict=True)])
