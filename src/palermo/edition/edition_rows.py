"""EditionRows: rows of an edition's files, shared by views that differ only in newer decisions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from palermo.edition.buckets import read_document_rows
from palermo.edition.overlay import Overlay
from palermo.edition.parquet_sql import build_table_sql, translate_damage
from palermo.edition.statement_index import SharedTables
from palermo.edition.subject import find_subject_scope
from palermo.statements import Document

MAX_RECENT_DOCUMENTS = 32
"""Documents whose rows stay in memory: a page asks for those of one document several times."""
MAX_RECENT_TEXTS = 64
"""Documents whose words stay in memory: reports quote the same documents again and again."""
MAX_PREFIX_MATCHES = 50
"""Statements that are named for an ambiguous start of an id."""


class EditionRows:
    """Queries on the files of an edition, with cached answers that decisions do not change.

    It is safe to share between threads.
    """

    def __init__(self, folder: Path, buckets: Collection[str], connection: duckdb.DuckDBPyConnection) -> None:
        self.folder, self.buckets, self.connection = folder, sorted(buckets), connection
        self.index_lock = Lock()
        """Held while a view makes its index: indexes of one connection share tables."""
        self._tables: SharedTables | None = None

    def close(self) -> None:
        """Close the connection, and drop the tables that indexes share."""
        self.connection.close()
        if self._tables:
            self._tables.close()

    def get_file(self, table: str, bucket: str) -> Path:
        """Return the edition's own file of a bucket."""
        return self.folder / table / f"{bucket}.parquet"

    def query(
        self,
        table: str,
        files: Iterable[Path],
        columns: str = "*",
        condition: str = "true",
        values: Sequence[Any] = (),
    ) -> pa.Table:
        """Return columns of the rows of a table's files that fulfil a condition."""
        with translate_damage(self.folder), self.connection.cursor() as cursor:
            query = f"SELECT {columns} FROM {build_table_sql(table, files)} WHERE {condition}"
            return cursor.sql(query, params=values).to_arrow_table()

    @cached_property
    def sensitive_passages(self) -> frozenset[str]:
        """Ids of the passages that are sensitive themselves."""
        return frozenset(id for (id,) in self._fetch("passages", "id", "sensitive"))

    @cached_property
    def sensitive_statements(self) -> tuple[tuple[str, str], ...]:
        """Document and passage of each sensitive statement, as the edition has them."""
        return tuple(self._fetch("statements", "document, locator.passage", "sensitive"))

    def get_shared_tables(self, documents: Sequence[Document]) -> SharedTables:
        """Return the tables that indexes share, created at first; the caller holds the lock of indexes."""
        if self._tables is None:
            self._tables = SharedTables(self.connection, documents, find_subject_scope(documents, self._fetch))
        return self._tables

    def find_statement_places(self, id_prefix: str) -> Mapping[str, tuple[str, str]]:
        """Return document and passage of the statements whose ids start so, at most MAX_PREFIX_MATCHES."""
        ids, places = self._places
        encoded_prefix = id_prefix.encode("utf-8", "replace")
        statement_places: dict[str, tuple[str, str]] = {}
        for row in range(int(np.searchsorted(ids, encoded_prefix)), len(ids)):
            id = ids[row].decode()
            if not id.startswith(id_prefix) or len(statement_places) == MAX_PREFIX_MATCHES:
                break
            statement_places[id] = (places["document"][row].as_py(), places["passage"][row].as_py())
        return statement_places

    def find_newest_places(self, id_prefix: str, overlay: Overlay) -> dict[str, tuple[str, str]]:
        """Return document and passage of the statements whose ids start so, with newer decisions."""
        changed = overlay.list_documents()
        places = {id: place for id, place in self.find_statement_places(id_prefix).items() if place[0] not in changed}
        if id_prefix not in places:
            newer = (statement for statement in overlay.list_statements() if statement.id.startswith(id_prefix))
            places |= {item.id: (item.document, item.locator.passage) for item in newer}
        return places

    @cached_property
    def _places(self) -> tuple[NDArray[np.bytes_], pa.Table]:
        """Ids of all statements in order, and in the same order their documents and passages."""
        columns, condition = "id, document, locator.passage AS passage", "true ORDER BY id"
        rows = self.query("statements", self._list_files("statements"), columns, condition)
        return np.array(rows["id"].to_pylist(), dtype=np.bytes_), rows.select(["document", "passage"]).combine_chunks()

    def _fetch(self, table: str, columns: str, condition: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return columns of the rows of the edition's own files that fulfil a condition, for few rows."""
        query = f"SELECT {columns} FROM {build_table_sql(table, self._list_files(table))} WHERE {condition}"
        with translate_damage(self.folder), self.connection.cursor() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(query, values).fetchall()
            return rows

    def _list_files(self, table: str) -> list[Path]:
        return [self.get_file(table, bucket) for bucket in self.buckets]


@lru_cache(maxsize=MAX_RECENT_DOCUMENTS)
def read_recent_rows(file: Path, mtime_ns: int, size: int, document: str) -> pa.Table:
    """Return a document's rows of a file; it is read again if it is another one by its time or size."""
    return read_document_rows(file, "document", document)


class PassageText(NamedTuple):
    """The words of a passage."""

    id: str
    kind: str
    text: str


@lru_cache(maxsize=MAX_RECENT_TEXTS)
def read_recent_texts(file: Path, mtime_ns: int, size: int, document: str) -> tuple[PassageText, ...]:
    """Return the texts of a document's passages from a file, which is read again as for `read_recent_rows`."""
    columns = ("id", "kind", "text")
    rows = read_document_rows(file, "document", document, ["document", *columns])
    return tuple(map(PassageText, *(rows[name].to_pylist() for name in columns)))
