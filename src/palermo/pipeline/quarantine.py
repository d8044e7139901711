"""Documents that could not be read: one record each, gone when the document is read or its file is taken away."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from palermo.edition import QuarantinedDocument
from palermo.edition.files import open_atomic
from palermo.pipeline.document_processing import Failure, Outcome
from palermo.sources.catalogue import CatalogueRow
from palermo.statements import hash_json

RETRIED_ERRORS = frozenset({"ReaderDied", "TooLarge"})
"""Failures that another machine or hour may not see, so that they are tried again at every build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRecord:
    """A document in quarantine."""

    source: str
    error: str
    reason: str
    mend: str
    when: str
    """ISO time, UTC, at which it failed first for this reason."""
    document: str
    """Id; empty where the bytes could not be had."""
    key: str
    """Key of the extraction that failed; changes with the bytes, the file's name and the versions of the stages."""
    visibility: str = "public"
    """As its catalogue's row says."""

    @property
    def failure(self) -> Failure:
        """Why it could not be read."""
        return Failure(error=self.error, reason=self.reason, fix=self.mend)

    @property
    def is_lasting(self) -> bool:
        """Whether the same bytes, read by the same reader, must fail again for the same reason."""
        return bool(self.document) and self.error not in RETRIED_ERRORS

    @property
    def manifest_entry(self) -> QuarantinedDocument:
        """As an edition's manifest tells it."""
        return QuarantinedDocument(source=self.source, reason=self.reason, mend=self.mend, visibility=self.visibility)


def load_quarantine(folder: Path) -> dict[str, QuarantineRecord]:
    """Read all records, by their names; one that is damaged is as good as none, and its document is tried again."""
    held: dict[str, QuarantineRecord] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            held[path.stem] = QuarantineRecord(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError):
            continue
    return held


def update_quarantine(
    folder: Path, outcomes: Iterable[Outcome], rows: Mapping[str, CatalogueRow], now: datetime
) -> list[QuarantineRecord]:
    """Make the folder hold exactly these failures; gives them by source. Raises OSError.

    `rows` are those of catalogues, by source: a file that is not for everybody is told to nobody else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = load_quarantine(folder)
    records = {_get_record_name(outcome): _build_record(outcome, rows, now) for outcome in outcomes if outcome.failure}
    for name, held in records.items():
        known = before.get(name)
        if known and replace(held, when=known.when) == known:
            records[name] = known
            continue
        with open_atomic(folder / f"{name}.json") as file:
            file.write(json.dumps(asdict(held), ensure_ascii=False, indent=1).encode() + b"\n")
    for path in folder.glob("*.json"):
        if path.stem not in records:
            path.unlink(missing_ok=True)
    return sorted(records.values(), key=lambda held: held.source)


def _get_record_name(outcome: Outcome) -> str:
    return outcome.document or hash_json("source", outcome.source)


def _build_record(outcome: Outcome, rows: Mapping[str, CatalogueRow], now: datetime) -> QuarantineRecord:
    assert outcome.failure is not None
    row = rows.get(outcome.source)
    return QuarantineRecord(
        source=outcome.source,
        error=outcome.failure.error,
        reason=outcome.failure.reason,
        mend=outcome.failure.fix,
        when=now.isoformat(timespec="seconds"),
        document=outcome.document,
        key=outcome.key,
        visibility=(row.visibility if row else None) or "public",
    )
