"""Harvested records: documents with the time of their last change, and deleted ones."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

from palermo.edition import Library, Manifest, View, open_public_view
from palermo.errors import PalermoError
from palermo.statements import Document

MAX_EARLIER_EDITIONS = 20
"""Editions before the served one that are compared with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestRecord:
    """A document, or the id of a document that only earlier editions have."""

    id: str
    datestamp: datetime
    """Date of the edition since which the document has this metadata, or is gone."""
    document: Document | None
    """None for a deleted record."""

    @property
    def sets(self) -> tuple[str, ...]:
        """Specs of the sets that it is in."""
        return list_sets(self.document) if self.document else ()


@dataclass(frozen=True, kw_only=True)
class HarvestIndex:
    """All records by datestamp, then id."""

    edition: str
    records: Sequence[HarvestRecord]

    @cached_property
    def by_id(self) -> Mapping[str, HarvestRecord]:
        """Records by document id."""
        return {record.id: record for record in self.records}

    @cached_property
    def set_specs(self) -> tuple[str, ...]:
        """Specs of all sets that have records."""
        return tuple(sorted({spec for record in self.records for spec in record.sets}))

    @cached_property
    def _datestamps(self) -> list[datetime]:
        return [record.datestamp for record in self.records]

    @property
    def earliest(self) -> datetime | None:
        """The earliest datestamp; None if there are no records."""
        return self._datestamps[0] if self._datestamps else None

    def select(self, first: datetime | None, last: datetime | None, set_spec: str | None) -> Sequence[HarvestRecord]:
        """Return the records between two times, both included, that are in a set or in one below it."""
        start = bisect_left(self._datestamps, first) if first else 0
        end = bisect_right(self._datestamps, last) if last else len(self.records)
        harvest_records = self.records[start:end]
        if set_spec is None:
            return harvest_records
        below = f"{set_spec}:"
        return [
            harvest_record
            for harvest_record in harvest_records
            if any(spec == set_spec or spec.startswith(below) for spec in harvest_record.sets)
        ]


def list_sets(document: Document) -> tuple[str, ...]:
    """Return the specs of a document's sets: its language, its nature, its publishers."""
    publishers = (f"publisher:{id}" for id in document.publishers)
    return (f"language:{document.language}", f"nature:{document.nature.value}", *publishers)


def build_harvest_index(library: Library, view: View) -> HarvestIndex:
    """Compare the served edition with the earlier editions that exist and can be read."""
    current = (view.manifest, _index_documents(view.list_documents()))
    stages = [current, *_load_earlier(library, view.manifest)]
    return HarvestIndex(edition=view.manifest.id, records=assign_datestamps(stages))


def assign_datestamps(stages: Sequence[tuple[Manifest, Mapping[str, Document]]]) -> list[HarvestRecord]:
    """Return the records of editions, newest first, each dated since when its document is unchanged or gone."""
    manifest, current = stages[0]
    dates = dict.fromkeys(current, manifest.date)
    unchanged, listed = set(current), set(current)
    deleted: list[HarvestRecord] = []
    for (newer, _), (older, documents) in pairwise(stages):
        unchanged = {id for id in unchanged if documents.get(id) == current[id]}
        dates |= dict.fromkeys(unchanged, older.date)
        deleted_ids = documents.keys() - listed
        deleted += [HarvestRecord(id=id, datestamp=_round_time(newer.date), document=None) for id in deleted_ids]
        listed |= deleted_ids
    records = [HarvestRecord(id=id, datestamp=_round_time(dates[id]), document=item) for id, item in current.items()]
    return sorted([*records, *deleted], key=lambda item: (item.datestamp, item.id))


def _load_earlier(library: Library, manifest: Manifest) -> list[tuple[Manifest, Mapping[str, Document]]]:
    """Return the editions before one, newest first, with their public documents.

    Stops at the first edition that is missing.
    """
    earlier: list[tuple[Manifest, Mapping[str, Document]]] = []
    while manifest.previous and len(earlier) < MAX_EARLIER_EDITIONS:
        try:
            with open_public_view(library, manifest.previous) as view:
                manifest = view.manifest
                earlier.append((manifest, _index_documents(view.list_documents())))
        except PalermoError:
            break
    return earlier


def _index_documents(documents: Iterable[Document]) -> Mapping[str, Document]:
    return {document.id: document for document in documents}


def _round_time(time: datetime) -> datetime:
    """Return a time in UTC without fractions of a second, as datestamps have it."""
    return time.astimezone(UTC).replace(microsecond=0)
