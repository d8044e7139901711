"""Chains, answers and appraisals of the served edition; missing ones are derived in a background thread."""

from dataclasses import dataclass
from threading import Thread

from django.conf import settings
from rich.console import Console

from palermo import registry
from palermo.analysis import appraisal, follow_up
from palermo.analysis.appraisal import AppraisalSet, appraise_instruments
from palermo.analysis.appraisal import has_matches as matched
from palermo.analysis.follow_up import (
    FollowUp,
    FollowUpItem,
    SearchedWorks,
    find_searched_works,
    load_manifest,
    open_follow_up,
)
from palermo.edition import ArtefactStore, Library, Overlay
from palermo.errors import PalermoError
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.portal.services.current_edition import ServedEdition, get_current_edition, read_derived_time

EMPTY_FOLLOW_UP = FollowUp(chains=(), chain_by_call={}, answers={}, meaning=False)
"""What an edition has whose chains and answers are not derived yet."""


def get_current_follow_up() -> FollowUp | None:
    """Return chains and answers of the served edition, or None if there are none.

    While they are derived, return those of the previous edition that also apply to the new one.
    """
    served, library = get_current_edition(), Library(settings.PALERMO_LIBRARY)
    folder = library.get_edition_folder(served.view.manifest.id)
    version = read_derived_time(folder, follow_up.FOLDER)  # before reading: a newer version is read again
    store = library.open_artefacts(served.view.manifest.id)
    if load_manifest(store) is None:
        _start_derivation(served, library)
        previous = served.view.manifest.previous
        before = library.open_artefacts(previous) if previous else None
        return served.cache.get_or_compute(
            "follow-up-before", lambda: open_follow_up(before, served.view) if before else None
        )
    return served.cache.get_or_compute("follow-up", lambda: _open_after_decisions(store, served), version)


@dataclass(slots=True)
class LastFollowUp:
    """The follow-up that was opened last, and the decisions in its view."""

    follow_up: FollowUp | None = None
    overlay: Overlay | None = None

    def list_unchanged(self, overlay: Overlay) -> dict[str, FollowUpItem]:
        """Return the recommendations of its chains, by id, whose documents have no newer decisions."""
        if self.follow_up is None or self.overlay is None:
            return {}
        changed = overlay.list_changed_documents(self.overlay)
        calls = (call for chain in self.follow_up.chains for call in chain.calls)
        return {call.id: call for call in calls if call.document not in changed}


def _open_after_decisions(store: ArtefactStore, served: ServedEdition) -> FollowUp | None:
    """Open the follow-up; after a decision, recommendations of documents without one are not read again."""
    name = f"last follow-up {served.view.selection}"
    last, overlay = served.edition_cache.get_or_compute(name, LastFollowUp), served.view.overlay
    found = open_follow_up(store, served.view, last.list_unchanged(overlay))
    last.follow_up, last.overlay = found, overlay
    return found


def get_current_coverage() -> SearchedWorks:
    """Return which Works of the served edition are by or about which entities."""
    served = get_current_edition()
    return served.cache.get_or_compute("searched", lambda: find_searched_works(served.view))


def get_current_appraisals() -> AppraisalSet:
    """Return the appraisals of all instruments; without what is only similar in meaning while that is derived."""
    served, library = get_current_edition(), Library(settings.PALERMO_LIBRARY)
    folder, known = library.get_edition_folder(served.view.manifest.id), registry.load_registry()
    version = read_derived_time(folder, appraisal.FOLDER)
    store = library.open_artefacts(served.view.manifest.id)
    is_matched = matched(store, known)
    if load_manifest(store) is None or (settings.PALERMO_MEANING and not is_matched):
        _start_derivation(served, library)
    return served.cache.get_or_compute(
        "appraisals", lambda: appraise_instruments(store, served.view, known), f"{is_matched}-{version}"
    )


def _start_derivation(edition: ServedEdition, library: Library) -> None:
    """Derive what is missing, once, in a background thread."""
    meaning = bool(settings.PALERMO_MEANING)

    def build_derived() -> None:
        try:
            ensure_follow_up(library, use_embeddings=meaning, progress=create_reporter(Console(quiet=True)))
        except PalermoError:
            return  # pages continue to show that it is missing

    def start_thread() -> Thread:
        thread = Thread(target=build_derived, name="follow-up", daemon=True)
        thread.start()
        return thread

    edition.edition_cache.get_or_compute("follow-up-being-made", start_thread)
