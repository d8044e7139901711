"""Aggregation of statements, Works and the newest year for each cell of a cross-tabulation."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.cross_tabulation.encoded_column import EncodedColumn, Int32Array, flag_first_occurrences
from palermo.analysis.cross_tabulation.fact_table import FactTable


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAggregates:
    """Aggregates of the cells that have statements, in the order of their codes; arrays of one length."""

    codes: NDArray[np.int64]
    """One row for each dimension: the codes of the values of each cell."""
    statements: Int32Array
    documents: Int32Array
    """Number of Works."""
    newest: Int32Array
    """Year of publication of the newest document; 0 if none has a date."""


CHUNK_ROWS = 1 << 18
"""Rows that are counted at a time, so that intermediate arrays fit in the processor's cache and memory is bounded."""
MAX_THREADS = 2
"""Chunks that are counted in parallel; NumPy releases the interpreter lock."""


def aggregate_cells(facts: FactTable, rows: Int32Array, axes: Sequence[EncodedColumn]) -> CellAggregates:
    """Count the statements of these rows by cell; without axes, there is a single cell."""
    bits = max(len(facts.documents), 1).bit_length()
    parts = _map_chunks(rows, lambda chunk: _count_chunk(facts, chunk, axes, bits))
    cells, statements = _sum_counts([(part.cells, part.statements) for part in parts])
    pairs = _merge_distinct([part.pairs for part in parts])
    of_pairs, documents = pairs >> bits, pairs & ((1 << bits) - 1)
    works = of_pairs[flag_first_occurrences((of_pairs << bits) | facts.work[documents])]
    return CellAggregates(
        codes=_split_keys(cells, axes),
        statements=statements,
        documents=_compute_lengths(np.flatnonzero(flag_first_occurrences(works)), len(works)),
        newest=np.maximum.reduceat(facts.year[documents], np.flatnonzero(flag_first_occurrences(of_pairs))).astype(
            np.int32
        )
        if len(cells)
        else _build_empty(),
    )


def count_distinct(
    facts: FactTable, rows: Int32Array, axes: Sequence[EncodedColumn], column: EncodedColumn, aggregates: CellAggregates
) -> Int32Array:
    """Return the number of distinct values of `column` in each cell of `aggregates`.

    `aggregates` must be those of the same rows and axes.
    """
    distinct = _merge_distinct(
        _map_chunks(rows, lambda chunk: _sort_distinct(_compute_cell_keys(chunk, (*axes, column))[0]))
    )
    cells = distinct // max(len(column.ids), 1)
    sizes = [max(len(axis.ids), 1) for axis in axes]
    return np.bincount(
        np.searchsorted(_combine_codes(aggregates.codes, sizes), cells), minlength=len(aggregates.statements)
    ).astype(np.int32)


@dataclass(frozen=True, slots=True)
class _ChunkCounts:
    """Counts of one chunk of rows."""

    cells: NDArray[np.int64]
    statements: Int32Array
    pairs: NDArray[np.int64]
    """Distinct pairs of cell and document, ascending."""


def _count_chunk(facts: FactTable, rows: Int32Array, axes: Sequence[EncodedColumn], bits: int) -> _ChunkCounts:
    keys, row_indices = _compute_cell_keys(rows, axes)
    sorted_keys = np.sort((keys << bits) | facts.document[rows[row_indices]])
    first = np.flatnonzero(flag_first_occurrences(sorted_keys))
    pairs = sorted_keys[first]
    cells = pairs >> bits
    of_cells = np.flatnonzero(flag_first_occurrences(cells))
    return _ChunkCounts(cells[of_cells], _compute_lengths(first[of_cells], len(sorted_keys)), pairs)


def _compute_cell_keys(rows: Int32Array, axes: Sequence[EncodedColumn]) -> tuple[NDArray[np.int64], Int32Array]:
    """Return the cell key of each combination of values in a row, and the position of that row in `rows`."""
    if not axes:
        return np.zeros(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.int32)
    row_indices, codes = axes[0].expand_values(rows)
    keys = codes.astype(np.int64)
    for axis in axes[1:]:
        spread, codes = axis.expand_values(rows[row_indices])
        keys, row_indices = keys[spread] * max(len(axis.ids), 1) + codes, row_indices[spread]
    return keys, row_indices


def _map_chunks[T](rows: Int32Array, count: Callable[[Int32Array], T]) -> list[T]:
    """Return the result of `count` for each chunk of the rows, in threads if there are several."""
    if len(rows) <= CHUNK_ROWS:
        return [count(rows)]
    with ThreadPoolExecutor(MAX_THREADS) as threads:
        return list(threads.map(count, (rows[start : start + CHUNK_ROWS] for start in range(0, len(rows), CHUNK_ROWS))))


def _sum_counts(chunks: Sequence[tuple[NDArray[np.int64], Int32Array]]) -> tuple[NDArray[np.int64], Int32Array]:
    """Return the cells of all chunks, ascending, with the sum of their statements."""
    if len(chunks) == 1:
        return chunks[0]
    cells, places = np.unique(np.concatenate([cells for cells, _ in chunks]), return_inverse=True)
    statements = np.bincount(places, np.concatenate([counts for _, counts in chunks]), minlength=len(cells))
    return cells, statements.astype(np.int32)


def _merge_distinct(chunks: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the distinct numbers of all chunks, ascending; each chunk is itself distinct and ascending."""
    return chunks[0] if len(chunks) == 1 else _sort_distinct(np.concatenate(chunks))


def _sort_distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = np.sort(numbers)
    return ordered[flag_first_occurrences(ordered)]


def _compute_lengths(starts: NDArray[np.int64], stop: int) -> Int32Array:
    return np.diff(np.append(starts, stop)).astype(np.int32)


def _combine_codes(codes: NDArray[np.int64], sizes: Sequence[int]) -> NDArray[np.int64]:
    keys = np.zeros(codes.shape[1], dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        keys = keys * size + code
    return keys


def _split_keys(keys: NDArray[np.int64], axes: Sequence[EncodedColumn]) -> NDArray[np.int64]:
    parts = []
    for axis in reversed(axes):
        keys, codes = np.divmod(keys, max(len(axis.ids), 1))
        parts.append(codes)
    return np.array(parts[::-1], dtype=np.int64).reshape(len(axes), len(keys))


def _build_empty() -> Int32Array:
    return np.empty(0, dtype=np.int32)
