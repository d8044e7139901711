"""Difference of two editions: added, removed and changed documents and statements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from palermo.edition.buckets import get_bucket_name
from palermo.edition.manifest import Manifest
from palermo.edition.view import View
from palermo.statements import STORED_NAMES, Document, Statement, normalise_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange[T]:
    """A document or statement that is in both editions, and the names of its fields that differ."""

    before: T
    after: T
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanges[T]:
    """Added, removed and changed records."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    changed: tuple[RecordChange[T], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDifference:
    """Changes from one edition to another, limited to what both views may show.

    A file whose bytes changed is a changed document, with `id` among its fields; its statements are compared by
    content.
    """

    old: Manifest
    new: Manifest
    documents: RecordChanges[Document]
    statements: RecordChanges[Statement]
    sources: Mapping[str, Document]
    """By id, the documents of those statements; both versions of a document whose bytes changed."""


def compare_editions(old: View, new: View) -> EditionDifference:
    """Compare two editions; buckets that they share are not read. Raises NoLibrary for a damaged file."""
    old_documents, new_documents = ({d.id: d for d in view.list_documents()} for view in (old, new))
    pairs = _match_documents(old_documents, new_documents)
    revised = {item: other for item, other in pairs.items() if item != other}
    touched = _find_changed_buckets(old, new) | {get_bucket_name(i) for pair in revised.items() for i in pair}
    statements = _compare_records(_index_statements(old, touched, pairs), _index_statements(new, touched, {}))
    named = (*statements.added, *statements.removed, *(s for c in statements.changed for s in (c.before, c.after)))
    return EditionDifference(
        old=old.manifest,
        new=new.manifest,
        documents=_compare_records({pairs[i]: d for i, d in old_documents.items()}, new_documents),
        statements=statements,
        sources={s.document: new_documents.get(s.document) or old_documents[s.document] for s in named},
    )


def _match_documents(old_documents: Mapping[str, Document], new_documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the new id of each old document: the same id, or that of the new file from the same source."""
    now = {d.source: d.id for d in new_documents.values() if d.id not in old_documents}
    return {i: i if i in new_documents else now.get(d.source, i) for i, d in old_documents.items()}


def _find_changed_buckets(old: View, new: View) -> set[str]:
    """Return names of buckets whose files differ between the editions."""
    before, after = old.manifest.bucket_files, new.manifest.bucket_files
    return {name for name in before | after if before.get(name) != after.get(name)}


type StatementKey = tuple[str, str, str, int]
"""Id of the matching new document, kind, normalised quote, and number of earlier occurrences in the document."""


def _index_statements(
    view: View, buckets: Collection[str], documents: Mapping[str, str]
) -> dict[StatementKey, Statement]:
    """Return the statements of these buckets by key, in the order of documents and of reading."""
    statements_by_key: dict[StatementKey, Statement] = {}
    for statement in view.list_bucket_statements(buckets):
        document = documents.get(statement.document, statement.document)
        occurrence = 0
        while (key := (document, statement.kind, normalise_text(statement.quote), occurrence)) in statements_by_key:
            occurrence += 1
        statements_by_key[key] = statement
    return statements_by_key


def _compare_records[K, T: Document | Statement](
    old_records: Mapping[K, T], new_records: Mapping[K, T]
) -> RecordChanges[T]:
    shared = [(old_records[key], new_records[key]) for key in new_records if key in old_records]
    changed = (
        RecordChange(before=item, after=other, fields=_list_differing_fields(item, other)) for item, other in shared
    )
    return RecordChanges(
        added=tuple(item for key, item in new_records.items() if key not in old_records),
        removed=tuple(item for key, item in old_records.items() if key not in new_records),
        changed=tuple(item for item in changed if item.fields),
    )


_DOCUMENT_DEPENDENT_FIELDS = {"document", "locator", "support"}
"""Fields of a statement that change with the bytes of its document, whatever its content is."""


def _list_differing_fields(old: Document | Statement, new: Document | Statement) -> tuple[str, ...]:
    names: Iterable[str] = (Statement if isinstance(old, Statement) else Document).__slots__
    if isinstance(old, Statement) and isinstance(new, Statement) and old.document != new.document:
        names = [name for name in names if name not in _DOCUMENT_DEPENDENT_FIELDS | {"id"}]
    return tuple(STORED_NAMES.get(name, name) for name in names if getattr(old, name) != getattr(new, name))
