"""Changes since the previous edition, computed once for each served edition."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings

from palermo.edition import (
    Library,
    Manifest,
    RecordChange,
    RecordChanges,
    StatementSelection,
    View,
    compare_editions,
    open_public_view,
    select_one_per_work,
)
from palermo.errors import PalermoError
from palermo.portal.services.current_edition import ServedEdition
from palermo.statements import Document

MAX_COMPARED_STATEMENTS = 150_000
"""Statements of both editions together up to which they are compared one by one; those of larger ones are counted."""

MAX_LISTED_STATEMENTS = 100
"""New statements, and changed ones, that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanges:
    """Changes from the previous edition to the served one."""

    old: Manifest
    new: Manifest
    added: Sequence[Document]
    removed: Sequence[Document]
    changed: Sequence[Document]
    """Documents of the new edition whose facts or bytes are others now."""
    statements: tuple[int, int, int] | None
    """Added, removed and changed statements; None if the editions are too large to compare."""
    statement_growth: int
    """How many more statements there are now than before."""
    by_document: dict[str, int]
    """New statements by document."""
    new_statements: tuple[str, ...]
    """Ids of the first new statements, at most MAX_LISTED_STATEMENTS."""
    changed_statements: tuple[str, ...]
    """Ids of the first changed or reviewed ones, at most as many."""
    unread: int
    """Documents that could not be read now and could before."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing that the public may see has changed."""
        quiet = not any((self.added, self.removed, self.changed, self.unread, self.statement_growth))
        return quiet and not any(self.statements or ())


def get_edition_changes(edition: ServedEdition) -> EditionChanges | None:
    """Return the changes; None for a first edition, or if the previous one is missing or cannot be read."""
    new = edition.view
    return edition.cache.get_or_compute(
        "since", lambda: _compare_with_previous(new, new.selection, lambda old: _compare_editions(old, new))
    )


def list_changed_statements(edition: ServedEdition) -> frozenset[str]:
    """Return the ids of statements that are new or changed since the previous edition.

    The set is empty for a first edition.
    """

    def list_ids(old: View) -> frozenset[str]:
        changes = compare_editions(old, edition.view).statements
        return frozenset((*(item.id for item in changes.added), *(item.after.id for item in changes.changed)))

    return edition.cache.get_or_compute(
        "changed-statements",
        lambda: _compare_with_previous(edition.view, StatementSelection.ALL, list_ids) or frozenset(),
    )


def _compare_with_previous[T](new: View, selection: StatementSelection, compare: Callable[[View], T]) -> T | None:
    """Return what a comparison finds between the previous edition and this one; None if the previous cannot be read."""
    library, before = Library(settings.PALERMO_LIBRARY), new.manifest.previous
    if before is None or before not in library.list_edition_ids():
        return None
    try:
        with open_public_view(library, before, new.manifest.id, selection=selection) as old:
            return compare(old)
    except PalermoError:
        return None


def _compare_editions(old: View, new: View) -> EditionChanges:
    statement_counts = [
        view.compute_totals().statements for view in (old, new)
    ]  # the manifest also counts what the public does not see
    if sum(statement_counts) <= MAX_COMPARED_STATEMENTS:
        changes = compare_editions(old, new)
        documents = changes.documents
        statement_changes = changes.statements
        counts = (len(statement_changes.added), len(statement_changes.removed), len(statement_changes.changed))
        by_document = Counter(item.document for item in statement_changes.added)
        listed = tuple(item.id for item in statement_changes.added[:MAX_LISTED_STATEMENTS])
        changed = tuple(item.after.id for item in statement_changes.changed[:MAX_LISTED_STATEMENTS])
    else:
        documents, counts, by_document, listed, changed = _compare_documents(old, new), None, Counter(), (), ()
    known = {item.source for item in old.manifest.quarantined}
    return EditionChanges(
        old=old.manifest,
        new=new.manifest,
        added=select_one_per_work(documents.added),
        removed=select_one_per_work(documents.removed),
        changed=select_one_per_work(item.after for item in documents.changed),
        statements=counts,
        statement_growth=statement_counts[1] - statement_counts[0],
        by_document=dict(by_document),
        new_statements=listed,
        changed_statements=changed,
        unread=sum(item.source not in known for item in new.manifest.quarantined),
    )


def _compare_documents(old: View, new: View) -> RecordChanges[Document]:
    """Return documents alone, by their ids."""
    before, after = ({document.id: document for document in view.list_documents()} for view in (old, new))
    both = [(before[id], item) for id, item in after.items() if id in before and before[id] != item]
    return RecordChanges(
        added=tuple(item for id, item in after.items() if id not in before),
        removed=tuple(item for id, item in before.items() if id not in after),
        changed=tuple(RecordChange(before=item, after=other, fields=()) for item, other in both),
    )
