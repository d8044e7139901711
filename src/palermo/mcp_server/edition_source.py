"""The current edition of a library for the tools, reopened when there is another edition or a newer decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.analysis.appraisal import AppraisalSet, appraise_instruments
from palermo.analysis.follow_up import (
    FollowUp,
    FollowUpItem,
    SearchedWorks,
    compute_follow_up,
    find_searched_works,
    load_items,
    open_follow_up,
)
from palermo.edition import (
    DocumentDecisionLog,
    Library,
    StatementSelection,
    View,
    open_decision_log,
    open_view,
)
from palermo.embeddings import Encoder
from palermo.errors import NoLibrary
from palermo.search import SearchIndex, open_index


@dataclass(frozen=True, kw_only=True)
class SourceEdition:
    """One edition as the public may see it, with what is derived from it when first needed.

    Its confirmed statements and names are counted, as on pages.
    """

    library: Library
    view: View
    encoder: Encoder | None

    @cached_property
    def with_unconfirmed(self) -> "SourceEdition":
        """The same edition with all statements and names."""
        return replace(self, view=self.view.open_selection(StatementSelection.ALL))

    @cached_property
    def index(self) -> SearchIndex:
        """The search index; raises NoLibrary if it is missing."""
        return open_index(self.view, self.library.get_edition_folder(self.view.manifest.id), self.encoder)

    @cached_property
    def values(self) -> FacetValues:
        """Names and ids of registry and vocabulary."""
        return FacetValues(registry.load_registry(), vocabulary.load_vocabulary())

    @cached_property
    def follow_up(self) -> FollowUp:
        """Chains and answers: those that were stored, else compared by words."""
        store = self.library.open_artefacts(self.view.manifest.id)
        return open_follow_up(store, self.view) or compute_follow_up(self.view, self.values.registry)

    @cached_property
    def recommendations(self) -> Mapping[str, FollowUpItem]:
        """Recommendations by id, as follow-up reads them."""
        return {item.id: item for item in load_items(self.view)}

    @cached_property
    def searched_works(self) -> SearchedWorks:
        """Works by or about each entity."""
        return find_searched_works(self.view)

    @cached_property
    def appraisals(self) -> AppraisalSet:
        """Appraisals of all instruments."""
        store = self.library.open_artefacts(self.view.manifest.id)
        return appraise_instruments(store, self.view, self.values.registry)


class EditionSource:
    """Opens the current edition, and again when there is another or a newer decision; safe in several threads."""

    def __init__(self, library: Library, address: str, load_encoder: Callable[[], Encoder | None]) -> None:
        self._library = library
        self.address = address
        """Where readers reach the portal: permanent addresses begin so."""
        self._load_encoder = load_encoder
        self._open: SourceEdition | None = None
        self._state: tuple[str, int, int] | None = None
        """The open edition, and how many decisions on statements and documents it shows."""
        self._lock = Lock()

    def get_current(self) -> SourceEdition:
        """Return the current edition; raises NoLibrary if there is none."""
        with self._lock:
            self._library.check_exists()
            current = self._library.read_current_id()
            if current is None:
                raise NoLibrary(self._library.name, "it holds no edition", "Build one: palermo build FOLDER")
            decisions = self._library.decisions
            state = (current, open_decision_log(decisions).last_seq, len(DocumentDecisionLog(decisions).read()))
            if self._open is None or self._state != state:
                view = open_view(
                    self._library,
                    selection=StatementSelection.CONFIRMED,
                    previous=self._open.view if self._open else None,
                )
                self._open = SourceEdition(library=self._library, view=view, encoder=self._load_encoder())
                self._state = state
            return self._open
