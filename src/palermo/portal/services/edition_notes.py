"""Notes on the served edition and on lists of it: whether all are digests, how many are reviewed."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from palermo.edition import NO_FILTERS, Filters, Library, View, list_unanchored, open_decision_log
from palermo.errors import PalermoError
from palermo.portal.services.current_edition import get_current_edition, get_document_index
from palermo.review import Decision, ReviewState, derive_review_state
from palermo.statements import Nature, ReviewStatus

REVIEWED_STATUSES = (ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value)


def build_edition_note(request: HttpRequest) -> dict[str, Any]:
    """Return whether all documents of the served edition are digests, and their number, when a template uses them.

    The number of documents is that of Works: copies, translations and older versions of a text count once.
    """
    return {
        "is_digest_library": SimpleLazyObject(_has_only_digests),
        "searched": lambda: len(get_document_index().works),
    }


def _has_only_digests() -> bool:
    try:
        works = get_document_index().works
    except PalermoError:  # pages that report a missing edition are rendered too
        return False
    return bool(works) and all(work.nature is Nature.DIGEST for work in works)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCount:
    """Statements of a list, and how many of them are reviewed."""

    reviewed: int
    total: int


def count_reviewed(view: View, filters: Filters) -> ReviewedCount:
    """Count the statements that match filters, and those that reviewers accepted or corrected."""
    total = view.find_statements(filters, limit=0).total
    selected = {**filters.selected, "status": REVIEWED_STATUSES}
    reviewed = view.find_statements(replace(filters, selected=selected), limit=0).total
    return ReviewedCount(reviewed=reviewed, total=total)


def build_confidence_counts(filters: Filters) -> dict[str, Any]:
    """Return how many statements that filters find are unconfirmed and reviewed, for the note of a page."""
    served = get_current_edition()
    return {
        "unconfirmed_count": served.count_unconfirmed(filters),
        "reviewed": count_reviewed(served.view, filters),
    }


def count_all_reviewed() -> ReviewedCount:
    """Return how many statements of the served edition are reviewed, counted once for each edition."""
    served = get_current_edition()
    return served.cache.get_or_compute("reviewed", lambda: count_reviewed(served.view, NO_FILTERS))


def load_review_state(statement_id: str) -> ReviewState:
    """Return what the decisions of reviewers on a statement amount to."""
    log = open_decision_log(Library(settings.PALERMO_LIBRARY).decisions)
    return derive_review_state(log.list_decisions(statement_id))


def find_unanchored(view: View) -> list[Decision]:
    """Return the decisions that the edition cannot place, computed once for each edition."""
    log = open_decision_log(Library(settings.PALERMO_LIBRARY).decisions)
    return get_current_edition().cache.get_or_compute("unanchored", lambda: list_unanchored(view, log))
