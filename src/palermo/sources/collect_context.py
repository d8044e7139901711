"""The context of collecting from sources: ledger, download store, fetcher and progress callbacks."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from palermo.sources.bounds import Bounds
from palermo.sources.downloads import Downloads
from palermo.sources.ledger import Ledger
from palermo.sources.web import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectContext:
    """Dependencies and callbacks, wired by the pipeline."""

    ledger: Ledger
    downloads: Downloads
    fetcher: Fetcher
    bounds: Bounds
    find_publisher: Callable[[str], str | None]
    """Returns the registry id of a printed publisher."""
    excluded_folders: Collection[Path]
    """Folders that are never listed: the library's own."""
    on_step: Callable[[str, int | None], None]
    on_document: Callable[[], None]
