"""Stored fields of the index's rows: documents, languages, lengths, records and tags."""

import json
import mmap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from os import SEEK_END
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from palermo.search.bitmaps import Bitmap, Mask, count_bits, intersect, pack_mask
from palermo.search.facet_counts import FacetColumn, FacetCounts, count_facets
from palermo.search.index_fields import FACET_FIELDS, format_tag
from palermo.search.partitions import NAMES_FILE, RECORDS_FILE, TABLE_FILE, IndexPartition
from palermo.search.priors import LETTERS_PER_HAN, compute_priors
from palermo.statements.ids import ID_LENGTH

TEXT_POSITION: Final = 7
"""Position of the text in a record, which is a list."""
_MASK_CACHE_SIZE = 32
"""Number of filters whose mask is cached, at one byte for each row of the index."""


class StoredFields:
    """The rows of all partitions, numbered consecutively."""

    def __init__(self, folder: Path, partitions: Sequence[IndexPartition]) -> None:
        """Open the files of the partitions.

        Raises OSError, ValueError or KeyError if one is missing or damaged.
        """
        opened = [_PartitionFiles(folder / part.key) for part in partitions]
        self.count = sum(part.rows for part in partitions)
        self.documents = [id for part in opened for id in part.names["documents"]]
        self.document_of = _concatenate(
            [part.numbers["documents"] for part in opened], _compute_starts(opened, "documents")
        )
        self.languages, self.language_of = _renumber_names(opened, "languages")
        self.kinds, self.kind_of = _renumber_names(opened, "kinds")
        self.length_of = _concatenate([part.numbers["lengths"] for part in opened], [0] * len(opened))
        """Lengths of prose in characters."""
        self.hash_of = _concatenate([part.numbers["hashes"] for part in opened], [0] * len(opened))
        self.priors = compute_priors(self.kinds, self.kind_of, self._count_letters(), self.document_of)
        self._opened = opened
        self._first: list[int] = np.cumsum([0, *(part.rows for part in partitions)]).tolist()
        self._tags: defaultdict[str, list[_TagPlace]] = defaultdict(list)
        for item, first in zip(opened, self._first[:-1], strict=True):
            for number, name in enumerate(item.names["tags"]):
                self._tags[name].append((item, number, first))
        self._get_value_mask = lru_cache(_MASK_CACHE_SIZE)(partial(_build_value_mask, self.count, self._tags))
        self._columns = {name: FacetColumn(self.count, self._group_rows(name)) for name in FACET_FIELDS}

    def _count_letters(self) -> npt.NDArray[Any]:
        letters_per_char = [LETTERS_PER_HAN if language == "zh" else 1 for language in self.languages]
        counts: npt.NDArray[Any] = self.length_of * np.array(letters_per_char or [1], dtype=np.int32)[self.language_of]
        return counts

    def read_record(self, row: int) -> list[Any]:
        """Return the record of a row, the fields displayed in a hit."""
        part_number = bisect_right(self._first, row) - 1
        return self._opened[part_number].read_record(row - self._first[part_number])

    def list_passage_ids(self, rows: npt.NDArray[np.int64]) -> list[str]:
        """Return the ids of the passages of these rows, in their order."""
        ids = np.empty(len(rows), dtype=f"S{ID_LENGTH}")
        parts = np.searchsorted(self._first, rows, side="right") - 1
        for part_number in np.unique(parts):
            chosen = parts == part_number
            ids[chosen] = self._opened[part_number].read_passage_ids(rows[chosen] - self._first[part_number])
        passage_ids: list[str] = ids.astype("U").tolist()
        return passage_ids

    def get_language(self, row: int) -> str:
        """Return the language of a row."""
        return self.languages[int(self.language_of[row])]

    def mask_foreign(self, rows: npt.NDArray[np.int64], language: str) -> Mask:
        """Return a mask of those of these rows that are in another language."""
        number = self.languages.index(language) if language in self.languages else -1
        return np.asarray(self.language_of[rows] != number)

    def has_value(self, name: str, value: str) -> bool:
        """Return whether any row has this value of a field."""
        return format_tag(name, value) in self._tags

    def count_facets(self, matches: Bitmap, facet_filters: Mapping[str, Sequence[str]]) -> FacetCounts:
        """Return the number of these rows for each value of each facet, each without its own filter."""
        return count_facets(
            self._columns,
            matches,
            {name: pack_mask(self._build_any_mask(name, values)) for name, values in facet_filters.items()},
        )

    def count_rows(self, matches: Bitmap, facet_filters: Mapping[str, Sequence[str]]) -> int:
        """Return how many of these rows pass the filters of facets."""
        masks = (pack_mask(self._build_any_mask(name, values)) for name, values in facet_filters.items())
        return count_bits(intersect(matches, masks))

    def build_mask(self, filters: Mapping[str, Sequence[str]], excluded_tags: Sequence[tuple[str, str]]) -> Mask | None:
        """Return a mask of the rows with a value of each field and no excluded tag; None if all rows pass."""
        hidden = [self._get_value_mask(*tag) for tag in excluded_tags if self.has_value(*tag)]
        passing = [self._build_any_mask(name, values) for name, values in filters.items()]
        if not passing and not hidden:
            return None
        if len(passing) == 1 and not hidden:
            return passing[0]
        mask = passing[0].copy() if passing else np.ones(self.count, dtype=np.bool_)
        for item in passing[1:]:
            mask &= item
        for item in hidden:
            mask &= ~item
        return mask

    def _group_rows(self, name: str) -> dict[str, npt.NDArray[np.int64]]:
        values = [tag.partition("=")[2] for tag in self._tags if tag.startswith(f"{name}=")]
        return {value: _find_rows(self._tags, name, value) for value in values}

    def _build_any_mask(self, name: str, values: Sequence[str]) -> Mask:
        if len(values) == 1:
            return self._get_value_mask(name, values[0])
        mask = np.zeros(self.count, dtype=np.bool_)
        for value in values:
            mask[_find_rows(self._tags, name, value)] = True
        return mask


