"""Buckets: documents whose ids share two hex digits, with one Parquet file for each of their tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.durable_files import flush_to_disk
from palermo.edition.columns import (
    TABLE_SCHEMAS,
    build_documents_table,
    build_passages_table,
    build_statements_table,
)
from palermo.edition.files import hash_file
from palermo.edition.manifest import BucketFile
from palermo.statements import SCHEMA_VERSION, Document, Passage, Statement, hash_json

_FORMAT_VERSION = f"{SCHEMA_VERSION} pyarrow {pa.__version__}"
"""Identifies the bytes of a bucket file; another release of the Parquet library may write other bytes."""

_ROW_GROUP_ROWS = 2048
"""Minimum rows that are read for one document; small, because pages read one document at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledDocument:
    """What one document adds to an edition: its row, passages and statements.

    Raises ValueError for a row of another document, a repeated id, or a quote that differs from the text of its passage
    between start and end.
    """

    document: Document
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]

    def __post_init__(self) -> None:
        check_rows(self.document, self.passages, self.statements)


def check_rows(document: Document, passages: Sequence[Passage], statements: Sequence[Statement]) -> None:
    """Raise ValueError for what CompiledDocument does not allow."""
    rows: tuple[Passage | Statement, ...] = (*passages, *statements)
    for row in rows:
        if row.document != document.id:
            raise ValueError(f"{row.id} is of document {row.document}, not {document.id}")
    texts = {passage.id: passage.text for passage in passages}
    if len(texts) < len(passages) or len({statement.id for statement in statements}) < len(statements):
        raise ValueError(f"document {document.id} holds an id twice")
    for statement in statements:
        place = statement.locator
        if texts.get(place.passage, "")[place.start : place.end] != statement.quote:
            raise ValueError(f"the quote of statement {statement.id} is not in passage {place.passage}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BucketEntry:
    """A document of a new edition, and the hash of all that its compiled rows depend on."""

    document: str
    key: str


type DocumentLoader = Callable[[BucketEntry], CompiledDocument]


def get_bucket_name(document: str) -> str:
    """Return the name of a document's bucket: the first two hex digits of its id."""
    return document[:2]


def hash_entries(entries: Iterable[BucketEntry]) -> str:
    """Return a hash of all that a bucket's bytes depend on."""
    return hash_json(_FORMAT_VERSION, [[e.document, e.key] for e in sorted(entries)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusableBucket:
    """A bucket of a previous edition, and which of its entries are reused unchanged."""

    folder: Path
    """Folder of the edition that contains it."""
    entries: frozenset[BucketEntry]


type DocumentTables = Mapping[str, pa.Table]
"""Rows that one document adds to each table of its bucket."""


def compile_bucket(
    folder: Path,
    name: str,
    entries: Iterable[BucketEntry],
    load: DocumentLoader,
    reusable: ReusableBucket | None = None,
) -> dict[str, BucketFile]:
    """Write `<table>/<name>.parquet` for each table; the same entries give the same bytes, in any order.

    Rows of reusable entries are copied from their bucket; `load` is called for the others. Raises ValueError for rows
    that do not belong to their entry.
    """
    entries = sorted(entries)
    known = _read_reusable_tables(name, reusable) if reusable else {}
    rows = [known.get(e.document) or _build_tables(_load_document(e, load)) for e in entries]
    return {
        table: write_table(folder / table / f"{name}.parquet", schema, [row[table] for row in rows])
        for table, schema in TABLE_SCHEMAS.items()
    }


def _read_reusable_tables(name: str, reusable: ReusableBucket) -> dict[str, DocumentTables]:
    """Return the rows of the entries that are reused, by document."""
    tables = {
        table: read_columns(reusable.folder, table, [name], schema.names) for table, schema in TABLE_SCHEMAS.items()
    }
    reusable_tables = {
        table: _split_by_document(rows, "id" if table == "documents" else "document") for table, rows in tables.items()
    }
    return {
        entry.document: {
            table: parts.get(entry.document, tables[table].slice(0, 0)) for table, parts in reusable_tables.items()
        }
        for entry in reusable.entries
    }


def _split_by_document(rows: pa.Table, column: str) -> dict[str, pa.Table]:
    """Return the rows by document; those of one document must be adjacent."""
    ranges, offset = {}, 0
    for pair in rows[column].value_counts().to_pylist():
        ranges[pair["values"]] = rows.slice(offset, pair["counts"])
        offset += pair["counts"]
    return ranges


def _build_tables(compiled: CompiledDocument) -> DocumentTables:
    return {
        "documents": build_documents_table([compiled.document]),
        "passages": build_passages_table(sorted(compiled.passages, key=lambda passage: passage.ordinal)),
        "statements": build_statements_table(sort_statements(compiled.passages, compiled.statements)),
    }


def _load_document(entry: BucketEntry, load: DocumentLoader) -> CompiledDocument:
    part = load(entry)
    if part.document.id != entry.document:
        raise ValueError(f"asked for document {entry.document}, got {part.document.id}")
    return part


def read_columns(folder: Path, table: str, buckets: Iterable[str], names: Sequence[str]) -> pa.Table:
    """Return columns of a table of an edition's folder, of these buckets in their order; raises OSError.

    The files are small: one thread reads them as fast as several, and `pyarrow.dataset` takes longer to import.
    """
    schema = pa.schema([TABLE_SCHEMAS[table].field(name) for name in names])
    parts = []
    for bucket in buckets:
        with pq.ParquetFile(folder / table / f"{bucket}.parquet", memory_map=True, pre_buffer=False) as file:
            parts.append(file.read(columns=list(names), use_threads=False).select(names).cast(schema))
    return pa.concat_tables(parts) if parts else schema.empty_table()


def read_document_rows(path: Path, column: str, document: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of one document from a bucket's file, in the file's order.

    `columns` must include `column`, which has the document's id.
    """
    with pq.ParquetFile(path) as file:
        place = [file.schema.column(leaf).path for leaf in range(len(file.schema))].index(column)
        groups = []
        for number in range(file.num_row_groups):
            bounds = file.metadata.row_group(number).column(place).statistics
            if bounds is None or not bounds.has_min_max or bounds.min <= document <= bounds.max:
                groups.append(number)
        return file.read_row_groups(groups, columns=columns).filter(pc.field(column) == document)


def read_nested_columns(path: Path, columns: Sequence[str], documents: pa.Array, hidden: pa.Array) -> pa.Table:
    """Return columns of a bucket's statements of these documents, without those of hidden passages.

    `actors.id` is a column of lists of ids, `locator.passage` one of ids. Raises KeyError for an unknown column.
    """
    with pq.ParquetFile(path) as file:
        leaves = [file.schema.column(leaf).path for leaf in range(len(file.schema))]
        by_name = {leaf.replace(".list.element", ""): leaf for leaf in leaves}
        needed = ["document", *(["locator.passage"] if len(hidden) else []), *columns]
        rows = file.read(columns=list(dict.fromkeys(by_name[name] for name in needed)))
    is_selected = pc.is_in(rows["document"], documents)
    if len(hidden):
        is_selected = pc.and_(is_selected, pc.invert(pc.is_in(pc.struct_field(rows["locator"], "passage"), hidden)))
    rows = rows if pc.all(is_selected).as_py() is not False else rows.filter(is_selected)
    return pa.table({name: _extract_column(rows, name) for name in columns})


def _extract_column(rows: pa.Table, name: str) -> pa.Array:
    column, _, field = name.partition(".")
    column_values = rows[column].combine_chunks() if rows.num_rows else pa.array([], rows.schema.field(column).type)
    column_values = column_values.combine_chunks() if isinstance(column_values, pa.ChunkedArray) else column_values
    if not field:
        return column_values
    if pa.types.is_struct(column_values.type):
        return pc.struct_field(column_values, field)
    flat = column_values.flatten()
    offsets = pc.subtract(column_values.offsets, column_values.offsets[0])
    return pa.ListArray.from_arrays(offsets, pc.struct_field(flat, field))


def sort_statements(passages: Iterable[Passage], statements: Iterable[Statement]) -> list[Statement]:
    """Sort the statements of a document in reading order."""
    ordinals = {p.id: p.ordinal for p in passages}

    def get_position(statement: Statement) -> tuple[int, int, int, str]:
        locator = statement.locator
        return ordinals[locator.passage], locator.start, locator.end, statement.id

    return sorted(statements, key=get_position)


def write_table(path: Path, schema: pa.Schema, tables: Sequence[pa.Table], *, is_durable: bool = True) -> BucketFile:
    """Write one Parquet file; the same rows become the same bytes.

    A crash may lose a file that is not durable.
    """
    path.parent.mkdir(exist_ok=True)
    rows = pa.concat_tables(tables).combine_chunks() if tables else schema.empty_table()
    pq.write_table(
        rows,
        path,
        row_group_size=_ROW_GROUP_ROWS,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        store_schema=False,
    )
    if is_durable:
        flush_to_disk(path)
    return BucketFile(sha256=hash_file(path), bytes=path.stat().st_size, rows=rows.num_rows)
