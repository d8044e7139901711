"""What changed from one edition to another: documents and statements that came, went, or say other things now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from palermo.edition.buckets import bucket_of
from palermo.edition.manifest import Manifest
from palermo.edition.view import View
from palermo.statements import Document, Statement, normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed[T]:
    """A document or statement that is in both editions, and the names of its fields that differ."""

    before: T
    after: T
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes[T]:
    """What came, what went, and what changed."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    changed: tuple[Changed[T], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """From one edition to another, as far as both views may show them.

    A file whose bytes changed is a changed document, with `id` among its fields; its statements are compared by what
    they say.
    """

    old: Manifest
    new: Manifest
    documents: Changes[Document]
    statements: Changes[Statement]
    sources: Mapping[str, Document]
    """By document id: the documents of those statements; both of a document whose bytes changed."""


def diff(old: View, new: View) -> Difference:
    """Compare two editions; buckets that they share are not read. Raises NoLibrary where a file is damaged."""
    before, after = ({d.id: d for d in view.documents()} for view in (old, new))
    pairs = _pairs(before, after)
    revised = {one: other for one, other in pairs.items() if one != other}
    touched = _touched(old, new) | {bucket_of(i) for pair in revised.items() for i in pair}
    statements = _changes(_statements(old, touched, pairs), _statements(new, touched, {}))
    named = (*statements.added, *statements.removed, *(s for c in statements.changed for s in (c.before, c.after)))
    return Difference(
        old=old.manifest,
        new=new.manifest,
        documents=_changes({pairs[i]: d for i, d in before.items()}, after),
        statements=statements,
        sources={s.document: after.get(s.document) or before[s.document] for s in named},
    )


def _pairs(before: Mapping[str, Document], after: Mapping[str, Document]) -> dict[str, str]:
    """The id that stands for each document of before among those of after: its own, or that of its file now."""
    now = {d.source: d.id for d in after.values() if d.id not in before}
    return {i: i if i in after else now.get(d.source, i) for i, d in before.items()}


def _touched(old: View, new: View) -> set[str]:
    """Names of the buckets whose rows are not the same bytes in both editions."""
    one, other = old.manifest.buckets, new.manifest.buckets
    same = {name for name in one if name in other and one[name].files == other[name].files}
    return (set(one) | set(other)) - same


type Key = tuple[str, str, str, int]
"""The document that stands for its own, kind, normalised quote, and how often that came before in the document."""


def _statements(view: View, buckets: Collection[str], documents: Mapping[str, str]) -> dict[Key, Statement]:
    """Statements of those buckets by what tells them apart, in the order of documents and of reading."""
    found: dict[Key, Statement] = {}
    for statement in view.statements_in(buckets):
        document = documents.get(statement.document, statement.document)
        occurrence = 0
        while (key := (document, statement.kind, normalised(statement.quote), occurrence)) in found:
            occurrence += 1
        found[key] = statement
    return found


def _changes[K, T: Document | Statement](before: Mapping[K, T], after: Mapping[K, T]) -> Changes[T]:
    shared = [(before[key], after[key]) for key in after if key in before]
    changed = (Changed(before=one, after=other, fields=_differing(one, other)) for one, other in shared)
    return Changes(
        added=tuple(one for key, one in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        changed=tuple(one for one in changed if one.fields),
    )


_FOLLOWING = {"document", "locator", "support"}
"""Fields of a statement that change with the bytes of its document, whatever it says."""


def _differing(one: Document | Statement, other: Document | Statement) -> tuple[str, ...]:
    names: Iterable[str] = type(one).__slots__
    if isinstance(one, Statement) and isinstance(other, Statement) and one.document != other.document:
        names = [name for name in names if name not in _FOLLOWING | {"id"}]
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))
