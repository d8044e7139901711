"""Opening of a View: of the current edition with newer decisions, or of an earlier one as the public may see it."""

from collections.abc import Collection, Sequence, Set

from palermo.edition import manifest as manifests
from palermo.edition.confirmed import StatementSelection
from palermo.edition.decision_log import open_decision_log
from palermo.edition.document_log import DocumentDecisionLog
from palermo.edition.editions import load_edition_names
from palermo.edition.library import Library
from palermo.edition.library_format import check_format
from palermo.edition.overlay import Overlay, open_overlay_cache, read_sources
from palermo.edition.parquet_sql import resolve_id_prefix
from palermo.edition.view import PUBLIC_VISIBILITIES, NewerDecisions, View
from palermo.errors import NoLibrary
from palermo.review import TAKEN_DOWN, derive_document_states
from palermo.statements import READABLE_SCHEMA_VERSIONS, SCHEMA_VERSION


def open_view(
    library: Library,
    edition: str | None = None,
    *,
    visibility: Sequence[str] = PUBLIC_VISIBILITIES,
    excluded_ids: Collection[str] = (),
    selection: StatementSelection = StatementSelection.ALL,
    previous: View | None = None,
) -> View:
    """Open the current edition, or the one with this id, name, or unique prefix of at least six digits.

    The view has no documents of another visibility or in `excluded_ids`, nor anything derived from them; testimony
    (sensitive passages and statements) is only in views for the secretariat. Raises NoLibrary if there is no library,
    no edition yet or a damaged one, and NotFound for an unknown edition.

    Newer decisions are applied to the current edition, faster if the `previous` view is given. A document that was
    taken down is in no view of any edition, unless the visibilities have TAKEN_DOWN.
    """
    library.check_exists()
    check_format(library)
    edition_id = resolve_edition_id(library, edition) if edition else library.read_current_id()
    if edition_id is None:
        raise NoLibrary(library.name, "the library holds no edition yet", "Build one: palermo build FOLDER")
    library.fetch(edition_id)
    folder = library.get_edition_folder(edition_id).resolve()
    manifest = manifests.load(folder)
    if manifest.schema not in READABLE_SCHEMA_VERSIONS:
        reason = f"the edition has columns of version {manifest.schema}, not {SCHEMA_VERSION}"
        raise NoLibrary(str(folder), reason, "Build the library again")
    log = open_decision_log(library.decisions)
    decisions = DocumentDecisionLog(library.decisions).read()
    sources = read_sources(folder, tuple(sorted(manifest.buckets))) if decisions else {}
    states = derive_document_states(decisions, sources)
    if edition is None:
        overlay = open_overlay_cache(library.path).update(folder, manifest, log)
    else:
        overlay = Overlay(edition=manifest.id)
        states = {id: state.protections for id, state in states.items()}
    newer = NewerDecisions(overlay=overlay, documents=states, previous=previous)
    view = View(folder, manifest, visibility, excluded_ids, newer=newer, selection=selection)
    view.decision_log = log
    view.entity_folder = folder if edition else library.path
    return view


def resolve_edition_id(library: Library, name: str) -> str:
    """Return the id of the edition of this id or name, or of the only id that starts so; raises NotFound."""
    if named := load_edition_names(library).get(name):
        return named
    return resolve_id_prefix(
        "edition", name.rpartition("-")[2], library.list_edition_ids(), "Give its name, as palermo editions has it"
    )


NON_PUBLIC_VISIBILITIES = ("members", "secretariat", TAKEN_DOWN)


def open_public_view(
    library: Library,
    edition: str,
    served_id: str | None = None,
    *,
    selection: StatementSelection = StatementSelection.ALL,
) -> View:
    """Open an edition without the documents that are not public in the served edition.

    `served_id` is the id of the served edition, by default the current one. An earlier file of a document that is no
    longer public is hidden too: its bytes differ, but its source is the same.

    Raises NoLibrary and NotFound as open_view does.
    """
    with open_view(library, served_id, visibility=NON_PUBLIC_VISIBILITIES) as closed:
        hidden = {document.id for document in closed.list_documents()}
        places = {document.source for document in closed.list_documents()}
    if places:
        hidden |= _find_closed_documents(library, edition, served_id, places)
    return open_view(
        library, edition, visibility=PUBLIC_VISIBILITIES, excluded_ids=frozenset(hidden), selection=selection
    )


def _find_closed_documents(library: Library, edition: str, served_id: str | None, sources: Set[str]) -> set[str]:
    """Return ids of earlier files from sources whose current file differs and is not public."""
    with (
        open_view(library, served_id, visibility=PUBLIC_VISIBILITIES) as served_view,
        open_view(library, edition, visibility=PUBLIC_VISIBILITIES) as earlier_view,
    ):
        public = {document.id for document in served_view.list_documents()}
        return {
            document.id
            for document in earlier_view.list_documents()
            if document.source in sources and document.id not in public
        }