class _PartitionFiles:
    """The files of one partition."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, list[str]] = json.loads((folder / NAMES_FILE).read_bytes())
        with (folder / TABLE_FILE).open("rb") as file, np.load(file) as table:
            self.numbers: dict[str, npt.NDArray[Any]] = {name: table[name] for name in table.files}
        with (folder / RECORDS_FILE).open("rb") as file:
            if file.seek(0, SEEK_END) != self.numbers["places"][-1]:
                raise ValueError(f"{folder / RECORDS_FILE} is cut off")
            empty = not self.numbers["languages"].size
            self._records = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def read_record(self, row: int) -> list[Any]:
        places = self.numbers["places"]
        record: list[Any] = json.loads(self._records[int(places[row]) : int(places[row + 1])].decode())
        return record

    def read_passage_ids(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bytes_]:
        """Return the ids with which these records begin, without parsing the records."""
        start = np.asarray(self.numbers["places"])[rows].astype(np.int64) + len('["')
        letters = np.frombuffer(self._records, dtype=np.uint8)[start[:, None] + np.arange(ID_LENGTH)]
        return np.ascontiguousarray(letters).view(f"S{ID_LENGTH}")[:, 0]

    def find_tagged_rows(self, number: int) -> npt.NDArray[np.int32]:
        starts = self.numbers["starts"]
        tagged_rows: npt.NDArray[np.int32] = self.numbers["tagged"][starts[number] : starts[number + 1]]
        return tagged_rows


type _TagPlace = tuple[_PartitionFiles, int, int]
"""Files of a partition with a tag, the number of the tag in it, and the number of its first row."""


def _find_rows(tags: Mapping[str, Sequence[_TagPlace]], name: str, value: str) -> npt.NDArray[np.int64]:
    """Return the rows that have this value of a field."""
    rows = [files.find_tagged_rows(number) + first for files, number, first in tags.get(format_tag(name, value), ())]
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


def _build_value_mask(count: int, tags: Mapping[str, Sequence[_TagPlace]], name: str, value: str) -> Mask:
    """Return a mask of the rows that have this value; no method, so that its cache does not hold the index."""
    value_mask = np.zeros(count, dtype=np.bool_)
    value_mask[_find_rows(tags, name, value)] = True
    return value_mask


def _compute_starts(partition_files: Sequence[_PartitionFiles], names: str) -> list[int]:
    return [0, *np.cumsum([len(file.names[names]) for file in partition_files]).tolist()][: len(partition_files)]


def _renumber_names(partition_files: Sequence[_PartitionFiles], column: str) -> tuple[list[str], npt.NDArray[Any]]:
    """Return the names of all partitions as one list, and each row's position in it."""
    names = list(dict.fromkeys(name for partition_file in partition_files for name in partition_file.names[column]))
    place = {name: number for number, name in enumerate(names)}
    numbers = [np.array([place[name] for name in file.names[column]], dtype=np.int16) for file in partition_files]
    own_numbers = [
        new_numbers[partition_file.numbers[column]]
        for new_numbers, partition_file in zip(numbers, partition_files, strict=True)
        if len(new_numbers)
    ]
    return names, _concatenate(own_numbers, [0] * len(own_numbers))


def _concatenate(arrays: Sequence[npt.NDArray[Any]], starts: Sequence[int]) -> npt.NDArray[Any]:
    if not arrays:
        return np.zeros(0, dtype=np.int64)
    return np.concatenate([item + item.dtype.type(start) for item, start in zip(arrays, starts, strict=True)])
