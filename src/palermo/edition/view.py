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
from palermo.edition.buckets import bucket_of, read_document, read_leaves, read_positions
from palermo.edition.columns import SCHEMA_VERSION, TABLES, documents_of, passages_of, statements_of
from palermo.edition.filters import ALL, EVERY_COPY, Count, Filters, Found, Totals
from palermo.edition.glance import totals
from palermo.edition.library import Library
from palermo.edition.manifest import Manifest
from palermo.edition.once import rank
from palermo.edition.register import FACETS, Order, Register, clean, parquet
from palermo.edition.subject import About, about
from palermo.errors import NoLibrary, NotFound
from palermo.statements import Document, Passage, Statement

PREFIX = 6
"""Fewest digits that may stand for a whole id."""
PUBLIC = ("public",)
READERS = 4
"""Files that are read at once for a list of statements from many documents."""
TESTIMONY = "secretariat"
"""The visibility of which a view shows sensitive statements too."""
_SWITCHES = ("autoinstall_known_extensions", "autoload_known_extensions", "python_enable_replacements")
_OFFLINE: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(_SWITCHES, "false")
_DAMAGED = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""What the libraries raise for a file that is missing or is not what it was."""


def open_view(
    library: Library,
    edition: str | None = None,
    *,
    visibility: Sequence[str] = PUBLIC,
    without: Collection[str] = (),
) -> "View":
    """Open the current edition, or the one of this id or name, or of the only id that starts so (at least six digits).

    Documents of another visibility or of the ids in `without`, and all that they say, are not in the view, nor is
    testimony: sensitive passages and statements are in a view of the secretariat alone. Raises
    NoLibrary where there is no library, no edition yet or a damaged one, and NotFound for an edition that is not there.
    """
    if not library.found():
        raise NoLibrary(library.name, "there is no library", "Build one: palermo build FOLDER --library LIBRARY")
    edition_id = find_edition(library, edition) if edition else library.current_id()
    if edition_id is None:
        raise NoLibrary(library.name, "the library holds no edition yet", "Build one: palermo build FOLDER")
    library.fetch(edition_id)
    folder = library.edition(edition_id).resolve()
    manifest = manifests.load(folder)
    if manifest.schema != SCHEMA_VERSION:
        reason = f"the edition has columns of version {manifest.schema}, not {SCHEMA_VERSION}"
        raise NoLibrary(str(folder), reason, "Build the library again")
    return View(folder, manifest, visibility, without)


def find_edition(library: Library, named: str) -> str:
    """Id of the edition of this id or name, or of the only id that starts so; raises NotFound."""
    return _only(
        "edition", named.rpartition("-")[2], library.edition_ids(), "Give its name, as palermo editions has it"
    )


class View:
    """Documents, passages and statements of one edition; safe to ask from several threads."""

    def __init__(
        self, folder: Path, manifest: Manifest, visibility: Sequence[str] = PUBLIC, without: Collection[str] = ()
    ) -> None:
        shown = tuple(one for one in manifest.quarantined if one.visibility in visibility)
        self.manifest = replace(manifest, quarantined=shown)
        """The edition's manifest, with those documents in quarantine that the view may show."""
        self._folder = folder
        self._lock = threading.Lock()
        self._made: Register | None = None
        self._open = TESTIMONY in visibility
        self._connection = duckdb.connect(":memory:", config=_OFFLINE)
        visible = (d for d in documents_of(self._read("documents", manifest.buckets)) if d.visibility in visibility)
        self._documents = {d.id: d for d in _newest_first(visible) if d.id not in without}

    @property
    def shows_testimony(self) -> bool:
        """Whether sensitive passages and statements are in the view."""
        return self._open

    def documents(self) -> list[Document]:
        """All documents: newest first, then by title."""
        return list(self._documents.values())

    def document(self, document_id: str) -> Document:
        """The document of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        found = self._documents.get(document_id)
        return found or self._documents[_only("document", document_id, self._documents)]

    def versions(self, document_id: str) -> list[Document]:
        """All documents of a document's Work that the view may show, the main one first; raises NotFound."""
        work = self.document(document_id).work
        return sorted((one for one in self._documents.values() if one.work == work), key=rank)

    def passages(self, document_id: str) -> list[Passage]:
        """Passages of a document in reading order; raises NotFound."""
        found = passages_of(self._rows("passages", self.document(document_id).id))
        return [passage for passage in found if passage.id not in self._hidden]

    def private_pages(self, document_id: str) -> frozenset[int]:
        """Pages of which no picture may be shown: a passage on them is not in the view, or is redacted.

        Raises NotFound.
        """
        found = passages_of(self._rows("passages", self.document(document_id).id))
        private = [one for one in found if one.redacted or one.id in self._hidden]
        pages = {one.page for one in private} | {box.page for one in private for box in one.boxes}
        return frozenset(page for page in pages if page is not None)

    def passage(self, passage_id: str) -> Passage:
        """The passage of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        where = "starts_with(id, ?) ORDER BY id"
        table = self._read("passages", self.manifest.buckets, "id, document", where, [clean(passage_id)])
        found = {
            row["id"]: row["document"]
            for row in table.to_pylist()
            if row["document"] in self._documents and row["id"] not in self._hidden
        }
        whole = _only("passage", passage_id, found)
        return next(p for p in self.passages(found[whole]) if p.id == whole)

    def statements_of(self, document_id: str) -> list[Statement]:
        """Statements of a document in reading order; raises NotFound."""
        return self._told(self._rows("statements", self.document(document_id).id))

    def statement(self, statement_id: str) -> Statement:
        """The statement of this id, or of the only id that starts so (at least six digits); raises NotFound."""
        found = self._register().starting_with(statement_id)
        whole = _only("statement", statement_id, found)
        return next(s for s in self.statements_of(found[whole]) if s.id == whole)

    def statements(self, filters: Filters = ALL, *, offset: int = 0, limit: int = 50, order: Order = "newest") -> Found:
        """Find statements; `newest`: newest document first, `printed`: by source; within a document as printed."""
        total, rows = self._register().find(filters, order, offset, limit)
        documents = {document: self._documents[document] for _, document in rows}
        buckets = {bucket_of(document) for document in documents}
        ids = [statement for statement, _ in rows]
        found = {s.id: s for s in self._told(self._read("statements", buckets, "*", "list_contains(?, id)", [ids]))}
        return Found(total=total, statements=[found[i] for i in ids], documents=documents)

    def statements_at(self, places: Sequence[tuple[str, int]]) -> list[Statement]:
        """Statements by document and position in its reading order, as asked for; those not shown are left out."""
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for document, position in places:
            wanted[self.document(document).id].append(position)
        files = [self._folder / "statements" / f"{bucket_of(document)}.parquet" for document in wanted]
        with _telling(self._folder), ThreadPoolExecutor(READERS) as readers:
            tables = list(readers.map(read_positions, files, wanted, wanted.values()))
        found: dict[tuple[str, int], Statement] = {}
        for document, rows in zip(wanted, tables, strict=True):
            at = ((document, position) for position in rows["position"].to_pylist())
            found |= zip(at, statements_of(rows), strict=True)
        shown = {one.id: one for one in self._cleared(found[place] for place in places if place in found)}
        return list(shown.values())

    def every_passage(self) -> Iterator[tuple[Passage, Document]]:
        """All passages, one document at a time by name of source, each document in reading order."""
        for document in self._by_source():
            for passage in self.passages(document.id):
                yield passage, document

    def every_statement(self, filters: Filters = EVERY_COPY) -> Iterator[tuple[Statement, Document]]:
        """Statements that the filters find, one document at a time by name of source, in reading order.

        Without filters all statements of every document, however often its Work makes them.
        """
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for statement, document in self._register().find(filters, "printed", 0, sys.maxsize)[1]:
            wanted[document].add(statement)
        for document_id, ids in wanted.items():
            for found in self.statements_of(document_id):
                if found.id in ids:
                    yield found, self._documents[document_id]

    def table(self, columns: Sequence[str], filters: Filters = ALL) -> pa.Table:
        """What the filters find, as Arrow: these columns of STATEMENTS but `support`, by source and as printed.

        For analyses; what is stated twice in one Work is one row. Raises KeyError for a column that there is not.
        """
        with _telling(self._folder):
            return self._register().table(filters, columns)

    def statements_in(self, buckets: Iterable[str]) -> list[Statement]:
        """Statements of the documents in these buckets, by document id, each in reading order."""
        rows = self._read("statements", set(buckets) & set(self.manifest.buckets))
        return [statement for statement in self._told(rows) if statement.document in self._documents]

    def batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Statements bucket by bucket as Arrow, every copy in the order of the file: these columns, as far as shown.

        A part of a list's structures is asked for as `actors.id`, and comes as a column of that name with lists of it.
        For analyses that count all statements, and take no more memory than a bucket's columns.
        """
        hidden = pa.array(sorted(self._hidden), pa.string())
        shown = pa.array(list(self._documents), pa.string())
        for file in self._files("statements", self.manifest.buckets):
            with _telling(self._folder):
                yield read_leaves(file, columns, shown, hidden)

    def facets(self, filters: Filters = ALL, names: Sequence[str] = FACETS) -> dict[str, list[Count]]:
        """Count statements by the values of each of these facets, each with its own filter lifted.

        Beside FACETS there are intervention, exploitation, group, country and partner.
        """
        register = self._register()
        return {facet: register.facet(facet, filters) for facet in names}

    def totals(self) -> Totals:
        """The edition at a glance, as far as this view may show it."""
        register = self._register()
        return totals(self._documents.values(), register)

    def close(self) -> None:
        """Give back the memory; a query that still runs in another thread fails, so drop a shared view instead."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def on_subject(self) -> About:
        """Documents and passages that are on the subject of the field whatever a statement's own words say."""

        def ask(table: str, columns: str, where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = self._read(table, self.manifest.buckets, columns, where, values).to_pylist()
            return found

        return about(self._documents.values(), ask) if self.manifest.buckets else about((), lambda *_: ())

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Ids of the passages that are sensitive or hold a sensitive statement, where this view does not show them."""
        if self._open or not self.manifest.buckets:
            return frozenset()
        stated = self._read("statements", self.manifest.buckets, "DISTINCT locator.passage AS id", "sensitive")
        stories = self._read("passages", self.manifest.buckets, "id", "sensitive")
        return frozenset((*stated["id"].to_pylist(), *stories["id"].to_pylist()))

    def _told(self, table: pa.Table) -> list[Statement]:
        """Statements of a table's rows that this view may show, without support that it may not."""
        return self._cleared(statements_of(table))

    def _cleared(self, found: Iterable[Statement]) -> list[Statement]:
        return [_without(one, self._hidden) for one in found if one.locator.passage not in self._hidden]

    def _by_source(self) -> list[Document]:
        return sorted(self._documents.values(), key=lambda d: (d.source, d.id))

    def _register(self) -> Register:
        with self._lock:
            if self._made is None:
                files, on_subject = self._files("statements", self.manifest.buckets), self.on_subject
                with _telling(self._folder):
                    self._made = Register(self._connection, files, self.documents(), self._hidden, on_subject)
            return self._made

    def _files(self, table: str, buckets: Iterable[str]) -> list[Path]:
        return [self._folder / table / f"{bucket}.parquet" for bucket in sorted(buckets)]

    def _rows(self, table: str, document: str) -> pa.Table:
        with _telling(self._folder):
            return read_document(self._folder / table / f"{bucket_of(document)}.parquet", "document", document)

    def _read(
        self, table: str, buckets: Iterable[str], columns: str = "*", where: str = "true", values: Sequence[Any] = ()
    ) -> pa.Table:
        files = self._files(table, buckets)
        if not files:
            return TABLES[table].empty_table()
        with _telling(self._folder), self._connection.cursor() as cursor:
            query = f"SELECT {columns} FROM {parquet(files)} WHERE {where}"
            return cursor.sql(query, params=values).to_arrow_table()


def _without(statement: Statement, passages: frozenset[str]) -> Statement:
    kept = tuple(one for one in statement.support if one.locator.passage not in passages)
    return statement if len(kept) == len(statement.support) else replace(statement, support=kept)


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Tell of a damaged file in our own words."""
    try:
        yield
    except _DAMAGED as error:
        raise NoLibrary(
            str(folder), "a file of the edition is missing or damaged", "Build the library again"
        ) from error


def _newest_first(documents: Iterable[Document]) -> list[Document]:
    by_title = sorted(documents, key=lambda d: (d.title.casefold(), d.source, d.id))
    return sorted(by_title, key=lambda d: d.date or "", reverse=True)


def _only(noun: str, given: str, ids: Iterable[str], mend: str = "") -> str:
    """The id that is given whole, or by at least PREFIX of its digits; raises NotFound, which says how to mend it."""
    shown = f"{noun} {clean(given)[:60]!r}"
    found = [i for i in ids if i == given] or [i for i in ids if len(given) >= PREFIX and i.startswith(given)]
    if not found:
        raise NotFound(
            shown,
            f"no {noun} has that {'name or id' if mend else 'id'}",
            mend or f"Give its id, or at least its first {PREFIX} digits",
        )
    if len(found) > 1:
        raise NotFound(shown, f"more than one {noun} has an id that starts so", "Give more of its digits")
    return found[0]
