"""Public views of earlier editions, without documents that are no longer public."""

from collections.abc import Set

from palermo.edition.confirmed import StatementSelection
from palermo.edition.library import Library
from palermo.edition.view import PUBLIC_VISIBILITIES, View
from palermo.edition.view_opener import open_view

NON_PUBLIC_VISIBILITIES = ("members", "secretariat")
"""Visibilities that the public may not see."""


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
