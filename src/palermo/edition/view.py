"""View: read-only access to one edition, unaffected by newer editions."""

import sys
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition.buckets import get_bucket_name, read_nested_columns
from palermo.edition.columns import parse_documents, parse_passages, parse_statements
from palermo.edition.confirmed import StatementSelection, remove_hidden_support, select_statements
from palermo.edition.decision_log import DecisionLog
from palermo.edition.edition_rows import EditionRows, PassageText, read_recent_rows, read_recent_texts
from palermo.edition.filters import EVERY_COPY, NO_FILTERS, EditionTotals, FacetCount, Filters, StatementPage
from palermo.edition.manifest import Manifest
from palermo.edition.memory_database import connect
from palermo.edition.overlay import Overlay
from palermo.edition.parquet_sql import replace_surrogates, resolve_id_prefix, translate_damage
from palermo.edition.row_groups import read_statement_positions
from palermo.edition.statement_index import DEFAULT_FACETS, IndexSource, StatementIndex, StatementOrder, compute_totals
from palermo.edition.works import rank_document, sort_newest_first
from palermo.errors import DocumentTakenDown
from palermo.review import DocumentReviewState, correct_document
from palermo.statements import Document, Passage, ReviewStatus, Statement

PUBLIC_VISIBILITIES = ("public",)
MAX_PARALLEL_READS = 4
"""Files that are read in parallel for a list of statements from many documents."""
MIN_PARALLEL_DOCUMENTS = 16
"""Minimum documents for reading in several threads, which take time to start."""
TESTIMONY_VISIBILITY = "secretariat"
"""The visibility with which a view also shows sensitive statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerDecisions:
    """Decisions that are newer than an edition, and a view of it before them for the same readers.

    All but the decisions is taken from that view. Both use one connection, so neither may be closed before the other.
    """

    overlay: Overlay
    documents: Mapping[str, DocumentReviewState] = field(default_factory=dict)
    """States of documents with decisions, by id."""
    previous: "View | None" = None


class View:
    """Documents, passages and statements of one edition; thread-safe."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        visibility: Sequence[str] = PUBLIC_VISIBILITIES,
        excluded_ids: Collection[str] = (),
        *,
        newer: "NewerDecisions | None" = None,
        selection: StatementSelection = StatementSelection.ALL,
    ) -> None:
        self.selection = selection
        """Which statements are found, counted and analysed; of a document, and by id, all are returned."""
        visible_quarantined = tuple(item for item in manifest.quarantined if item.visibility in visibility)
        self.manifest = replace(manifest, quarantined=visible_quarantined)
        """The edition's manifest, with only the quarantined documents that the view may show."""
        self._folder, self._visibility, self._excluded_ids = folder, visibility, excluded_ids
        self.overlay = newer.overlay if newer else Overlay(edition=manifest.id)
        """Statements with decisions that are newer than the edition."""
        self.document_states = newer.documents if newer else {}
        """States of documents with decisions, by id."""
        self.decision_log: DecisionLog | None = None
        """Log of decisions, if the view was opened from a library."""
        self.entity_folder: Path = folder
        """Folder with what entities state of themselves: that of the library, or of an earlier edition."""
        self._lock = threading.Lock()
        self._index: StatementIndex | None = None
        self._open = TESTIMONY_VISIBILITY in visibility
        self._documents: dict[str, Document] = {}
        self._previous_index: StatementIndex | None = None
        shared: EditionRows | None = None
        previous = newer.previous if newer else None
        if previous and previous._has_same_documents(self):
            shared, self._documents = previous._rows, previous._documents
            if previous.selection is selection:
                self._previous_index = previous._index or previous._previous_index
        self._connection = shared.connection if shared else connect()
        self._rows: EditionRows = shared or EditionRows(folder, manifest.buckets, self._connection)
        if not shared:
            self._documents = self._load_documents()

    def _load_documents(self) -> dict[str, Document]:
        """Return the documents that the view shows, newest first."""
        rows = parse_documents(self._query_table("documents", self.manifest.buckets))
        documents = (correct_document(document, self.document_states.get(document.id)) for document in rows)
        visible = (document for document in documents if document.visibility in self._visibility)
        return {d.id: d for d in sort_newest_first(visible) if d.id not in self._excluded_ids}

    def open_selection(self, selection: StatementSelection, previous: "View | None" = None) -> "View":
        """Open the same edition with other statements; faster with what this returned before for them."""
        newer = NewerDecisions(overlay=self.overlay, documents=self.document_states, previous=previous or self)
        view = View(self._folder, self.manifest, self._visibility, self._excluded_ids, newer=newer, selection=selection)
        view.decision_log, view.entity_folder = self.decision_log, self.entity_folder
        return view

    def _has_same_documents(self, other: "View") -> bool:
        """Return whether two views show the same documents of an edition to the same readers."""
        own = (self.manifest.id, self._folder, tuple(self._visibility), set(self._excluded_ids))
        others = (other.manifest.id, other._folder, tuple(other._visibility), set(other._excluded_ids))
        return own == others and self.document_states == other.document_states

    @property
    def shows_testimony(self) -> bool:
        """Whether sensitive passages and statements are in the view."""
        return self._open

    def list_documents(self) -> list[Document]:
        """Return all documents, newest first, then by title."""
        return list(self._documents.values())

    def get_document(self, document_id: str) -> Document:
        """Return the document with this id, or unique prefix of at least six digits.

        Raises NotFound, which is DocumentTakenDown for one that the view showed before it was taken down.
        """
        if document := self._documents.get(document_id):
            return document
        self._check_taken_down(f"document {document_id}", document_id)
        return self._documents[resolve_id_prefix("document", document_id, self._documents)]

    def _check_taken_down(self, subject: str, document_id: str | None) -> None:
        """Raise DocumentTakenDown for a document that these readers could see before it was taken down."""
        state = self.document_states.get(document_id or "")
        if state and state.taken_down and state.visibility in self._visibility and document_id not in self._documents:
            raise DocumentTakenDown.from_date(subject, state.taken_down[:10])

    def list_versions(self, document_id: str) -> list[Document]:
        """Return all visible documents of a document's Work, the main one first; raises NotFound."""
        work = self.get_document(document_id).work
        return sorted((document for document in self._documents.values() if document.work == work), key=rank_document)

    def list_passages(self, document_id: str) -> list[Passage]:
        """Return the passages of a document in reading order; raises NotFound."""
        passages = parse_passages(self._read_document_rows("passages", self.get_document(document_id).id))
        return [passage for passage in passages if passage.id not in self._hidden_passages]

    def list_passage_texts(self, document_id: str) -> list[PassageText]:
        """Return the texts of a document's passages in reading order; faster than `list_passages`."""
        file = self._get_file("passages", get_bucket_name(document_id))
        with translate_damage(self._folder):
            stat = file.stat()
            rows = read_recent_texts(file, stat.st_mtime_ns, stat.st_size, document_id)
        return [row for row in rows if row.id not in self._hidden_passages]

    def find_private_pages(self, document_id: str) -> frozenset[int]:
        """Return pages that may not be shown as images: a passage on them is not in the view, or is redacted.

        Raises NotFound.
        """
        passages = parse_passages(self._read_document_rows("passages", self.get_document(document_id).id))
        private = [passage for passage in passages if passage.redacted or passage.id in self._hidden_passages]
        pages = {item.page for item in private} | {box.page for item in private for box in item.boxes}
        return frozenset(page for page in pages if page is not None)

    def get_passage(self, passage_id: str) -> Passage:
        """Return the passage with this id, or unique prefix of at least six digits; raises as `get_document` does."""
        where = "starts_with(id, ?) ORDER BY id"
        table = self._query_table(
            "passages", self.manifest.buckets, "id, document", where, [replace_surrogates(passage_id)]
        )
        places = {row["id"]: row["document"] for row in table.to_pylist() if row["id"] not in self._hidden_passages}
        full_id = self._resolve_shown("passage", passage_id, places)
        return next(p for p in self.list_passages(places[full_id]) if p.id == full_id)

    def _resolve_shown(self, noun: str, id: str, document_by_id: Mapping[str, str]) -> str:
        """Return the id of a passage or statement of a shown document that starts so; raises NotFound."""
        self._check_taken_down(f"{noun} {id}", document_by_id.get(id))
        return resolve_id_prefix(noun, id, [key for key, item in document_by_id.items() if item in self._documents])

    def list_statements(self, document_id: str, *, with_rejected: bool = False) -> list[Statement]:
        """Return the statements of a document in reading order, without rejected ones; raises NotFound."""
        rows = self._read_document_rows("statements", self.get_document(document_id).id)
        return self._build_statements(rows, with_rejected)

    def get_statement(self, statement_id: str) -> Statement:
        """Return the statement of this id or unique prefix of six digits; raises as `get_document` does."""
        document_by_id = {
            id: document
            for id, (document, passage) in self._rows.find_newest_places(statement_id, self.overlay).items()
            if passage not in self._hidden_passages
        }
        full_id = self._resolve_shown("statement", statement_id, document_by_id)
        rows = self._read_document_rows("statements", document_by_id[full_id]).filter(pc.field("id") == full_id)
        return self._build_statements(rows, with_rejected=True)[0]

    def find_statements(
        self, filters: Filters = NO_FILTERS, *, offset: int = 0, limit: int = 50, order: StatementOrder = "newest"
    ) -> StatementPage:
        """Find statements: `newest` is newest document first, `printed` is by source.

        Within a document, statements are in printed order.
        """
        total, rows = self.get_statement_index().find_statements(filters, order, offset, limit)
        documents = {document: self._documents[document] for _, document, _ in rows}
        statements = self.get_statements_at([(document, position) for _, document, position in rows])
        return StatementPage(total=total, statements=statements, documents=documents)

    def get_statements_at(self, positions: Sequence[tuple[str, int]]) -> list[Statement]:
        """Return statements by document and position in its reading order, as given, without hidden ones."""
        by_document: defaultdict[str, list[int]] = defaultdict(list)
        for document, position in positions:
            by_document[self.get_document(document).id].append(position)
        files = [self._get_file("statements", get_bucket_name(document)) for document in by_document]
        with translate_damage(self._folder):
            if len(files) < MIN_PARALLEL_DOCUMENTS:
                tables = list(map(read_statement_positions, files, by_document, by_document.values()))
            else:
                with ThreadPoolExecutor(MAX_PARALLEL_READS) as readers:
                    tables = list(readers.map(read_statement_positions, files, by_document, by_document.values()))
        statements: dict[tuple[str, int], Statement] = {}
        for document, rows in zip(by_document, tables, strict=True):
            places = ((document, position) for position in rows["position"].to_pylist())
            statements |= zip(places, parse_statements(rows), strict=True)
        chosen = self._redact_statements(statements[place] for place in positions if place in statements)
        confirmed = {statement.id: statement for statement in select_statements(chosen, self.selection)}
        return list(confirmed.values())

    def iterate_passages(self) -> Iterator[tuple[Passage, Document]]:
        """Yield all passages, one document at a time by name of source, each document in reading order."""
        documents = sorted(self._documents.values(), key=lambda document: (document.source, document.id))
        yield from ((passage, document) for document in documents for passage in self.list_passages(document.id))

    def iterate_statements(self, filters: Filters = EVERY_COPY) -> Iterator[tuple[Statement, Document]]:
        """Yield the matching statements, one document at a time by name of source, in reading order.

        By default, these are all statements of every document, with all copies within a Work.
        """
        ids_by_document: defaultdict[str, set[str]] = defaultdict(set)
        for statement, document, _ in self.get_statement_index().find_statements(filters, "printed", 0, sys.maxsize)[1]:
            ids_by_document[document].add(statement)
        for document_id, ids in ids_by_document.items():
            for shown_statement in select_statements(
                self.list_statements(document_id, with_rejected=True), self.selection
            ):
                if shown_statement.id in ids:
                    yield shown_statement, self._documents[document_id]

    def select_columns(self, columns: Sequence[str], filters: Filters = NO_FILTERS) -> pa.Table:
        """Return STATEMENT_COLUMNS of the matching statements as an Arrow table, by source and as printed.

        For analyses; duplicates within one Work are one row. Raises KeyError for an unknown column.
        """
        with translate_damage(self._folder):
            return self.get_statement_index().build_table(filters, columns)

    def find_ids(self, filters: Filters = NO_FILTERS) -> pa.Array:
        """Return the ids of the statements that the filters find, in the order of `select_columns`."""
        return self.get_statement_index().find_ids(filters)

    def list_bucket_statements(self, buckets: Iterable[str]) -> list[Statement]:
        """Return statements of the documents in these buckets, by document id, each in reading order."""
        rows = self._query_table("statements", set(buckets) & set(self.manifest.buckets))
        return [s for s in self._build_listed_statements(rows) if s.document in self._documents]

    def iterate_batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Yield columns of the visible statements as Arrow tables, one per bucket, in the order of the file.

        All copies are included; statements that reviewers rejected are not. A field of a list of structures is named
        like `actors.id`, and becomes a column of that name with lists of values. For analyses that count all
        statements, in no more memory than a bucket's columns take.
        """
        if self.selection is not StatementSelection.ALL:
            index = self.get_statement_index()
            for file in self._list_files("statements", self.manifest.buckets):
                with translate_damage(self._folder):
                    yield index.read_file(file, columns)
            return
        hidden = pa.array(sorted(self._hidden_passages), pa.string())
        visible_ids = pa.array(list(self._documents), pa.string())
        for file in self._list_files("statements", self.manifest.buckets):
            with translate_damage(self._folder):
                rows = read_nested_columns(file, [*columns, "status"], visible_ids, hidden)
                yield rows.filter(pc.field("status") != ReviewStatus.REJECTED.value).select([*columns])

    def count_facets(
        self, filters: Filters = NO_FILTERS, names: Sequence[str] = DEFAULT_FACETS
    ) -> dict[str, list[FacetCount]]:
        """Count statements by the values of each of these facets, each without its own filter.

        In addition to DEFAULT_FACETS, there are intervention, exploitation, group, country and partner.
        """
        return self.get_statement_index().count_facets(filters, names)

    def count_unconfirmed(self, filters: Filters = NO_FILTERS) -> int:
        """Return how many more statements a view of all finds than a confirmed one, each counted once per Work."""
        with translate_damage(self._folder):
            if filters == NO_FILTERS:
                return self.get_statement_index().count_unconfirmed()
            every = self.open_selection(StatementSelection.ALL).find_statements(filters, limit=0).total
            return max(0, every - self.find_statements(filters, limit=0).total)

    def compute_totals(self) -> EditionTotals:
        """Return the headline figures of the edition, limited to what this view may show."""
        return compute_totals(self._documents.values(), self.get_statement_index())

    def close(self) -> None:
        """Free the memory; drop a shared view instead, because queries in other threads fail.

        Names and counts that were read before can still be asked for.
        """
        self._rows.close()
        if self._index:
            self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def reviews(self) -> Mapping[str, Mapping[str, str | None]]:
        """Role, and name if agreed, of the reviewer of the effective decision, by statement; cached."""
        if self.decision_log is None:
            return {}
        effective = {id: state.effective for id, state in self.decision_log.list_states().items() if state.effective}
        return {id: {"role": item.role, "name": item.name} for id, item in effective.items()}

    @cached_property
    def _hidden_passages(self) -> frozenset[str]:
        """Ids of passages that are sensitive or hold a sensitive statement, and that this view does not show."""
        if self._open:
            return frozenset()
        changed = self.overlay.list_documents()
        stated = {passage for document, passage in self._rows.sensitive_statements if document not in changed}
        newer = {statement.locator.passage for statement in self.overlay.list_statements() if statement.sensitive}
        return self._rows.sensitive_passages | stated | newer

    def _build_statements(self, table: pa.Table, with_rejected: bool = False) -> list[Statement]:
        """Build the statements of a table's rows that the view may show, without support that it may not."""
        statements = parse_statements(table)
        return self._redact_statements(s for s in statements if with_rejected or s.status is not ReviewStatus.REJECTED)

    def _build_listed_statements(self, table: pa.Table) -> list[Statement]:
        """Build the selected statements of a table's rows for lists."""
        return select_statements(self._build_statements(table), self.selection)

    def _redact_statements(self, statements: Iterable[Statement]) -> list[Statement]:
        return [
            remove_hidden_support(statement, self._hidden_passages)
            for statement in statements
            if statement.locator.passage not in self._hidden_passages
        ]

    def get_statement_index(self) -> StatementIndex:
        """Return the index that finds and counts the statements; the first call makes it."""
        with self._lock:
            if self._index is None:
                documents = self.list_documents()
                with translate_damage(self._folder), self._rows.index_lock:
                    source = IndexSource(
                        connection=self._connection,
                        tables=self._rows.get_shared_tables(documents),
                        files={bucket: self._get_file("statements", bucket) for bucket in self.manifest.buckets},
                        documents=documents,
                        hidden=self._hidden_passages,
                        last_year=self.manifest.date.year,
                    )
                    self._index = StatementIndex(source, selection=self.selection, previous=self._previous_index)
                self._previous_index = None
            return self._index

    def _list_files(self, table: str, buckets: Iterable[str]) -> list[Path]:
        return [self._get_file(table, bucket) for bucket in sorted(buckets)]

    def _get_file(self, table: str, bucket: str) -> Path:
        """Return the file of a bucket; statements with newer decisions are in the overlay's file."""
        changed = self.overlay.get_file(bucket) if table == "statements" else None
        return changed or self._rows.get_file(table, bucket)

    def _read_document_rows(self, table: str, document: str) -> pa.Table:
        with translate_damage(self._folder):
            file = self._get_file(table, get_bucket_name(document))
            return read_recent_rows(file, (stat := file.stat()).st_mtime_ns, stat.st_size, document)

    def _query_table(
        self,
        table: str,
        buckets: Iterable[str],
        columns: str = "*",
        condition: str = "true",
        values: Sequence[Any] = (),
    ) -> pa.Table:
        return self._rows.query(table, self._list_files(table, buckets), columns, condition, values)
