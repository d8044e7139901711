"""The served edition; a new one is detected at the next request by the stamp of one small file."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import cast

from django.conf import settings

from palermo.access import ANONYMOUS, Visibilities, list_visibilities
from palermo.analysis import appraisal, follow_up
from palermo.edition import (
    DocumentDecisionLog,
    Filters,
    Library,
    StatementSelection,
    View,
    check_file_sizes,
    open_decision_log,
    open_view,
)
from palermo.embeddings import load_shipped_encoder
from palermo.errors import NoLibrary, PalermoError
from palermo.portal.services.derived_value_cache import DerivedValueCache
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.entity_statements import get_statements_token
from palermo.portal.services.response_cache import ResponseCache
from palermo.search import INDEX_FOLDER, SearchIndex, load_index_manifest, open_index

EditionStamp = tuple[int, int, int]
DERIVED_FOLDERS = (follow_up.FOLDER, appraisal.FOLDER)
"""Folders that are derived from an edition later, and may be derived again."""
DERIVED_MANIFEST_FILE = "about.json"
"""File of such a folder that is rewritten whenever the folder is."""
LOG = logging.getLogger("palermo.portal")
EDITION_RETRY_AFTER_S = 5.0
"""Seconds after which an edition that could not be served is tried again."""
PUBLIC: Visibilities = list_visibilities(ANONYMOUS)
OVERLAY_INTERVAL_S = 0.5
"""Least seconds between two times that newer decisions are applied: many reviewers decide many times a second."""
INDEX_RETRY_AFTER_S = 0.5
"""The same for an incomplete search index, whose check reads every file."""


@dataclass(frozen=True, kw_only=True)
class ServedEdition:
    """An open edition, with its indexes and caches."""

    stamp: EditionStamp
    view: View
    search: SearchIndex | None
    """None if the edition has no usable search index."""
    index: str = "0"
    """Time of its search index, from `read_derived_time`; 0 if it is incomplete."""
    unsearchable: NoLibrary | None = None
    """Why it has no search index."""
    visibilities: Visibilities = PUBLIC
    """Visibilities of the documents that it shows."""
    cache: DerivedValueCache = field(default_factory=DerivedValueCache)
    edition_cache: DerivedValueCache = field(default_factory=DerivedValueCache)
    """Values of the edition that newer decisions do not change."""
    answers: ResponseCache = field(default_factory=ResponseCache)
    last_decision: int = 0
    """Number of the last decision on a statement that it shows."""
    document_decisions: int = 0
    """How many decisions on documents it shows."""
    views: Mapping[StatementSelection, View] = field(default_factory=dict)
    """Views of other statements before the newest decisions, from which newer ones are made faster."""

    @property
    def document_index(self) -> DocumentIndex:
        """Documents and counts, computed when first needed: decisions arrive more often than pages need them."""
        return self.cache.get_or_compute("document index", lambda: DocumentIndex(view=self.view))

    def list_newest_views(self) -> Mapping[StatementSelection, View]:
        """Return the newest views of other statements that were opened."""
        opened = [self.__dict__[name].view for name in ("with_unconfirmed", "with_reviewed") if name in self.__dict__]
        return {**self.views, **{view.selection: view for view in opened}}

    @cached_property
    def with_unconfirmed(self) -> "ServedEdition":
        """The same edition with all statements, confirmed or not, opened when it is first asked for."""
        return self._open_selection(StatementSelection.ALL)

    @cached_property
    def with_reviewed(self) -> "ServedEdition":
        """The same edition with reviewed statements alone, opened when it is first asked for."""
        return self._open_selection(StatementSelection.REVIEWED)

    def _open_selection(self, selection: StatementSelection) -> "ServedEdition":
        view = self.view.open_selection(selection, self.views.get(selection))
        return replace(self, view=view, cache=DerivedValueCache(), answers=ResponseCache())

    def select(self, selection: StatementSelection) -> "ServedEdition":
        """Return the same edition with other statements."""
        if selection is StatementSelection.ALL:
            return self.with_unconfirmed
        return self.with_reviewed if selection is StatementSelection.REVIEWED else self

    @property
    def is_confirmed(self) -> bool:
        """Whether it shows confirmed statements, as pages do unless they are asked for others."""
        return self.view.selection is StatementSelection.CONFIRMED

    @cached_property
    def unconfirmed_count(self) -> int:
        """Number of statements that are not confirmed."""
        return self.view.count_unconfirmed() if self.is_confirmed else 0

    def count_unconfirmed(self, filters: Filters) -> int:
        """Return how many more statements the filters find with those that are not confirmed."""
        if not self.is_confirmed or not self.unconfirmed_count:
            return 0
        total = self.with_unconfirmed.view.find_statements(filters, limit=0).total
        return max(0, total - self.view.find_statements(filters, limit=0).total)


class CurrentEdition:
    """The library's current edition, opened once and used until there is a newer one.

    The previous edition is released, not closed: requests that still read it keep it open, and it closes with the
    last of them.
    """

    def __init__(self, library: Library, visibilities: Visibilities = PUBLIC) -> None:
        self.library = library
        self.visibilities = visibilities
        self._open: ServedEdition | None = None
        self._lock = Lock()
        self._unfit: EditionStamp | None = None
        self._retry_at = 0.0
        self._index_unfit, self._index_again = "", 0.0
        self._overlay_again = 0.0

    def open(self) -> ServedEdition:
        """Return the current edition; raises NoLibrary if there is none, or if the only one cannot be served.

        While one request opens a new edition, others are answered from the previous one. A new edition that is
        incomplete, or that another version of Palermo compiled, is not served: the previous one remains in use,
        and the new one is tried again later.
        """
        stamp = self._read_stamp()
        current = self._open
        is_changed = current is not None and self._has_changed_documents(current)
        is_current = current is not None and current.stamp == stamp and not is_changed
        if current and is_current and not self._find_new_index(current) and not self._has_new_decisions(current):
            return current
        # a document that was taken down is not shown from the view before: wait for the new one
        if not self._lock.acquire(blocking=current is None or is_changed):
            return cast(ServedEdition, current)
        try:
            if self._open is None or self._open.stamp != stamp or self._has_changed_documents(self._open):
                self._open = self._load_edition(stamp)
            elif index := self._find_new_index(self._open):
                self._open = self._replace_index(self._open, index)
            elif self._has_new_decisions(self._open):
                self._open = self._replace_view(self._open)
            return self._open
        finally:
            self._lock.release()

    def _load_edition(self, stamp: EditionStamp) -> ServedEdition:
        """Open the current edition; return the previous one if it cannot be served."""
        current = self._open
        if current and self._unfit == stamp and time.monotonic() < self._retry_at:
            return current
        try:
            last_decision = open_decision_log(self.library.decisions).last_seq  # before the view, which may have more
            document_decisions = self._count_document_decisions()
            view = open_view(self.library, visibility=self.visibilities, selection=StatementSelection.CONFIRMED)
            check_file_sizes(self.library.get_edition_folder(view.manifest.id), view.manifest)
            index = self._read_index_time(view)  # before the edition: a newer index is opened again
            search, failure = self._open_search_index(view)
            return ServedEdition(
                stamp=stamp,
                view=view,
                search=search,
                index=index,
                unsearchable=failure,
                visibilities=self.visibilities,
                last_decision=last_decision,
                document_decisions=document_decisions,
            )
        except NoLibrary as error:
            if current is None:
                raise
            if self._unfit != stamp:
                LOG.error("The new edition is not served, the one before stays: %s", error)
            self._unfit, self._retry_at = stamp, time.monotonic() + EDITION_RETRY_AFTER_S
            return current

    def _read_index_time(self, view: View) -> str:
        folder = self.library.get_edition_folder(view.manifest.id)
        return read_derived_time(folder, INDEX_FOLDER) if load_index_manifest(folder) else "0"

    def _find_new_index(self, edition: ServedEdition) -> str | None:
        """Return the time of a newer complete search index, or None."""
        index_time = read_derived_time(self.library.get_edition_folder(edition.view.manifest.id), INDEX_FOLDER)
        if index_time in ("0", edition.index) or (
            index_time == self._index_unfit and time.monotonic() < self._index_again
        ):
            return None
        if self._read_index_time(edition.view) == "0":
            self._index_unfit, self._index_again = index_time, time.monotonic() + INDEX_RETRY_AFTER_S
            return None
        return index_time

    def _replace_index(self, edition: ServedEdition, index: str) -> ServedEdition:
        """Return the edition with its search index reopened, or with the previous index if that fails."""
        search, failure = self._open_search_index(edition.view)
        search_index = edition.search if search is None else search
        return replace(
            edition,
            index=index,
            search=search_index,
            unsearchable=failure if search_index is None else None,
            answers=ResponseCache(),
        )

    def _has_changed_documents(self, edition: ServedEdition) -> bool:
        """Return whether decisions on documents are to be applied, for which all is opened again."""
        return self._count_document_decisions() != edition.document_decisions

    def _count_document_decisions(self) -> int:
        return len(DocumentDecisionLog(self.library.decisions).read())

    def _has_new_decisions(self, edition: ServedEdition) -> bool:
        """Return whether new decisions wait to be applied; they are applied at most every OVERLAY_INTERVAL_S."""
        is_due = time.monotonic() >= self._overlay_again
        return is_due and open_decision_log(self.library.decisions).last_seq != edition.last_decision

    def _replace_view(self, edition: ServedEdition) -> ServedEdition:
        """Return the edition with the new decisions; all derived values are computed again."""
        self._overlay_again = time.monotonic() + OVERLAY_INTERVAL_S
        last_decision = open_decision_log(self.library.decisions).last_seq
        view = open_view(
            self.library, visibility=self.visibilities, selection=StatementSelection.CONFIRMED, previous=edition.view
        )
        if view.manifest.id != edition.view.manifest.id:
            return self._load_edition(self._read_stamp())
        return replace(
            edition,
            view=view,
            views=edition.list_newest_views(),
            search=edition.search.with_view(view) if edition.search else None,
            cache=DerivedValueCache(),
            answers=ResponseCache(),
            last_decision=last_decision,
        )

    def _open_search_index(self, view: View) -> tuple[SearchIndex | None, NoLibrary | None]:
        """Return the edition's search index, or the reason why it cannot be used."""
        encoder = load_shipped_encoder() if settings.PALERMO_MEANING else None
        try:
            return open_index(view, self.library.get_edition_folder(view.manifest.id), encoder), None
        except NoLibrary as error:
            LOG.error("Search looks in titles and symbols alone: %s", error)
            return None, error

    def _read_stamp(self) -> EditionStamp:
        try:
            stamp = self.library.current_file.stat()
        except OSError:
            raise NoLibrary(
                str(self.library.path), "it holds no edition yet", "Run `palermo build FOLDER --library LIBRARY`"
            ) from None
        return (stamp.st_mtime_ns, stamp.st_ino, stamp.st_size)


