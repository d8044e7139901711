"""Change notes: figures and names of what is new in an edition compared with the previous one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.analysis.partnerships import find_current_ties
from palermo.edition import EditionDifference, Filters, View, compare_editions
from palermo.registry import Registry
from palermo.statements import Document, Statement, StatementKind

MAX_NOTE_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNote:
    """What is new in an edition, limited to public documents."""

    edition: str
    previous: str
    documents: tuple[tuple[str, str], ...]
    """Id and title of new documents."""
    removed: tuple[tuple[str, str], ...]
    """Id and title of removed documents."""
    statements: int
    """Number of new statements."""
    addressees: tuple[tuple[str, int], ...]
    """Addressees of new recommendations with the number of these, most first."""
    themes: tuple[tuple[str, int], ...]
    """Themes of new recommendations with the number of these, most first."""
    ties: tuple[tuple[str, str], ...]
    """Pairs of bodies that were not partners in the previous edition."""
    provisions: tuple[tuple[str, str, int], ...]
    """Instrument, provision and number of new statements that cite it."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing public is new or removed."""
        return not (self.documents or self.removed or self.statements)

    def format_lines(self) -> list[str]:
        """Return the note as lines of text."""
        lines = [f"Edition {self.edition}, after {self.previous}: {self.statements} new statements"]
        lines += [f"  new document: {title}" for _, title in self.documents[:MAX_NOTE_ROWS]]
        lines += [f"  gone: {title}" for _, title in self.removed[:MAX_NOTE_ROWS]]
        lines += [f"  recommendations to {name}: {count}" for name, count in self.addressees]
        lines += [f"  recommendations on {name}: {count}" for name, count in self.themes]
        lines += [f"  new tie: {item} and {other}" for item, other in self.ties]
        lines += [f"  {instrument}, {number}: cited by {count}" for instrument, number, count in self.provisions]
        return lines


def build_change_note(old_view: View, new_view: View, registry: Registry) -> ChangeNote:
    """Compare the public views of two editions."""
    difference = compare_editions(old_view, new_view)
    added = difference.statements.added
    calls = [item for item in added if item.kind is StatementKind.RECOMMENDATION]
    return ChangeNote(
        edition=new_view.manifest.name,
        previous=old_view.manifest.name,
        documents=_list_titles(difference.documents.added),
        removed=_list_titles(difference.documents.removed),
        statements=len(added),
        addressees=_count_names((ref.id or ref.name for call in calls for ref in call.addressees), registry),
        themes=tuple(Counter(theme for call in calls for theme in call.themes).most_common(MAX_NOTE_ROWS)),
        ties=_find_new_ties(old_view, new_view, registry),
        provisions=_count_provisions(added, registry),
    )


def match_new_statements(
    view: View, filters: Filters, difference: EditionDifference
) -> Sequence[tuple[Statement, Document]]:
    """Return the new statements of new documents, and of those whose bytes changed, that a standing query matches.

    A statement that a changed document made before is not new.
    """
    document_ids = _find_new_documents(difference)
    chosen = filters.selected.get("document")
    narrowed = sorted(document_ids.intersection(chosen) if chosen else document_ids)
    if not narrowed:
        return ()
    added = {statement.id for statement in difference.statements.added}
    selected = {**filters.selected, "document": tuple(narrowed)}
    rows = view.iterate_statements(Filters(selected=selected, words=filters.words))
    return [(statement, document) for statement, document in rows if statement.id in added]


def _find_new_documents(difference: EditionDifference) -> frozenset[str]:
    """Return the ids of documents that are new, or whose bytes changed."""
    changed = (item.after.id for item in difference.documents.changed if "id" in item.fields)
    return frozenset((*(item.id for item in difference.documents.added), *changed))


def _list_titles(documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
    return tuple((document.id, document.title) for document in documents)


def _count_names(ids: Iterable[str], registry: Registry) -> tuple[tuple[str, int], ...]:
    return tuple((registry.get_label(id), count) for id, count in Counter(ids).most_common(MAX_NOTE_ROWS))


def _find_new_ties(old_view: View, new_view: View, registry: Registry) -> tuple[tuple[str, str], ...]:
    old_pairs = {frozenset(tie.parties) for tie in find_current_ties(old_view, registry).ties}
    new_ties = find_current_ties(new_view, registry)
    new_pairs = [tie.parties for tie in new_ties.ties if frozenset(tie.parties) not in old_pairs]
    names = {body: new_ties.names.get(body) or registry.get_label(body) for pair in new_pairs for body in pair}
    return tuple((names[item], names[other]) for item, other in new_pairs[:MAX_NOTE_ROWS])


def _count_provisions(statements: Iterable[Statement], registry: Registry) -> tuple[tuple[str, str, int], ...]:
    cited = Counter(
        (ref.id, ref.provision) for statement in statements for ref in statement.instruments if ref.provision
    )
    return tuple(
        (registry.get_label(instrument), provision or "", count)
        for (instrument, provision), count in cited.most_common(MAX_NOTE_ROWS)
    )
