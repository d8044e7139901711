"""What collecting from sources needs: the ledger, the store, the fetcher, and who wants to know how it goes on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from palermo.sources.bounds import Bounds
from palermo.sources.downloads import Downloads
from palermo.sources.ledger import Ledger
from palermo.sources.web import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectContext:
    """Wired by the pipeline."""

    ledger: Ledger
    downloads: Downloads
    fetcher: Fetcher
    bounds: Bounds
    find_publisher: Callable[[str], str | None]
    """Registry id of a publisher as printed."""
    excluded_folders: Collection[Path]
    """Folders that are never entered: the library's own."""
    on_step: Callable[[str, int | None], None]
    on_document: Callable[[], None]