@lru_cache(maxsize=8)
def open_current_edition(library: Path, visibilities: Visibilities = PUBLIC) -> CurrentEdition:
    """Return the only CurrentEdition of a library in this process for readers with these visibilities."""
    return CurrentEdition(Library(library), visibilities)


_PINNED_EDITION: ContextVar[ServedEdition | None] = ContextVar("_pinned", default=None)


@contextmanager
def pin_edition(
    visibilities: Visibilities = PUBLIC, selection: StatementSelection = StatementSelection.CONFIRMED
) -> Iterator[None]:
    """Serve all of a request from one edition, even if another becomes current meanwhile.

    By default, only confirmed statements and names are counted and listed.
    """
    try:
        served = open_current_edition(settings.PALERMO_LIBRARY, visibilities).open().select(selection)
    except PalermoError:
        served = None  # the error is raised when the edition is used
    token = _PINNED_EDITION.set(served)
    try:
        yield
    finally:
        _PINNED_EDITION.reset(token)


def get_current_view() -> View:
    """Return the view of the served edition; raises NoLibrary if there is none."""
    return get_current_edition().view


def get_document_index() -> DocumentIndex:
    """Return the document index of the served edition."""
    return get_current_edition().document_index


def get_search_index() -> SearchIndex | None:
    """Return the search index of the served edition, or None."""
    return get_current_edition().search


