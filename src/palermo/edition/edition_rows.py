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
from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.damage import translate_damage
from palermo.edition.overlay import Overlay
from palermo.edition.parquet_sql import build_parquet_sql
from palermo.edition.subject import SubjectScope, find_subject_scope
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
        self._lock = Lock()
        self._scope: SubjectScope | None = None

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
        paths = list(files)
        if not paths:
            return TABLE_SCHEMAS[table].empty_table()
        with translate_damage(self.folder), self.connection.cursor() as cursor:
            query = f"SELECT {columns} FROM {build_parquet_sql(paths)} WHERE {condition}"
            return cursor.sql(query, params=values).to_arrow_table()

    @cached_property
    def sensitive_passages(self) -> frozenset[str]:
        """Ids of the passages that are sensitive themselves."""
        return frozenset(self._query_edition("passages", "id", "sensitive")["id"].to_pylist() if self.buckets else ())

    @cached_property
    def sensitive_statements(self) -> tuple[tuple[str, str], ...]:
        """Document and passage of each sensitive statement, as the edition has them."""
        if not self.buckets:
            return ()
        rows = self._query_edition("statements", "document, locator.passage AS passage", "sensitive")
        return tuple(zip(rows["document"].to_pylist(), rows["passage"].to_pylist(), strict=True))

    def find_subject_scope(self, documents: Collection[Document]) -> SubjectScope:
        """Return the documents and passages that are on the subject; it is decided when an edition is made."""
        with self._lock:
            if self._scope is None:
                self._scope = (
                    find_subject_scope(
                        documents, lambda *query_arguments: list(self._query_edition(*query_arguments).to_pylist())
                    )
                    if self.buckets
                    else find_subject_scope((), lambda *_: ())
                )
            return self._scope

    def find_statement_places(self, id_prefix: str) -> Mapping[str, tuple[str, str]]:
        """Return document and passage of the statements whose ids start so, at most MAX_PREFIX_MATCHES."""
        if not self.buckets:
            return {}
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
        rows = self._query_edition("statements", "id, document, locator.passage AS passage", "true ORDER BY id")
        return np.array(rows["id"].to_pylist(), dtype=np.bytes_), rows.select(["document", "passage"]).combine_chunks()

    def _query_edition(self, table: str, columns: str, condition: str, values: Sequence[Any] = ()) -> pa.Table:
        return self.query(table, [self.get_file(table, bucket) for bucket in self.buckets], columns, condition, values)


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
