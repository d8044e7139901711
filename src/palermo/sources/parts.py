"""What one source holds, and all sources together as one list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from palermo.sources.catalogue import Row
from palermo.sources.definition import Origin
from palermo.sources.folder import Found, Unlisted
from palermo.sources.gather import Gathered


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one source holds, each with a name that no other has in that source."""

    found: tuple[Found, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()
    rows: Mapping[str, Row]
    """What is said of a document, by source name."""
    warnings: tuple[str, ...] = ()

    def with_warnings(self, warnings: Iterable[str]) -> "Part":
        """The same with more to tell, told first."""
        return replace(self, warnings=(*warnings, *self.warnings))


def failed(place: str, reason: str, mend: str, fetched: bool = False) -> Part:
    """A source of which nothing could be had."""
    return Part(
        unlisted=(Unlisted(path=Path(place), source=place, reason=reason, mend=mend, fetched=fetched),), rows={}
    )


def joined(parts: Sequence[tuple[Origin, Part]]) -> Gathered:
    """All sources as one list. A file that two hold counts once; where names meet, both begin with their source's."""
    once: dict[tuple[Path, str], tuple[Origin, Part, Found | Unlisted]] = {}
    for origin, part in parts:
        here: tuple[Found | Unlisted, ...] = (*part.found, *part.unlisted)
        for item in here:  # what the store holds may have come from several addresses
            once.setdefault((item.path, "" if origin.kind == "folder" else item.source), (origin, part, item))
    items = list(once.values())
    counts = Counter(item.source for _, _, item in items)
    found, unlisted, rows = [], [], {}
    for origin, part, item in items:
        source = f"{origin.name}/{item.source}" if counts[item.source] > 1 else item.source
        row = _defaulted(part.rows.get(item.source), origin, item.source)
        if row:
            rows[source] = row
        if isinstance(item, Unlisted):
            unlisted.append(replace(item, source=source))
        else:
            found.append(replace(item, source=source))
    return Gathered(
        found=tuple(sorted(found, key=lambda item: item.source)),
        unlisted=tuple(unlisted),
        rows=rows,
        warnings=tuple(warning for _, part in parts for warning in part.warnings),
    )


def _defaulted(row: Row | None, origin: Origin, source: str) -> Row | None:
    """A row with what holds for all documents of its source, where it says nothing itself."""
    if not (origin.publishers or origin.visibility or origin.full_text is not None or origin.consent is not None):
        return row
    row = row or Row(file=source, line=0)
    return replace(
        row,
        publishers=row.publishers or origin.publishers,
        visibility=row.visibility or origin.visibility,
        full_text=origin.full_text if row.full_text is None else row.full_text,
        consent=origin.consent if row.consent is None else row.consent,
    )
