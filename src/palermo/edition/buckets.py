"""Buckets: documents whose ids share two hex digits, and one Parquet file for each table of their rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.edition.columns import SCHEMA_VERSION, TABLES, documents_table, passages_table, statements_table
from palermo.edition.files import sha256_of, to_disk
from palermo.edition.manifest import BucketFile
from palermo.statements import Document, Passage, Statement, digest

_FORMAT = f"{SCHEMA_VERSION} pyarrow {pa.__version__}"
"""Stands for the bytes that the same rows become; another release of the Parquet library may write others."""

_ROW_GROUP = 2048
"""Rows that are read at least for one document: small, because pages ask for one document at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What one document adds to an edition; refuses rows that are not its own, and quotes that are not in it.

    Raises ValueError for a row of another document, an id that comes twice, or a quote that is not what its passage
    says between start and end.
    """

    document: Document
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]

    def __post_init__(self) -> None:
        rows: tuple[Passage | Statement, ...] = (*self.passages, *self.statements)
        for row in rows:
            if row.document != self.document.id:
                raise ValueError(f"{row.id} is of document {row.document}, not {self.document.id}")
        texts = {p.id: p.text for p in self.passages}
        if len(texts) < len(self.passages) or len({s.id for s in self.statements}) < len(self.statements):
            raise ValueError(f"document {self.document.id} holds an id twice")
        for statement in self.statements:
            place = statement.locator
            if texts.get(place.passage, "")[place.start : place.end] != statement.quote:
                raise ValueError(f"the quote of statement {statement.id} is not in passage {place.passage}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entry:
    """A document of the edition to be, and the hash of all that its compiled rows depend on."""

    document: str
    key: str


type Load = Callable[[Entry], Compiled]


def bucket_of(document: str) -> str:
    """Name of the bucket that holds a document: the first two hex digits of its id."""
    return document[:2]


def input_hash(entries: Iterable[Entry]) -> str:
    """Hash of all that a bucket's bytes depend on."""
    return digest(_FORMAT, [[e.document, e.key] for e in sorted(entries)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A bucket from before, and which of its entries are wanted again just so."""

    folder: Path
    """Of the edition that holds it, whole."""
    entries: frozenset[Entry]


type Rows = Mapping[str, pa.Table]
"""What one document adds to each table of its bucket."""


def compile_bucket(
    folder: Path, name: str, entries: Iterable[Entry], load: Load, kept: Kept | None = None
) -> dict[str, BucketFile]:
    """Write `<table>/<name>.parquet` for each table; the same entries become the same bytes, in whatever order.

    Rows of entries that are kept are taken from where they are, `load` is asked for the others. Raises ValueError for
    rows that are not the entry's.
    """
    entries = sorted(entries)
    known = _known(name, kept) if kept else {}
    rows = [known.get(e.document) or _rows(_loaded(e, load)) for e in entries]
    return {
        table: _write(folder / table / f"{name}.parquet", schema, [one[table] for one in rows])
        for table, schema in TABLES.items()
    }


def _known(name: str, kept: Kept) -> dict[str, Rows]:
    """Rows by document, of the entries that a bucket from before holds."""
    tables = {table: read_columns(kept.folder, table, [name], schema.names) for table, schema in TABLES.items()}
    apart = {table: _apart(rows, "id" if table == "documents" else "document") for table, rows in tables.items()}
    return {
        entry.document: {table: parts.get(entry.document, tables[table].slice(0, 0)) for table, parts in apart.items()}
        for entry in kept.entries
    }


def _apart(rows: pa.Table, column: str) -> dict[str, pa.Table]:
    """Rows by document; those of one stand together."""
    found, at = {}, 0
    for pair in rows[column].value_counts().to_pylist():
        found[pair["values"]] = rows.slice(at, pair["counts"])
        at += pair["counts"]
    return found


def _rows(part: Compiled) -> Rows:
    return {
        "documents": documents_table([part.document]),
        "passages": passages_table(sorted(part.passages, key=lambda passage: passage.ordinal)),
        "statements": statements_table(_in_reading_order(part)),
    }


def _loaded(entry: Entry, load: Load) -> Compiled:
    part = load(entry)
    if part.document.id != entry.document:
        raise ValueError(f"asked for document {entry.document}, got {part.document.id}")
    return part


def read_columns(folder: Path, table: str, buckets: Iterable[str], names: Sequence[str]) -> pa.Table:
    """Columns of a table of an edition's folder, of these buckets in their order; raises OSError.

    The files are small: one thread reads them as soon as several would, and `pyarrow.dataset` takes longer to import.
    """
    schema = pa.schema([TABLES[table].field(name) for name in names])
    parts = []
    for bucket in buckets:
        with pq.ParquetFile(folder / table / f"{bucket}.parquet", memory_map=True, pre_buffer=False) as file:
            parts.append(file.read(columns=list(names), use_threads=False).select(names).cast(schema))
    return pa.concat_tables(parts) if parts else schema.empty_table()


def read_document(path: Path, column: str, document: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of one document out of a bucket's file, in the file's order; `columns` must hold the one that names it."""
    with pq.ParquetFile(path) as file:
        place = [file.schema.column(leaf).path for leaf in range(len(file.schema))].index(column)
        groups = []
        for number in range(file.num_row_groups):
            bounds = file.metadata.row_group(number).column(place).statistics
            if bounds is None or not bounds.has_min_max or bounds.min <= document <= bounds.max:
                groups.append(number)
        return file.read_row_groups(groups, columns=columns).filter(pc.field(column) == document)


def read_positions(path: Path, document: str, positions: Sequence[int]) -> pa.Table:
    """Rows of a document's statements at these positions in its reading order, out of a bucket's file.

    By one thread, and only of the groups of rows that hold them: several such reads may run at once. What the file's
    end tells of its groups is kept, a third of the time for a large bucket; so are the groups that were read last, for
    lists begin with the newest documents, whichever statements they are of.
    """
    kept = path.stat()
    file = _File(path, kept.st_mtime_ns, kept.st_size)
    groups = [number for number, one in enumerate(_footer(file).groups) if one.may_hold(document, positions)]
    if len(groups) > 1:
        held = ((number, _read(file, [number], _PLACE)) for number in groups)
        groups = [number for number, rows in held if _at(rows, document, positions).num_rows]
    parts = [_at(_group(file, number), document, positions) for number in groups]
    return pa.concat_tables(parts) if parts else _read(file, [])


def _at(rows: pa.Table, document: str, positions: Sequence[int]) -> pa.Table:
    wanted = pa.array(positions, pa.int32())
    return rows.filter(pc.and_(pc.equal(rows["document"], document), pc.is_in(rows["position"], wanted)))


_PLACE = ("document", "position")
GROUPS_KEPT = 24
"""Groups of rows that are kept as they were read: about a megabyte each."""


@dataclass(frozen=True, slots=True)
class _File:
    """A bucket's file as it was when it was asked for."""

    path: Path
    modified: int
    size: int


@lru_cache(maxsize=GROUPS_KEPT)
def _group(file: _File, number: int) -> pa.Table:
    return _read(file, [number])


def _read(file: _File, groups: Sequence[int], columns: Sequence[str] | None = None) -> pa.Table:
    with pq.ParquetFile(file.path, metadata=_footer(file).metadata, memory_map=True, pre_buffer=False) as opened:
        return opened.read_row_groups(groups, columns=columns, use_threads=False)


@dataclass(frozen=True, slots=True)
class _Group:
    """The first and last document, and the lowest and highest position, among the rows of a group."""

    documents: tuple[str, str]
    positions: tuple[int, int]

    def may_hold(self, document: str, positions: Sequence[int]) -> bool:
        """Whether a statement at one of these positions of a document can be in the group."""
        first, last = self.documents
        low, high = self.positions
        return first <= document <= last and (first != last or any(low <= one <= high for one in positions))


@dataclass(frozen=True, slots=True)
class _Footer:
    """The end of a bucket's file of statements."""

    metadata: pq.FileMetaData
    groups: tuple[_Group, ...]


@lru_cache(maxsize=256)
def _footer(file: _File) -> _Footer:
    """There are 256 buckets at most."""
    metadata = pq.read_metadata(file.path)
    leaves = [metadata.schema.column(leaf).path for leaf in range(len(metadata.schema))]
    places = [leaves.index(name) for name in _PLACE]
    groups = []
    for number in range(metadata.num_row_groups):
        of, at = (metadata.row_group(number).column(place).statistics for place in places)
        groups.append(_Group((of.min, of.max), (at.min, at.max)))
    return _Footer(metadata, tuple(groups))


def read_leaves(path: Path, columns: Sequence[str], documents: pa.Array, hidden: pa.Array) -> pa.Table:
    """Columns of the statements of a bucket's file that are of these documents and of none of the hidden passages.

    `actors.id` is a column of lists of ids, `locator.passage` one of ids. Raises KeyError for a column that is
    not there.
    """
    with pq.ParquetFile(path) as file:
        leaves = [file.schema.column(leaf).path for leaf in range(len(file.schema))]
        by_name = {leaf.replace(".list.element", ""): leaf for leaf in leaves}
        needed = ["document", *(["locator.passage"] if len(hidden) else []), *columns]
        rows = file.read(columns=list(dict.fromkeys(by_name[name] for name in needed)))
    kept = pc.is_in(rows["document"], documents)
    if len(hidden):
        kept = pc.and_(kept, pc.invert(pc.is_in(pc.struct_field(rows["locator"], "passage"), hidden)))
    rows = rows if pc.all(kept).as_py() is not False else rows.filter(kept)
    return pa.table({name: _leaf(rows, name) for name in columns})


def _leaf(rows: pa.Table, name: str) -> pa.Array:
    column, _, field = name.partition(".")
    whole = rows[column].combine_chunks() if rows.num_rows else pa.array([], rows.schema.field(column).type)
    whole = whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole
    if not field:
        return whole
    if pa.types.is_struct(whole.type):
        return pc.struct_field(whole, field)
    flat = whole.flatten()
    offsets = pc.subtract(whole.offsets, whole.offsets[0])
    return pa.ListArray.from_arrays(offsets, pc.struct_field(flat, field))


def _in_reading_order(part: Compiled) -> list[Statement]:
    ordinals = {p.id: p.ordinal for p in part.passages}

    def place(statement: Statement) -> tuple[int, int, int, str]:
        locator = statement.locator
        return ordinals[locator.passage], locator.start, locator.end, statement.id

    return sorted(part.statements, key=place)


def _write(path: Path, schema: pa.Schema, parts: Sequence[pa.Table]) -> BucketFile:
    path.parent.mkdir(exist_ok=True)
    rows = pa.concat_tables(parts).combine_chunks() if parts else schema.empty_table()
    pq.write_table(
        rows,
        path,
        row_group_size=_ROW_GROUP,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        store_schema=False,
    )
    to_disk(path)
    return BucketFile(sha256=sha256_of(path), bytes=path.stat().st_size, rows=rows.num_rows)