def get_current_edition() -> ServedEdition:
    """Return the served edition."""
    return _PINNED_EDITION.get() or open_current_edition(settings.PALERMO_LIBRARY).open()


def get_current_token() -> str | None:
    """Return a token of everything that pages show, or None if there is no edition.

    It depends on the edition, its derived folders and its search index. A damaged search index is built again.
    """
    content_token = get_content_token()
    return f"{content_token}-{get_current_edition().index}" if content_token else None


def get_content_token() -> str | None:
    """Return a token of all content except the search index, or None if there is no edition.

    It depends on the edition, its stamp and its derived folders. Chains and matched provisions may be derived
    minutes after the edition.
    """
    try:
        served = get_current_edition()
    except PalermoError:
        return None
    edition, derived = get_content_versions(served)
    audience = "" if served.visibilities == PUBLIC else f"-{served.visibilities[-1]}"
    view_suffix = "" if served.is_confirmed else f"-{served.view.selection}"
    stated = get_statements_token()
    suffix = f"{audience}{view_suffix}{'-' if stated else ''}{stated}"
    decided = f"{served.last_decision:x}-{served.document_decisions:x}"
    return f"{edition}-{served.stamp[0]:x}-{derived}-{decided}{suffix}"


def get_content_versions(served_edition: ServedEdition) -> tuple[str, str]:
    """Return the edition's id and the times of its derived folders."""
    edition = served_edition.view.manifest.id
    folder = Library(settings.PALERMO_LIBRARY).get_edition_folder(edition)
    return edition, ".".join(read_derived_time(folder, name) for name in DERIVED_FOLDERS)


def read_derived_time(edition_folder: Path, folder_name: str) -> str:
    """Return the time of a derived folder in nanoseconds (hex), or 0 if it does not exist."""
    try:
        return f"{(edition_folder / folder_name / DERIVED_MANIFEST_FILE).stat().st_mtime_ns:x}"
    except OSError:
        return "0"


def cache_by_content[*A, R](max_size: int) -> Callable[[Callable[[*A], R]], Callable[[*A], R]]:
    """Cache what a function returns by its arguments, which are hashable, and the content of the served edition.

    The function raises NoLibrary if there is no edition.
    """

    def cache_function(function: Callable[[*A], R]) -> Callable[[*A], R]:
        @lru_cache(max_size)
        def compute(_token: str | None, *args: *A) -> R:
            return function(*args)

        @wraps(function)
        def get_or_compute(*args: *A) -> R:
            get_current_view()
            return compute(get_content_token(), *args)

        return get_or_compute

    return cache_function
