"""Loading of the fact table: an edition's statements, bucket by bucket, encoded as integer columns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from palermo.analysis.cross_tabulation.encoded_column import EncodedColumn, Int32Array, encode_pairs
from palermo.analysis.cross_tabulation.fact_table import FactArrays, FactTable
from palermo.analysis.dimension_values import DimensionValues
from palermo.analysis.filter_parsing import DIMENSIONS
from palermo.edition import View
from palermo.registry import WORLD
from palermo.statements import (
    AS_PRINTED,
    NAME_FACETS,
    NAME_PREFIX,
    NO_PARTICIPANT,
    NO_PLACE,
    OTHER_SUBJECT,
    PROVISIONAL_PREFIX,
    TRAFFICKING,
    FacetSource,
)
from palermo.vocabulary import FIELD_THEMES

_ID_SOURCES = (FacetSource.NAMES, FacetSource.CITATIONS)
_COLUMN_BY_DIMENSION = {
    name: f"{facet.column}.id" if facet.source in _ID_SOURCES else facet.column
    for name, facet in DIMENSIONS.items()
    if facet.source not in (FacetSource.DERIVED, FacetSource.DOCUMENT)
} | {"region": DIMENSIONS["region"].column}
"""Statement column that is read for each dimension; other dimensions derive from these and from the documents."""
_NAME_COLUMN_BY_ID = {f"{DIMENSIONS[name].column}.id": f"{DIMENSIONS[name].column}.name" for name in NAME_FACETS}


class _CodeBuilder:
    """Assigns codes to values as they occur, and collects pairs of row and code."""

    def __init__(self) -> None:
        self.code_of: dict[str, int] = {}
        self._rows: list[Int32Array] = []
        self._codes: list[Int32Array] = []

    def add(self, column: pa.Array, row_offset: int) -> None:
        """Add a column of values or of lists of values; `row_offset` is the number of rows added before it."""
        if pa.types.is_list(column.type):
            rows, flat = pc.list_parent_indices(column), column.flatten()
        else:
            rows, flat = pa.array(np.arange(len(column), dtype=np.int32)), column
        if flat.null_count:
            is_valid = pc.is_valid(flat)
            rows, flat = rows.filter(is_valid), flat.filter(is_valid)
        spelt = pc.dictionary_encode(flat)
        local_codes = [self.code_of.setdefault(value, len(self.code_of)) for value in spelt.dictionary.to_pylist()]
        self._codes.append(
            np.array(local_codes, dtype=np.int32)[spelt.indices.to_numpy()] if local_codes else _build_empty()
        )
        self._rows.append(rows.to_numpy().astype(np.int32) + np.int32(row_offset))

    def take_pairs(self) -> tuple[Int32Array, Int32Array]:
        """Return all rows and codes, and discard them."""
        pairs = _concatenate(self._rows), _concatenate(self._codes)
        self._rows, self._codes = [], []
        return pairs


def load_fact_table(view: View, values: DimensionValues) -> FactTable:
    """Load all statements that a view may show."""
    fact_table = FactTable(view, _load_arrays(view, values))
    fact_table.prepare()
    pa.default_memory_pool().release_unused()
    return fact_table


def _list_columns(*, with_years: bool, with_passages: bool) -> list[str]:
    columns = [*_COLUMN_BY_DIMENSION.values(), *_NAME_COLUMN_BY_ID.values()]
    columns += ["id", "document", "position", "same_as", "standing"]
    columns += ["years"] if with_years else []
    columns += ["locator.passage"] if with_passages else []
    return columns


def _load_arrays(view: View, values: DimensionValues) -> FactArrays:
    documents = sorted(view.list_documents(), key=lambda document: (document.work, document.id))
    number_of = {document.id: number for number, document in enumerate(documents)}
    newest = {document.id: rank for rank, document in enumerate(view.list_documents())}
    rank = np.array([newest[document.id] for document in documents], dtype=np.int32)
    codes: dict[str, _CodeBuilder] = defaultdict(_CodeBuilder)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    parts: list[tuple[Int32Array, Int32Array]] = []
    copies: list[tuple[Int32Array, NDArray[np.int64], Int32Array]] = []
    row_count = 0
    years = np.array([document.year or 0 for document in documents], dtype=np.int16)
    is_on_subject = np.array([document.id in view.subject_scope.documents for document in documents], dtype=bool)
    undated, until = years == 0, view.manifest.date.year
    columns = _list_columns(with_years=bool(undated.any()), with_passages=bool(view.subject_scope.passages))
    passages = pa.array(sorted(view.subject_scope.passages), pa.string())
    on_subject = [np.zeros(0, dtype=bool)]
    for batch in view.iterate_batches(columns):
        numbers = _number_documents(batch["document"], number_of)
        on_subject.append(_flag_on_subject(batch, numbers, is_on_subject, passages))
        parts.append((numbers, batch["position"].to_numpy().astype(np.int32)))
        for dimension, column in _COLUMN_BY_DIMENSION.items():
            chunk = _combine_chunks(batch[column])
            codes[dimension].add(
                _fill_printed_names(chunk, batch[_NAME_COLUMN_BY_ID[column]])
                if column in _NAME_COLUMN_BY_ID
                else chunk,
                row_count,
            )
        copies.append(_find_copies(batch, row_count))
        if undated.any():
            _update_years(_combine_chunks(batch["years"]), numbers, years, undated, until)
        for ids, printed in _NAME_COLUMN_BY_ID.items():
            _count_names(_combine_chunks(batch[ids]), _combine_chunks(batch[printed]), names)
        row_count += batch.num_rows
    document, position = _concatenate([part[0] for part in parts]), _concatenate([part[1] for part in parts])
    order = np.lexsort((position, rank[document])) if row_count else _build_empty()
    place = np.empty(row_count, dtype=np.int32)
    place[order] = np.arange(row_count, dtype=np.int32)
    document = document[order]
    return FactArrays(
        documents=tuple(documents),
        year=years,
        document=document,
        position=position[order],
        dimensions=_build_dimensions(codes, place, [documents, document], values, np.concatenate(on_subject)[order]),
        names={id: max(sorted(counted), key=counted.__getitem__) for id, counted in names.items()},
        copied_rows=place[_concatenate([rows for rows, _, _ in copies])],
        duplicate_group=np.concatenate([np.empty(0, np.int64), *(groups for _, groups, _ in copies)]),
        duplicate_rank=_concatenate([ranks for _, _, ranks in copies]),
    )


def _build_dimensions(
    codes: dict[str, _CodeBuilder],
    positions: Int32Array,
    document_columns: list[Any],
    values: DimensionValues,
    on_subject: NDArray[np.bool_],
) -> dict[str, EncodedColumn]:
    documents, document = document_columns
    dimensions = {}
    for name in _COLUMN_BY_DIMENSION:
        rows, numbers = codes[name].take_pairs()
        dimensions[name] = encode_pairs(list(codes[name].code_of), positions[rows], numbers, len(positions))
    by_country = [(*values.regions.get(country, ()), WORLD) for country in dimensions["place"].ids]
    by_name = [values.registry.enclosing_regions.get(region, (region, WORLD)) for region in dimensions["region"].ids]
    through, named = (
        _derive_column(dimensions["place"], by_country, len(positions)),
        _derive_column(dimensions["region"], by_name, len(positions)),
    )
    dimensions["region"] = _fill_missing(_merge_columns(through, named, len(positions)), len(positions), NO_PLACE)
    for name, facet in DIMENSIONS.items():
        if facet.missing and name in dimensions and name != "region":
            dimensions[name] = _fill_missing(dimensions[name], len(positions), facet.missing)
    for name in NAME_FACETS:
        dimensions[name] = _add_unnamed_values(dimensions[name], len(positions), NO_PARTICIPANT)
    dimensions["audience"] = _derive_column(
        dimensions["addressee"],
        [(id,) if id in values.vocabulary else () for id in dimensions["addressee"].ids],
        len(positions),
    )
    for name, facet in DIMENSIONS.items():
        if facet.source is FacetSource.DOCUMENT:
            of_documents = [getattr(document, facet.column) for document in documents]
            dimensions[name] = _build_document_column(
                [str(value) if value else None for value in of_documents], document
            )
    dimensions["subject"] = _build_subject_column(dimensions, on_subject)
    return {name: dimensions[name] for name in DIMENSIONS}


def _derive_column(column: EncodedColumn, derived_ids: list[tuple[str, ...]], row_count: int) -> EncodedColumn:
    """Return a column derived from another; `derived_ids` has zero or more values for each of its codes."""
    ids = list(dict.fromkeys(id for derived_id in derived_ids for id in derived_id))
    code_of = {id: code for code, id in enumerate(ids)}
    rows, codes = column.expand_values(np.arange(row_count, dtype=np.int32))
    starts = np.concatenate(([0], np.cumsum([len(derived_id) for derived_id in derived_ids], dtype=np.int32))).astype(
        np.int32
    )
    flat = np.array([code_of[id] for derived_id in derived_ids for id in derived_id], dtype=np.int32)
    row_indices, value_codes = EncodedColumn(ids, starts, flat).expand_values(codes.astype(np.int32))
    return encode_pairs(ids, rows[row_indices], value_codes, row_count)


def _merge_columns(first_column: EncodedColumn, second_column: EncodedColumn, row_count: int) -> EncodedColumn:
    """Return the union of the values of two columns, each once per row."""
    ids = list(dict.fromkeys((*first_column.ids, *second_column.ids)))
    code_of = {id: code for code, id in enumerate(ids)}
    all_rows = np.arange(row_count, dtype=np.int32)
    rows, codes = [], []
    for column in (first_column, second_column):
        row_indices, values = column.expand_values(all_rows)
        rows.append(row_indices)
        codes.append(
            np.array([code_of[id] for id in column.ids], dtype=np.int32)[values] if column.ids else _build_empty()
        )
    return encode_pairs(ids, np.concatenate(rows), np.concatenate(codes), row_count)


def _fill_missing(column: EncodedColumn, row_count: int, missing_id: str) -> EncodedColumn:
    """Return the column with `missing_id` for the rows that have no value."""
    rows, codes = column.expand_values(np.arange(row_count, dtype=np.int32))
    has_value = np.zeros(row_count, dtype=bool)
    has_value[rows] = True
    missing_rows = np.flatnonzero(~has_value).astype(np.int32)
    missing_codes = np.full(len(missing_rows), len(column.ids), dtype=np.int32)
    return encode_pairs(
        [*column.ids, missing_id],
        np.concatenate([rows, missing_rows]),
        np.concatenate([codes, missing_codes]),
        row_count,
    )


def _add_unnamed_values(column: EncodedColumn, row_count: int, missing_id: str) -> EncodedColumn:
    """Return the column with AS_PRINTED where a name has no id, `missing_id` where nothing is named."""
    printed = [id for id in column.ids if id.startswith(NAME_PREFIX)]
    rows = [
        np.flatnonzero(column.build_mask(printed)).astype(np.int32),
        np.flatnonzero(column.value_counts == 0).astype(np.int32),
    ]
    extra_codes = [np.full(len(row), len(column.ids) + offset, dtype=np.int32) for offset, row in enumerate(rows)]
    row_numbers, codes = column.expand_values(np.arange(row_count, dtype=np.int32))
    ids = [*column.ids, AS_PRINTED, missing_id]
    return encode_pairs(ids, np.concatenate([row_numbers, *rows]), np.concatenate([codes, *extra_codes]), row_count)


def _flag_on_subject(
    batch: pa.Table, numbers: Int32Array, document_mask: NDArray[np.bool_], passages: pa.Array
) -> NDArray[np.bool_]:
    """Return a mask of the rows whose document or passage is in the subject scope."""
    on: NDArray[np.bool_] = document_mask[numbers]
    if len(passages):
        on = on | pc.is_in(_combine_chunks(batch["locator.passage"]), passages).to_numpy(zero_copy_only=False)
    return on


def _build_subject_column(columns: Mapping[str, EncodedColumn], subject_mask: NDArray[np.bool_]) -> EncodedColumn:
    """Build the column that tells whether rows are on trafficking or related subjects, as filters do."""
    subject_mask |= columns["theme"].build_mask(FIELD_THEMES)
    subject_mask |= columns["exploitation"].value_counts > 0
    rows = np.arange(len(subject_mask), dtype=np.int32)
    return encode_pairs(
        [TRAFFICKING, OTHER_SUBJECT], rows, np.where(subject_mask, 0, 1).astype(np.int32), len(subject_mask)
    )


def _build_document_column(document_values: list[str | None], row_documents: Int32Array) -> EncodedColumn:
    ids = sorted({value for value in document_values if value})
    code_of = {id: code for code, id in enumerate(ids)}
    by_document = np.array([code_of[value] if value else -1 for value in document_values], dtype=np.int32)
    codes = by_document[row_documents] if len(row_documents) else _build_empty()
    rows = np.flatnonzero(codes >= 0).astype(np.int32)
    return encode_pairs(ids, rows, codes[rows], len(row_documents))


def _update_years(
    years: pa.Array, numbers: Int32Array, document_years: NDArray[np.int16], undated: NDArray[np.bool_], last_year: int
) -> None:
    """Set the year of undated documents to the newest year that their statements name.

    Rows of tables name such years.
    """
    rows, flat = pc.list_parent_indices(years).to_numpy(), years.flatten().to_numpy()
    document_numbers = numbers[rows]
    is_update = undated[document_numbers] & (flat <= last_year) & (flat > 0)
    np.maximum.at(document_years, document_numbers[is_update], flat[is_update].astype(np.int16))


def _number_documents(column: pa.ChunkedArray, number_of: Mapping[str, int]) -> Int32Array:
    spelt = pc.dictionary_encode(_combine_chunks(column))
    document_numbers = np.array([number_of[id] for id in spelt.dictionary.to_pylist()], dtype=np.int32)
    return document_numbers[spelt.indices.to_numpy()] if len(document_numbers) else _build_empty()


def _find_copies(batch: pa.Table, row_offset: int) -> tuple[Int32Array, NDArray[np.int64], Int32Array]:
    """Return rows that have copies, a key that all copies of a statement share, and their standing."""
    copied_rows = np.flatnonzero(pc.list_value_length(batch["same_as"]).to_numpy() > 0).astype(np.int32)
    copies = batch.select(["id", "same_as", "standing"]).take(pa.array(copied_rows))
    ranks = copies["standing"].to_numpy().astype(np.int32) if len(copied_rows) else _build_empty()
    pairs = zip(copies["id"].to_pylist(), copies["same_as"].to_pylist(), ranks, strict=True)
    group_hashes = np.array([hash(id if rank == 0 else same_as[0]) for id, same_as, rank in pairs], dtype=np.int64)
    return copied_rows + np.int32(row_offset), group_hashes, ranks


def _fill_printed_names(ids: pa.Array, printed: pa.ChunkedArray) -> pa.Array:
    """Return ids, with missing ones replaced by NAME_PREFIX and the printed name."""
    flat = ids.flatten()
    if not flat.null_count:
        return ids
    names = pc.binary_join_element_wise(NAME_PREFIX, _combine_chunks(printed).flatten(), "")
    return pa.ListArray.from_arrays(_compute_offsets(ids), pc.coalesce(flat, names))


def _compute_offsets(lists: pa.Array) -> pa.Array:
    """Return the offset of each list in the flattened values."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    return pa.array(np.concatenate(([0], np.cumsum(lengths))).astype(np.int32))


def _count_names(ids: pa.Array, printed: pa.Array, names: dict[str, Counter[str]]) -> None:
    """Count the printed names of provisional ids."""
    flat, words = ids.flatten(), printed.flatten()
    is_provisional = pc.fill_null(pc.starts_with(flat, PROVISIONAL_PREFIX), False)
    if not pc.any(is_provisional).as_py():
        return
    table = pa.table({"id": flat.filter(is_provisional), "name": words.filter(is_provisional)})
    for row in table.group_by(["id", "name"]).aggregate([([], "count_all")]).to_pylist():
        names[row["id"]][row["name"]] += row["count_all"]


def _combine_chunks(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined.chunk(0) if isinstance(combined, pa.ChunkedArray) and combined.num_chunks else combined


def _concatenate(arrays: Iterable[Int32Array]) -> Int32Array:
    return np.concatenate([_build_empty(), *arrays])


def _build_empty() -> Int32Array:
    return np.empty(0, dtype=np.int32)
