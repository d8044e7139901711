"""What one source holds, and all sources together as one list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from palermo.sources.catalogue import CatalogueRow
from palermo.sources.definition import Origin
from palermo.sources.folder import ListingFailure, SourceFile
from palermo.sources.folder_listing import SourceListing


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """What one source holds, each with a name that no other has in that source."""

    files: tuple[SourceFile, ...] = ()
    unlisted: tuple[ListingFailure, ...] = ()
    rows: Mapping[str, CatalogueRow]
    """What is said of a document, by source name."""
    warnings: tuple[str, ...] = ()

    def prepend_warnings(self, warnings: Iterable[str]) -> "CollectResult":
        """The same with more to tell, told first."""
        return replace(self, warnings=(*warnings, *self.warnings))


def build_failed_result(location: str, reason: str, fix: str, fetched: bool = False) -> CollectResult:
    """A source of which nothing could be had."""
    return CollectResult(
        unlisted=(ListingFailure(path=Path(location), source=location, reason=reason, fix=fix, fetched=fetched),),
        rows={},
    )


def merge_results(results: Sequence[tuple[Origin, CollectResult]]) -> SourceListing:
    """All sources as one list. A file that two hold counts once; where names meet, both begin with their source's."""
    once: dict[tuple[Path, str], tuple[Origin, CollectResult, SourceFile | ListingFailure]] = {}
    for origin, part in results:
        here: tuple[SourceFile | ListingFailure, ...] = (*part.files, *part.unlisted)
        for item in here:  # what the store holds may have come from several addresses
            once.setdefault((item.path, "" if origin.kind == "folder" else item.source), (origin, part, item))
    items = list(once.values())
    counts = Counter(item.source for _, _, item in items)
    found, unlisted, rows = [], [], {}
    for origin, part, item in items:
        source = f"{origin.name}/{item.source}" if counts[item.source] > 1 else item.source
        row = _apply_origin_defaults(part.rows.get(item.source), origin, item.source)
        if row:
            rows[source] = row
        if isinstance(item, ListingFailure):
            unlisted.append(replace(item, source=source))
        else:
            found.append(replace(item, source=source))
    return SourceListing(
        files=tuple(sorted(found, key=lambda item: item.source)),
        unlisted=tuple(unlisted),
        rows=rows,
        warnings=tuple(warning for _, part in results for warning in part.warnings),
    )


def _apply_origin_defaults(row: CatalogueRow | None, origin: Origin, source: str) -> CatalogueRow | None:
    """A row with what holds for all documents of its source, where it says nothing itself."""
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
