"""Columns of all statements of an edition, coded as numbers once, by which every report counts and chooses."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import EVERY_COPY, View, mark_confirmed_rows
from palermo.reports.sentence_patterns import build_part_pattern
from palermo.statements import FACET_BY_TAG_FIELD, TAG_FIELDS
from palermo.vocabulary.class_names import build_name_value

type Rows = np.ndarray[Any, np.dtype[np.int64]]
"""Numbers of statements in the order of `View.find_ids` with every copy."""
type Mask = np.ndarray[Any, np.dtype[np.bool_]]

COLUMNS = (
    *("id", "kind", "document", "position", "language", "quote", "actors", "addressees", "places", "regions"),
    *(*TAG_FIELDS, "instruments", "dimension", "protective", "response"),
    *("same_as", "standing", "tense", "locator", "confidence", "method", "status"),
)
"""Columns that are read; some 500 bytes a statement."""
FACET_COLUMNS = {
    "actor": "actors",
    "addressee": "addressees",
    "place": "places",
    **{facet: field for field, facet in FACET_BY_TAG_FIELD.items()},
    "instrument": "instruments",
    "kind": "kind",
    "language": "language",
    "response": "response",
    "document": "document",
    "dimension": "dimension",
    "tense": "tense",
}


class CodedFacet:
    """The values of a facet, each once in a row; a statement without a value has none."""

    def __init__(self, column: pa.Array, size: int) -> None:
        rows, flat = _flatten_column(column)
        encoded = flat.dictionary_encode()
        self.values: tuple[str, ...] = tuple(encoded.dictionary.to_pylist())
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        pairs = np.unique(rows[codes >= 0] * max(len(self.values), 1) + codes[codes >= 0])
        self.rows, self.codes = np.divmod(pairs, max(len(self.values), 1))
        self._size = size
        self._code_by_value = {value: code for code, value in enumerate(self.values)}
        by_code = np.argsort(self.codes, kind="stable")
        self._rows_by_code = self.rows[by_code]
        self._starts = np.searchsorted(self.codes[by_code], np.arange(len(self.values) + 1))

    def mark_rows(self, values: Iterable[str]) -> Mask:
        """Return which statements have any of the values."""
        mask = np.zeros(self._size, dtype=bool)
        for value in values:
            if (code := self._code_by_value.get(value)) is not None:
                mask[self._rows_by_code[self._starts[code] : self._starts[code + 1]]] = True
        return mask

    def count_values(self, mask: Mask) -> Rows:
        """Return how many of the marked statements have each value."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))

    def list_pairs(self, mask: Mask) -> tuple[Rows, Rows]:
        """Return the rows of the marked statements with the code of each of their values."""
        is_marked = mask[self.rows]
        return self.rows[is_marked], self.codes[is_marked]


