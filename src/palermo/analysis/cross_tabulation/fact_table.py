"""Fact table: all statements of a view as integer columns in memory, for counting and filtering.

5,000,000 statements take about a gigabyte; texts stay in the Parquet files. Rows are ordered by document, newest
first, as in lists of statements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.cross_tabulation.encoded_column import EncodedColumn, Int32Array, flag_first_occurrences
from palermo.analysis.dimension_values import UNNAMED_VALUES
from palermo.edition import View
from palermo.statements import FACETS, NAME_PREFIX, Document, Nature

COPY_DIMENSIONS = frozenset(facet.name for facet in FACETS if facet.selects_copies)
"""Dimensions that select among the copies of one statement, as the filters of an edition do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactArrays:
    """The arrays of a FactTable."""

    documents: tuple[Document, ...]
    year: NDArray[np.int16]
    """By document: its year of publication, else the newest that its statements name; 0 if neither is known."""
    document: Int32Array
    position: Int32Array
    dimensions: Mapping[str, EncodedColumn]
    names: Mapping[str, str]
    copied_rows: Int32Array
    """Rows of statements that have copies."""
    duplicate_group: NDArray[np.int64]
    """For each of `copied_rows`: a key that all copies of a statement share."""
    duplicate_rank: Int32Array
    """For each of `copied_rows`: its rank among the copies."""


class FactTable:
    """Finds and counts statements by the values of dimensions; thread-safe."""

    def __init__(self, view: View, arrays: FactArrays) -> None:
        self.view = view
        self.documents: tuple[Document, ...] = arrays.documents
        """Documents by their number in `document`; documents of one Work have consecutive numbers."""
        self.document: Int32Array = arrays.document
        """Document number of each row."""
        self.dimensions: Mapping[str, EncodedColumn] = arrays.dimensions
        self.names: Mapping[str, str] = arrays.names
        """The most frequent printed name by provisional id."""
        self._often: dict[str, list[tuple[str, int]]] = {}
        self._position = arrays.position
        works = np.unique([document.work for document in self.documents], return_inverse=True)[1]
        self.work: Int32Array = works.astype(np.int32).reshape(-1)
        """Work number of each document."""
        self.year: NDArray[np.int16] = arrays.year
        """Year of publication of each document, else the newest that its statements name; 0 if neither is known."""
        in_order = np.lexsort((arrays.duplicate_rank, arrays.duplicate_group))
        self._duplicate_groups = arrays.duplicate_group[in_order]
        self._copied = arrays.copied_rows[in_order]
        """Rows that have copies, ordered by duplicate group and rank."""
        self._has_no_copy = np.ones(len(self.document), dtype=bool)
        self._has_no_copy[self._copied] = False
        self._main_rows = self._deduplicate_rows(np.ones(len(self.document), dtype=bool))
        self.statements = int(self._main_rows.sum())
        """All rows, deduplicated within each Work."""
        self.cached_aggregates: dict[str, Any] = {}
        """Cache of aggregates of all statements, by dimension or query."""

    def __len__(self) -> int:
        return len(self.document)

    def find_rows(self, selected: Mapping[str, tuple[str, ...]]) -> Int32Array:
        """Return the rows that have one of the values of each dimension, in order, once per Work."""
        copy_filters = {name: ids for name, ids in selected.items() if name in COPY_DIMENSIONS}
        marked = self._select_rows(copy_filters) if copy_filters else self._main_rows
        for name, ids in selected.items():
            if name not in COPY_DIMENSIONS:
                marked = marked & self.dimensions[name].build_mask(ids)
        return np.flatnonzero(marked).astype(np.int32)

    def locate_rows(self, rows: Int32Array) -> list[tuple[str, int]]:
        """Return the document and the position in it of each row, as View.statements_at takes them."""
        return [(self.documents[self.document[row]].id, int(self._position[row])) for row in rows]

    def count_works(self, rows: Int32Array) -> int:
        """Return the number of distinct Works of the rows."""
        seen = np.zeros(len(self.documents), dtype=bool)
        seen[self.document[rows]] = True
        return len(np.unique(self.work[seen]))

    def count_values(self, rows: Int32Array, dimension: str) -> list[tuple[str, int]]:
        """Return the values of a dimension with the number of rows that have them, most frequent first."""
        axis = self.dimensions[dimension]
        counts = np.bincount(axis.expand_values(rows)[1], minlength=len(axis.ids)).tolist()
        return sorted(
            ((id, n) for id, n in zip(axis.ids, counts, strict=True) if n), key=lambda item: (-item[1], item[0])
        )

    def get_frequent_values(self, dimension: str) -> list[tuple[str, int]]:
        """Return the values of a dimension with their number of statements, most frequent first; cached.

        Names without an id are counted together.
        """
        values = self._often.get(dimension)
        if values is None:
            counted = self.count_values(np.flatnonzero(self._main_rows).astype(np.int32), dimension)
            values = self._often[dimension] = [item for item in counted if not item[0].startswith(NAME_PREFIX)]
        return values

    @cached_property
    def searched(self) -> Mapping[str, int]:
        """Number of Works searched for each entity: those it published, except digests, or acts in."""
        entity = self.dimensions["actor"]
        row_indices, codes = entity.expand_values(rows := np.flatnonzero(self._main_rows).astype(np.int32))
        code_of = {id: code for code, id in enumerate(entity.ids)}
        published = [
            (code_of.setdefault(id, len(code_of)) << 32) | work
            for document, work in zip(self.documents, self.work.tolist(), strict=True)
            for id in (document.publishers if document.nature is not Nature.DIGEST else ())
        ]
        acting = (codes.astype(np.int64) << 32) | self.work[self.document[rows[row_indices]]]
        pairs = np.sort(np.concatenate([acting, np.array(published, dtype=np.int64)]))
        pairs = pairs[flag_first_occurrences(pairs)]
        counted = np.bincount(pairs >> 32, minlength=len(code_of)).tolist()
        return dict(zip(code_of, counted, strict=True))

    @cached_property
    def acting(self) -> EncodedColumn:
        """The column of actors, limited to those with an id."""
        entity = self.dimensions["actor"]
        return entity.restrict_to(
            id for id in entity.ids if id not in UNNAMED_VALUES and not id.startswith(NAME_PREFIX)
        )

    def prepare(self) -> None:
        """Fill the caches that the first queries need."""
        for dimension in self.dimensions.values():
            dimension.build_mask(())
        _ = self.searched

    def _select_rows(self, selected: Mapping[str, tuple[str, ...]]) -> NDArray[np.bool_]:
        """Return a mask of the rows with these values, with the first-ranked copy among duplicates."""
        marked = np.ones(len(self), dtype=bool)
        for name, ids in selected.items():
            marked &= self.dimensions[name].build_mask(ids)
        return self._deduplicate_rows(marked)

    def _deduplicate_rows(self, row_mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return a mask of these rows, with only the first-ranked of the given copies in each group."""
        unique_rows = row_mask & self._has_no_copy
        copied_mask = row_mask[self._copied]
        unique_rows[self._copied[copied_mask][flag_first_occurrences(self._duplicate_groups[copied_mask])]] = True
        return unique_rows
