"""View: one edition, read only; the same answers however many newer editions are made meanwhile."""

import sys
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from palermo.edition import manifest as manifests
from palermo.edition.buckets import get_bucket_name, read_document_rows, read_nested_columns, read_statement_positions
from palermo.edition.columns import SCHEMA_VERSION, TABLE_SCHEMAS, parse_documents, parse_passages, parse_statements
from palermo.edition.filters import EVERY_COPY, NO_FILTERS, EditionTotals, FacetCount, Filters, StatementPage
from palermo.edition.library import Library
from palermo.edition.library_format import check_format
from palermo.edition.manifest import Manifest
from palermo.edition.statement_index import (
    DEFAULT_FACETS,
    StatementIndex,
    StatementOrder,
    build_parquet_sql,
    replace_surrogates,
)
from palermo.edition.subject import SubjectScope, find_subject_scope
from palermo.edition.totals import compute_totals
from palermo.edition.works import rank_document
from palermo.errors import NoLibrary, NotFound
from palermo.statements import Document, Passage, Statement

MIN_ID_PREFIX_CHARS = 6
"""Fewest digits that may stand for a whole id."""
PUBLIC_VISIBILITIES = ("public",)
MAX_PARALLEL_READS = 4
"""Files that are read at once for a list of statements from many documents."""
TESTIMONY_VISIBILITY = "secretariat"
"""The visibility of which a view shows sensitive statements too."""
_DISABLED_OPTIONS = ("autoinstall_known_extensions", "autoload_known_extensions", "python_enable_replacements")
_DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(_DISABLED_OPTIONS, "false")
_DAMAGE_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""What the libraries raise for a file that is missing or is not what it was."""


def open_view(
    library: Library,
    edition: str | None = None,
    *,
    visibility: Sequence[str] = PUBLIC_VISIBILITIES,
    excluded_ids: Collection[str] = (),
) -> "View":
    """Open the current edition, or the one of this id or name, or of the only id that starts so (at least six digits).

    Documents of another visibility or of the ids in `without`, and all that they say, are not in the view, nor is
    testimony: sensitive passages and statements are in a view of the secretariat alone. Raises
    NoLibrary where there is no library, no edition yet or a damaged one, and NotFound for an edition that is not there.
    """
    if not library.exists():
        raise NoLibrary(library.name, "there is no library", "Build one: palermo build FOLDER --library LIBRARY")
    check_format(library)
    edition_id = resolve_edition_id(library, edition) if edition else library.read_current_id()
    if edition_id is None:
        raise NoLibrary(library.name, "the library holds no edition yet", "Build one: palermo build FOLDER")
    library.fetch(edition_id)
    folder = library.get_edition_folder(edition_id).resolve()
    manifest = manifests.load(folder)
    if manifest.schema != SCHEMA_VERSION:
        reason = f"the edition has columns of version {manifest.schema}, not {SCHEMA_VERSION}"
        raise NoLibrary(str(folder), reason, "Build the library again")
    return View(folder, manifest, visibility, excluded_ids)


def resolve_edition_id(library: Library, name: str) -> str:
    """Id of the edition of this id or name, or of the only id that starts so; raises NotFound."""
    return _resolve_prefix(
        "edition", name.rpartition("-")[2], library.list_edition_ids(), "Give its name, as palermo editions has it"
    )


class View:
    """Documents, passages and statements of one edition; safe to ask from several threads."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        visibility: Sequence[str] = PUBLIC_VISIBILITIES,
        excluded_ids: Collection[str] = (),
    ) -> None:
        shown = tuple(one for one in manifest.quarantined if one.visibility in visibility)
        self.manifest = replace(manifest, quarantined=shown)
        """The edition's manifest, with those documents in quarantine that the view may show."""
        self._folder = folder
        self._lock = threading.Lock()
        self._made: StatementIndex | None = None
        self._open = TESTIMONY_VISIBILITY in visibility
        self._connection = duckdb.connect(":memory:", config=_DUCKDB_CONFIG)
        visible = (
            d for d in parse_documents(self._query_table("documents", manifest.buckets)) if d.visibility in visibility
        )
        self._documents = {d.id: d for d in _sort_newest_first(visible) if d.id not in excluded_ids}

    @property
    def shows_testimony(self) -> bool:
        """Whether sensitive passages and statements are in the view."""
        return self._open

    def list_documents(self) -> list[Document]:
        """All documents: newest first, then by title."""
        return list(self._documents.values())

    def get_document(self, document_id: str) -> Document:
        """The document of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        found = self._documents.get(document_id)
        return found or self._documents[_resolve_prefix("document", document_id, self._documents)]

    def list_versions(self, document_id: str) -> list[Document]:
        """All documents of a document's Work that the view may show, the main one first; raises NotFound."""
        work = self.get_document(document_id).work
        return sorted((one for one in self._documents.values() if one.work == work), key=rank_document)

    def list_passages(self, document_id: str) -> list[Passage]:
        """Passages of a document in reading order; raises NotFound."""
        found = parse_passages(self._read_document_rows("passages", self.get_document(document_id).id))
        return [passage for passage in found if passage.id not in self._hidden_passages]

    def find_private_pages(self, document_id: str) -> frozenset[int]:
        """Pages of which no picture may be shown: a passage on them is not in the view, or is redacted.

        Raises NotFound.
        """
        found = parse_passages(self._read_document_rows("passages", self.get_document(document_id).id))
        private = [one for one in found if one.redacted or one.id in self._hidden_passages]
        pages = {one.page for one in private} | {box.page for one in private for box in one.boxes}
        return frozenset(page for page in pages if page is not None)

    def get_passage(self, passage_id: str) -> Passage:
        """The passage of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        where = "starts_with(id, ?) ORDER BY id"
        table = self._query_table(
            "passages", self.manifest.buckets, "id, document", where, [replace_surrogates(passage_id)]
        )
        found = {
            row["id"]: row["document"]
            for row in table.to_pylist()
            if row["document"] in self._documents and row["id"] not in self._hidden_passages
        }
        whole = _resolve_prefix("passage", passage_id, found)
        return next(p for p in self.list_passages(found[whole]) if p.id == whole)

    def list_statements(self, document_id: str) -> list[Statement]:
        """Statements of a document in reading order; raises NotFound."""
        return self._build_statements(self._read_document_rows("statements", self.get_document(document_id).id))

    def get_statement(self, statement_id: str) -> Statement:
        """The statement of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        found = self._get_index().find_by_prefix(statement_id)
        whole = _resolve_prefix("statement", statement_id, found)
        return next(s for s in self.list_statements(found[whole]) if s.id == whole)

    def find_statements(
        self, filters: Filters = NO_FILTERS, *, offset: int = 0, limit: int = 50, order: StatementOrder = "newest"
    ) -> StatementPage:
        """Find statements; `newest`: newest document first, `printed`: by source; within a document as printed."""
        total, rows = self._get_index().find_statements(filters, order, offset, limit)
        documents = {document: self._documents[document] for _, document in rows}
        buckets = {get_bucket_name(document) for document in documents}
        ids = [statement for statement, _ in rows]
        found = {
            s.id: s
            for s in self._build_statements(
                self._query_table("statements", buckets, "*", "list_contains(?, id)", [ids])
            )
        }
        return StatementPage(total=total, statements=[found[i] for i in ids], documents=documents)

    def get_statements_at(self, positions: Sequence[tuple[str, int]]) -> list[Statement]:
        """Statements by document and position in its reading order, as asked for; those not shown are left out."""
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for document, position in positions:
            wanted[self.get_document(document).id].append(position)
        files = [self._folder / "statements" / f"{get_bucket_name(document)}.parquet" for document in wanted]
        with _translate_errors(self._folder), ThreadPoolExecutor(MAX_PARALLEL_READS) as readers:
            tables = list(readers.map(read_statement_positions, files, wanted, wanted.values()))
        found: dict[tuple[str, int], Statement] = {}
        for document, rows in zip(wanted, tables, strict=True):
            at = ((document, position) for position in rows["position"].to_pylist())
            found |= zip(at, parse_statements(rows), strict=True)
        shown = {one.id: one for one in self._redact_statements(found[place] for place in positions if place in found)}
        return list(shown.values())

    def iterate_passages(self) -> Iterator[tuple[Passage, Document]]:
        """All passages, one document at a time by name of source, each document in reading order."""
        for document in self._sort_by_source():
            for passage in self.list_passages(document.id):
                yield passage, document

    def iterate_statements(self, filters: Filters = EVERY_COPY) -> Iterator[tuple[Statement, Document]]:
        """Statements that the filters find, one document at a time by name of source, in reading order.

        Without filters all statements of every document, however often its Work makes them.
        """
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for statement, document in self._get_index().find_statements(filters, "printed", 0, sys.maxsize)[1]:
            wanted[document].add(statement)
        for document_id, ids in wanted.items():
            for found in self.list_statements(document_id):
                if found.id in ids:
                    yield found, self._documents[document_id]

    def select_columns(self, columns: Sequence[str], filters: Filters = NO_FILTERS) -> pa.Table:
        """What the filters find, as Arrow: these columns of STATEMENTS but `support`, by source and as printed.

        For analyses; what is stated twice in one Work is one row. Raises KeyError for a column that there is not.
        """
        with _translate_errors(self._folder):
            return self._get_index().build_table(filters, columns)

    def list_bucket_statements(self, buckets: Iterable[str]) -> list[Statement]:
        """Statements of the documents in these buckets, by document id, each in reading order."""
        rows = self._query_table("statements", set(buckets) & set(self.manifest.buckets))
        return [statement for statement in self._build_statements(rows) if statement.document in self._documents]

    def iterate_batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Statements bucket by bucket as Arrow, every copy in the order of the file: these columns, as far as shown.

        A part of a list's structures is asked for as `actors.id`, and comes as a column of that name with lists of it.
        For analyses that count all statements, and take no more memory than a bucket's columns.
        """
        hidden = pa.array(sorted(self._hidden_passages), pa.string())
        shown = pa.array(list(self._documents), pa.string())
        for file in self._list_files("statements", self.manifest.buckets):
            with _translate_errors(self._folder):
                yield read_nested_columns(file, columns, shown, hidden)

    def count_facets(
        self, filters: Filters = NO_FILTERS, names: Sequence[str] = DEFAULT_FACETS
    ) -> dict[str, list[FacetCount]]:
        """Count statements by the values of each of these facets, each with its own filter lifted.

        Beside FACETS there are intervention, exploitation, group, country and partner.
        """
        register = self._get_index()
        return {facet: register.count_facet(facet, filters) for facet in names}

    def compute_totals(self) -> EditionTotals:
        """The edition at a glance, as far as this view may show it."""
        register = self._get_index()
        return compute_totals(self._documents.values(), register)

    def close(self) -> None:
        """Give back the memory; a query that still runs in another thread fails, so drop a shared view instead."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def subject_scope(self) -> SubjectScope:
        """Documents and passages that are on the subject of the field whatever a statement's own words say."""

        def query_rows(table: str, columns: str, condition: str, values: Sequence[Any]) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = self._query_table(
                table, self.manifest.buckets, columns, condition, values
            ).to_pylist()
            return found

        return (
            find_subject_scope(self._documents.values(), query_rows)
            if self.manifest.buckets
            else find_subject_scope((), lambda *_: ())
        )

    @cached_property
    def _hidden_passages(self) -> frozenset[str]:
        """Ids of the passages that are sensitive or hold a sensitive statement, where this view does not show them."""
        if self._open or not self.manifest.buckets:
            return frozenset()
        stated = self._query_table("statements", self.manifest.buckets, "DISTINCT locator.passage AS id", "sensitive")
        stories = self._query_table("passages", self.manifest.buckets, "id", "sensitive")
        return frozenset((*stated["id"].to_pylist(), *stories["id"].to_pylist()))

    def _build_statements(self, table: pa.Table) -> list[Statement]:
        """Statements of a table's rows that this view may show, without support that it may not."""
        return self._redact_statements(parse_statements(table))

    def _redact_statements(self, statements: Iterable[Statement]) -> list[Statement]:
        return [
            _remove_hidden_support(one, self._hidden_passages)
            for one in statements
            if one.locator.passage not in self._hidden_passages
        ]

    def _sort_by_source(self) -> list[Document]:
        return sorted(self._documents.values(), key=lambda d: (d.source, d.id))

    def _get_index(self) -> StatementIndex:
        with self._lock:
            if self._made is None:
                files, on_subject = self._list_files("statements", self.manifest.buckets), self.subject_scope
                with _translate_errors(self._folder):
                    self._made = StatementIndex(
                        self._connection, files, self.list_documents(), self._hidden_passages, on_subject
                    )
            return self._made

    def _list_files(self, table: str, buckets: Iterable[str]) -> list[Path]:
        return [self._folder / table / f"{bucket}.parquet" for bucket in sorted(buckets)]

    def _read_document_rows(self, table: str, document: str) -> pa.Table:
        with _translate_errors(self._folder):
            return read_document_rows(
                self._folder / table / f"{get_bucket_name(document)}.parquet", "document", document
            )

    def _query_table(
        self,
        table: str,
        buckets: Iterable[str],
        columns: str = "*",
        condition: str = "true",
        values: Sequence[Any] = (),
    ) -> pa.Table:
        files = self._list_files(table, buckets)
        if not files:
            return TABLE_SCHEMAS[table].empty_table()
        with _translate_errors(self._folder), self._connection.cursor() as cursor:
            query = f"SELECT {columns} FROM {build_parquet_sql(files)} WHERE {condition}"
            return cursor.sql(query, params=values).to_arrow_table()