class StatementColumns:
    """All statements of a view, every copy, by row; what depends on the view alone is computed once."""

    def __init__(self, view: View) -> None:
        table = view.select_columns(COLUMNS, EVERY_COPY).combine_chunks()
        self.is_confirmed = _to_numpy(mark_confirmed_rows(table))
        """Whether each statement is certain enough for public figures."""
        locator = _get_array(table["locator"])
        self.table = pa.table(
            {name: table[name] for name in COLUMNS if name not in ("locator", "method", "status", "confidence")}
            | {name: pc.struct_field(locator, name) for name in ("page", "paragraph")}
        )
        self.documents = view.list_documents()
        """The view's documents, newest first."""
        ranks = {document.id: rank for rank, document in enumerate(self.documents)}
        self.document_ranks: Rows = np.array([ranks[id] for id in table["document"].to_pylist()], dtype=np.int64)
        """Rank of each statement's document."""
        self.years = np.array([document.year or 0 for document in self.documents], dtype=np.int64)
        """Year of each document by rank, or 0."""
        self.works = _number_texts([document.work for document in self.documents])
        """Number of each document's Work by rank."""
        self.positions: Rows = _to_numpy(table["position"]).astype(np.int64)
        self._ids: list[str] = table["id"].to_pylist()
        self._row_by_id = {id: row for row, id in enumerate(self._ids)}
        self._facets: dict[str, CodedFacet] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def get_facet(self, name: str) -> CodedFacet:
        """Return the coded values of a facet."""
        if name not in self._facets:
            self._facets[name] = CodedFacet(_get_array(self.table[FACET_COLUMNS[name]]), len(self))
        return self._facets[name]

    def list_ids(self, rows: Rows) -> list[str]:
        """Return the ids of statements."""
        return [self._ids[row] for row in rows.tolist()]

    def find_rows(self, ids: Iterable[str]) -> Rows:
        """Return the rows of statements, in order, without those that the view does not have."""
        return np.array([row for id in ids if (row := self._row_by_id.get(id)) is not None], dtype=np.int64)

    def mark_rows(self, rows: Rows) -> Mask:
        """Return rows as a mask of all statements."""
        mask = np.zeros(len(self), dtype=bool)
        mask[rows] = True
        return mask

    def number_groups(self, group_by_id: Mapping[str, str]) -> Rows:
        """Number all statements by the group of their id; those of none are groups of their own."""
        codes = np.arange(len(self))
        numbers: dict[str, int] = {}
        for id, group in group_by_id.items():
            if (row := self._row_by_id.get(id)) is not None:
                codes[row] = numbers.setdefault(group, row)
        return codes

    @cached_property
    def is_protective(self) -> Mask:
        """Whether each statement is a factor that protects."""
        return _to_numpy(self.table["protective"])

    @cached_property
    def is_part(self) -> Mask:
        """Whether each statement needs what is printed before it."""
        return _to_numpy(pc.match_substring_regex(self.table["quote"], build_part_pattern()))

    @cached_property
    def id_ranks(self) -> Rows:
        """Rank of each statement in the order of ids."""
        ranks = np.empty(len(self), dtype=np.int64)
        ranks[sorted(range(len(self)), key=self._ids.__getitem__)] = np.arange(len(self))
        return ranks

    @cached_property
    def things(self) -> Rows:
        """Number of what each statement states: copies in one Work state the same thing."""
        duplicate_ranks = _to_numpy(self.table["standing"])
        copies = np.flatnonzero(duplicate_ranks).tolist()
        return self.number_groups(
            {id: same_as[0] for row in copies for id, same_as in [(self._ids[row], self.table["same_as"][row].as_py())]}
            | {same_as[0]: same_as[0] for row in copies for same_as in [self.table["same_as"][row].as_py()]}
        )


def _get_array(column: pa.ChunkedArray) -> pa.Array:
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        return array.chunk(0) if array.num_chunks else pa.array([], column.type)
    return array


def _flatten_column(array: pa.Array) -> tuple[Rows, pa.Array]:
    """Return rows and values of a column: lists are flattened, references become their ids or printed names."""
    if not pa.types.is_list(array.type):
        return np.arange(len(array)), array
    rows, flat = pc.list_parent_indices(array), array.flatten()
    if pa.types.is_struct(flat.type):
        ids = pc.struct_field(flat, "id")
        if "name" in [field.name for field in flat.type]:
            names = pc.struct_field(flat, "name").to_pylist()
            values = {name: build_name_value(name) for name in set(names)}
            ids = pc.coalesce(ids, pa.array([values[name] for name in names], ids.type))
        flat = ids
    return _to_numpy(rows).astype(np.int64), flat


def _number_texts(texts: Sequence[str]) -> Rows:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)


def _to_numpy(column: pa.ChunkedArray | pa.Array) -> np.ndarray[Any, Any]:
    array = _get_array(column) if isinstance(column, pa.ChunkedArray) else column
    found: np.ndarray[Any, Any] = array.to_numpy(zero_copy_only=False)
    return found
