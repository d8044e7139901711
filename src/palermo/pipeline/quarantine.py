"""Quarantined documents: one record each, removed when the document is read or its file is removed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from palermo.edition import QuarantinedDocument
from palermo.edition.files import load_record, write_json
from palermo.pipeline.document_processing import Failure, Outcome
from palermo.sources.catalogue import CatalogueRow
from palermo.statements import hash_json

RETRIED_ERRORS = frozenset({"ReaderDied", "TooLarge"})
"""Failures that may not occur again, so that they are retried at every build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRecord:
    """A document in quarantine."""

    source: str
    error: str
    reason: str
    hint: str
    when: str
    """ISO time, UTC, of the first failure for this reason."""
    document: str
    """Id; empty if the bytes could not be read."""
    key: str
    """Key of the extraction that failed; changes with the bytes, the file's name and the versions of the stages."""
    visibility: str = "public"
    """As in its catalogue row."""

    @property
    def failure(self) -> Failure:
        """Return why it could not be processed."""
        return Failure(error=self.error, reason=self.reason, hint=self.hint)

    @property
    def is_lasting(self) -> bool:
        """Return whether the same bytes and reader must fail again for the same reason."""
        return bool(self.document) and self.error not in RETRIED_ERRORS

    @property
    def manifest_entry(self) -> QuarantinedDocument:
        """Return the entry of an edition's manifest."""
        return QuarantinedDocument(source=self.source, reason=self.reason, mend=self.hint, visibility=self.visibility)


def load_quarantine(folder: Path) -> dict[str, QuarantineRecord]:
    """Return all records by name; a damaged one is ignored, and its document is retried."""
    records = {path.stem: load_record(path, QuarantineRecord) for path in sorted(folder.glob("*.json"))}
    return {name: record for name, record in records.items() if record}


def update_quarantine(
    folder: Path, outcomes: Iterable[Outcome], rows: Mapping[str, CatalogueRow], now: datetime
) -> list[QuarantineRecord]:
    """Make the folder contain exactly these failures and return them by source. Raises OSError.

    `rows` are catalogue rows by source, for the visibility of the records.
    """
    folder.mkdir(parents=True, exist_ok=True)
    previous_records = load_quarantine(folder)
    records = {_get_record_name(outcome): _build_record(outcome, rows, now) for outcome in outcomes if outcome.failure}
    for name, record in records.items():
        previous = previous_records.get(name)
        if previous and replace(record, when=previous.when) == previous:
            records[name] = previous
            continue
        write_json(folder / f"{name}.json", asdict(record))
    for path in folder.glob("*.json"):
        if path.stem not in records:
            path.unlink(missing_ok=True)
    return sorted(records.values(), key=lambda record: record.source)


def _get_record_name(outcome: Outcome) -> str:
    return outcome.document or hash_json("source", outcome.source)


def _build_record(outcome: Outcome, rows: Mapping[str, CatalogueRow], now: datetime) -> QuarantineRecord:
    assert outcome.failure is not None
    row = rows.get(outcome.source)
    return QuarantineRecord(
        source=outcome.source,
        error=outcome.failure.error,
        reason=outcome.failure.reason,
        hint=outcome.failure.hint,
        when=now.isoformat(timespec="seconds"),
        document=outcome.document,
        key=outcome.key,
        visibility=(row.visibility if row else None) or "public",
    )
