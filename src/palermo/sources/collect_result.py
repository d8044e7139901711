"""Results of one source, and the merge of all sources into one list."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from palermo.sources.bounds import Bounds
from palermo.sources.catalogue import CatalogueRow
from palermo.sources.definition import Origin
from palermo.sources.downloads import Downloads
from palermo.sources.folder import ListingFailure, SourceFile
from palermo.sources.folder_listing import SourceListing
from palermo.sources.ledger import Ledger
from palermo.sources.web import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """The files of one source; their names are unique within the source."""

    files: tuple[SourceFile, ...] = ()
    unlisted: tuple[ListingFailure, ...] = ()
    rows: Mapping[str, CatalogueRow]
    """Catalogue rows by source name."""
    warnings: tuple[str, ...] = ()

    def prepend_warnings(self, warnings: Iterable[str]) -> "CollectResult":
        """Return the same with further warnings in front."""
        return replace(self, warnings=(*warnings, *self.warnings))


def build_failed_result(location: str, reason: str, hint: str, fetched: bool = False) -> CollectResult:
    """Return the result of a source that failed as a whole."""
    return CollectResult(
        unlisted=(ListingFailure(path=Path(location), source=location, reason=reason, hint=hint, fetched=fetched),),
        rows={},
    )


def merge_results(results: Sequence[tuple[Origin, CollectResult]]) -> SourceListing:
    """Merge all sources; a file in two sources counts once.

    Names that collide get their source's name as prefix.
    """
    first_by_path: dict[tuple[Path, str], tuple[Origin, CollectResult, SourceFile | ListingFailure]] = {}
    for origin, part in results:
        part_items: tuple[SourceFile | ListingFailure, ...] = (*part.files, *part.unlisted)
        for item in part_items:  # a stored file may have come from several addresses
            first_by_path.setdefault((item.path, "" if origin.kind == "folder" else item.source), (origin, part, item))
    items = list(first_by_path.values())
    counts = Counter(item.source for _, _, item in items)
    files, unlisted, rows = [], [], {}
    for origin, part, item in items:
        source = f"{origin.name}/{item.source}" if counts[item.source] > 1 else item.source
        row = _apply_origin_defaults(part.rows.get(item.source), origin, item.source)
        if row:
            rows[source] = row
        if isinstance(item, ListingFailure):
            unlisted.append(replace(item, source=source))
        else:
            files.append(replace(item, source=source))
    return SourceListing(
        files=tuple(sorted(files, key=lambda item: item.source)),
        unlisted=tuple(unlisted),
        rows=rows,
        warnings=tuple(warning for _, part in results for warning in part.warnings),
    )


def _apply_origin_defaults(row: CatalogueRow | None, origin: Origin, source: str) -> CatalogueRow | None:
    """Return a row completed with the defaults of its source."""
    if not (origin.publishers or origin.visibility or origin.full_text is not None or origin.consent is not None):
        return row
    row = row or CatalogueRow(file=source, line=0)
    return replace(
        row,
        publishers=row.publishers or origin.publishers,
        visibility=row.visibility or origin.visibility,
        full_text=origin.full_text if row.full_text is None else row.full_text,
        consent=origin.consent if row.consent is None else row.consent,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectContext:
    """Dependencies and callbacks, wired by the pipeline."""

    ledger: Ledger
    downloads: Downloads
    fetcher: Fetcher
    bounds: Bounds
    find_publisher: Callable[[str], str | None]
    """Returns the registry id of a printed publisher."""
    document_suffixes: Sequence[str]
    """Endings of addresses of documents, which are preferred to those of pages about them."""
    excluded_folders: Collection[Path]
    """Folders that are never listed: the library's own."""
    on_step: Callable[[str, int | None], None]
    on_document: Callable[[], None]