def _remove_hidden_support(statement: Statement, passages: frozenset[str]) -> Statement:
    kept = tuple(one for one in statement.support if one.locator.passage not in passages)
    return statement if len(kept) == len(statement.support) else replace(statement, support=kept)


@contextmanager
def _translate_errors(folder: Path) -> Iterator[None]:
    """Tell of a damaged file in our own words."""
    try:
        yield
    except _DAMAGE_ERRORS as error:
        raise NoLibrary(
            str(folder), "a file of the edition is missing or damaged", "Build the library again"
        ) from error


def _sort_newest_first(documents: Iterable[Document]) -> list[Document]:
    by_title = sorted(documents, key=lambda d: (d.title.casefold(), d.source, d.id))
    return sorted(by_title, key=lambda d: d.date or "", reverse=True)


def _resolve_prefix(noun: str, prefix: str, ids: Iterable[str], fix: str = "") -> str:
    """The id that is given whole, or by at least PREFIX of its digits; raises NotFound, which says how to mend it."""
    shown = f"{noun} {replace_surrogates(prefix)[:60]!r}"
    found = [i for i in ids if i == prefix] or [
        i for i in ids if len(prefix) >= MIN_ID_PREFIX_CHARS and i.startswith(prefix)
    ]
    if not found:
        raise NotFound(
            shown,
            f"no {noun} has that {'name or id' if fix else 'id'}",
            fix or f"Give its id, or at least its first {MIN_ID_PREFIX_CHARS} digits",
        )
    if len(found) > 1:
        raise NotFound(shown, f"more than one {noun} has an id that starts so", "Give more of its digits")
    return found[0]
